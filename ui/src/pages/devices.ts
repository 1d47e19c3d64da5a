import { consume } from '@lit/context';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Api, DevicesQuery } from '../api/client.ts';
import type { DeviceRow, Site } from '../api/types.ts';
import { apiContext, navigateContext } from '../app/contexts.ts';
import type { Navigate } from '../app/contexts.ts';
import { CursorList } from '../app/cursor-list.ts';
import { renderList } from '../app/list-view.ts';
import { Load } from '../app/load.ts';
import { Place } from '../app/place.ts';
import { paths } from '../app/paths.ts';
import type { DeviceFilter } from '../app/paths.ts';
import { virtualRowStyles } from '../elements/virtual-rows.ts';
import type { EuVirtualRows, RowsSeenEvent } from '../elements/virtual-rows.ts';
import { count, plural, shortId } from '../format/numbers.ts';
import { LiveController } from '../live/live-controller.ts';
import { NarrowScreen } from '../live/narrow-screen.ts';
import { Paced } from '../live/paced.ts';
import { base, page } from '../styles/shared.ts';
import { deviceListStyles } from './devices-styles.ts';
import '../elements/choice.ts';
import '../elements/freshness.ts';
import '../elements/horizon.ts';
import '../elements/message.ts';
import '../elements/search-field.ts';

const ROW_PX = 36;
const NARROW_ROW_PX = 58;
const LIVE_PACE = { delayMs: 500, intervalMs: 4000 };

/** All devices: filtered by address, scrolled without end, updated row by row. */
@customElement('eu-devices-page')
export class EuDevicesPage extends LitElement {
  static override styles = [base, page, virtualRowStyles, deviceListStyles];

  @property({ attribute: false }) filter: DeviceFilter = {};
  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: navigateContext }) private navigate!: Navigate;
  @state() private seen = { first: 0, end: 0 };
  @query('eu-virtual-rows') private rows!: EuVirtualRows | null;

  readonly #narrow = new NarrowScreen(this);
  readonly #place = new Place();
  readonly #sites = new Load(this, {
    args: () => [] as const,
    load: async (_, signal) => (await this.api.sites(signal)).items,
  });
  readonly #list = new CursorList<DeviceRow, [string]>(this, {
    args: () => [paths.devices(this.filter)],
    fetch: (_, request, signal) =>
      this.api.devices({ ...asQuery(this.filter), ...request }, signal),
    keyOf: (device) => device.id,
  });
  readonly #changed = new Set<string>();
  readonly #paced = new Paced(() => this.#refreshSeen(), LIVE_PACE);

  constructor() {
    super();
    new LiveController(this, {
      ledger: ({ devices }) => {
        for (const id of devices) this.#changed.add(id);
        this.#paced.ask();
      },
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#paced[Symbol.dispose]();
  }

  override updated(changed: Map<string, unknown>): void {
    // Another search starts at its top; the first one where the reader left it.
    if (changed.get('filter') !== undefined) this.rows?.rewind();
  }

  override render() {
    const list = this.#list;
    return html`<div class="head">
        <h1>Devices</h1>
        ${
          list.loaded
            ? html`<eu-horizon .asOf=${list.asOf} .coverage=${list.coverage}></eu-horizon>`
            : nothing
        }
      </div>
      ${this.#renderFilters()}
      <div class="status" role="status">${this.#renderStatus()}</div>
      <section class="panel ${list.rows.length > 0 ? 'table' : ''}">
        ${this.#renderList()}
      </section>`;
  }

  #renderFilters() {
    const { filter } = this;
    return html`<form
      class="filters"
      role="search"
      aria-label="Devices"
      @submit=${(event: Event) => event.preventDefault()}
    >
      <eu-search-field
        label="Search devices"
        placeholder="Host name or id"
        .value=${filter.search ?? ''}
        @eu-search=${(event: CustomEvent<string>) => this.#filterBy({ search: event.detail })}
      ></eu-search-field>
      <eu-choice
        label="Site"
        .value=${filter.site ?? ''}
        .options=${[['', 'all'], ...siteOptions(this.#sites.value ?? [])]}
        @eu-choice=${(event: CustomEvent<string>) => this.#filterBy({ site: event.detail })}
      ></eu-choice>
      <eu-choice
        label="Origin"
        .value=${filter.simulated ?? ''}
        .options=${ORIGINS}
        @eu-choice=${(event: CustomEvent<'yes' | 'no'>) =>
          this.#filterBy({ simulated: event.detail })}
      ></eu-choice>
      <eu-choice
        label="Order"
        .value=${filter.sort ?? ''}
        .options=${ORDERS}
        @eu-choice=${(event: CustomEvent<'last_event_at'>) => this.#filterBy({ sort: event.detail })}
      ></eu-choice>
    </form>`;
  }

  #renderStatus() {
    const list = this.#list;
    if (!list.loaded) return nothing;
    const behind = list.loading && list.rows.length > 0 && this.seen.end > list.rows.length;
    return html`<span>${plural(list.total, 'device')}</span> ${
        behind ? html`<span class="quiet">loading row ${count(list.rows.length)} …</span>` : nothing
      }
      ${
        list.moved
          ? html`<button class="link" @click=${() => list.restart()}>
              The list has changed: show it as it is now
            </button>`
          : nothing
      }`;
  }

  #renderList() {
    return renderList(this.#list, {
      empty: () => this.#renderEmpty(),
      rows: () => this.#renderRows(),
    });
  }

  #renderRows() {
    const list = this.#list;
    const names = new Map((this.#sites.value ?? []).map((site) => [site.id, site]));
    return html`<eu-virtual-rows
      aria-label="Devices"
      .header=${COLUMN_HEADS}
      .total=${list.total}
      .rowPx=${this.#rowPx}
      .renderRow=${(index: number) => renderRow(list.rows[index], names)}
      .startRow=${this.#place.recall()}
      @eu-rows-seen=${(event: RowsSeenEvent) => this.#see(event)}
    ></eu-virtual-rows>`;
  }

  #renderEmpty() {
    return Object.keys(this.filter).length > 0
      ? html`<eu-empty heading="No device matches" next="Search for less, or "
          ><a href=${paths.devices()}>show all devices</a>.</eu-empty
        >`
      : html`<eu-empty
          heading="No device yet"
          next="Make a ticket at a relay (eucora-relay ticket create) and enrol a device with it: eucora-agent enroll --ticket FILE"
        ></eu-empty>`;
  }

  #see({ first, end }: RowsSeenEvent): void {
    if (first !== this.seen.first || end !== this.seen.end) this.seen = { first, end };
    this.#list.need(end);
    this.#place.remember(Math.round((this.rows?.scrollTop ?? 0) / this.#rowPx));
  }

  get #rowPx(): number {
    return this.#narrow.matches ? NARROW_ROW_PX : ROW_PX;
  }

  /** Fetches again only the pages of changed rows in view: nothing else moves. */
  #refreshSeen(): void {
    const { first, end } = this.seen;
    const visible = this.#list.rows.slice(first, end).map((device) => device.id);
    const stale = new Set(visible.filter((id) => this.#changed.has(id)));
    this.#changed.clear();
    if (stale.size > 0) void this.#list.refreshRows(stale);
  }

  #filterBy(change: { [K in keyof DeviceFilter]?: DeviceFilter[K] | undefined }): void {
    const merged = { ...this.filter, ...change };
    const kept = Object.entries(merged).filter(([, value]) => value !== undefined && value !== '');
    this.navigate(paths.devices(Object.fromEntries(kept)), { replace: true });
  }
}

const ORIGINS = [
  ['', 'all'],
  ['no', 'real'],
  ['yes', 'simulated'],
] as const;
const ORDERS = [
  ['', 'name'],
  ['last_event_at', 'last event'],
] as const;

function siteOptions(sites: readonly Site[]): [string, string][] {
  return sites.map((site) => [site.id, site.name]);
}

const COLUMNS = [
  ['name', 'Device'],
  ['site', 'Site'],
  ['os', 'System'],
  ['software', 'Software'],
  ['last', 'Last event'],
  ['fresh', 'Freshness'],
] as const;
const COLUMN_HEADS = html`${COLUMNS.map(
  ([name, label]) => html`<span role="columnheader" class=${name}>${label}</span>`,
)}`;

function renderRow(device: DeviceRow | undefined, sites: ReadonlyMap<string, Site>) {
  if (device === undefined) {
    return html`<span role="cell" class="name"><span class="pending"></span></span>`;
  }
  return html`<span role="cell" class="name">
      <a href=${paths.device(device.id)}
        >${device.hostname ?? html`<span class="mono">${shortId(device.id, 12)}</span>`}</a
      >${device.simulated ? html`<span class="tag">simulated</span>` : nothing}
    </span>
    <span role="cell" class="site">${sites.get(device.site_id)?.name ?? device.site_id}</span>
    <span role="cell" class="os">${device.os ?? html`<span class="unknown">unknown</span>`}</span>
    <span role="cell" class="software"
      >${
        device.software_count === null
          ? html`<span class="unknown">unknown</span>`
          : count(device.software_count)
      }</span
    >
    <span role="cell" class="last"><eu-time .at=${device.last_event_at}></eu-time></span>
    <span role="cell" class="fresh"
      ><eu-freshness .value=${device.freshness}></eu-freshness
    ></span>`;
}

function asQuery(filter: DeviceFilter): DevicesQuery {
  return {
    ...(filter.site === undefined ? {} : { site: filter.site }),
    ...(filter.search === undefined ? {} : { search: filter.search }),
    ...(filter.simulated === undefined ? {} : { simulated: filter.simulated === 'yes' }),
    sort: filter.sort ?? 'hostname',
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-devices-page': EuDevicesPage;
  }
}
