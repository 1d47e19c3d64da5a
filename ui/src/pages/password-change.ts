import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, queryAll, state } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import { ApiError, describeProblem } from '../api/problem.ts';
import { apiContext } from '../app/contexts.ts';
import { base } from '../styles/shared.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/input/input.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';

/** Asks for the password and a new one; `eu-done` when it is changed. */
@customElement('eu-password-change')
export class EuPasswordChange extends LitElement {
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

  @property() name = '';
  @consume({ context: apiContext }) private api!: Api;
  @state() private busy = false;
  @state() private fault: string | undefined;
  @queryAll('wa-input') private inputs!: NodeListOf<WaInput>;

  override render() {
    const field = (label: string, name: string, fill: 'current-password' | 'new-password') =>
      html`<wa-input
        label=${label}
        name=${name}
        type="password"
        required
        maxlength="256"
        autocomplete=${fill}
      ></wa-input>`;
    return html`<form @submit=${(event: Event) => this.#submit(event)}>
      <input type="text" name="username" autocomplete="username" .value=${this.name} hidden />
      ${field('Password now', 'current', 'current-password')}
      ${field('New password, at least 12 characters', 'password', 'new-password')}
      ${field('The same again', 'again', 'new-password')}
      ${this.fault === undefined ? nothing : html`<p class="fault" role="alert">${this.fault}</p>`}
      <p class="quiet">All your other sessions end.</p>
      <div>
        <wa-button type="submit" variant="brand" ?loading=${this.busy}>Change</wa-button>
      </div>
    </form>`;
  }

  #submit(event: Event): void {
    event.preventDefault();
    const [current = '', password = '', again = ''] = [...this.inputs].map((i) => i.value ?? '');
    if (password === again) void this.#change(current, password);
    else this.fault = 'The new password and its repetition are not the same.';
  }

  async #change(current: string, password: string): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.fault = undefined;
    try {
      await this.api.changePassword(current, password);
      this.dispatchEvent(new Event('eu-done'));
    } catch (error) {
      const refused = error instanceof ApiError && error.problem.status < 500;
      const { title, next } = describeProblem(error);
      this.fault = (refused ? error.problem.detail : undefined) ?? `${title}. ${next}`;
    } finally {
      this.busy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-password-change': EuPasswordChange;
  }
}
