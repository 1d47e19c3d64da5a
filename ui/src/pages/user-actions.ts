import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import { ApiError, describeProblem } from '../api/problem.ts';
import type { Invitation, User } from '../api/types.ts';
import { apiContext } from '../app/contexts.ts';
import { base } from '../styles/shared.ts';
import '../elements/set-up-link.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/dialog/dialog.js';

/** What an administrator can do to an account; each choice says what follows from it. */
@customElement('eu-user-actions')
export class EuUserActions extends LitElement {
  static override styles = [
    base,
    css`
      .choice {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.5rem 1rem;
        padding: 0.75rem 0;
        border-top: 1px solid var(--eu-line);
      }
      .choice:first-of-type {
        border-top: 0;
      }
      .choice div {
        flex: 1 1 14rem;
      }
      .choice strong {
        display: block;
        font-weight: 600;
      }
      .choice span {
        color: var(--eu-quiet);
        font-size: var(--eu-size-s);
      }
      .fault {
        color: var(--eu-dark);
      }
    `,
  ];

  @property({ attribute: false }) user: User | undefined;
  /** The account of whoever looks. */
  @property({ attribute: false }) own: string | null = null;
  @consume({ context: apiContext }) private api!: Api;
  @state() private invitation: Invitation | undefined;
  @state() private busy = false;
  @state() private fault: string | undefined;

  override render() {
    const { user, invitation } = this;
    return html`<wa-dialog
      label=${user?.display_name ?? 'User'}
      ?open=${user !== undefined}
      @wa-after-hide=${(event: Event) => this.#closed(event)}
    >
      ${
        invitation === undefined
          ? user === undefined
            ? nothing
            : this.#renderChoices(user)
          : html`<eu-set-up-link
              .link=${invitation.set_up_link}
              .name=${invitation.user.display_name}
            ></eu-set-up-link>`
      }
      ${this.fault === undefined ? nothing : html`<p class="fault" role="alert">${this.fault}</p>`}
      <wa-button slot="footer" appearance="plain" @click=${() => this.#tellClose()}
        >Close</wa-button
      >
    </wa-dialog>`;
  }

  #renderChoices(user: User) {
    const isOff = user.disabled_at !== null;
    const isLocal = user.provider === 'local';
    return html`${
      isLocal
        ? this.#choice(
            'New set-up link',
            'For a forgotten password. Sessions end; second factors stay.',
            'Make link',
            () => this.#invite(user, false),
          )
        : nothing
    }
    ${
      isLocal && (user.totp || user.passkeys > 0)
        ? this.#choice(
            'Lost second factor',
            'A set-up link; authenticator, passkeys and recovery codes go. Make sure who asks.',
            'Reset and make link',
            () => this.#invite(user, true),
          )
        : nothing
    }
    ${this.#choice(
      'End all sessions',
      'Signed out everywhere at once; may sign in again.',
      'End sessions',
      () => this.#change(() => this.api.endSessions(user.id), 'Sessions ended'),
    )}
    ${
      user.id === this.own
        ? nothing
        : isOff
          ? this.#choice('Disabled', 'Can’t sign in.', 'Enable', () =>
              this.#change(() => this.api.enableUser(user.id), 'Enabled'),
            )
          : this.#choice(
              'Disable',
              'Signed out at once and can’t sign in. What the account did stays.',
              'Disable',
              () => this.#change(() => this.api.disableUser(user.id), 'Disabled'),
              'danger',
            )
    }`;
  }

  #choice(
    title: string,
    what: string,
    label: string,
    act: () => Promise<void>,
    variant: 'neutral' | 'danger' = 'neutral',
  ) {
    return html`<div class="choice">
      <div><strong>${title}</strong><span>${what}</span></div>
      <wa-button
        size="s"
        appearance="outlined"
        variant=${variant}
        ?disabled=${this.busy}
        @click=${() => void act()}
        >${label}</wa-button
      >
    </div>`;
  }

  async #invite(user: User, reset: boolean): Promise<void> {
    await this.#run(async () => {
      this.invitation = await this.api.invite(user.id, reset);
      this.dispatchEvent(new CustomEvent('eu-changed', { detail: 'Link made' }));
    });
  }

  async #change(act: () => Promise<User>, what: string): Promise<void> {
    await this.#run(async () => {
      await act();
      this.dispatchEvent(new CustomEvent('eu-changed', { detail: what }));
      this.#tellClose();
    });
  }

  async #run(act: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.fault = undefined;
    try {
      await act();
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
    this.invitation = undefined;
    this.fault = undefined;
    this.#tellClose();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-user-actions': EuUserActions;
  }
}
