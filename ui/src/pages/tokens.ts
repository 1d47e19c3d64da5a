import { consume } from '@lit/context';
import { html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { Session, Token } from '../api/types.ts';
import { announceContext, apiContext, sessionContext } from '../app/contexts.ts';
import type { Announce } from '../app/contexts.ts';
import { Confirm } from '../app/dialog.ts';
import { CursorList } from '../app/cursor-list.ts';
import { renderList, renderMore } from '../app/list-view.ts';
import { can } from '../domain/can.ts';
import { scopeText, TOKEN_STATE } from '../domain/scope.ts';
import { roleWords } from '../domain/words.ts';
import { base, page, table } from '../styles/shared.ts';
import { accessStyles, renderAccessHead } from './access-frame.ts';
import '../elements/message.ts';
import '../elements/time.ts';
import './token-new.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';

/** Tokens of programs: what they hold, how far, until when, and when they were last used. */
@customElement('eu-tokens-page')
export class EuTokensPage extends LitElement {
  static override styles = [base, page, table, accessStyles];

  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: announceContext }) private announce!: Announce;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | undefined;
  @state() private making = false;
  readonly #revoking = new Confirm<Token>(this, {
    label: 'Revoke this token?',
    words: ({ name }) =>
      html`<p>
        <strong>${name}</strong> is refused from its next request on, and the sessions that it
        opened end. This cannot be taken back.
      </p>`,
    act: { label: 'Revoke' },
    does: async ({ id }) => {
      await this.api.revokeToken(id);
      this.announce('Revoked');
      await this.#list.refreshRows(new Set([String(id)]));
    },
  });

  readonly #list = new CursorList<Token, []>(this, {
    args: () => [],
    fetch: (_, request, signal) => this.api.tokens(request, signal),
    keyOf: (item) => String(item.id),
  });

  override render() {
    const allowed = can(this.session?.permissions, 'token.write');
    const action = allowed
      ? html`<wa-button size="s" variant="brand" @click=${() => (this.making = true)}
          >New token …</wa-button
        >`
      : nothing;
    return html`${renderAccessHead('tokens', action)}
      <section class="panel" aria-label="Service tokens">
        ${renderList(this.#list, {
          empty: () =>
            html`<eu-empty
              heading="There are no service tokens"
              next="Programs that call the API get one each, for a role within a scope."
            ></eu-empty>`,
          rows: () => this.#renderRows(allowed),
        })}
      </section>
      <eu-token-new
        ?open=${this.making}
        @eu-done=${() => this.#list.restart()}
        @eu-closed=${() => (this.making = false)}
      ></eu-token-new>
      ${this.#revoking.render()}`;
  }

  #renderRows(allowed: boolean) {
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Tokens">
        <table class="cards">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Role</th>
              <th scope="col">Reaches</th>
              <th scope="col">Made by</th>
              <th scope="col">Ends</th>
              <th scope="col">Last used</th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            ${this.#list.rows.map((token) => this.#renderToken(token, allowed))}
          </tbody>
        </table>
      </div>
      ${renderMore(this.#list)}`;
  }

  #renderToken(token: Token, allowed: boolean) {
    const { grants, state: tokenState } = token;
    const time = (at: string | null, none: string) =>
      at === null ? html`<span class="quiet">${none}</span>` : html`<eu-time .at=${at}></eu-time>`;
    return html`<tr class=${tokenState === 'valid' ? '' : 'ended'}>
      <td class="lead">${token.name}</td>
      <td data-label="Role">${grants.map(({ role }) => roleWords(role)).join(', ')}</td>
      <td data-label="Reaches">${grants.map(({ scope }) => scopeText(scope)).join('; ')}</td>
      <td data-label="Made by">${token.created_by}</td>
      <td data-label="Ends">${time(token.expires_at, 'never')}</td>
      <td data-label="Last used">${time(token.last_used_at, 'not yet')}</td>
      <td data-label="State">
        ${
          allowed && tokenState === 'valid'
            ? html`<wa-button
                size="s"
                appearance="outlined"
                @click=${() => this.#revoking.ask(token)}
                >Revoke …</wa-button
              >`
            : TOKEN_STATE[tokenState]
        }
      </td>
    </tr>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-tokens-page': EuTokensPage;
  }
}
