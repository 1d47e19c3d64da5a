import { consume } from '@lit/context';
import { html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { Grant, Session } from '../api/types.ts';
import { announceContext, apiContext, sessionContext } from '../app/contexts.ts';
import type { Announce } from '../app/contexts.ts';
import { Confirm } from '../app/dialog.ts';
import { CursorList } from '../app/cursor-list.ts';
import { renderList, renderMore } from '../app/list-view.ts';
import { can } from '../domain/can.ts';
import { scopeText } from '../domain/scope.ts';
import { roleWords } from '../domain/words.ts';
import { withShortIds } from '../format/numbers.ts';
import { base, page, table } from '../styles/shared.ts';
import { accessStyles, renderAccessHead } from './access-frame.ts';
import '../elements/message.ts';
import '../elements/time.ts';
import './grant-new.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';

/** Who was given which role, how far and until when. */
@customElement('eu-grants-page')
export class EuGrantsPage extends LitElement {
  static override styles = [base, page, table, accessStyles];

  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: announceContext }) private announce!: Announce;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | undefined;
  @state() private giving = false;
  readonly #revoking = new Confirm<Grant>(this, {
    label: 'Take this role back?',
    words: ({ subject, role }) =>
      html`<p>
        <strong>${withShortIds(subject)}</strong> is no ${roleWords(role)} from the next request on.
        Other grants of theirs stay.
      </p>`,
    leave: 'Leave it',
    act: { label: 'Take back' },
    does: async ({ id }) => {
      await this.api.revokeGrant(id);
      this.announce('Taken back');
      await this.#list.refreshRows(new Set([String(id)]));
    },
  });

  readonly #list = new CursorList<Grant, []>(this, {
    args: () => [],
    fetch: (_, request, signal) => this.api.grants(request, signal),
    keyOf: (item) => String(item.id),
  });

  override render() {
    const allowed = can(this.session?.permissions, 'grant.write');
    const action = allowed
      ? html`<wa-button size="s" variant="brand" @click=${() => (this.giving = true)}
          >Give a role …</wa-button
        >`
      : nothing;
    return html`${renderAccessHead('grants', action)}
      <section class="panel" aria-label="Grants">
        ${renderList(this.#list, {
          empty: () =>
            html`<eu-empty
              heading="Nobody was given a role yet"
              next="Users, and groups of an identity provider, get roles within a scope here."
            ></eu-empty>`,
          rows: () => this.#renderRows(allowed),
        })}
      </section>
      <eu-grant-new
        ?open=${this.giving}
        @eu-done=${() => this.#list.restart()}
        @eu-closed=${() => (this.giving = false)}
      ></eu-grant-new>
      ${this.#revoking.render()}`;
  }

  #renderRows(allowed: boolean) {
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Grants">
        <table class="cards">
          <thead>
            <tr>
              <th scope="col">To</th>
              <th scope="col">Role</th>
              <th scope="col">Reaches</th>
              <th scope="col">Given by</th>
              <th scope="col">Given</th>
              <th scope="col">Until</th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            ${this.#list.rows.map((grant) => this.#renderGrant(grant, allowed))}
          </tbody>
        </table>
      </div>
      ${renderMore(this.#list)}`;
  }

  #renderGrant(grant: Grant, allowed: boolean) {
    const { expires_at: end, revoked_at: revoked } = grant;
    return html`<tr class=${revoked === null ? '' : 'ended'}>
      <td class="lead" title=${grant.subject}>${withShortIds(grant.subject)}</td>
      <td data-label="Role">${roleWords(grant.role)}</td>
      <td data-label="Reaches">${scopeText(grant.scope)}</td>
      <td data-label="Given by">${grant.granted_by}</td>
      <td data-label="Given"><eu-time .at=${grant.granted_at}></eu-time></td>
      <td data-label="Until">
        ${
          end === null
            ? html`<span class="quiet">no end</span>`
            : html`<eu-time .at=${end}></eu-time>`
        }
      </td>
      <td data-label="State">${this.#renderState(grant, allowed)}</td>
    </tr>`;
  }

  #renderState(grant: Grant, allowed: boolean) {
    if (grant.revoked_at !== null) {
      return html`taken back <eu-time .at=${grant.revoked_at}></eu-time>`;
    }
    if (!allowed) return html`holds`;
    return html`<wa-button size="s" appearance="outlined" @click=${() => this.#revoking.ask(grant)}
      >Take back …</wa-button
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-grants-page': EuGrantsPage;
  }
}
