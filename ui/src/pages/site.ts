import { consume } from '@lit/context';
import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { DevicePage, SiteDetail } from '../api/types.ts';
import { apiContext } from '../app/contexts.ts';
import { Load } from '../app/load.ts';
import { paths } from '../app/paths.ts';
import { siteCoverage } from '../domain/coverage.ts';
import { linkNote } from '../domain/link-note.ts';
import { SITE_CLASS } from '../domain/words.ts';
import { count, plural, rate, shortId } from '../format/numbers.ts';
import { LiveController } from '../live/live-controller.ts';
import { Paced } from '../live/paced.ts';
import { base, page, table } from '../styles/shared.ts';
import { siteStyles } from './site-styles.ts';
import '../elements/figure.ts';
import '../elements/freshness.ts';
import '../elements/horizon.ts';
import '../elements/lease.ts';
import '../elements/message.ts';
import './site-artifacts.ts';
import './site-attributes.ts';
import './site-certificates.ts';
import './site-journals.ts';
import './site-tokens.ts';

const DEVICES_SHOWN = 12;
const PACE = { delayMs: 500, intervalMs: 3000 };

/** One site: its lease, its journals lane by lane, and its devices. */
@customElement('eu-site-page')
export class EuSitePage extends LitElement {
  static override styles = [base, page, table, siteStyles];

  @property() siteId = '';
  @consume({ context: apiContext }) private api!: Api;

  readonly #site = new Load(this, {
    args: () => [this.siteId] as const,
    load: ([id], signal) => this.api.site(id, signal),
  });
  readonly #devices = new Load(this, {
    args: () => [this.siteId] as const,
    load: ([site], signal) =>
      this.api.devices({ site, limit: DEVICES_SHOWN, sort: 'last_event_at' }, signal),
  });
  readonly #paced = new Paced(() => {
    this.#site.refresh();
    this.#devices.refresh();
  }, PACE);

  constructor() {
    super();
    const ask = (event: { readonly site_id: string }) => {
      if (event.site_id === this.siteId) this.#paced.ask();
    };
    new LiveController(this, { ledger: ask, site: ask });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#paced[Symbol.dispose]();
  }

  override render() {
    return this.#site.render((site) => this.#renderSite(site));
  }

  #renderSite(site: SiteDetail) {
    const coverage = siteCoverage(site);
    return html`<div class="head">
        <div>
          <a class="crumb" href=${paths.sites()}>Sites</a>
          <div class="title">
            <h1>${site.name}</h1>
            <eu-freshness .value=${site.freshness}></eu-freshness>
            <span class="quiet">${SITE_CLASS[site.class]}</span>
          </div>
          <eu-site-attributes
            .site=${site}
            @eu-changed=${() => this.#site.refresh()}
          ></eu-site-attributes>
        </div>
        <eu-horizon .asOf=${site.horizon_at} .coverage=${coverage}></eu-horizon>
      </div>
      <div class="stack">
        <section class="panel" aria-labelledby="lease">
          <header>
            <h2 id="lease">Lease</h2>
            <span class="quiet">last contact <eu-time .at=${site.last_contact_at}></eu-time></span>
          </header>
          <div class="body"><eu-lease-ladder .lease=${site.lease}></eu-lease-ladder></div>
        </section>
        ${renderFigures(site)}
        <section class="panel" aria-labelledby="journals">
          <header>
            <h2 id="journals">Journals</h2>
            <span class="legend" aria-hidden="true">
              <span><i class="s"></i>safe</span>
              <span><i class="c"></i>committed</span>
              <span><i class="b"></i>waiting at the site</span>
              <span><i class="g"></i>missing</span>
            </span>
          </header>
          <eu-site-journals .siteId=${site.id}></eu-site-journals>
        </section>
        <section class="panel" aria-labelledby="artifacts">
          <header><h2 id="artifacts">Delivery</h2></header>
          <eu-site-artifacts .siteId=${site.id}></eu-site-artifacts>
        </section>
        <section class="panel" aria-labelledby="certificates">
          <header><h2 id="certificates">Certificates</h2></header>
          <eu-site-certificates .siteId=${site.id}></eu-site-certificates>
        </section>
        <section class="panel" aria-labelledby="tokens">
          <header><h2 id="tokens">Enrolment tokens</h2></header>
          <eu-site-tokens .siteId=${site.id}></eu-site-tokens>
        </section>
        <section class="panel" aria-labelledby="devices">
          <header>
            <h2 id="devices">Devices</h2>
            <a href=${paths.devices({ site: site.id })}>all of this site</a>
          </header>
          ${this.#devices.render((devices) => renderDevices(devices))}
        </section>
      </div>`;
  }
}

function renderFigures(site: SiteDetail) {
  const horizon = { asOf: site.horizon_at, coverage: siteCoverage(site) };
  const known = site.horizon_at !== null;
  const figures: readonly [string, string | null, string][] = [
    [
      'Devices',
      count(site.devices),
      site.simulated_devices === 0 ? '' : `${count(site.simulated_devices)} of them simulated`,
    ],
    ['Events committed', count(site.events_committed), eventsNote(site)],
    [
      'Backlog',
      known ? plural(site.backlog_segments, 'segment') : null,
      linkNote(site.link, Date.now()),
    ],
    ['Gaps', known ? count(site.gaps) : null, gapsNote(site, known)],
  ];
  return html`<section class="panel figures" aria-label="Key figures">
    ${figures.map(
      ([label, value, note]) =>
        html`<eu-figure
          .label=${label}
          .value=${value}
          .note=${note}
          .asOf=${horizon.asOf}
          .coverage=${horizon.coverage}
        ></eu-figure>`,
    )}
  </section>`;
}

function gapsNote(site: SiteDetail, known: boolean): string {
  if (!known) return '';
  return site.gaps === 0 ? 'nothing missing' : 'asked for by exact range';
}

/** The rate, and the honest ends of numbers that will never be committed. */
function eventsNote(site: SiteDetail): string {
  const ends = [
    site.events_rejected === 0 ? '' : `${count(site.events_rejected)} rejected`,
    site.events_void === 0 ? '' : `${count(site.events_void)} void`,
  ];
  return [rate(site.events_per_second), ...ends].filter(Boolean).join(', ');
}

function renderDevices(devices: DevicePage) {
  if (devices.items.length === 0) {
    return html`<eu-empty
      heading="No device at this site"
      next="Make a token above and enrol a device with it: eucora-agent enroll --ticket FILE"
    ></eu-empty>`;
  }
  return html`<table class="cards">
    <thead>
      <tr>
        <th scope="col">Device</th>
        <th scope="col">System</th>
        <th scope="col" class="num">Software</th>
        <th scope="col">Last event</th>
        <th scope="col">Freshness</th>
      </tr>
    </thead>
    <tbody>
      ${devices.items.map(
        (device) =>
          html`<tr>
            <td class="lead">
              <a href=${paths.device(device.id)}>${device.hostname ?? shortId(device.id, 12)}</a
              >${device.simulated ? html`<span class="tag">simulated</span>` : nothing}
            </td>
            <td data-label="System">${device.os ?? html`<span class="unknown">unknown</span>`}</td>
            <td class="num" data-label="Software">
              ${
                device.software_count === null
                  ? html`<span class="unknown">unknown</span>`
                  : count(device.software_count)
              }
            </td>
            <td data-label="Last event"><eu-time .at=${device.last_event_at}></eu-time></td>
            <td data-label="Freshness">
              <eu-freshness .value=${device.freshness}></eu-freshness>
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-site-page': EuSitePage;
  }
}
