import { consume } from '@lit/context';
import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { Site, SitePage } from '../api/types.ts';
import { apiContext } from '../app/contexts.ts';
import { Load } from '../app/load.ts';
import { paths } from '../app/paths.ts';
import { SITE_CLASS } from '../domain/words.ts';
import { count, rate } from '../format/numbers.ts';
import { LiveController } from '../live/live-controller.ts';
import { Paced } from '../live/paced.ts';
import { base, page, table } from '../styles/shared.ts';
import '../elements/freshness.ts';
import '../elements/horizon.ts';
import '../elements/lease.ts';
import '../elements/message.ts';

const PACE = { delayMs: 500, intervalMs: 4000 };

/** All sites in one table. */
@customElement('eu-sites-page')
export class EuSitesPage extends LitElement {
  static override styles = [
    base,
    page,
    table,
    css`
      td {
        white-space: nowrap;
      }
      td:first-child a {
        font-weight: 500;
      }
      th,
      td {
        padding-inline: 0.6rem;
      }
      th:first-child,
      td:first-child {
        padding-left: 0.875rem;
      }
      .narrow {
        display: none;
      }
      @media (max-width: 48rem) {
        .narrow {
          display: inline;
        }
      }
      .bad {
        color: var(--eu-dark);
        font-weight: 600;
      }
    `,
  ];

  @consume({ context: apiContext }) private api!: Api;

  readonly #sites = new Load(this, {
    args: () => [] as const,
    load: (_, signal) => this.api.sites(signal),
  });
  readonly #paced = new Paced(() => this.#sites.refresh(), PACE);

  constructor() {
    super();
    new LiveController(this, { ledger: () => this.#paced.ask(), site: () => this.#paced.ask() });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#paced[Symbol.dispose]();
  }

  override render() {
    return this.#sites.render((sites) => renderSites(sites));
  }
}

function renderSites(sites: SitePage) {
  return html`<div class="head">
      <h1>Sites</h1>
      <eu-horizon .asOf=${sites.as_of} .coverage=${sites.coverage}></eu-horizon>
    </div>
    <section class="panel">
      ${
        sites.items.length === 0
          ? html`<eu-empty
              heading="No site yet"
              next="Create the first one with: eucora-hub site create --site NAME --class online"
            ></eu-empty>`
          : html`<div class="scroll">
              <table class="cards terse">
                <thead>
                  <tr>
                    <th scope="col">Site</th>
                    <th scope="col">Freshness</th>
                    <th scope="col">Class</th>
                    <th scope="col">Lease</th>
                    <th scope="col">Last contact</th>
                    <th scope="col">As of</th>
                    <th scope="col" class="num">Devices fresh</th>
                    <th scope="col" class="num">Backlog</th>
                    <th scope="col" class="num">Gaps</th>
                    <th scope="col" class="num">Committed</th>
                    <th scope="col" class="num">Rate</th>
                  </tr>
                </thead>
                <tbody>
                  ${sites.items.map(renderSite)}
                </tbody>
              </table>
            </div>`
      }
    </section>`;
}

function renderSite(site: Site) {
  return html`<tr>
    <td class="lead">
      <a href=${paths.site(site.id)} title=${site.id}>${site.name}</a>
    </td>
    <td data-label="Freshness"><eu-freshness .value=${site.freshness}></eu-freshness></td>
    <td class="minor" data-label="Class">${SITE_CLASS[site.class]}</td>
    <td class="left" data-label="Lease"><eu-lease-word .lease=${site.lease}></eu-lease-word></td>
    <td data-label="Last contact"><eu-time .at=${site.last_contact_at}></eu-time></td>
    <td class="minor" data-label="As of">
      <eu-time .at=${site.horizon_at} missing="unknown"></eu-time>
    </td>
    <td class="num left" data-label="Devices fresh">
      ${
        site.devices === 0
          ? html`<span class="quiet">no devices</span>`
          : html`<span
              >${count(site.devices_fresh)} of ${count(site.devices)}<span class="narrow">
                devices fresh</span
              ></span
            >`
      }
    </td>
    <td class="num minor" data-label="Backlog">${count(site.backlog_segments)}</td>
    <td class="num ${site.gaps === 0 ? 'minor' : ''}" data-label="Gaps">
      <span class=${site.gaps > 0 ? 'bad' : ''}
        >${count(site.gaps)}<span class="narrow"> gaps</span></span
      >
    </td>
    <td class="num minor" data-label="Committed">${count(site.events_committed)}</td>
    <td class="num minor" data-label="Rate">${rate(site.events_per_second)}</td>
  </tr>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-sites-page': EuSitesPage;
  }
}
