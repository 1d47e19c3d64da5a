import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Api, Credentials } from '../api/client.ts';
import { ApiError, describeProblem } from '../api/problem.ts';
import type { DisplayText } from '../api/problem.ts';
import { apiContext } from '../app/contexts.ts';
import { base } from '../styles/shared.ts';
import '../elements/mark.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/input/input.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';

/** Sign-in by a token, or by the one-time link whose secret stands behind the # of the address. */
@customElement('eu-sign-in-page')
export class EuSignInPage extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        place-items: center;
        min-height: 100dvh;
        padding: 1.5rem;
      }
      .card {
        width: min(25rem, 100%);
        display: grid;
        gap: 1.1rem;
        padding: 2rem;
        background: var(--eu-surface);
        border: 1px solid var(--eu-line);
        border-radius: 10px;
        box-shadow: var(--eu-shadow);
      }
      .brand {
        display: flex;
        align-items: center;
        gap: 0.8rem;
      }
      eu-mark {
        width: 2.5rem;
        height: 2.5rem;
      }
      h1 {
        font-size: var(--eu-size-xl);
        font-weight: 650;
        letter-spacing: 0.045em;
        line-height: 1.2;
      }
      h1 span {
        font-weight: 400;
        letter-spacing: 0;
        color: var(--eu-accent);
        margin-left: 0.3em;
      }
      form {
        display: grid;
        gap: 0.9rem;
      }
      .fault {
        padding: 0.6rem 0.8rem;
        border-radius: var(--eu-radius);
        background: var(--eu-dark-fill);
        color: var(--eu-dark);
      }
      .fault strong {
        display: block;
      }
      .hint {
        color: var(--eu-quiet);
        font-size: var(--eu-size-s);
      }
      code {
        font-family: var(--eu-mono);
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property() link: string | undefined;
  @consume({ context: apiContext }) private api!: Api;
  @state() private busy = false;
  @state() private fault: DisplayText | undefined;
  @query('wa-input') private token!: WaInput;

  override firstUpdated(): void {
    if (this.link !== undefined) void this.#followLink(this.link);
  }

  override render() {
    return html`<div class="card">
      <div class="brand">
        <eu-mark></eu-mark>
        <div>
          <h1>EUCORA<span>edge</span></h1>
          <p class="quiet">Sign in to the console</p>
        </div>
      </div>
      ${
        this.fault === undefined
          ? nothing
          : html`<div class="fault" role="alert">
              <strong>${this.fault.title}</strong>${this.fault.next}
            </div>`
      }
      <form @submit=${(event: Event) => this.#submit(event)}>
        <wa-input
          label="Access token"
          type="password"
          name="token"
          required
          password-toggle
          autocomplete="current-password"
          ?disabled=${this.busy}
        ></wa-input>
        <wa-button type="submit" variant="brand" ?loading=${this.busy}>Sign in</wa-button>
      </form>
      <p class="hint">
        The administrator’s token is in the file <code>admin-token</code> of the data directory. A
        link that works once: <code>eucora-hub sign-in-link</code>
      </p>
    </div>`;
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
