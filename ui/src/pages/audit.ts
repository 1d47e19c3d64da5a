import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Api } from '../api/client.ts';
import type { AuditEntry } from '../api/types.ts';
import { apiContext, navigateContext } from '../app/contexts.ts';
import type { Navigate } from '../app/contexts.ts';
import { CursorList } from '../app/cursor-list.ts';
import { renderList, renderMore } from '../app/list-view.ts';
import { paths } from '../app/paths.ts';
import type { AuditFilter } from '../app/paths.ts';
import { summaryText } from '../domain/changes.ts';
import { count, plural, shortId, withShortIds } from '../format/numbers.ts';
import { LiveController } from '../live/live-controller.ts';
import { Paced } from '../live/paced.ts';
import { base, page, table } from '../styles/shared.ts';
import { auditStyles, renderAuditHead } from './audit-frame.ts';
import './audit-entry.ts';
import './audit-filters.ts';
import '../elements/message.ts';
import '../elements/time.ts';
import '@awesome.me/webawesome/dist/components/icon/icon.js';

const SEALING_PACE = { delayMs: 1200, intervalMs: 2500 };

/** The audit trail, newest first: who did what, and whether the entry is sealed into the chain. */
@customElement('eu-audit-page')
export class EuAuditPage extends LitElement {
  static override styles = [
    base,
    page,
    table,
    auditStyles,
    css`
      .news {
        display: block;
        width: 100%;
        padding: 0.5rem 0.875rem;
        border: 0;
        border-bottom: 1px solid var(--eu-line);
        background: var(--eu-accent-soft);
        color: var(--eu-accent);
        font: inherit;
        font-weight: 500;
        text-align: left;
        cursor: pointer;
      }
      .news:focus-visible {
        outline-offset: -2px;
      }
      .action {
        white-space: nowrap;
      }
      .action a {
        color: var(--eu-text);
      }
      .action a.refused {
        color: var(--eu-late);
      }
      .action a.failed {
        color: var(--eu-dark);
      }
      .action span {
        margin-left: 0.5rem;
        font-size: var(--eu-size-s);
      }
      .detail {
        color: var(--eu-quiet);
        overflow-wrap: anywhere;
      }
      .seal {
        white-space: nowrap;
      }
      .seal wa-icon {
        color: var(--eu-fresh);
        vertical-align: -0.1em;
      }
      td.when {
        white-space: nowrap;
      }
      @media (max-width: 48rem) {
        .lead {
          order: -4;
        }
        .when {
          order: -3;
        }
        .actor {
          order: -2;
        }
        .seal {
          order: -1;
        }
      }
    `,
  ];

  @property({ attribute: false }) filter: AuditFilter = {};
  /** The entry that is opened. */
  @property({ attribute: false }) entryId: number | undefined;
  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: navigateContext }) private navigate!: Navigate;
  @state() private arrived = 0;

  readonly #list = new CursorList<AuditEntry, [string]>(this, {
    args: () => [paths.audit(this.filter)],
    fetch: (_, request, signal) => this.api.audit({ ...this.filter, ...request }, signal),
    keyOf: entryKey,
  });
  readonly #sealing = new Paced(() => this.#refreshUnsealed(), SEALING_PACE);

  constructor() {
    super();
    new LiveController(this, {
      audit: ({ action }) => {
        if (mayShow(this.filter, action)) this.arrived += 1;
        this.#sealing.ask();
      },
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sealing[Symbol.dispose]();
  }

  override render() {
    return html`${renderAuditHead('entries')}
      <eu-audit-filters
        .filter=${this.filter}
        @eu-filter=${(event: CustomEvent<AuditFilter>) => this.#filterBy(event.detail)}
      ></eu-audit-filters>
      <section class="panel">${this.#renderList()}</section>
      <eu-audit-entry .entryId=${this.entryId} @eu-closed=${() => this.#close()}></eu-audit-entry>`;
  }

  #renderEmpty() {
    return html`<eu-empty heading="No entry matches" next="Filter for less, or "
      ><a href=${paths.audit()}>show everything</a>.</eu-empty
    >`;
  }

  #renderList() {
    return renderList(this.#list, {
      empty: () => this.#renderEmpty(),
      rows: () => this.#renderRows(),
    });
  }

  #renderRows() {
    const list = this.#list;
    return html`${
        this.arrived === 0
          ? nothing
          : html`<button class="news" @click=${() => this.#showNews()}>
              ${plural(this.arrived, 'new entry', 'new entries')}: show
            </button>`
      }
      <div class="scroll" tabindex="0" role="region" aria-label="Entries">
        <table class="cards terse">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Action</th>
              <th scope="col">Actor</th>
              <th scope="col">Object</th>
              <th scope="col">Detail</th>
              <th scope="col">Seal</th>
            </tr>
          </thead>
          <tbody>
            ${repeat(list.rows, entryKey, (entry) => this.#renderEntry(entry))}
          </tbody>
        </table>
      </div>
      ${renderMore(list)}`;
  }

  #renderEntry(entry: AuditEntry) {
    const { action, actor, subject, outcome } = entry;
    const detail = summaryText(entry.detail);
    return html`<tr>
      <td class="when" data-label="When"><eu-time .at=${entry.at}></eu-time></td>
      <td class="lead action">
        <a class=${outcome} href=${paths.audit(this.filter, entry.id)}>${action}</a>${
          outcome === 'done' || action.endsWith(`.${outcome}`)
            ? nothing
            : html`<span class=${outcome}>${outcome}</span>`
        }
      </td>
      <td class="actor left quiet" data-label="Actor" title=${actor}>${withShortIds(actor)}</td>
      <td class="subject left full" data-label="Object" title=${subject}>
        ${withShortIds(subject)}
      </td>
      <td class="detail left full" data-label="Detail" title=${detail}>${withShortIds(detail)}</td>
      <td class="seal" data-label="Seal">${renderSeal(entry)}</td>
    </tr>`;
  }

  #showNews(): void {
    this.arrived = 0;
    this.#list.restart();
  }

  /** Entries on the page that waited for their seal are looked up again, in place. */
  #refreshUnsealed(): void {
    const unsealed = this.#list.rows.filter((entry) => entry.position === null).map(entryKey);
    if (unsealed.length > 0) void this.#list.refreshRows(new Set(unsealed));
  }

  #filterBy(change: AuditFilter): void {
    this.arrived = 0;
    const filter = Object.fromEntries(
      Object.entries({ ...this.filter, ...change }).filter(([, value]) => value !== ''),
    );
    this.navigate(paths.audit(filter), { replace: true });
  }

  #close(): void {
    if (this.entryId !== undefined) this.navigate(paths.audit(this.filter));
  }
}

/** An entry gets its position only when sealed; its id never changes. */
function entryKey(entry: AuditEntry): string {
  return String(entry.id);
}

/** News tell their action and nothing else: with another filter nobody knows whether they fit. */
function mayShow({ action, until, ...others }: AuditFilter, arrived: string): boolean {
  if (until !== undefined && Date.parse(until) <= Date.now()) return false;
  if (action !== undefined && arrived !== action && !arrived.startsWith(`${action}.`)) return false;
  return Object.keys(others).every((name) => name === 'from');
}

function renderSeal({ position, hash }: AuditEntry) {
  if (position === null || hash === null) return html`<span class="unknown">unsealed</span>`;
  return html`<span title="Entry ${count(position)} of the chain, hash ${hash}"
    ><wa-icon name="seal"></wa-icon> ${count(position)}
    <span class="mono quiet">${shortId(hash, 8)}</span></span
  >`;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-audit-page': EuAuditPage;
  }
}
