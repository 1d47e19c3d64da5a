import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, queryAll, state } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import { ApiError, describeProblem } from '../api/problem.ts';
import type { Invitation } from '../api/types.ts';
import { apiContext } from '../app/contexts.ts';
import { ROLES } from '../domain/roles.ts';
import { roleWords } from '../domain/words.ts';
import { base } from '../styles/shared.ts';
import '../elements/set-up-link.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import '@awesome.me/webawesome/dist/components/input/input.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import '@awesome.me/webawesome/dist/components/option/option.js';
import '@awesome.me/webawesome/dist/components/select/select.js';
import type WaSelect from '@awesome.me/webawesome/dist/components/select/select.js';

/** Makes an account and shows the link by which its owner sets a password. */
@customElement('eu-user-new')
export class EuUserNew extends LitElement {
  static override styles = [
    base,
    css`
      form {
        display: grid;
        gap: 0.9rem;
      }
      .fault {
        color: var(--eu-dark);
      }
    `,
  ];

  @property({ type: Boolean }) open = false;
  @consume({ context: apiContext }) private api!: Api;
  @state() private made: Invitation | undefined;
  @state() private busy = false;
  @state() private fault: string | undefined;
  @query('form') private form!: HTMLFormElement;
  @query('wa-select') private roleChoice!: WaSelect;
  @queryAll('wa-input') private inputs!: NodeListOf<WaInput>;

  override render() {
    const { made } = this;
    return html`<wa-dialog
      label=${made === undefined ? 'New user' : `${made.user.display_name} can set up their account`}
      ?open=${this.open}
      @wa-after-hide=${(event: Event) => this.#closed(event)}
    >
      ${
        made === undefined
          ? this.#renderForm()
          : html`<eu-set-up-link
              .link=${made.set_up_link}
              .name=${made.user.display_name}
            ></eu-set-up-link>`
      }
      ${made === undefined ? this.#renderActions() : nothing}
      ${
        made === undefined
          ? nothing
          : html`<wa-button slot="footer" variant="brand" @click=${() => this.#tellClose()}
              >Done</wa-button
            >`
      }
    </wa-dialog>`;
  }

  #renderForm() {
    return html`<form id="new-user" @submit=${(event: Event) => this.#submit(event)}>
      <wa-input name="display_name" label="Full name" required maxlength="128"></wa-input>
      <wa-input
        name="name"
        label="Sign-in name"
        required
        maxlength="63"
        autocomplete="off"
        hint="Letters, digits, dots, dashes; it can’t be changed."
      ></wa-input>
      <wa-input name="email" label="E-mail (optional)" type="email" maxlength="254"></wa-input>
      <wa-select name="role" label="Role" value="endpoint_ops">
        ${ROLES.map(
          ([role, meaning]) =>
            html`<wa-option value=${role} .label=${roleWords(role)}
              >${roleWords(role)} <span class="quiet">– ${meaning}</span></wa-option
            >`,
        )}
      </wa-select>
      ${this.fault === undefined ? nothing : html`<p class="fault" role="alert">${this.fault}</p>`}
    </form>`;
  }

  #renderActions() {
    return html`<wa-button slot="footer" appearance="plain" @click=${() => this.#tellClose()}
        >Cancel</wa-button
      >
      <wa-button
        slot="footer"
        variant="brand"
        ?loading=${this.busy}
        @click=${() => this.form.requestSubmit()}
        >Make account</wa-button
      >`;
  }

  #submit(event: Event): void {
    event.preventDefault();
    void this.#make();
  }

  async #make(): Promise<void> {
    if (this.busy) return;
    const [display, name, email] = [...this.inputs].map((input) => (input.value ?? '').trim());
    if (display === undefined || name === undefined || display === '' || name === '') return;
    this.busy = true;
    this.fault = undefined;
    try {
      this.made = await this.api.createUser({
        name,
        display_name: display,
        role: String(this.roleChoice.value),
        ...(email === undefined || email === '' ? {} : { email }),
      });
      this.dispatchEvent(new Event('eu-made'));
    } catch (error) {
      const { title, next } = describeProblem(error);
      const refused = error instanceof ApiError && error.problem.status < 500;
      this.fault = refused ? (error.problem.detail ?? title) : `${title}. ${next}`;
    } finally {
      this.busy = false;
    }
  }

  #tellClose(): void {
    this.dispatchEvent(new Event('eu-close'));
  }

  #closed(event: Event): void {
    if (event.target !== event.currentTarget) return;
    this.made = undefined;
    this.fault = undefined;
    this.#tellClose();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-user-new': EuUserNew;
  }
}
