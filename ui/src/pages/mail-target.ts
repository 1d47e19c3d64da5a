import { consume } from '@lit/context';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { MailTarget, Session } from '../api/types.ts';
import { announceContext, apiContext, navigateContext, sessionContext } from '../app/contexts.ts';
import type { Announce, Navigate } from '../app/contexts.ts';
import { Deed } from '../app/deed.ts';
import { Confirm } from '../app/dialog.ts';
import { Load } from '../app/load.ts';
import { paths } from '../app/paths.ts';
import { can } from '../domain/can.ts';
import { LiveController } from '../live/live-controller.ts';
import { base, page } from '../styles/shared.ts';
import type { EuDeliveries } from './deliveries.ts';
import { renderMailHealth } from './mail.ts';
import { notifyStyles } from './notify-frame.ts';
import './deliveries.ts';
import '../elements/message.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';

/** One mail target: what was sent there, and what may be done about it. */
@customElement('eu-mail-target-page')
export class EuMailTargetPage extends LitElement {
  static override styles = [base, page, notifyStyles];

  @property() targetId = '';
  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: announceContext }) private announce!: Announce;
  @consume({ context: navigateContext }) private navigate!: Navigate;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | undefined;
  @query('eu-deliveries') private deliveries!: EuDeliveries | null;
  readonly #deed = new Deed(this);
  readonly #deleting = new Confirm<MailTarget>(this, {
    label: 'Delete this mail target?',
    words: () =>
      html`<p>Nothing is sent there any more, also what is on its way. Rules forget it.</p>`,
    act: { label: 'Delete' },
    does: async ({ id }) => {
      await this.api.deleteMailTarget(id);
      this.announce('Deleted');
      this.navigate(paths.notifications('mail'));
    },
  });

  readonly #target = new Load(this, {
    args: () => [this.targetId] as const,
    load: async ([id], signal) => {
      const { items } = await this.api.mailTargets(signal);
      return items.find((item) => item.id === id) ?? null;
    },
  });

  constructor() {
    super();
    new LiveController(this, {
      audit: ({ action }) => {
        if (action.startsWith('mail_')) this.#target.refresh();
      },
    });
  }

  override render() {
    const allowed = can(this.session?.permissions, 'mail.write');
    return html`<a class="crumb" href=${paths.notifications('mail')}>Mail</a>
      <div class="head">
        <h1>${this.#target.value?.name ?? 'Mail target'}</h1>
        ${allowed && this.#target.value ? this.#renderTools(this.#target.value) : nothing}
      </div>
      ${this.#deed.renderFault()}
      ${this.#target.render((item) =>
        item === null
          ? html`<eu-empty
              heading="There is no such mail target"
              next="It may have been deleted."
            ></eu-empty>`
          : html`<p>${item.recipients.join(', ')}: ${renderMailHealth(item)}</p>
              <section class="panel" aria-label="Deliveries">
                <header><h2>Mails</h2></header>
                <eu-deliveries
                  kind="mail"
                  .channelId=${this.targetId}
                  ?allowed=${allowed}
                ></eu-deliveries>
              </section>`,
      )}
      ${this.#deleting.render()}`;
  }

  #renderTools(item: MailTarget) {
    const tool = (label: string, act: () => void) =>
      html`<wa-button size="s" appearance="outlined" @click=${act}>${label}</wa-button>`;
    return html`<div class="tools">
      ${tool('Send a test', () => void this.#test())}
      ${tool(item.enabled ? 'Pause' : 'Resume', () => void this.#enable(item))}
      ${tool('Delete …', () => this.#deleting.ask(item))}
    </div>`;
  }

  async #test(): Promise<void> {
    await this.#deed.run(async () => {
      await this.api.testMailTarget(this.targetId);
      this.announce('A test is on its way');
      this.deliveries?.refresh();
    });
  }

  async #enable(item: MailTarget): Promise<void> {
    await this.#deed.run(async () => {
      await this.api.enableMailTarget(item.id, !item.enabled, item.version);
      this.announce(item.enabled ? 'Paused' : 'It goes on');
      this.#target.refresh();
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-mail-target-page': EuMailTargetPage;
  }
}
