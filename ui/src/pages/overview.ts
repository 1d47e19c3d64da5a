import { consume } from '@lit/context';
import { html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { AuditState, LedgerPage, Overview, Session, Site, SitePage } from '../api/types.ts';
import { apiContext, sessionContext } from '../app/contexts.ts';
import { Load } from '../app/load.ts';
import { paths } from '../app/paths.ts';
import { needsAttention } from '../domain/attention.ts';
import type { Attention } from '../domain/attention.ts';
import { can } from '../domain/can.ts';
import { withPoint } from '../elements/sparkline.ts';
import { count, percent, plural, rate } from '../format/numbers.ts';
import { LiveController } from '../live/live-controller.ts';
import { Paced } from '../live/paced.ts';
import { base, page, table } from '../styles/shared.ts';
import { overviewStyles } from './overview-styles.ts';
import '../elements/figure.ts';
import '../elements/site-map.ts';

const RATE_MINUTES = 15;
const ATTENTION_MAX = 8;
const PACE = { delayMs: 1000, intervalMs: 4000 };
/** An alarm comes when nothing happens, so that no event tells of it. */
const LOOK_MS = 10_000;

interface FleetView {
  readonly overview: Overview;
  readonly sites: SitePage;
  /** Undefined for those who may not read the audit record. */
  readonly record: AuditState | undefined;
}

/** The fleet at a glance. */
@customElement('eu-overview-page')
export class EuOverviewPage extends LitElement {
  static override styles = [base, page, table, overviewStyles];

  @consume({ context: apiContext }) private api!: Api;

  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | undefined;
  #look: ReturnType<typeof setInterval> | undefined;

  readonly #fleet = new Load(this, {
    args: () => [can(this.session?.permissions, 'audit.read')] as const,
    load: async ([mayAudit], signal) => {
      const [overview, sites, record] = await Promise.all([
        this.api.overview(signal),
        this.api.sites(signal),
        mayAudit ? this.api.auditState(signal) : undefined,
      ]);
      return { overview, sites, record };
    },
  });
  readonly #ledger = new Load(this, {
    args: () => [] as const,
    load: (_, signal) => this.api.ledger(signal),
  });
  readonly #rates = new Load(this, {
    args: () => [] as const,
    load: (_, signal) => this.api.rates(signal),
  });
  readonly #paced = new Paced(() => {
    this.#fleet.refresh();
    this.#ledger.refresh();
  }, PACE);

  constructor() {
    super();
    new LiveController(this, {
      ledger: () => this.#paced.ask(),
      site: () => this.#paced.ask(),
      audit: ({ action }) => {
        if (action.startsWith('audit.')) this.#paced.ask();
      },
      rate: (event) => this.#addRate(event.events_per_second),
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#look = setInterval(() => this.#paced.ask(), LOOK_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#look);
    this.#paced[Symbol.dispose]();
  }

  override render() {
    return this.#fleet.render((fleet) => this.#renderFleet(fleet));
  }

  #addRate(eventsPerSecond: number): void {
    const point = { at: new Date().toISOString(), events_per_second: eventsPerSecond };
    this.#rates.patch((rates) => ({
      as_of: point.at,
      points: withPoint(rates.points, point, RATE_MINUTES),
    }));
  }

  #renderFleet({ overview, sites, record }: FleetView) {
    const attention = needsAttention(sites.items, overview, record);
    return html`<div class="head">
        <h1>Overview</h1>
        <eu-horizon .asOf=${overview.as_of} .coverage=${overview.coverage}></eu-horizon>
      </div>
      ${this.#renderFigures(overview)}
      <div class="columns">${this.#renderMap(sites)} ${this.#renderAttention(attention)}</div>
      <section class="panel" aria-labelledby="ledger">
        <header><h2 id="ledger">Ledger</h2></header>
        ${this.#ledger.render((ledger) => renderLedger(ledger, sites.items))}
      </section>`;
  }

  #renderFigures(overview: Overview) {
    const { coverage, as_of: asOf } = overview;
    const rates = this.#rates.value;
    const now = rates?.points.at(-1)?.events_per_second ?? overview.events_per_second;
    return html`<section class="panel figures" aria-label="Key figures">
      <eu-figure
        label="Devices"
        href=${paths.devices()}
        .value=${count(overview.devices)}
        .note=${simulatedNote(overview)}
        .asOf=${asOf}
        .coverage=${coverage}
      ></eu-figure>
      <eu-figure
        label="Coverage"
        .value=${coverage.ratio === null ? null : percent(coverage.ratio)}
        .note=${`${count(coverage.devices_fresh)} of ${plural(coverage.devices_total, 'device')} fresh`}
        .asOf=${asOf}
        .coverage=${coverage}
      ></eu-figure>
      <eu-figure
        class="wide"
        label="Ingest"
        .value=${rate(now)}
        .asOf=${rates?.as_of ?? asOf}
        .coverage=${coverage}
        ><eu-sparkline .points=${rates?.points ?? []}></eu-sparkline
      ></eu-figure>
      <eu-figure
        label="Events committed"
        .value=${count(overview.events_committed)}
        .asOf=${asOf}
        .coverage=${coverage}
      ></eu-figure>
      <eu-figure
        label="Applications"
        href=${paths.applications()}
        .value=${count(overview.applications)}
        .asOf=${asOf}
        .coverage=${coverage}
      ></eu-figure>
    </section>`;
  }

  #renderMap(sites: SitePage) {
    return html`<section class="panel map" aria-labelledby="map">
      <header>
        <h2 id="map"><a href=${paths.sites()}>Sites</a></h2>
        <span class="quiet small">area: devices, colour: freshness</span>
      </header>
      <div class="body">
        ${
          sites.items.length === 0
            ? html`<eu-empty
                heading="No site yet"
                next="Create the first one with: eucora-hub site create --site NAME --class online"
              ></eu-empty>`
            : html`<eu-site-map
                class=${sites.items.length > 4 ? 'tall' : ''}
                .sites=${sites.items}
              ></eu-site-map>`
        }
      </div>
    </section>`;
  }

  #renderAttention(items: readonly Attention[]) {
    const shown = items.slice(0, ATTENTION_MAX);
    const more = items.length - shown.length;
    return html`<section class="panel" aria-labelledby="attention">
      <header>
        <h2 id="attention">Needs attention</h2>
        <span class="quiet small">${items.length === 0 ? '' : count(items.length)}</span>
      </header>
      ${
        items.length === 0
          ? html`<eu-empty
              heading="Nothing needs you"
              next="Every site that should have reported has, and nothing is missing or refused."
            ></eu-empty>`
          : html`<ul class="attention">
              ${shown.map(renderAttention)}
            </ul>`
      }
      ${
        more > 0
          ? html`<p class="more"><a href=${paths.sites()}>${plural(more, 'more')}</a></p>`
          : nothing
      }
    </section>`;
  }
}

function simulatedNote(overview: Overview): string {
  return overview.simulated_devices === 0
    ? ''
    : `${count(overview.simulated_devices)} of them simulated`;
}

const LEVEL_WORDS = { act: 'Act', watch: 'Watch', unknown: 'Unknown' } as const;

function renderAttention(item: Attention) {
  const { target } = item;
  const href = target.page === 'site' ? paths.site(target.id) : paths[target.page]();
  return html`<li class=${item.level}>
    <span class="level">${LEVEL_WORDS[item.level]}</span>
    <div>
      <a href=${href}>${item.title}</a>
      <p class="quiet small">${item.next}</p>
    </div>
  </li>`;
}

function renderLedger(ledger: LedgerPage, sites: readonly Site[]) {
  if (ledger.items.length === 0) {
    return html`<eu-empty
      heading="Nothing committed yet"
      next="Events appear here as soon as a relay’s first segment arrives."
    ></eu-empty>`;
  }
  const names = new Map(sites.map((site) => [site.id, site]));
  return html`<div class="scroll">
    <table class="cards">
      <thead>
        <tr>
          <th scope="col">Site</th>
          <th scope="col">Freshness</th>
          <th scope="col" class="num">Committed</th>
          <th scope="col" class="num">Rejected</th>
          <th scope="col" class="num">Void</th>
          <th scope="col" class="num">Gaps</th>
          <th scope="col" class="num">Rate</th>
          <th scope="col">As of</th>
        </tr>
      </thead>
      <tbody>
        ${ledger.items.map((row) => {
          const site = names.get(row.site_id);
          return html`<tr>
            <td class="lead">
              <a href=${paths.site(row.site_id)}>${site?.name ?? row.site_id}</a>
            </td>
            <td data-label="Freshness">
              <eu-freshness .value=${site?.freshness ?? 'never'}></eu-freshness>
            </td>
            <td class="num" data-label="Committed">${count(row.events_committed)}</td>
            <td class="num" data-label="Rejected">${count(row.events_rejected)}</td>
            <td class="num" data-label="Void">${count(row.events_void)}</td>
            <td class="num" data-label="Gaps">${count(row.gaps)}</td>
            <td class="num" data-label="Rate">${rate(site?.events_per_second ?? 0)}</td>
            <td data-label="As of">
              <eu-time .at=${site?.horizon_at ?? null} missing="never reported"></eu-time>
            </td>
          </tr>`;
        })}
      </tbody>
    </table>
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-overview-page': EuOverviewPage;
  }
}
