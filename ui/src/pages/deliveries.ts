import { consume } from '@lit/context';
import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { Delivery } from '../api/types.ts';
import { announceContext, apiContext } from '../app/contexts.ts';
import type { Announce } from '../app/contexts.ts';
import { CursorList } from '../app/cursor-list.ts';
import { Deed } from '../app/deed.ts';
import { renderList, renderMore } from '../app/list-view.ts';
import { lastAnswer } from '../domain/deliveries.ts';
import { count } from '../format/numbers.ts';
import { NowController } from '../live/live-controller.ts';
import { base, table } from '../styles/shared.ts';
import { notifyStyles } from './notify-frame.ts';
import '../elements/message.ts';
import '../elements/time.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';

const REFRESH_MS = 3_000;

/** What was sent to a subscriber and what is on its way; what waits is looked at again by itself. */
@customElement('eu-deliveries')
export class EuDeliveries extends LitElement {
  static override styles = [base, table, notifyStyles];

  @property() channelId = '';
  @property() kind: 'webhook' | 'mail' = 'webhook';
  @property({ type: Boolean }) allowed = false;
  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: announceContext }) private announce!: Announce;
  readonly #deed = new Deed(this);
  readonly #clock = new NowController(this);
  #lookedAt = 0;

  readonly #list = new CursorList<Delivery, [string]>(this, {
    args: () => [this.channelId],
    fetch: ([id], request, signal) =>
      this.kind === 'mail'
        ? this.api.mailDeliveries(id, request, signal)
        : this.api.webhookDeliveries(id, request, signal),
    keyOf: (item) => String(item.id),
  });

  /** Something new was put on its way. */
  refresh(): void {
    this.#list.restart();
  }

  protected override updated(): void {
    const waiting = this.#list.rows.filter(({ state }) => state === 'pending');
    if (waiting.length === 0 || this.#clock.now - this.#lookedAt < REFRESH_MS) return;
    this.#lookedAt = this.#clock.now;
    void this.#list.refreshRows(new Set(waiting.map(({ id }) => String(id))));
  }

  override render() {
    return html`${this.#deed.renderFault()}
    ${renderList(this.#list, {
      empty: () =>
        html`<eu-empty
          heading="Nothing was sent yet"
          next="What happens from now on is sent within seconds; a test shows whether it arrives."
        ></eu-empty>`,
      rows: () => this.#renderRows(),
    })}`;
  }

  #renderRows() {
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Deliveries">
        <table class="cards">
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Since</th>
              <th scope="col" class="num">Tries</th>
              <th scope="col">State</th>
              <th scope="col">Last answer</th>
              ${this.allowed ? html`<th scope="col">Again</th>` : nothing}
            </tr>
          </thead>
          <tbody>
            ${this.#list.rows.map((item) => this.#renderRow(item))}
          </tbody>
        </table>
      </div>
      ${renderMore(this.#list)}`;
  }

  #renderRow(item: Delivery) {
    const place = item.position === null ? '' : `entry ${count(item.position)}`;
    return html`<tr>
      <td class="lead stacked">${item.type}<span class="under">${place}</span></td>
      <td data-label="Since"><eu-time .at=${item.created_at}></eu-time></td>
      <td class="num" data-label="Tries">${count(item.attempts)}</td>
      <td data-label="State">${renderState(item, this.#clock.now)}</td>
      <td data-label="Last answer" class="quiet">${lastAnswer(item)}</td>
      ${this.allowed ? html`<td data-label="Again">${this.#renderAgain(item)}</td>` : nothing}
    </tr>`;
  }

  #renderAgain(item: Delivery) {
    if (item.state === 'pending') return html`<span class="quiet">by itself</span>`;
    return html`<wa-button
      size="s"
      appearance="outlined"
      ?disabled=${this.#deed.busy}
      @click=${() => void this.#again(item)}
      >Send again</wa-button
    >`;
  }

  async #again(item: Delivery): Promise<void> {
    await this.#deed.run(async () => {
      if (this.kind === 'mail') await this.api.mailAgain(this.channelId, item.id);
      else await this.api.deliverAgain(this.channelId, item.id);
      this.announce('On its way again');
      await this.#list.refreshRows(new Set([String(item.id)]));
    });
  }
}

function renderState({ state, next_at: next, ended_at: ended }: Delivery, now: number) {
  if (state === 'pending') {
    const isDue = next === null || Date.parse(next) <= now;
    return html`<span
      >${isDue ? 'is being sent' : html`next try <eu-time .at=${next}></eu-time>`}</span
    >`;
  }
  const word = state === 'dead' ? 'given up' : 'delivered';
  return html`<span class=${state === 'dead' ? 'dead' : ''}
    >${word} <eu-time .at=${ended}></eu-time
  ></span>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-deliveries': EuDeliveries;
  }
}
