import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import { describeProblem } from '../api/problem.ts';
import type { Profile, Session } from '../api/types.ts';
import { announceContext, apiContext, sessionContext } from '../app/contexts.ts';
import type { Announce } from '../app/contexts.ts';
import { Load } from '../app/load.ts';
import { paths } from '../app/paths.ts';
import { browserWords, methodWords } from '../domain/sign-in-words.ts';
import { roleWords } from '../domain/words.ts';
import { base, page, table } from '../styles/shared.ts';
import './profile-factors.ts';
import '../elements/message.ts';
import '../elements/time.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';

/** One's own account: who one is here, how one signs in, and where one is signed in. */
@customElement('eu-profile-page')
export class EuProfilePage extends LitElement {
  static override styles = [
    base,
    page,
    table,
    css`
      :host {
        max-width: 64rem;
      }
      .stack {
        grid-template-columns: minmax(0, 1fr);
      }
      .here {
        color: var(--eu-fresh);
        font-weight: 550;
      }
      .fault {
        color: var(--eu-dark);
        padding: 0 0.875rem 0.75rem;
      }
    `,
  ];

  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: announceContext }) private announce!: Announce;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | undefined;
  @state() private fault: string | undefined;

  readonly #profile = new Load<[boolean], Profile | undefined>(this, {
    args: () => [this.session !== undefined && this.session.user_id !== null],
    load: ([isPerson], signal) =>
      isPerson ? this.api.profile(signal) : Promise.resolve(undefined),
  });

  override render() {
    return html`<div class="head">
        <h1>Your profile</h1>
        <span class="quiet">how you sign in, and where you are signed in</span>
      </div>
      ${
        this.session?.user_id === null
          ? this.#renderNoAccount()
          : this.#profile.render((profile) =>
              profile === undefined ? html`` : this.#renderProfile(profile),
            )
      }`;
  }

  #renderNoAccount() {
    return html`<section class="panel" aria-label="No account">
      <eu-empty
        heading="You are signed in by a token or a one-time link"
        next="That is nobody’s account, so there is nothing to set up here. "
        ><a href=${paths.users()}>Make an account</a> and sign in with it.</eu-empty
      >
    </section>`;
  }

  #renderProfile(profile: Profile) {
    return html`<div class="stack">
      <section class="panel" aria-label="Account">
        <header>
          <h2>${profile.display_name}</h2>
          <span class="quiet">${profile.roles.map(roleWords).join(', ')}</span>
        </header>
        <div class="body">
          <span class="mono">${profile.name}</span>
          ${profile.email === null ? nothing : html` · ${profile.email}`}
          ${
            profile.provider === 'local'
              ? nothing
              : html`<p class="quiet">
                  You sign in with ${profile.provider}; password and second factor are changed
                  there.
                </p>`
          }
        </div>
      </section>
      ${
        profile.provider === 'local'
          ? html`<eu-profile-factors
              .profile=${profile}
              @eu-changed=${() => this.#profile.refresh()}
            ></eu-profile-factors>`
          : nothing
      }
      ${this.#renderSessions(profile)}
    </div>`;
  }

  #renderSessions({ sessions }: Profile) {
    return html`<section class="panel" aria-label="Sessions">
      <header>
        <h2>Signed in</h2>
        ${
          sessions.length > 1
            ? html`<wa-button
                size="s"
                appearance="outlined"
                @click=${() => void this.#end(() => this.api.endOtherSessions())}
                >End all others</wa-button
              >`
            : nothing
        }
      </header>
      ${this.fault === undefined ? nothing : html`<p class="fault" role="alert">${this.fault}</p>`}
      <div class="scroll">
        <table class="cards">
          <thead>
            <tr>
              <th scope="col">Browser</th>
              <th scope="col">By</th>
              <th scope="col">From</th>
              <th scope="col">Since</th>
              <th scope="col">Last used</th>
              <th scope="col"><span class="visually-hidden">End</span></th>
            </tr>
          </thead>
          <tbody>
            ${sessions.map((item) => this.#renderSession(item))}
          </tbody>
        </table>
      </div>
    </section>`;
  }

  #renderSession(item: Profile['sessions'][number]) {
    return html`<tr>
      <td class="lead"><span title=${item.user_agent}>${browserWords(item.user_agent)}</span></td>
      <td data-label="By">${methodWords(item.methods)}</td>
      <td class="mono" data-label="From">${item.address}</td>
      <td data-label="Since"><eu-time .at=${item.created_at}></eu-time></td>
      <td data-label="Last used"><eu-time .at=${item.seen_at}></eu-time></td>
      <td class="num">
        ${
          item.current
            ? html`<span class="here">this one</span>`
            : html`<wa-button
                size="s"
                appearance="outlined"
                @click=${() => void this.#end(() => this.api.endSession(item.id))}
                >End</wa-button
              >`
        }
      </td>
    </tr>`;
  }

  async #end(act: () => Promise<void>): Promise<void> {
    try {
      await act();
      this.fault = undefined;
      this.announce('Ended');
      this.#profile.refresh();
    } catch (error) {
      const { title, next } = describeProblem(error);
      this.fault = `${title}. ${next}`;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-profile-page': EuProfilePage;
  }
}
