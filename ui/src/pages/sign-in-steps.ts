import { consume } from '@lit/context';
import { startAuthentication, startRegistration } from '@simplewebauthn/browser';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import { ApiError, describeProblem, isAbort } from '../api/problem.ts';
import type { DisplayText } from '../api/problem.ts';
import type { Authenticator, SignInState } from '../api/types.ts';
import { apiContext } from '../app/contexts.ts';
import { paths } from '../app/paths.ts';
import { passkeyFault, passkeyName } from '../domain/passkey-fault.ts';
import { signInFaultText } from '../domain/sign-in-words.ts';
import { door } from '../styles/door.ts';
import { base } from '../styles/shared.ts';
import '../elements/authenticator.ts';
import '../elements/recovery-codes.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/icon/icon.js';
import '@awesome.me/webawesome/dist/components/input/input.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';

/** A sign-in at the hub's own provider, step by step: the hub says which one comes next. */
@customElement('eu-sign-in-steps')
export class EuSignInSteps extends LitElement {
  static override styles = [
    base,
    door,
    css`
      :host {
        display: block;
        min-height: 0;
        padding: 0;
      }
    `,
  ];

  @property() uid = '';
  @property() next: string | undefined;
  @consume({ context: apiContext }) private api!: Api;
  @state() private at: SignInState | undefined;
  @state() private codes: readonly string[] = [];
  @state() private offer: Authenticator | undefined;
  @state() private recovering = false;
  @state() private busy = false;
  @state() private fault: DisplayText | undefined;
  @state() private over = false;
  @query('wa-input[name="name"]') private name!: WaInput;
  @query('wa-input[name="password"]') private password!: WaInput;
  @query('wa-input[name="code"]') private code!: WaInput;
  readonly #left = new AbortController();

  override firstUpdated(): void {
    void this.#go(() => this.api.signInState(this.uid, this.#left.signal));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#left.abort();
  }

  override render() {
    return html`<div class="stack">
      ${
        this.fault === undefined
          ? nothing
          : html`<div class="fault" role="alert">
              <strong>${this.fault.title}</strong>${this.fault.next}
            </div>`
      }
      ${this.#renderStep()}
    </div>`;
  }

  #renderStep() {
    if (this.over) {
      return html`<wa-button variant="brand" href=${paths.beginSignIn('local', this.next)}
        >Begin again</wa-button
      >`;
    }
    if (this.codes.length > 0) {
      return html`<h2>Your recovery codes</h2>
        <eu-recovery-codes
          .codes=${this.codes}
          @eu-kept=${() => void this.#finish()}
        ></eu-recovery-codes>`;
    }
    switch (this.at?.step) {
      case 'identify':
        return this.#renderIdentify();
      case 'second_factor':
        return this.#renderSecondFactor(this.at);
      case 'enrol':
        return this.#renderEnrol(this.at);
      default:
        return html`<p class="quiet" role="status">One moment …</p>`;
    }
  }

  #renderIdentify() {
    return html`<form @submit=${(event: Event) => this.#submitPassword(event)}>
        <wa-input label="Name" name="name" required autocomplete="username webauthn"></wa-input>
        <wa-input
          label="Password"
          type="password"
          name="password"
          required
          password-toggle
          autocomplete="current-password"
        ></wa-input>
        <wa-button type="submit" variant="brand" ?loading=${this.busy}>Sign in</wa-button>
      </form>
      ${this.at?.passkeys_possible === true ? this.#renderPasskey('Sign in with a passkey') : nothing}
      <a class="hint" href="${paths.signIn()}?with=token">Use an access token</a>`;
  }

  #renderPasskey(label: string) {
    return html`<div class="or">or</div>
      <wa-button appearance="outlined" ?disabled=${this.busy} @click=${() => void this.#passkey()}>
        <wa-icon slot="start" name="passkey"></wa-icon>${label}
      </wa-button>`;
  }

  #renderSecondFactor({ methods, display_name: name, passkeys_possible: passkeys }: SignInState) {
    const totp = methods.includes('totp');
    const recovery = methods.includes('recovery');
    const typed = this.recovering || totp;
    return html`<h2>Second factor</h2>
      <p class="quiet">Welcome, ${name ?? ''}. One more proof that it is you.</p>
      ${
        typed
          ? html`<form @submit=${(event: Event) => this.#submitCode(event)}>
              <wa-input
                label=${this.recovering ? 'Recovery code' : 'Code from the authenticator app'}
                name="code"
                required
                autofocus
                inputmode=${this.recovering ? 'text' : 'numeric'}
                autocomplete="one-time-code"
              ></wa-input>
              <wa-button type="submit" variant="brand" ?loading=${this.busy}>Continue</wa-button>
            </form>`
          : nothing
      }
      ${methods.includes('passkey') && passkeys ? this.#renderPasskey('Use your passkey') : nothing}
      ${
        recovery && !this.recovering
          ? html`<wa-button size="s" appearance="plain" @click=${() => (this.recovering = true)}
              >I can’t use it: a recovery code</wa-button
            >`
          : nothing
      }`;
  }

  #renderEnrol({ passkeys_possible: passkeys }: SignInState) {
    if (this.offer !== undefined) {
      return html`<h2>Authenticator app</h2>
        <eu-authenticator
          .offer=${this.offer}
          ?busy=${this.busy}
          @eu-code=${(event: CustomEvent<string>) => this.#confirmTotp(event.detail)}
        ></eu-authenticator>`;
    }
    return html`<h2>Set up a second factor</h2>
      <p class="quiet">
        Your role can approve or change things for everybody, so a password alone is not enough.
      </p>
      ${
        passkeys
          ? html`<wa-button
              variant="brand"
              ?loading=${this.busy}
              @click=${() => void this.#enrolPasskey()}
            >
              <wa-icon slot="start" name="passkey"></wa-icon>Make a passkey on this device
            </wa-button>`
          : nothing
      }
      <wa-button
        variant=${passkeys ? 'neutral' : 'brand'}
        appearance=${passkeys ? 'outlined' : 'accent'}
        @click=${() => void this.#offerTotp()}
      >
        <wa-icon slot="start" name="phone"></wa-icon>Use an authenticator app
      </wa-button>
      ${
        passkeys
          ? nothing
          : html`<p class="hint">
              Browsers keep passkeys for host names only. To make one, open the console by the hub’s
              name, or as <code>localhost</code> on its own machine.
            </p>`
      }`;
  }

  #submitPassword(event: Event): void {
    event.preventDefault();
    const [name, password] = [this.name.value ?? '', this.password.value ?? ''];
    if (name === '' || password === '') return;
    void this.#go(() => this.api.provePassword(this.uid, name, password));
  }

  #submitCode(event: Event): void {
    event.preventDefault();
    const code = (this.code.value ?? '').trim();
    void this.#go(() =>
      this.recovering
        ? this.api.proveRecovery(this.uid, code)
        : this.api.proveTotp(this.uid, code.replaceAll(/\s/g, '')),
    );
  }

  async #passkey(): Promise<void> {
    await this.#go(async () => {
      const optionsJSON = await this.api.passkeyQuestion(this.uid);
      return this.api.provePasskey(this.uid, await startAuthentication({ optionsJSON }));
    });
  }

  async #enrolPasskey(): Promise<void> {
    await this.#go(async () => {
      const optionsJSON = await this.api.enrolPasskeyQuestion(this.uid);
      const response = await startRegistration({ optionsJSON });
      const name = passkeyName(navigator.userAgent);
      return this.api.enrolPasskey(this.uid, { name, response });
    });
  }

  async #offerTotp(): Promise<void> {
    try {
      this.offer = await this.api.enrolTotp(this.uid);
      this.fault = undefined;
    } catch (error) {
      this.#failed(error);
    }
  }

  #confirmTotp(code: string): void {
    void this.#go(() => this.api.confirmEnrolTotp(this.uid, code));
  }

  /** Takes one step and shows what the hub asks for next. */
  async #go(step: () => Promise<SignInState>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      this.at = await step();
      this.fault = undefined;
      this.codes = this.at.recovery_codes ?? [];
      if (this.at.step === 'done' && this.codes.length === 0) await this.#finish();
    } catch (error) {
      this.#failed(error);
    } finally {
      this.busy = false;
    }
  }

  async #finish(): Promise<void> {
    try {
      const { location: next } = await this.api.finishSignIn(this.uid);
      location.replace(next);
    } catch (error) {
      this.#failed(error);
    }
  }

  #failed(error: unknown): void {
    if (isAbort(error)) return;
    const passkey = passkeyFault(error);
    if (passkey !== undefined) {
      this.fault = { title: 'The passkey did not work', next: passkey, retry: true };
    } else if (error instanceof ApiError && error.problem.code === 'sign_in_over') {
      this.over = true;
      this.fault = signInFaultText('sign_in_over');
    } else if (error instanceof ApiError && error.problem.status < 500) {
      const { detail = '', title } = error.problem;
      this.fault = { title: TITLES[error.problem.code] ?? title, next: detail, retry: true };
    } else {
      this.fault = describeProblem(error);
    }
  }
}

const TITLES: Readonly<Record<string, string>> = {
  wrong_credentials: 'That is not right',
  wrong_code: 'That is not the code',
  too_many_attempts: 'Too many tries',
  passkey_refused: 'The passkey did not work',
};

declare global {
  interface HTMLElementTagNameMap {
    'eu-sign-in-steps': EuSignInSteps;
  }
}
