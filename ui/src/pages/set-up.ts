import { consume } from '@lit/context';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import { ApiError, describeProblem } from '../api/problem.ts';
import type { DisplayText } from '../api/problem.ts';
import type { SetUp } from '../api/types.ts';
import { apiContext } from '../app/contexts.ts';
import { paths } from '../app/paths.ts';
import { renderBrand } from '../elements/brand.ts';
import { door } from '../styles/door.ts';
import { base } from '../styles/shared.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/input/input.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';

const DEAD: DisplayText = {
  title: 'This link does not work',
  next: 'It was used already, has expired, or a newer one was made. Ask an administrator for a new one.',
  retry: false,
};

/** Where the owner of a new account chooses the password: nobody else ever knows one. */
@customElement('eu-set-up-page')
export class EuSetUpPage extends LitElement {
  static override styles = [base, door];

  @property() link: string | undefined;
  @consume({ context: apiContext }) private api!: Api;
  @state() private whose: SetUp | undefined;
  @state() private busy = false;
  @state() private fault: DisplayText | undefined;
  @query('wa-input[name="password"]') private password!: WaInput;
  @query('wa-input[name="again"]') private again!: WaInput;
  #secret = '';

  override firstUpdated(): void {
    this.#secret = this.link ?? '';
    // The secret must not stay in the browser's history.
    history.replaceState(null, '', location.pathname);
    if (this.#secret === '') this.fault = DEAD;
    else void this.#look();
  }

  override render() {
    return html`<div class="card">
      ${renderBrand('Set up your account')}
      ${
        this.fault === undefined
          ? nothing
          : html`<div class="fault" role="alert">
              <strong>${this.fault.title}</strong>${this.fault.next}
            </div>`
      }
      ${this.whose === undefined ? nothing : this.#renderForm(this.whose)}
    </div>`;
  }

  #renderForm({ name, display_name: display }: SetUp) {
    return html`<p>
        Welcome, <strong>${display}</strong>. You sign in as <code>${name}</code>; choose a password
        that nobody else knows.
      </p>
      <form @submit=${(event: Event) => this.#submit(event)}>
        <input type="text" name="username" autocomplete="username" .value=${name} hidden />
        <wa-input
          label="Password"
          name="password"
          type="password"
          password-toggle
          required
          minlength="12"
          maxlength="256"
          autocomplete="new-password"
          hint="At least 12 characters; a few words in a row are good."
        ></wa-input>
        <wa-input
          label="The same again"
          name="again"
          type="password"
          required
          autocomplete="new-password"
        ></wa-input>
        <wa-button type="submit" variant="brand" ?loading=${this.busy}>Set password</wa-button>
      </form>`;
  }

  async #look(): Promise<void> {
    try {
      this.whose = await this.api.setUpLink(this.#secret);
    } catch (error) {
      this.fault = faultOf(error);
    }
  }

  #submit(event: Event): void {
    event.preventDefault();
    const password = this.password.value ?? '';
    if (password === (this.again.value ?? '')) void this.#set(password);
    else this.fault = { title: 'The two are not the same', next: 'Type it again.', retry: true };
  }

  async #set(password: string): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.fault = undefined;
    try {
      await this.api.setUpPassword(this.#secret, password);
      // Whoever made the account may still be signed in here; the owner signs in themselves.
      location.replace(paths.beginSignIn('local'));
    } catch (error) {
      this.fault = faultOf(error);
    } finally {
      this.busy = false;
    }
  }
}

function faultOf(error: unknown): DisplayText {
  if (!(error instanceof ApiError)) return describeProblem(error);
  const { code, detail = '' } = error.problem;
  if (code === 'weak_password') return { title: 'Too easy to guess', next: detail, retry: true };
  return code === 'dead_link' || code === 'invalid' ? DEAD : describeProblem(error);
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-set-up-page': EuSetUpPage;
  }
}
