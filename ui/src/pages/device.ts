import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { Device } from '../api/types.ts';
import { apiContext } from '../app/contexts.ts';
import { Load } from '../app/load.ts';
import { paths } from '../app/paths.ts';
import type { DeviceTab } from '../app/paths.ts';
import { shortId } from '../format/numbers.ts';
import { LiveController } from '../live/live-controller.ts';
import { Paced } from '../live/paced.ts';
import { base, page } from '../styles/shared.ts';
import '../elements/freshness.ts';
import '../elements/horizon.ts';
import './device-software.ts';
import './device-orders.ts';
import './device-streams.ts';
import './device-identity.ts';
import './device-summary.ts';
import './device-usage.ts';

const PACE = { delayMs: 500, intervalMs: 3000 };
const TABS: readonly [DeviceTab, string][] = [
  ['summary', 'Summary'],
  ['software', 'Software'],
  ['usage', 'Usage'],
  ['orders', 'Orders'],
  ['streams', 'Streams'],
];

/** One device: who it is, and four views of what it said. */
@customElement('eu-device-page')
export class EuDevicePage extends LitElement {
  static override styles = [
    base,
    page,
    css`
      .title {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0.25rem 0.75rem;
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        gap: 0.2rem 1.25rem;
        color: var(--eu-quiet);
        font-size: var(--eu-size-s);
        margin-top: 0.3rem;
      }
      .tag {
        padding: 0.05rem 0.5rem;
        border: 1px dashed var(--eu-line-strong);
        border-radius: 99px;
        font-size: var(--eu-size-xs);
        color: var(--eu-quiet);
      }
    `,
  ];

  @property() deviceId = '';
  @property() tab: DeviceTab = 'summary';
  @consume({ context: apiContext }) private api!: Api;

  readonly #device = new Load(this, {
    args: () => [this.deviceId] as const,
    load: ([id], signal) => this.api.device(id, signal),
  });
  readonly #paced = new Paced(() => this.#device.refresh(), PACE);

  constructor() {
    super();
    new LiveController(this, {
      ledger: ({ devices }) => {
        if (devices.includes(this.deviceId)) this.#paced.ask();
      },
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#paced[Symbol.dispose]();
  }

  override render() {
    return this.#device.render((device) => this.#renderDevice(device));
  }

  #renderDevice(device: Device) {
    return html`<div class="head">
        <div>
          <a class="crumb" href=${paths.devices()}>Devices</a>
          <div class="title">
            <h1>${device.hostname ?? shortId(device.id, 12)}</h1>
            <eu-freshness .value=${device.freshness}></eu-freshness>
            ${device.simulated ? html`<span class="tag">simulated</span>` : nothing}
          </div>
          <div class="facts">
            <span>${systemOf(device)}</span>
            <a href=${paths.site(device.site_id)}>${device.site_id}</a>
            <span class="mono" title="Device id">${device.id}</span>
            <span>enrolled <eu-time .at=${device.enrolled_at}></eu-time></span>
          </div>
        </div>
        <eu-horizon .asOf=${device.as_of}></eu-horizon>
      </div>
      <eu-device-identity .device=${device}></eu-device-identity>
      <nav class="tabs" aria-label="Views of this device">
        ${TABS.map(
          ([tab, label]) =>
            html`<a
              href=${paths.device(device.id, tab)}
              aria-current=${tab === this.tab ? 'page' : nothing}
              >${label}</a
            >`,
        )}
      </nav>
      ${this.#renderTab(device)}`;
  }

  #renderTab(device: Device) {
    switch (this.tab) {
      case 'summary':
        return html`<eu-device-summary .device=${device}></eu-device-summary>`;
      case 'software':
        return html`<eu-device-software
          .deviceId=${device.id}
          .inventoryAt=${device.inventory.at}
        ></eu-device-software>`;
      case 'usage':
        return html`<eu-device-usage
          .deviceId=${device.id}
          .lastEventAt=${device.last_event_at}
        ></eu-device-usage>`;
      case 'orders':
        return html`<eu-device-orders .deviceId=${device.id}></eu-device-orders>`;
      case 'streams':
        return html`<eu-device-streams .device=${device}></eu-device-streams>`;
      default: {
        const missing: never = this.tab;
        return missing;
      }
    }
  }
}

function systemOf({ os }: Device) {
  const words = [os.name, os.version, os.arch].filter(Boolean).join(' ');
  return words === '' ? html`<span class="unknown">system unknown</span>` : words;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-device-page': EuDevicePage;
  }
}
