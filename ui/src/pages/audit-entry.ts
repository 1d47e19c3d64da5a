import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { AuditDetail } from '../api/types.ts';
import { apiContext } from '../app/contexts.ts';
import { Load } from '../app/load.ts';
import { paths } from '../app/paths.ts';
import { particularsOf, valueText } from '../domain/changes.ts';
import type { Change } from '../domain/changes.ts';
import { count, plural } from '../format/numbers.ts';
import { absolute, instant } from '../format/times.ts';
import { base, table } from '../styles/shared.ts';
import { auditStyles } from './audit-frame.ts';
import '../elements/message.ts';
import '../elements/time.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/dialog/dialog.js';

const words = (name: string): string => name.replaceAll('_', ' ');

/** One entry in full, over the list that it stands in (`eu-closed` when it is put away). */
@customElement('eu-audit-entry')
export class EuAuditEntry extends LitElement {
  static override styles = [
    base,
    table,
    auditStyles,
    css`
      wa-dialog {
        --width: 46rem;
      }
      dl {
        display: grid;
        grid-template-columns: 8rem minmax(0, 1fr);
        gap: 0.3rem 1rem;
      }
      dt {
        color: var(--eu-quiet);
      }
      dd {
        overflow-wrap: anywhere;
      }
      dd a {
        text-decoration: underline;
        text-underline-offset: 2px;
      }
      h2 {
        margin: 1.1rem 0 0.35rem;
        font-size: var(--eu-size-m);
      }
      td {
        overflow-wrap: anywhere;
        vertical-align: top;
      }
      th:first-child,
      td:first-child {
        padding-left: 0;
      }
      tr.same td {
        color: var(--eu-quiet);
      }
      .was {
        color: var(--eu-dark);
      }
      .is {
        color: var(--eu-fresh);
      }
      @media (max-width: 48rem) {
        dl {
          grid-template-columns: minmax(0, 1fr);
          gap: 0;
        }
        dt {
          font-size: var(--eu-size-s);
        }
        dd {
          margin-bottom: 0.45rem;
        }
      }
    `,
  ];

  @property({ attribute: false }) entryId: number | undefined;
  @consume({ context: apiContext }) private api!: Api;

  readonly #entry = new Load(this, {
    args: () => [this.entryId] as const,
    load: async ([id], signal) => (id === undefined ? undefined : this.api.auditEntry(id, signal)),
  });

  override render() {
    const open = this.entryId !== undefined;
    return html`<wa-dialog
      label=${this.#entry.value?.action ?? 'Entry'}
      ?open=${open}
      @wa-after-hide=${(event: Event) => this.#closed(event)}
    >
      ${open ? this.#entry.render((entry) => html`${entry ? renderDetail(entry) : nothing}`) : nothing}
      <wa-button slot="footer" appearance="outlined" data-dialog="close">Close</wa-button>
    </wa-dialog>`;
  }

  #closed(event: Event): void {
    if (event.target instanceof HTMLElement && event.target.localName === 'wa-dialog') {
      this.dispatchEvent(new Event('eu-closed'));
    }
  }
}

function renderDetail(entry: AuditDetail) {
  const { changes, rest } = particularsOf(entry.detail);
  return html`<dl>
      <dt>When</dt>
      <dd>${absolute(instant(entry.at) ?? 0)}</dd>
      <dt>Who</dt>
      <dd>${entry.actor} · <a href=${paths.audit({ actor: entry.actor })}>all by them</a></dd>
      <dt>On what</dt>
      <dd>
        ${entry.subject} · <a href=${paths.audit({ subject: entry.subject })}>all about it</a>
      </dd>
      ${
        entry.site === null
          ? nothing
          : html`<dt>Site</dt>
              <dd><a href=${paths.site(entry.site)}>${entry.site}</a></dd>`
      }
      <dt>Outcome</dt>
      <dd class=${entry.outcome === 'done' ? '' : entry.outcome}>${entry.outcome}</dd>
      ${renderPlace(entry)}
    </dl>
    ${changes.length === 0 ? nothing : renderChanges(changes)}
    ${
      rest.length === 0
        ? nothing
        : html`<h2>Particulars</h2>
            <dl>
              ${rest.map(
                ([name, value]) =>
                  html`<dt>${words(name)}</dt>
                    <dd>${valueText(value)}</dd>`,
              )}
            </dl>`
    }`;
}

function renderPlace({ position, hash, checkpoint }: AuditDetail) {
  if (position === null || hash === null) {
    return html`<dt>Seal</dt>
      <dd class="unknown">not sealed yet; that takes a second</dd>`;
  }
  return html`<dt>Seal</dt>
    <dd>entry ${count(position)} of the chain <span class="mono quiet">${hash}</span></dd>
    <dt>Checkpoint</dt>
    <dd>${renderCheckpoint(checkpoint)}</dd>`;
}

function renderCheckpoint(checkpoint: AuditDetail['checkpoint']) {
  if (checkpoint === null)
    return html`<span class="unknown">none yet; one is signed each hour</span>`;
  const agreeing = checkpoint.witnesses.filter(({ agrees }) => agrees);
  const sites = [...new Set(agreeing.map(({ site_id: site }) => site))];
  const held =
    sites.length === 0
      ? 'held by no relay yet'
      : `held by relays of ${plural(sites.length, 'site')}: ${sites.slice(0, 8).join(', ')}`;
  return html`of entry ${count(checkpoint.position)}, signed
    <eu-time .at=${checkpoint.at}></eu-time>, ${held}`;
}

function renderChanges(changes: readonly Change[]) {
  return html`<h2>What changed</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        ${changes.map(
          ({ name, before, after, changed }) =>
            html`<tr class=${changed ? '' : 'same'}>
              <td>${words(name)}</td>
              <td class=${changed ? 'was' : ''}>${valueText(before)}</td>
              <td class=${changed ? 'is' : ''}>${valueText(after)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-audit-entry': EuAuditEntry;
  }
}
