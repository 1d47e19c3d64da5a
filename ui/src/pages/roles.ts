import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { RoleItem } from '../api/types.ts';
import { apiContext } from '../app/contexts.ts';
import { Load } from '../app/load.ts';
import { roleWords } from '../domain/words.ts';
import { base, page, table } from '../styles/shared.ts';
import { accessStyles, renderAccessHead } from './access-frame.ts';

/** What each role is for and holds. */
@customElement('eu-roles-page')
export class EuRolesPage extends LitElement {
  static override styles = [
    base,
    page,
    table,
    accessStyles,
    css`
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 0.4rem;
      }
      li {
        padding: 0.05rem 0.45rem;
        border: 1px solid var(--eu-line);
        border-radius: 99px;
        font-size: var(--eu-size-s);
      }
      @media (max-width: 48rem) {
        ul {
          justify-content: flex-end;
        }
      }
    `,
  ];

  @consume({ context: apiContext }) private api!: Api;

  readonly #roles = new Load(this, {
    args: () => [] as const,
    load: (_, signal) => this.api.roles(signal),
  });

  override render() {
    return html`${renderAccessHead('roles', nothing)}
      <section class="panel" aria-label="Roles">
        ${this.#roles.render(
          ({ items }) =>
            html`<div class="scroll">
              <table class="cards">
                <thead>
                  <tr>
                    <th scope="col">Role</th>
                    <th scope="col">For</th>
                    <th scope="col">Holds</th>
                  </tr>
                </thead>
                <tbody>
                  ${items.map(renderRole)}
                </tbody>
              </table>
            </div>`,
        )}
      </section>`;
  }
}

function renderRole({ name, summary, permissions }: RoleItem) {
  return html`<tr>
    <td class="lead">${roleWords(name)}</td>
    <td data-label="For">${summary}</td>
    <td data-label="Holds">
      <ul>
        ${permissions.map((permission) => html`<li class="mono">${permission}</li>`)}
      </ul>
    </td>
  </tr>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-roles-page': EuRolesPage;
  }
}
