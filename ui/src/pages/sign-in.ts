import { consume } from '@lit/context';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Api, Credentials } from '../api/client.ts';
import { ApiError, describeProblem, isAbort } from '../api/problem.ts';
import type { DisplayText } from '../api/problem.ts';
import type { SignInOptions } from '../api/types.ts';
import { apiContext } from '../app/contexts.ts';
import { paths } from '../app/paths.ts';
import { signInFaultText } from '../domain/sign-in-words.ts';
import { renderBrand } from '../elements/brand.ts';
import { door } from '../styles/door.ts';
import { base } from '../styles/shared.ts';
import './sign-in-steps.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/input/input.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';

const OWN_PROVIDER = 'local';

/**
 * The way in: by an account of the hub's own or of the organisation's provider, by a token, or by
 * the one-time link whose secret stands behind the # of the address.
 */
@customElement('eu-sign-in-page')
export class EuSignInPage extends LitElement {
  static override styles = [base, door];

  @property() link: string | undefined;
  @property() next: string | undefined;
  @property({ attribute: false }) signIn: string | undefined;
  /** Why a sign-in came back without one. */
  @property() reason: string | undefined;
  @property({ attribute: false }) byToken = false;
  @consume({ context: apiContext }) private api!: Api;
  @state() private options: SignInOptions | undefined;
  @state() private busy = false;
  @state() private fault: DisplayText | undefined;
  @query('wa-input') private token!: WaInput;
  readonly #left = new AbortController();

  override firstUpdated(): void {
    if (this.reason !== undefined) this.fault = signInFaultText(this.reason);
    if (this.link !== undefined) void this.#followLink(this.link);
    else if (this.signIn === undefined) void this.#look();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#left.abort();
  }

  override render() {
    return html`<div class="card">
      ${renderBrand('Sign in to the console')}
      ${
        this.fault === undefined
          ? nothing
          : html`<div class="fault" role="alert">
              <strong>${this.fault.title}</strong>${this.fault.next}
              ${this.fault.detail === undefined ? nothing : html` (${this.fault.detail})`}
            </div>`
      }
      ${
        this.signIn === undefined
          ? this.#renderWays()
          : html`<eu-sign-in-steps .uid=${this.signIn} .next=${this.next}></eu-sign-in-steps>`
      }
    </div>`;
  }

  #renderWays() {
    const { options } = this;
    if (options === undefined) return this.fault === undefined ? nothing : this.#renderToken();
    if (this.byToken || options.first_time) return this.#renderToken();
    return html`<div class="stack">
      ${options.providers.map(
        ({ id, name }) =>
          html`<wa-button variant="brand" ?loading=${this.busy} @click=${() => this.#begin(id)}
            >Continue with ${name}</wa-button
          >`,
      )}
      <a
        class="hint"
        href="${paths.signIn(this.next)}${this.next === undefined ? '?' : '&'}with=token"
        >Use an access token</a
      >
    </div>`;
  }

  #renderToken() {
    return html`<form @submit=${(event: Event) => this.#submit(event)}>
        <wa-input
          label="Access token"
          type="password"
          name="token"
          required
          password-toggle
          autocomplete="off"
          ?disabled=${this.busy}
        ></wa-input>
        <wa-button type="submit" variant="brand" ?loading=${this.busy}>Sign in</wa-button>
      </form>
      <p class="hint">
        The administrator’s token is in the file <code>admin-token</code> of the data directory. A
        link that works once: <code>eucora-hub sign-in-link</code>
      </p>
      ${
        this.options?.first_time === false
          ? html`<a class="hint" href=${paths.signIn(this.next)}>Use an account</a>`
          : nothing
      }`;
  }

  /** Where an account of the hub's own is the only way, there is nothing to choose. */
  async #look(): Promise<void> {
    try {
      const options = await this.api.signInOptions(this.#left.signal);
      const only = options.providers.length === 1 && options.providers[0]?.id === OWN_PROVIDER;
      const choose = this.byToken || this.reason !== undefined || options.first_time || !only;
      if (choose) this.options = options;
      else this.#begin(OWN_PROVIDER);
    } catch (error) {
      if (!isAbort(error)) this.fault = describeProblem(error);
    }
  }

  #begin(provider: string): void {
    this.busy = true;
    location.replace(paths.beginSignIn(provider, this.next));
  }

  #submit(event: Event): void {
    event.preventDefault();
    const token = (this.token.value ?? '').trim();
    if (token !== '') void this.#signIn({ token });
  }

  /** Takes the secret off the address first: it must not stay in the browser's history. */
  async #followLink(link: string): Promise<void> {
    history.replaceState(null, '', `${location.pathname}${location.search}`);
    await this.#signIn({ link });
    if (this.fault !== undefined) await this.#look();
  }

  async #signIn(credentials: Credentials): Promise<void> {
    this.busy = true;
    this.fault = undefined;
    try {
      await this.api.signIn(credentials);
      this.dispatchEvent(new Event('eu-signed-in', { bubbles: true, composed: true }));
    } catch (error) {
      this.fault = signInFault(error, credentials);
    } finally {
      this.busy = false;
    }
  }
}

/** At this door, a refusal means that what was offered is not valid. */
function signInFault(error: unknown, credentials: Credentials): DisplayText {
  const text = describeProblem(error);
  const refused = error instanceof ApiError && [400, 401, 403].includes(error.problem.status);
  if (!refused) return text;
  return 'link' in credentials
    ? {
        title: 'This sign-in link does not work',
        next: 'It was used already or has expired. Make a new one with: eucora-hub sign-in-link',
        retry: false,
      }
    : {
        title: 'This token is not valid',
        next: 'Check that all of it was pasted, or ask for a new one.',
        retry: false,
      };
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-sign-in-page': EuSignInPage;
  }
}
