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
import { detailText } from '../domain/detail-text.ts';
import { count, plural, shortId, withShortIds } from '../format/numbers.ts';
import { LiveController } from '../live/live-controller.ts';
import { Paced } from '../live/paced.ts';
import { base, page, table } from '../styles/shared.ts';
import '../elements/message.ts';
import '../elements/search-field.ts';
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
    css`
      .filters {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
        margin-bottom: 0.75rem;
      }
      eu-search-field {
        flex: 1 1 12rem;
        max-width: 20rem;
      }
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
        font-weight: 500;
        white-space: nowrap;
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
        eu-search-field {
          flex-basis: 100%;
          max-width: none;
        }
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
        if (this.filter.action === undefined || action.includes(this.filter.action)) {
          this.arrived += 1;
        }
        this.#sealing.ask();
      },
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sealing[Symbol.dispose]();
  }

  override render() {
    return html`<div class="head">
        <h1>Audit</h1>
        <span class="quiet">append-only, hash-chained, sealed within a second</span>
      </div>
      <form
        class="filters"
        role="search"
        aria-label="Audit"
        @submit=${(event: Event) => event.preventDefault()}
      >
        <eu-search-field
          label="Actor"
          placeholder="Actor"
          .value=${this.filter.actor ?? ''}
          @eu-search=${(event: CustomEvent<string>) => this.#filterBy({ actor: event.detail })}
        ></eu-search-field>
        <eu-search-field
          label="Action"
          placeholder="Action, for example segment.refused"
          .value=${this.filter.action ?? ''}
          @eu-search=${(event: CustomEvent<string>) => this.#filterBy({ action: event.detail })}
        ></eu-search-field>
      </form>
      <section class="panel">${this.#renderList()}</section>`;
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
              <th scope="col">Subject</th>
              <th scope="col">Detail</th>
              <th scope="col">Seal</th>
            </tr>
          </thead>
          <tbody>
            ${repeat(list.rows, entryKey, renderEntry)}
          </tbody>
        </table>
      </div>
      ${renderMore(list)}`;
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
    this.navigate(paths.audit({ ...this.filter, ...change }), { replace: true });
  }
}

/** An entry gets its position only when sealed; its id never changes. */
function entryKey(entry: AuditEntry): string {
  return String(entry.id);
}

function renderEntry(entry: AuditEntry) {
  const detail = detailText(entry.detail);
  return html`<tr>
    <td class="when" data-label="When"><eu-time .at=${entry.at}></eu-time></td>
    <td class="lead action">${entry.action}</td>
    <td class="actor left quiet" data-label="Actor" title=${entry.actor}>
      ${withShortIds(entry.actor)}
    </td>
    <td class="subject left full" data-label="Subject" title=${entry.subject}>
      ${withShortIds(entry.subject)}
    </td>
    <td class="detail left full" data-label="Detail" title=${detail}>${withShortIds(detail)}</td>
    <td class="seal" data-label="Seal">${renderSeal(entry)}</td>
  </tr>`;
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
