import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import { describeProblem } from '../api/problem.ts';
import type { Session, User } from '../api/types.ts';
import { announceContext, apiContext, navigateContext, sessionContext } from '../app/contexts.ts';
import type { Announce, Navigate } from '../app/contexts.ts';
import { CursorList } from '../app/cursor-list.ts';
import { renderList, renderMore } from '../app/list-view.ts';
import { paths } from '../app/paths.ts';
import { can } from '../domain/can.ts';
import { roleWords } from '../domain/words.ts';
import { base, page, table } from '../styles/shared.ts';
import '../elements/message.ts';
import '../elements/search-field.ts';
import '../elements/time.ts';
import './user-actions.ts';
import './user-new.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';

/** Accounts of people: who they are, how they sign in, and whether they may. */
@customElement('eu-users-page')
export class EuUsersPage extends LitElement {
  static override styles = [
    base,
    page,
    table,
    css`
      .tools {
        display: flex;
        flex-wrap: wrap;
        gap: 0.75rem;
        align-items: center;
      }
      eu-search-field {
        width: 16rem;
      }
      .name small {
        display: block;
        font-size: var(--eu-size-s);
        font-weight: 400;
        color: var(--eu-quiet);
      }
      .off {
        color: var(--eu-dark);
      }
      .first {
        margin-bottom: 1rem;
        padding: 1rem 1.125rem;
        border-left: 3px solid var(--eu-accent);
      }
      .first p {
        margin-top: 0.25rem;
        max-width: 44rem;
      }
      @media (max-width: 48rem) {
        eu-search-field {
          width: 100%;
        }
        .cards td.name {
          display: block;
        }
      }
    `,
  ];

  @property() search = '';
  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: announceContext }) private announce!: Announce;
  @consume({ context: navigateContext }) private navigate!: Navigate;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | undefined;
  @state() private asked: User | undefined;
  @state() private making = false;

  readonly #list = new CursorList<User, [string]>(this, {
    args: () => [this.search],
    fetch: ([search], request, signal) =>
      this.api.users({ ...request, ...(search === '' ? {} : { search }) }, signal),
    keyOf: (item) => item.id,
  });

  override render() {
    const manages = can(this.session?.permissions, 'user.manage');
    return html`<div class="head">
        <h1>Users</h1>
        <div class="tools">
          <eu-search-field
            label="Search users"
            placeholder="Name or e-mail"
            .value=${this.search}
            @eu-search=${(event: CustomEvent<string>) =>
              this.navigate(paths.users(event.detail), { replace: true })}
          ></eu-search-field>
          ${
            manages
              ? html`<wa-button size="s" variant="brand" @click=${() => (this.making = true)}
                  >New user …</wa-button
                >`
              : nothing
          }
        </div>
      </div>
      ${this.#renderFirst()}
      <section class="panel" aria-label="Users">
        ${renderList(this.#list, { empty: () => this.#renderEmpty(), rows: () => this.#renderRows(manages) })}
      </section>
      <eu-user-new
        ?open=${this.making}
        @eu-close=${() => (this.making = false)}
        @eu-made=${() => this.#list.restart()}
      ></eu-user-new>
      <eu-user-actions
        .user=${this.asked}
        .own=${this.session?.user_id ?? null}
        @eu-close=${() => (this.asked = undefined)}
        @eu-changed=${(event: CustomEvent<string>) => void this.#changed(event.detail)}
      ></eu-user-actions>`;
  }

  /** The bootstrap administrator's first errand. */
  #renderFirst() {
    const alone = this.#list.complete && this.#list.rows.length === 0 && this.search === '';
    if (this.session?.user_id !== null || !alone) return nothing;
    return html`<section class="panel first" aria-label="First steps">
      <h2>Nobody has an account yet</h2>
      <p class="quiet">
        You came in by the administrator’s token or link, which anybody could use who gets hold of
        it. Make an account for yourself with the role platform admin, open its set-up link, and
        sign in with it from now on.
      </p>
    </section>`;
  }

  #renderEmpty() {
    return this.search === ''
      ? html`<eu-empty heading="No accounts" next="New user makes the first one."></eu-empty>`
      : html`<eu-empty heading="Nobody matches" next="Change the search."></eu-empty>`;
  }

  #renderRows(manages: boolean) {
    return html`<div class="scroll">
        <table class="cards">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Roles</th>
              <th scope="col">Signs in by</th>
              <th scope="col">Last sign-in</th>
              <th scope="col" class="num">Sessions</th>
              <th scope="col">State</th>
              ${manages ? html`<th scope="col"><span class="visually-hidden">Manage</span></th>` : nothing}
            </tr>
          </thead>
          <tbody>
            ${this.#list.rows.map((user) => this.#renderUser(user, manages))}
          </tbody>
        </table>
      </div>
      ${renderMore(this.#list)}`;
  }

  #renderUser(user: User, manages: boolean) {
    return html`<tr>
      <td class="lead name">
        <div>
          ${user.display_name}<small
            >${user.name}${user.email === null ? '' : ` · ${user.email}`}</small
          >
        </div>
      </td>
      <td data-label="Roles">
        ${user.roles.map(roleWords).join(', ') || html`<span class="unknown">none</span>`}
      </td>
      <td data-label="Signs in by">${waysOf(user)}</td>
      <td data-label="Last sign-in"><eu-time .at=${user.signed_in_at}></eu-time></td>
      <td class="num" data-label="Sessions">${user.sessions}</td>
      <td data-label="State">
        ${
          user.disabled_at === null
            ? user.provider === 'local' && !user.password_set
              ? html`<span class="unknown">invited</span>`
              : 'active'
            : html`<span class="off">disabled</span>`
        }
      </td>
      ${
        manages
          ? html`<td class="num">
              <wa-button size="s" appearance="outlined" @click=${() => (this.asked = user)}
                >Manage …</wa-button
              >
            </td>`
          : nothing
      }
    </tr>`;
  }

  async #changed(what: string): Promise<void> {
    const { asked } = this;
    if (what !== '') this.announce(what);
    if (asked === undefined) return;
    try {
      await this.#list.refreshRows(new Set([asked.id]));
    } catch (error) {
      this.announce(describeProblem(error).title);
    }
  }
}

/** How somebody signs in, in words. */
function waysOf(user: User): string {
  if (user.provider !== 'local') return user.provider;
  const passkeys = user.passkeys === 1 ? '1 passkey' : `${user.passkeys} passkeys`;
  const ways = [
    user.password_set ? 'password' : '',
    user.totp ? 'authenticator' : '',
    user.passkeys > 0 ? passkeys : '',
  ].filter(Boolean);
  return ways.length === 0 ? '–' : ways.join(', ');
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-users-page': EuUsersPage;
  }
}
