import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import type { Api } from '../api/client.ts';
import { isAbort } from '../api/problem.ts';
import { announceContext, apiContext } from '../app/contexts.ts';
import type { Announce } from '../app/contexts.ts';
import { Deed } from '../app/deed.ts';
import { paths } from '../app/paths.ts';
import { verifyRecord } from '../domain/verification.ts';
import type { Progress, Verdict } from '../domain/verification.ts';
import { count, percent, plural } from '../format/numbers.ts';
import { base } from '../styles/shared.ts';
import { auditStyles } from './audit-frame.ts';
import '../elements/time.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/input/input.js';

/** Proves the whole record, part after part, and names the first entry that is not what it was. */
@customElement('eu-audit-verify')
export class EuAuditVerify extends LitElement {
  static override styles = [
    base,
    auditStyles,
    css`
      :host {
        display: grid;
        gap: 0.75rem;
        padding: 0.75rem 0.875rem;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem 1rem;
      }
      progress {
        flex: 1 1 12rem;
        max-width: 28rem;
        height: 0.5rem;
        accent-color: var(--eu-accent);
      }
      .verdict {
        padding: 0.6rem 0.875rem;
        border-radius: var(--eu-radius);
      }
      .whole {
        background: var(--eu-fresh-fill);
        color: var(--eu-fresh);
      }
      .broken {
        background: var(--eu-dark-fill);
        color: var(--eu-dark);
      }
      .noticed {
        background: var(--eu-late-fill);
        color: var(--eu-late);
      }
      .verdict strong {
        display: block;
      }
      .verdict a {
        color: inherit;
        text-decoration: underline;
      }
      summary {
        cursor: pointer;
        color: var(--eu-accent);
      }
      wa-input {
        margin-top: 0.5rem;
        max-width: 40rem;
      }
    `,
  ];

  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: announceContext }) private announce!: Announce;
  @state() private progress: Progress | undefined;
  @state() private verdict: Verdict | undefined;
  @query('wa-input') private kept!: WaInput;
  readonly #deed = new Deed(this);
  #stop: AbortController | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.abort();
  }

  override render() {
    const { busy } = this.#deed;
    return html`<p>
        Every hash is computed anew, the Merkle tree is built again, and each signed checkpoint is
        compared: those of the database and those that relays hold, where nobody who rewrites the
        database reaches them.
      </p>
      <div class="row">
        ${busy ? this.#renderStop() : this.#renderBegin()} ${this.#renderProgress(busy)}
      </div>
      ${this.#deed.renderFault()}
      ${this.verdict === undefined ? nothing : renderVerdict(this.verdict)}
      <details>
        <summary>Compare with a checkpoint that you kept, too</summary>
        <wa-input
          size="s"
          label="Signed checkpoint, base64"
          autocomplete="off"
          maxlength="8192"
        ></wa-input>
      </details>`;
  }

  #renderBegin() {
    const proven = this.progress?.through ?? 0;
    const goesOn = this.verdict === undefined && proven > 0;
    return html`<wa-button variant="brand" size="s" @click=${() => void this.#verify(0)}
        >Verify the record</wa-button
      >
      ${
        goesOn
          ? html`<wa-button size="s" appearance="outlined" @click=${() => void this.#verify(proven)}
              >Go on behind entry ${count(proven)}</wa-button
            >`
          : nothing
      }`;
  }

  #renderStop() {
    return html`<wa-button size="s" appearance="outlined" @click=${() => this.#stop?.abort()}
      >Stop</wa-button
    >`;
  }

  #renderProgress(busy: boolean) {
    if (this.progress === undefined) return busy ? html`<progress></progress>` : nothing;
    const { through, total } = this.progress;
    const share = total === 0 ? 1 : through / total;
    return html`<progress
        aria-label="Verified"
        max=${Math.max(1, total)}
        .value=${through}
      ></progress>
      <span class="quiet"
        >${count(through)} of ${plural(total, 'entry', 'entries')}, ${percent(share)}</span
      >`;
  }

  async #verify(after: number): Promise<void> {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    const kept = (this.kept.value ?? '').replaceAll(/\s/g, '');
    this.verdict = undefined;
    if (after === 0) this.progress = undefined;
    await this.#deed.run(async () => {
      try {
        this.verdict = await verifyRecord((part, stop) => this.api.verifyAuditPart(part, stop), {
          after,
          ...(kept === '' ? {} : { against: kept }),
          signal,
          onProgress: (progress) => (this.progress = progress),
        });
        this.announce(this.verdict.whole ? 'The record is whole' : 'The record is broken');
        this.dispatchEvent(new Event('eu-verified'));
      } catch (error) {
        if (!isAbort(error)) throw error;
      }
    });
  }
}

function renderVerdict(verdict: Verdict) {
  if (verdict.whole) {
    const { entries, checkpoints, held } = verdict;
    const compared = `${plural(checkpoints, 'signed checkpoint')} and ${count(held)} held by relays`;
    return html`<p class="verdict whole" role="status">
        <strong>The record is whole</strong>
        All of ${plural(entries, 'entry', 'entries')} are what they were; ${compared} agree.
        <eu-time .at=${verdict.at}></eu-time>.
      </p>
      ${verdict.datedBack === 0 ? nothing : renderDatedBack(verdict)}`;
  }
  const { position, proven, reason, entryId } = verdict;
  return html`<p class="verdict broken" role="alert">
    <strong>The record is broken at entry ${count(position)}: ${reason}</strong>
    ${
      proven === 0
        ? 'Nothing before it rests on a checkpoint.'
        : `Entries 1 to ${count(proven)} are proven; what comes after them stands in question.`
    }
    ${
      entryId === null
        ? 'No entry stands there.'
        : html`<a href=${paths.audit({}, entryId)}>Look at what stands there now</a>`
    }
  </p>`;
}

function renderDatedBack({ datedBack, datedBackAt }: Extract<Verdict, { readonly whole: true }>) {
  return html`<p class="verdict noticed" role="status">
    <strong
      >${plural(datedBack, 'entry claims', 'entries claim')} a time before the entries ahead</strong
    >
    The first is at place ${count(datedBackAt ?? 0)} of the chain. A checkpoint that was signed an
    hour or more after that time was there before it: look who wrote it, or whether the database's
    clock was set.
  </p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-audit-verify': EuAuditVerify;
  }
}
