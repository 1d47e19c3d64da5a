import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { Deployment, DeploymentDeviceRow, Session } from '../api/types.ts';
import { announceContext, apiContext, sessionContext } from '../app/contexts.ts';
import type { Announce } from '../app/contexts.ts';
import { CursorList } from '../app/cursor-list.ts';
import { Confirm } from '../app/dialog.ts';
import { renderList, renderMore } from '../app/list-view.ts';
import { Load } from '../app/load.ts';
import { paths } from '../app/paths.ts';
import { can } from '../domain/can.ts';
import { orderTitle, ringName, stateCounts, targetWords } from '../domain/deployment-words.ts';
import { count, plural, shortId } from '../format/numbers.ts';
import { LiveController } from '../live/live-controller.ts';
import { Paced } from '../live/paced.ts';
import { base, facts, page, table } from '../styles/shared.ts';
import { deploymentStyles, renderState } from './deployment-frame.ts';
import { renderChecks, renderWindows } from './deployment-plan.ts';
import '../elements/horizon.ts';
import '../elements/message.ts';
import '../elements/time.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';

const PACE = { delayMs: 500, intervalMs: 3_000 };

/** One assignment: what, where, when, and where it stands on each device, with the reason. */
@customElement('eu-deployment-page')
export class EuDeploymentPage extends LitElement {
  static override styles = [
    base,
    page,
    facts,
    table,
    deploymentStyles,
    css`
      .counts {
        display: flex;
        flex-wrap: wrap;
        gap: 0.35rem 1.25rem;
        padding: 0.75rem 0.875rem;
      }
      .reason {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property() deploymentId = '';
  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: announceContext }) private announce!: Announce;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | undefined;

  readonly #order = new Load(this, {
    args: () => [this.deploymentId] as const,
    load: ([id], signal) => this.api.deployment(id, signal),
  });
  readonly #devices = new CursorList<DeploymentDeviceRow, [string]>(this, {
    args: () => [this.deploymentId],
    fetch: ([id], request, signal) => this.api.deploymentDevices(id, request, signal),
    keyOf: (device) => device.device_id,
  });
  readonly #cancelling = new Confirm<Deployment>(this, {
    label: 'Cancel this assignment?',
    words: () =>
      html`<p>Devices that have not carried it out leave it. What is installed stays.</p>`,
    leave: 'Keep it',
    act: { label: 'Cancel it' },
    does: (order) => this.#act(order, 'cancel', 'Cancelled'),
  });
  readonly #retrying = new Confirm<Deployment>(this, {
    label: 'Try it again?',
    words: () => html`<p>Devices that gave up begin anew. Those that are done stay so.</p>`,
    leave: 'Not now',
    act: { label: 'Try again', variant: 'brand' },
    does: (order) => this.#act(order, 'retry', 'It is tried again'),
  });
  readonly #paced = new Paced(() => this.#refresh(), PACE);

  constructor() {
    super();
    new LiveController(this, {
      ledger: ({ devices }) => {
        if (this.#devices.rows.some(({ device_id: id }) => devices.includes(id))) this.#paced.ask();
      },
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#paced[Symbol.dispose]();
  }

  override render() {
    return html`${this.#order.render((order) => this.#renderOrder(order))}
    ${this.#cancelling.render()} ${this.#retrying.render()}`;
  }

  #renderOrder(order: Deployment) {
    return html`<div class="head">
        <div>
          <a class="crumb" href=${paths.deployments()}>Deployments</a>
          <h1>${orderTitle(order)}</h1>
        </div>
        ${this.#renderTools(order)}
      </div>
      <div class="stack">
        <section class="panel" aria-labelledby="how-far">
          <header>
            <h2 id="how-far">How far it is</h2>
            <eu-horizon .asOf=${order.as_of} .coverage=${order.coverage}></eu-horizon>
          </header>
          <div class="counts">
            ${
              order.devices_total === 0
                ? html`<span class="unknown">No device is there; those that come get it.</span>`
                : stateCounts(order.states).map(
                    ([each, devices]) => html`<span>${count(devices)} ${renderState(each)}</span>`,
                  )
            }
          </div>
        </section>
        <section class="panel" aria-labelledby="facts">
          <header><h2 id="facts">Order</h2></header>
          ${renderFacts(order)}
        </section>
        <section class="panel" aria-labelledby="devices">
          <header>
            <h2 id="devices">Devices</h2>
            <span class="quiet">${plural(order.devices_total, 'device')}</span>
          </header>
          ${renderList(this.#devices, {
            empty: () => html`<eu-empty heading="No device is aimed at" next=""></eu-empty>`,
            rows: () => this.#renderDevices(),
          })}
        </section>
      </div>`;
  }

  #renderTools(order: Deployment) {
    const isOpen = order.state === 'active' && can(this.session?.permissions, 'deployment.create');
    if (!isOpen) return order.state === 'cancelled' ? renderState('cancelled') : nothing;
    const button = (label: string, ask: Confirm<Deployment>) =>
      html`<wa-button size="s" appearance="outlined" @click=${() => ask.ask(order)}
        >${label} …</wa-button
      >`;
    return html`<div class="tools">
      ${button('Try again', this.#retrying)} ${button('Cancel', this.#cancelling)}
    </div>`;
  }

  #renderDevices() {
    return html`<div class="scroll">
        <table class="cards">
          <thead>
            <tr>
              <th scope="col">Device</th>
              <th scope="col">Site</th>
              <th scope="col">State</th>
              <th scope="col">Why</th>
              <th scope="col">Said</th>
            </tr>
          </thead>
          <tbody>
            ${this.#devices.rows.map(
              (row) =>
                html`<tr>
                  <td class="lead">
                    <a href=${paths.device(row.device_id, 'orders')}
                      >${row.hostname ?? shortId(row.device_id, 12)}</a
                    >
                  </td>
                  <td data-label="Site"><a href=${paths.site(row.site_id)}>${row.site_id}</a></td>
                  <td data-label="State">${renderState(row.state)}</td>
                  <td class="reason" data-label="Why">${row.reason}</td>
                  <td data-label="Said">
                    ${
                      row.said_at === null
                        ? html`<span class="unknown">never</span>`
                        : html`<eu-time .at=${row.said_at}></eu-time>`
                    }
                  </td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${renderMore(this.#devices)}`;
  }

  #refresh(): void {
    this.#order.refresh();
    void this.#devices.refreshRows(new Set(this.#devices.rows.map((row) => row.device_id)));
  }

  async #act(order: Deployment, act: 'cancel' | 'retry', words: string): Promise<void> {
    const changed = await this.api.actOnDeployment(order, act);
    this.#order.patch(() => changed);
    this.announce(words);
    this.#devices.restart();
  }
}

function renderFacts(order: Deployment) {
  const { schedule, checks } = order;
  const version =
    order.package_version_id === null
      ? 'every version'
      : html`<a href=${paths.packageVersion(order.package_version_id)}>${order.version}</a>`;
  const time = (at: string | null, none: string) =>
    at === null ? html`<span class="quiet">${none}</span>` : html`<eu-time .at=${at}></eu-time>`;
  return html`<dl>
    <dt>Version</dt>
    <dd>${version} <span class="quiet">${order.format}</span></dd>
    <dt>Where</dt>
    <dd>${targetWords(order)}</dd>
    <dt>Ring</dt>
    <dd>${ringName(order.rings[0]?.ring_number ?? 0)}</dd>
    <dt>Not before</dt>
    <dd>${time(schedule.not_before, 'at once')}</dd>
    <dt>Deadline</dt>
    <dd>${time(schedule.deadline, 'none')}</dd>
    <dt>Windows</dt>
    <dd>${renderWindows(schedule.windows)}</dd>
    <dt>Checks before</dt>
    <dd>${renderChecks(checks.before)}</dd>
    <dt>Checks after</dt>
    <dd>${renderChecks(checks.after)}</dd>
    <dt>Tries</dt>
    <dd>
      up to ${order.attempts_max} on each
      device${
        order.tries > 1 ? html` <span class="quiet">begun anew ${order.tries - 1} times</span>` : ''
      }
    </dd>
    <dt>Made by</dt>
    <dd>${order.created_by}, <eu-time .at=${order.created_at}></eu-time></dd>
    ${
      order.cancelled_by === null
        ? nothing
        : html`<dt>Cancelled by</dt>
            <dd>${order.cancelled_by}, <eu-time .at=${order.changed_at}></eu-time></dd>`
    }
  </dl>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-deployment-page': EuDeploymentPage;
  }
}
