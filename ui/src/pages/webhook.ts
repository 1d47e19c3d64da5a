import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import type { Api } from '../api/client.ts';
import type { Session, Webhook } from '../api/types.ts';
import { announceContext, apiContext, navigateContext, sessionContext } from '../app/contexts.ts';
import type { Announce, Navigate } from '../app/contexts.ts';
import { Deed } from '../app/deed.ts';
import { Load } from '../app/load.ts';
import { paths } from '../app/paths.ts';
import { can } from '../domain/can.ts';
import { asksFor } from '../domain/deliveries.ts';
import { count, plural } from '../format/numbers.ts';
import { LiveController } from '../live/live-controller.ts';
import { base, facts, page } from '../styles/shared.ts';
import type { EuDeliveries } from './deliveries.ts';
import { notifyStyles } from './notify-frame.ts';
import { renderHealth } from './webhooks.ts';
import './deliveries.ts';
import '../elements/time.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import '@awesome.me/webawesome/dist/components/input/input.js';

type Asked = 'replay' | 'secret' | 'delete';
const TITLES = {
  replay: 'Send a range again',
  secret: 'Give it another secret?',
  delete: 'Delete this webhook?',
} as const satisfies Record<Asked, string>;
const LEAVE = { replay: 'Cancel', secret: 'Keep it', delete: 'Keep it' } as const;
const DO = { replay: 'Send again', secret: 'Make another', delete: 'Delete' } as const;

/** One webhook: what it asks for, what was sent, and what may be done about it. */
@customElement('eu-webhook-page')
export class EuWebhookPage extends LitElement {
  static override styles = [
    base,
    page,
    facts,
    notifyStyles,
    css`
      section + section {
        margin-top: 1.25rem;
      }
    `,
  ];

  @property() webhookId = '';
  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: announceContext }) private announce!: Announce;
  @consume({ context: navigateContext }) private navigate!: Navigate;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | undefined;
  @state() private asked: Asked | undefined;
  @state() private secret: string | undefined;
  @query('[data-field=from]') private from!: WaInput;
  @query('[data-field=through]') private through!: WaInput;
  @query('eu-deliveries') private deliveries!: EuDeliveries | null;
  readonly #deed = new Deed(this);
  readonly #now = new Deed(this);

  readonly #webhook = new Load(this, {
    args: () => [this.webhookId] as const,
    load: ([id], signal) => this.api.webhook(id, signal),
  });

  constructor() {
    super();
    new LiveController(this, {
      audit: ({ action }) => {
        if (action.startsWith('webhook.')) this.#webhook.refresh();
      },
    });
  }

  override render() {
    const allowed = can(this.session?.permissions, 'webhook.write');
    const item = this.#webhook.value;
    return html`<a class="crumb" href=${paths.notifications('webhooks')}>Webhooks</a>
      <div class="head">
        <h1>${item?.name ?? 'Webhook'}</h1>
        ${allowed && item !== undefined ? this.#renderTools(item) : nothing}
      </div>
      ${this.#now.renderFault()}
      <section class="panel" aria-label="Subscription">
        ${this.#webhook.render((found) => renderFacts(found))}
      </section>
      <section class="panel" aria-label="Deliveries">
        <header><h2>Deliveries</h2></header>
        <eu-deliveries .channelId=${this.webhookId} ?allowed=${allowed}></eu-deliveries>
      </section>
      ${this.#renderDialog(item)}`;
  }

  #renderTools(item: Webhook) {
    const tool = (label: string, act: () => void) =>
      html`<wa-button size="s" appearance="outlined" @click=${act}>${label}</wa-button>`;
    return html`<div class="tools">
      ${tool('Send a test', () => void this.#test())}
      ${tool(item.enabled ? 'Pause' : 'Resume', () => void this.#enable(item))}
      ${tool('Replay …', () => this.#ask('replay'))} ${tool('Secret …', () => this.#ask('secret'))}
      ${tool('Delete …', () => this.#ask('delete'))}
    </div>`;
  }

  #renderDialog(item: Webhook | undefined) {
    const { asked, secret } = this;
    const isShown = secret !== undefined;
    return html`<wa-dialog
      label=${isShown ? 'Its secret, this once' : asked === undefined ? '' : TITLES[asked]}
      ?open=${asked !== undefined}
      @wa-after-hide=${(event: Event) => this.#closed(event)}
    >
      ${isShown ? html`<code class="secret mono">${secret}</code>` : this.#renderQuestion(item)}
      <wa-button slot="footer" appearance="plain" @click=${() => (this.asked = undefined)}
        >${isShown ? 'I have copied it' : asked === undefined ? '' : LEAVE[asked]}</wa-button
      >
      ${
        isShown || asked === undefined
          ? nothing
          : html`<wa-button
              slot="footer"
              variant=${asked === 'delete' ? 'danger' : 'brand'}
              ?loading=${this.#deed.busy}
              @click=${() => void this.#act(asked)}
              >${DO[asked]}</wa-button
            >`
      }
    </wa-dialog>`;
  }

  #renderQuestion(item: Webhook | undefined) {
    if (this.asked === undefined) return nothing;
    const words = {
      replay: html`<form @submit=${(event: Event) => event.preventDefault()}>
        <p>
          Entries of the audit record from one position through another, as this webhook asks for
          now; at most 10,000 at a time.
        </p>
        <div class="pair">
          <wa-input size="s" data-field="from" type="number" min="1" label="From"></wa-input>
          <wa-input size="s" data-field="through" type="number" min="1" label="Through"></wa-input>
        </div>
      </form>`,
      secret: html`<p>
        For a day deliveries carry a signature of the one so far, too; then only of the new one.
      </p>`,
      delete: html`<p>
        <strong>${item?.name}</strong> is told of nothing any more, and what is on its way is not
        sent. This cannot be taken back.
      </p>`,
    } as const satisfies Record<Asked, unknown>;
    return html`${words[this.asked]}${this.#deed.renderFault()}`;
  }

  #ask(what: Asked): void {
    this.#deed.clear();
    this.asked = what;
  }

  #closed(event: Event): void {
    if (event.target !== event.currentTarget) return;
    this.asked = undefined;
    this.secret = undefined;
  }

  async #act(what: Asked): Promise<void> {
    if (what === 'replay') return this.#replay();
    await this.#deed.run(async () => {
      if (what === 'secret') {
        this.secret = (await this.api.rotateWebhookSecret(this.webhookId)).secret;
        return;
      }
      await this.api.deleteWebhook(this.webhookId);
      this.asked = undefined;
      this.announce('Deleted');
      this.navigate(paths.notifications('webhooks'));
    });
  }

  async #replay(): Promise<void> {
    const [from, through] = [Number(this.from.value), Number(this.through.value)];
    if (!isPosition(from) || !isPosition(through) || through < from) {
      this.#deed.refuse('Name two positions, the first not after the second.');
      return;
    }
    await this.#deed.run(async () => {
      const { queued } = await this.api.replayWebhook(this.webhookId, from, through);
      this.asked = undefined;
      this.announce(`${plural(queued, 'delivery', 'deliveries')} on the way`);
      this.deliveries?.refresh();
    });
  }

  async #test(): Promise<void> {
    await this.#now.run(async () => {
      await this.api.testWebhook(this.webhookId);
      this.announce('A test is on its way');
      this.deliveries?.refresh();
    });
  }

  async #enable(item: Webhook): Promise<void> {
    await this.#now.run(async () => {
      const changed = await this.api.enableWebhook(item.id, !item.enabled, item.version);
      this.#webhook.patch((shown) => ({ ...shown, ...changed }));
      this.announce(changed.enabled ? 'It goes on' : 'Paused');
    });
  }
}

function renderFacts(item: Webhook) {
  return html`<dl>
    <dt>Address</dt>
    <dd>${item.url}</dd>
    <dt>Is told of</dt>
    <dd>${asksFor(item)}</dd>
    <dt>State</dt>
    <dd>${renderHealth(item)}</dd>
    <dt>On its way</dt>
    <dd>${plural(item.pending, 'delivery', 'deliveries')}; given up: ${count(item.dead)}</dd>
    <dt>Made</dt>
    <dd>
      <eu-time .at=${item.created_at}></eu-time>
      <span class="quiet">by ${item.created_by}</span>
    </dd>
  </dl>`;
}

function isPosition(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-webhook-page': EuWebhookPage;
  }
}
