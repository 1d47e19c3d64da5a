import { consume } from '@lit/context';
import { startRegistration } from '@simplewebauthn/browser';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import { ApiError, describeProblem } from '../api/problem.ts';
import type { Authenticator, Profile } from '../api/types.ts';
import { announceContext, apiContext } from '../app/contexts.ts';
import type { Announce } from '../app/contexts.ts';
import { paths } from '../app/paths.ts';
import { passkeyFault, passkeyName } from '../domain/passkey-fault.ts';
import { base, page } from '../styles/shared.ts';
import '../elements/authenticator.ts';
import '../elements/recovery-codes.ts';
import '../elements/time.ts';
import './password-change.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/icon/icon.js';
import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import '@awesome.me/webawesome/dist/components/input/input.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';

type Dialog = 'passkey' | 'totp' | 'codes' | 'password';

/** Password, passkeys, authenticator and recovery codes of one's own account. */
@customElement('eu-profile-factors')
export class EuProfileFactors extends LitElement {
  static override styles = [
    base,
    page,
    css`
      :host {
        padding: 0;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.5rem 1rem;
        padding: 0.75rem 0.875rem;
        border-top: 1px solid var(--eu-line);
      }
      .row:first-of-type {
        border-top: 0;
      }
      .row > div {
        flex: 1 1 16rem;
      }
      .row strong {
        display: block;
        font-weight: 600;
      }
      .row small {
        color: var(--eu-quiet);
        font-size: var(--eu-size-s);
      }
      .row.key {
        padding-left: 2rem;
      }
      .late {
        color: var(--eu-late);
      }
      .again,
      .fault {
        padding: 0.625rem 0.875rem;
      }
      .again {
        background: var(--eu-late-fill);
        color: var(--eu-late);
      }
      .again a {
        color: inherit;
        text-decoration: underline;
      }
      .fault {
        color: var(--eu-dark);
      }
    `,
  ];

  @property({ attribute: false }) profile!: Profile;
  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: announceContext }) private announce!: Announce;
  @state() private dialog: Dialog | undefined;
  @state() private offer: Authenticator | undefined;
  @state() private codes: readonly string[] = [];
  @state() private busy = false;
  @state() private fault: string | undefined;
  @query('wa-input[name="passkey-name"]') private passkeyName!: WaInput;

  override render() {
    const { profile } = this;
    return html`<section class="panel" aria-label="Ways to sign in">
        <header>
          <h2>Ways to sign in</h2>
          ${
            profile.second_factor_required
              ? html`<span class="quiet">your role asks for a second factor</span>`
              : nothing
          }
        </header>
        ${profile.fresh ? nothing : this.#renderStale()}
        ${
          this.fault === undefined || this.dialog !== undefined
            ? nothing
            : html`<p class="fault" role="alert">${this.fault}</p>`
        }
        ${this.#renderPassword(profile)} ${this.#renderPasskeys(profile)}
        ${this.#renderTotp(profile)} ${this.#renderCodes(profile)}
      </section>
      ${this.#renderDialog()}`;
  }

  #renderStale() {
    return html`<p class="again" role="note">
      You signed in a while ago.
      <a href=${paths.beginSignIn('local', paths.profile())}>Sign in again</a> to change any of
      this.
    </p>`;
  }

  #renderPassword(profile: Profile) {
    return html`<div class="row">
      <div>
        <strong>Password</strong>
        <small>changed <eu-time .at=${profile.password_changed_at}></eu-time></small>
      </div>
      ${this.#button('Change …', () => this.#show('password'))}
    </div>`;
  }

  #renderPasskeys(profile: Profile) {
    return html`<div class="row">
        <div>
          <strong>Passkeys</strong>
          <small
            >${
              profile.passkeys_possible
                ? 'This device’s fingerprint, face or PIN, or a security key; nothing to remember or to phish.'
                : 'Browsers keep passkeys for host names only: open the console by the hub’s name, or as localhost on its own machine.'
            }</small
          >
        </div>
        ${
          profile.passkeys_possible
            ? this.#button('Add a passkey …', () => this.#show('passkey'))
            : nothing
        }
      </div>
      ${profile.passkeys.map(
        (key) =>
          html`<div class="row key">
            <div>
              <wa-icon name="passkey"></wa-icon> ${key.name}
              <small
                >· for ${key.host} · ${key.backed_up ? 'synchronised' : 'on one device'} · used
                <eu-time .at=${key.used_at}></eu-time
              ></small>
            </div>
            ${this.#button('Remove', () => this.#change(() => this.api.removePasskey(key.id), 'Removed'), key.name)}
          </div>`,
      )}`;
  }

  #renderTotp(profile: Profile) {
    return html`<div class="row">
      <div>
        <strong>Authenticator app</strong>
        <small>${profile.totp ? 'set up' : 'six digits that change every 30 seconds'}</small>
      </div>
      ${
        profile.totp
          ? this.#button(
              'Remove',
              () => this.#change(() => this.api.removeTotp(), 'Removed'),
              'the authenticator app',
            )
          : this.#button('Set up …', () => this.#beginTotp())
      }
    </div>`;
  }

  #renderCodes(profile: Profile) {
    if (!profile.totp && profile.passkeys.length === 0) return nothing;
    const left = profile.recovery_codes_left;
    return html`<div class="row">
      <div>
        <strong>Recovery codes</strong>
        <small class=${left < 3 ? 'late' : ''}
          >${left} left; each signs you in once when your second factor is lost</small
        >
      </div>
      ${this.#button('Make new ones', () => this.#renew())}
    </div>`;
  }

  #button(label: string, act: () => Promise<void> | void, spoken?: string) {
    return html`<wa-button
      size="s"
      appearance="outlined"
      ?disabled=${this.busy || !this.profile.fresh}
      @click=${() => void act()}
      >${label}${
        spoken === undefined ? nothing : html`<span class="visually-hidden"> ${spoken}</span>`
      }</wa-button
    >`;
  }

  #renderDialog() {
    return html`<wa-dialog
      label=${LABELS[this.dialog ?? 'codes']}
      ?open=${this.dialog !== undefined}
      @wa-after-hide=${(event: Event) => this.#closed(event)}
    >
      ${this.fault === undefined ? nothing : html`<p class="fault" role="alert">${this.fault}</p>`}
      ${this.#renderDialogBody()}
    </wa-dialog>`;
  }

  #renderDialogBody() {
    switch (this.dialog) {
      case 'totp':
        return this.offer === undefined
          ? nothing
          : html`<eu-authenticator
              .offer=${this.offer}
              ?busy=${this.busy}
              @eu-code=${(event: CustomEvent<string>) => void this.#confirmTotp(event.detail)}
            ></eu-authenticator>`;
      case 'passkey':
        return html`<wa-input
            name="passkey-name"
            label="Name it, to tell it from others"
            maxlength="64"
            value=${passkeyName(navigator.userAgent)}
          ></wa-input>
          <wa-button
            slot="footer"
            variant="brand"
            ?loading=${this.busy}
            @click=${() => void this.#addPasskey()}
            >Make passkey</wa-button
          >`;
      case 'codes':
        return html`<eu-recovery-codes
          .codes=${this.codes}
          @eu-kept=${() => (this.dialog = undefined)}
        ></eu-recovery-codes>`;
      case 'password':
        return html`<eu-password-change
          .name=${this.profile.name}
          @eu-done=${() => this.#done('Password changed')}
        ></eu-password-change>`;
      case undefined:
        return nothing;
      default: {
        const missing: never = this.dialog;
        return missing;
      }
    }
  }

  #show(dialog: Dialog): void {
    this.fault = undefined;
    this.dialog = dialog;
  }

  #beginTotp(): Promise<void> {
    return this.#run(async () => {
      this.offer = await this.api.offerTotp();
      this.dialog = 'totp';
    });
  }

  #confirmTotp(code: string): Promise<void> {
    return this.#run(async () => {
      this.#added((await this.api.confirmTotp(code)).recovery_codes);
    });
  }

  #addPasskey(): Promise<void> {
    return this.#run(async () => {
      const name = (this.passkeyName.value ?? '').trim() || passkeyName(navigator.userAgent);
      const response = await startRegistration({
        optionsJSON: await this.api.newPasskeyQuestion(),
      });
      this.#added((await this.api.addPasskey({ name, response })).recovery_codes);
    });
  }

  #renew(): Promise<void> {
    return this.#run(async () => {
      this.#added((await this.api.renewRecoveryCodes()).recovery_codes);
    });
  }

  #change(act: () => Promise<void>, what: string): Promise<void> {
    return this.#run(async () => {
      await act();
      this.#done(what);
    });
  }

  /** Something was added; the first second factor comes with recovery codes, shown this once. */
  #added(codes: readonly string[]): void {
    this.#done('Added');
    if (codes.length === 0) return;
    this.codes = codes;
    this.dialog = 'codes';
  }

  #done(what: string): void {
    this.dialog = undefined;
    this.announce(what);
    this.dispatchEvent(new Event('eu-changed'));
  }

  async #run(act: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.fault = undefined;
    try {
      await act();
    } catch (error) {
      const refused = error instanceof ApiError && error.problem.status < 500;
      const { title, next } = describeProblem(error);
      const said = refused ? error.problem.detail : undefined;
      this.fault = passkeyFault(error) ?? said ?? `${title}. ${next}`;
    } finally {
      this.busy = false;
    }
  }

  #closed(event: Event): void {
    if (event.target !== event.currentTarget) return;
    this.dialog = undefined;
    this.fault = undefined;
  }
}

const LABELS = {
  passkey: 'Add a passkey',
  totp: 'Authenticator app',
  codes: 'Your recovery codes',
  password: 'Change the password',
} as const satisfies Record<Dialog, string>;

declare global {
  interface HTMLElementTagNameMap {
    'eu-profile-factors': EuProfileFactors;
  }
}
