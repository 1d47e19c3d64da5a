import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import type { Api } from '../api/client.ts';
import type { MailServer, MailTarget, Session } from '../api/types.ts';
import { announceContext, apiContext, sessionContext } from '../app/contexts.ts';
import type { Announce } from '../app/contexts.ts';
import { Deed } from '../app/deed.ts';
import { renderDialog } from '../app/dialog.ts';
import { Load } from '../app/load.ts';
import { paths } from '../app/paths.ts';
import { can } from '../domain/can.ts';
import { wordsOf } from '../domain/deliveries.ts';
import { count } from '../format/numbers.ts';
import { LiveController } from '../live/live-controller.ts';
import { base, page, table } from '../styles/shared.ts';
import { notifyStyles, renderNotifyHead } from './notify-frame.ts';
import './mail-server-edit.ts';
import '../elements/message.ts';
import '../elements/time.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/input/input.js';

const SECURITY = {
  starttls: 'encrypted (STARTTLS)',
  tls: 'encrypted (TLS)',
  none: 'not encrypted',
} as const satisfies Record<MailServer['security'], string>;

/** The server that takes mails, and who can be told by mail. */
@customElement('eu-mail-page')
export class EuMailPage extends LitElement {
  static override styles = [
    base,
    page,
    table,
    notifyStyles,
    css`
      section + section {
        margin-top: 1.25rem;
      }
      .server {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.5rem 1rem;
        padding: 0.75rem 0.875rem;
      }
    `,
  ];

  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: announceContext }) private announce!: Announce;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | undefined;
  @state() private making = false;
  @state() private setting = false;
  @query('[data-field=name]') private name!: WaInput;
  @query('[data-field=recipients]') private recipients!: WaInput;
  readonly #deed = new Deed(this);

  readonly #server = new Load(this, {
    args: () => [] as const,
    load: (_, signal) => this.api.mailServer(signal),
  });
  readonly #targets = new Load(this, {
    args: () => [] as const,
    load: (_, signal) => this.api.mailTargets(signal),
  });

  constructor() {
    super();
    new LiveController(this, {
      audit: ({ action }) => {
        if (action.startsWith('mail_server.')) this.#server.refresh();
        if (action.startsWith('mail_target.')) this.#targets.refresh();
      },
    });
  }

  override render() {
    const allowed = can(this.session?.permissions, 'mail.write');
    const action = allowed
      ? html`<wa-button size="s" variant="brand" @click=${() => (this.making = true)}
          >New mail target …</wa-button
        >`
      : nothing;
    return html`${renderNotifyHead('mail', action)}
      <section class="panel" aria-label="Mail server">
        <header><h2>Mail server</h2></header>
        ${this.#server.render(({ server }) => this.#renderServer(server, allowed))}
      </section>
      <section class="panel" aria-label="Mail targets">
        <header><h2>Mail targets</h2></header>
        ${this.#targets.render(({ items }) => renderTargets(items))}
      </section>
      ${this.#renderNew()}
      <eu-mail-server-edit
        ?open=${this.setting}
        .server=${this.#server.value?.server ?? undefined}
        @eu-done=${() => this.#server.refresh()}
        @eu-closed=${() => (this.setting = false)}
      ></eu-mail-server-edit>`;
  }

  #renderServer(server: MailServer | null, allowed: boolean) {
    const words =
      server === null
        ? html`<span class="quiet">None is set: mails wait until there is one.</span>`
        : html`<span
            ><strong>${server.host}:${server.port}</strong>, ${SECURITY[server.security]}, from
            ${server.sender}${server.username === '' ? '' : `, as ${server.username}`}
            <span class="under"
              >set by ${server.updated_by} <eu-time .at=${server.updated_at}></eu-time></span
          ></span>`;
    const edit = html`<wa-button
      size="s"
      appearance="outlined"
      @click=${() => (this.setting = true)}
      >${server === null ? 'Set …' : 'Change …'}</wa-button
    >`;
    return html`<div class="server">${words} ${allowed ? edit : nothing}</div>`;
  }

  #renderNew() {
    return renderDialog({
      label: 'New mail target',
      open: this.making,
      isForm: true,
      body: html`<wa-input size="s" data-field="name" label="Name" maxlength="80"></wa-input>
        <wa-input
          size="s"
          data-field="recipients"
          label="Addresses, separated by commas"
          placeholder="oncall@example.org"
        ></wa-input>`,
      leave: 'Cancel',
      act: { label: 'Make it', run: () => void this.#create() },
      deed: this.#deed,
      closed: () => (this.making = false),
    });
  }

  async #create(): Promise<void> {
    await this.#deed.run(async () => {
      const name = (this.name.value ?? '').trim();
      const recipients = wordsOf(this.recipients.value ?? '');
      await this.api.createMailTarget({ name, recipients });
      this.making = false;
      this.announce('The mail target is made');
      this.#targets.refresh();
    });
  }
}

function renderTargets(items: readonly MailTarget[]) {
  if (items.length === 0) {
    return html`<eu-empty
      heading="Nobody can be told by mail"
      next="A mail target is one or more addresses; rules say what is sent there."
    ></eu-empty>`;
  }
  return html`<div class="scroll">
    <table class="cards">
      <thead>
        <tr>
          <th scope="col">Target</th>
          <th scope="col" class="num">Waiting</th>
          <th scope="col" class="num">Given up</th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        ${items.map(
          (item) =>
            html`<tr class=${item.enabled ? '' : 'ended'}>
              <td class="lead stacked">
                <a href=${paths.mailTarget(item.id)}>${item.name}</a>
                <span class="under">${item.recipients.join(', ')}</span>
              </td>
              <td class="num" data-label="Waiting">${count(item.pending)}</td>
              <td class="num ${item.dead > 0 ? 'dead' : ''}" data-label="Given up">
                ${count(item.dead)}
              </td>
              <td data-label="State">${renderMailHealth(item)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** How a mail target does, in words. */
export function renderMailHealth({ enabled, failing_since: since }: MailTarget) {
  if (!enabled) return html`paused`;
  if (since === null) return html`in order`;
  return html`<span class="failing">failing since <eu-time .at=${since}></eu-time></span>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-mail-page': EuMailPage;
  }
}
