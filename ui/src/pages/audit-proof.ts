import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { AuditCheckpoint, AuditState, AuditWitness, Session } from '../api/types.ts';
import { announceContext, apiContext, sessionContext } from '../app/contexts.ts';
import type { Announce } from '../app/contexts.ts';
import { CursorList } from '../app/cursor-list.ts';
import { renderList, renderMore } from '../app/list-view.ts';
import { Load } from '../app/load.ts';
import { paths } from '../app/paths.ts';
import { can } from '../domain/can.ts';
import { scopeText } from '../domain/scope.ts';
import { count, plural, shortId } from '../format/numbers.ts';
import { LiveController } from '../live/live-controller.ts';
import { Paced } from '../live/paced.ts';
import { base, page, table } from '../styles/shared.ts';
import { auditStyles, renderAuditHead } from './audit-frame.ts';
import './audit-explain.ts';
import './audit-verify.ts';
import '../elements/message.ts';
import '../elements/time.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';

const PACE = { delayMs: 1000, intervalMs: 4000 };
const SITES_SHOWN = 4;

/** Whether the record is what it was: verification, signed checkpoints, and who witnessed them. */
@customElement('eu-audit-proof-page')
export class EuAuditProofPage extends LitElement {
  static override styles = [
    base,
    page,
    table,
    auditStyles,
    css`
      section + section {
        margin-top: 1.25rem;
      }
      .alarm {
        margin-bottom: 1rem;
        padding: 0.6rem 0.875rem;
        border-radius: var(--eu-radius);
        background: var(--eu-dark-fill);
        color: var(--eu-dark);
        font-weight: 500;
      }
      .reason {
        display: block;
        color: var(--eu-quiet);
        font-weight: 400;
        overflow-wrap: anywhere;
      }
      td .fault {
        font-weight: 500;
      }
    `,
  ];

  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: announceContext }) private announce!: Announce;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | undefined;
  @state() private asked: AuditWitness | undefined;

  readonly #record = new Load(this, {
    args: () => [] as const,
    load: (_, signal) => this.api.auditState(signal),
  });
  readonly #checkpoints = new CursorList<AuditCheckpoint, []>(this, {
    args: () => [],
    fetch: (_, request, signal) => this.api.auditCheckpoints(request, signal),
    keyOf: ({ position }) => String(position),
  });
  readonly #paced = new Paced(() => this.#record.refresh(), PACE);

  constructor() {
    super();
    new LiveController(this, { audit: () => this.#paced.ask() });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#paced[Symbol.dispose]();
  }

  override render() {
    return html`${renderAuditHead('proof')}
      ${this.#record.render((record) => this.#renderRecord(record))}
      <section class="panel" aria-labelledby="checkpoints">
        <header>
          <h2 id="checkpoints">Checkpoints</h2>
          <span class="quiet"
            >signed each hour; a copy kept elsewhere proves the record against it</span
          >
        </header>
        ${this.#renderCheckpoints()}
      </section>
      <eu-audit-explain
        .witness=${this.asked}
        @eu-closed=${() => (this.asked = undefined)}
        @eu-done=${() => this.#explained()}
      ></eu-audit-explain>`;
  }

  #renderRecord(record: AuditState) {
    return html`${
        record.alarm === null ? nothing : html`<p class="alarm" role="alert">${record.alarm}.</p>`
      }
      <section class="panel" aria-labelledby="verification">
        <header>
          <h2 id="verification">Verification</h2>
          <span class="quiet">${stateText(record)}</span>
        </header>
        ${this.#renderVerify()}
      </section>
      <section class="panel" aria-labelledby="relays">
        <header>
          <h2 id="relays">Relays as witnesses</h2>
          <span class="quiet">what each holds, compared whenever it is heard</span>
        </header>
        ${this.#renderWitnesses(record.witnesses)}
      </section>`;
  }

  /** Who sees a part of the fleet can't read the whole chain. */
  #renderVerify() {
    const { session } = this;
    if (session === undefined) return nothing;
    if (scopeText(session.scope) === 'everywhere') {
      return html`<eu-audit-verify @eu-verified=${() => this.#paced.ask()}></eu-audit-verify>`;
    }
    return html`<eu-empty
      heading="The chain is one for all sites"
      next="Verifying it takes somebody whose role reaches everywhere; ask an auditor of the fleet."
    ></eu-empty>`;
  }

  #renderWitnesses(witnesses: readonly AuditWitness[]) {
    if (witnesses.length === 0) {
      return html`<eu-empty
        heading="No relay holds a checkpoint yet"
        next="Each gets them with its site's configuration as soon as it is heard."
      ></eu-empty>`;
    }
    return html`<div class="scroll">
      <table class="cards terse">
        <thead>
          <tr>
            <th scope="col">Site</th>
            <th scope="col">Relay</th>
            <th scope="col" class="num">Holds entry</th>
            <th scope="col">Seen</th>
            <th scope="col">Verdict</th>
          </tr>
        </thead>
        <tbody>
          ${witnesses.map((witness) => this.#renderWitness(witness))}
        </tbody>
      </table>
    </div>`;
  }

  #renderWitness(witness: AuditWitness) {
    const { relay_id: relay, site_id: site, position } = witness;
    return html`<tr>
      <td class="lead"><a href=${paths.site(site)}>${site}</a></td>
      <td class="left mono minor" title=${relay}>${shortId(relay, 12)}</td>
      <td class="num">${count(position)}</td>
      <td class="left"><eu-time .at=${witness.seen_at}></eu-time></td>
      <td class="left full">${this.#renderJudgement(witness)}</td>
    </tr>`;
  }

  #renderJudgement(witness: AuditWitness) {
    const { fault, acknowledged } = witness;
    if (fault === null) return html`<span class="good">agrees</span>`;
    if (acknowledged !== null) {
      return html`<span
        >contradicts, explained by ${acknowledged.by} <eu-time .at=${acknowledged.at}></eu-time>
        <span class="reason">${acknowledged.reason}</span></span
      >`;
    }
    return html`<span
        ><span class="fault">contradicts</span> since
        <eu-time .at=${witness.noticed_at}></eu-time>
        <span class="reason">${fault}</span></span
      >
      ${
        can(this.session?.permissions, 'audit.acknowledge')
          ? html`<wa-button size="s" appearance="outlined" @click=${() => (this.asked = witness)}
              >Explain …</wa-button
            >`
          : nothing
      }`;
  }

  #renderCheckpoints() {
    const list = this.#checkpoints;
    return renderList(list, {
      empty: () =>
        html`<eu-empty
          heading="No checkpoint yet"
          next="The first one is signed within an hour of the first entry."
        ></eu-empty>`,
      rows: () =>
        html`<div class="scroll">
            <table class="cards terse">
              <thead>
                <tr>
                  <th scope="col">Signed</th>
                  <th scope="col" class="num">Up to entry</th>
                  <th scope="col">Witnessed by relays of</th>
                  <th scope="col">Copy</th>
                </tr>
              </thead>
              <tbody>
                ${list.rows.map((row) => this.#renderCheckpoint(row))}
              </tbody>
            </table>
          </div>
          ${renderMore(list)}`,
    });
  }

  #renderCheckpoint({ position, at, envelope, sites, sites_total: total }: AuditCheckpoint) {
    const more = total - Math.min(sites.length, SITES_SHOWN);
    const named = sites.slice(0, SITES_SHOWN).join(', ');
    return html`<tr>
      <td class="lead"><eu-time .at=${at}></eu-time></td>
      <td class="num">${count(position)}</td>
      <td class="left" title=${sites.join(', ')}>
        ${
          total === 0
            ? html`<span class="unknown">nobody yet</span>`
            : `${named}${more > 0 ? ` and ${plural(more, 'more site')}` : ''}`
        }
      </td>
      <td>
        <wa-button size="s" appearance="plain" @click=${() => void this.#copy(position, envelope)}
          >Copy</wa-button
        >
      </td>
    </tr>`;
  }

  async #copy(position: number, envelope: string): Promise<void> {
    await navigator.clipboard.writeText(envelope);
    this.announce(`The checkpoint of entry ${count(position)} is copied`);
  }

  #explained(): void {
    this.asked = undefined;
    this.#record.refresh();
  }
}

function stateText({ sealed_through: sealed, dropped_through: dropped, unsealed }: AuditState) {
  const gone = dropped === 0 ? '' : `, 1 to ${count(dropped)} dropped by age`;
  const waiting = unsealed === 0 ? '' : `, ${count(unsealed)} waiting for their seal`;
  return `${plural(sealed, 'entry', 'entries')} sealed${gone}${waiting}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-audit-proof-page': EuAuditProofPage;
  }
}
