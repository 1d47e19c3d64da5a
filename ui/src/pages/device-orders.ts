import { consume } from '@lit/context';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { DeviceOrders } from '../api/types.ts';
import { apiContext } from '../app/contexts.ts';
import { Load } from '../app/load.ts';
import { paths } from '../app/paths.ts';
import { orderTitle, ringName } from '../domain/deployment-words.ts';
import { LiveController } from '../live/live-controller.ts';
import { base, page, table } from '../styles/shared.ts';
import { deploymentStyles, renderState } from './deployment-frame.ts';
import '../elements/message.ts';
import '../elements/time.ts';

/** What a device is to run, and where each order stands there. */
@customElement('eu-device-orders')
export class EuDeviceOrders extends LitElement {
  static override styles = [
    base,
    page,
    table,
    deploymentStyles,
    css`
      .reason {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property() deviceId = '';
  @consume({ context: apiContext }) private api!: Api;
  readonly #orders = new Load(this, {
    args: () => [this.deviceId] as const,
    load: ([id], signal) => this.api.deviceOrders(id, signal),
  });

  constructor() {
    super();
    new LiveController(this, {
      ledger: ({ devices }) => {
        if (devices.includes(this.deviceId)) this.#orders.refresh();
      },
    });
  }

  override render() {
    return html`<section class="panel" aria-label="Orders">
      ${this.#orders.render(({ items }) =>
        items.length === 0
          ? html`<eu-empty
              heading="Nothing is ordered for this device"
              next="An assignment to its site, unit or group, or to itself, shows here."
            ></eu-empty>`
          : renderRows(items),
      )}
    </section>`;
  }
}

function renderRows(items: DeviceOrders['items']) {
  return html`<div class="scroll">
    <table class="cards">
      <thead>
        <tr>
          <th scope="col">Order</th>
          <th scope="col">Ring</th>
          <th scope="col">State</th>
          <th scope="col">Why</th>
          <th scope="col">Said</th>
        </tr>
      </thead>
      <tbody>
        ${items.map(
          (item) =>
            html`<tr>
              <td class="lead">
                <a href=${paths.deployment(item.intent_id)}>${orderTitle(item)}</a>
              </td>
              <td data-label="Ring">${ringName(item.ring_number)}</td>
              <td data-label="State">${renderState(item.state)}</td>
              <td class="reason" data-label="Why">${item.reason}</td>
              <td data-label="Said">
                ${
                  item.said_at === null
                    ? html`<span class="unknown">never</span>`
                    : html`<eu-time .at=${item.said_at}></eu-time>`
                }
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-device-orders': EuDeviceOrders;
  }
}
