import { consume } from '@lit/context';
import { html, LitElement } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import type { Api } from '../api/client.ts';
import type { MailServer } from '../api/types.ts';
import { announceContext, apiContext } from '../app/contexts.ts';
import type { Announce } from '../app/contexts.ts';
import { Deed } from '../app/deed.ts';
import { renderDialog } from '../app/dialog.ts';
import { base } from '../styles/shared.ts';
import { notifyStyles } from './notify-frame.ts';
import '../elements/choice.ts';
import '@awesome.me/webawesome/dist/components/input/input.js';

type Security = MailServer['security'];
const SECURITIES = [
  ['starttls', 'STARTTLS (587)'],
  ['tls', 'TLS from the start (465)'],
  ['none', 'none; no password is sent'],
] as const satisfies readonly (readonly [Security, string])[];

/** Sets the server that takes mails; its password goes in and never comes back. */
@customElement('eu-mail-server-edit')
export class EuMailServerEdit extends LitElement {
  static override styles = [base, notifyStyles];

  @property({ type: Boolean }) open = false;
  @property({ attribute: false }) server: MailServer | undefined;
  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: announceContext }) private announce!: Announce;
  @query('form') private form!: HTMLFormElement;
  @state() private security: Security = 'starttls';
  readonly #deed = new Deed(this);

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('server')) this.security = this.server?.security ?? 'starttls';
  }

  override render() {
    return renderDialog({
      label: 'Mail server',
      open: this.open,
      isForm: true,
      body: this.#renderFields(),
      leave: 'Cancel',
      act: { label: 'Set it', run: () => void this.#save() },
      deed: this.#deed,
      closed: () => this.#closed(),
    });
  }

  #renderFields() {
    const { host, port, sender, username } = this.server ?? EMPTY;
    const known = this.server !== undefined && username !== '';
    return html`<div class="pair">
        <wa-input size="s" data-field="host" label="Host" .value=${host}></wa-input>
        <wa-input
          size="s"
          data-field="port"
          type="number"
          min="1"
          max="65535"
          label="Port"
          .value=${String(port)}
        ></wa-input>
      </div>
      <eu-choice
        label="Encryption"
        .value=${this.security}
        .options=${SECURITIES}
        @eu-choice=${(event: CustomEvent<Security>) => (this.security = event.detail)}
      ></eu-choice>
      <wa-input size="s" data-field="sender" label="Sender’s address" .value=${sender}></wa-input>
      <div class="pair">
        <wa-input
          size="s"
          data-field="username"
          label="User; empty: no sign-in"
          autocomplete="off"
          .value=${username}
        ></wa-input>
        <wa-input
          size="s"
          data-field="password"
          type="password"
          autocomplete="new-password"
          label=${known ? 'Password; empty: as it is' : 'Password'}
        ></wa-input>
      </div>`;
  }

  #closed(): void {
    this.open = false;
    this.#field('password').value = '';
    this.dispatchEvent(new Event('eu-closed'));
  }

  #field(name: string): WaInput {
    const field = this.form.querySelector<WaInput>(`[data-field=${name}]`);
    if (field === null) throw new TypeError(`there is no field ${name}`);
    return field;
  }

  async #save(): Promise<void> {
    const text = (name: string): string => (this.#field(name).value ?? '').trim();
    const password = this.#field('password').value ?? '';
    await this.#deed.run(async () => {
      await this.api.setMailServer({
        host: text('host'),
        port: Number(text('port')),
        security: this.security,
        sender: text('sender'),
        username: text('username'),
        ...(password === '' ? {} : { password }),
      });
      this.open = false;
      this.announce('The mail server is set');
      this.dispatchEvent(new Event('eu-done'));
    });
  }
}

const EMPTY = { host: '', port: 587, sender: '', username: '' } as const;

declare global {
  interface HTMLElementTagNameMap {
    'eu-mail-server-edit': EuMailServerEdit;
  }
}
