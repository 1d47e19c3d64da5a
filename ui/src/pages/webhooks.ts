import { consume } from '@lit/context';
import { html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { Session, Webhook } from '../api/types.ts';
import { apiContext, sessionContext } from '../app/contexts.ts';
import { Load } from '../app/load.ts';
import { paths } from '../app/paths.ts';
import { can } from '../domain/can.ts';
import { asksFor } from '../domain/deliveries.ts';
import { count } from '../format/numbers.ts';
import { LiveController } from '../live/live-controller.ts';
import { base, page, table } from '../styles/shared.ts';
import { notifyStyles, renderNotifyHead } from './notify-frame.ts';
import '../elements/message.ts';
import '../elements/time.ts';
import './webhook-new.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';

/** Who is told of the audit record by HTTP, and how they do. */
@customElement('eu-webhooks-page')
export class EuWebhooksPage extends LitElement {
  static override styles = [base, page, table, notifyStyles];

  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | undefined;
  @state() private making = false;

  readonly #list = new Load(this, {
    args: () => [] as const,
    load: (_, signal) => this.api.webhooks(signal),
  });

  constructor() {
    super();
    new LiveController(this, {
      audit: ({ action }) => {
        if (action.startsWith('webhook.')) this.#list.refresh();
      },
    });
  }

  override render() {
    const action = can(this.session?.permissions, 'webhook.write')
      ? html`<wa-button size="s" variant="brand" @click=${() => (this.making = true)}
          >New webhook …</wa-button
        >`
      : nothing;
    return html`${renderNotifyHead('webhooks', action)}
      <section class="panel" aria-label="Webhooks">
        ${this.#list.render(({ items }) => renderRows(items))}
      </section>
      <eu-webhook-new
        ?open=${this.making}
        @eu-done=${() => this.#list.refresh()}
        @eu-closed=${() => (this.making = false)}
      ></eu-webhook-new>`;
  }
}

function renderRows(items: readonly Webhook[]) {
  if (items.length === 0) {
    return html`<eu-empty
      heading="There are no webhooks"
      next="A webhook is told of each entry of the audit record that it asks for, signed and in order."
    ></eu-empty>`;
  }
  return html`<div class="scroll">
    <table class="cards">
      <thead>
        <tr>
          <th scope="col">Webhook</th>
          <th scope="col">Is told of</th>
          <th scope="col" class="num">Waiting</th>
          <th scope="col" class="num">Given up</th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        ${items.map(renderRow)}
      </tbody>
    </table>
  </div>`;
}

function renderRow(item: Webhook) {
  return html`<tr class=${item.enabled ? '' : 'ended'}>
    <td class="lead stacked">
      <a href=${paths.webhook(item.id)}>${item.name}</a>
      <span class="under">${item.url}</span>
    </td>
    <td data-label="Is told of">${asksFor(item)}</td>
    <td class="num" data-label="Waiting">${count(item.pending)}</td>
    <td class="num ${item.dead > 0 ? 'dead' : ''}" data-label="Given up">${count(item.dead)}</td>
    <td data-label="State">${renderHealth(item)}</td>
  </tr>`;
}

/** How a subscription does, in words. */
export function renderHealth({ enabled, failing_since: since }: Webhook) {
  if (!enabled) return html`paused`;
  if (since === null) return html`in order`;
  return html`<span class="failing">failing since <eu-time .at=${since}></eu-time></span>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-webhooks-page': EuWebhooksPage;
  }
}
