import { consume } from '@lit/context';
import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { ErasureRow } from '../api/types.ts';
import { apiContext } from '../app/contexts.ts';
import { CursorList } from '../app/cursor-list.ts';
import { renderList, renderMore } from '../app/list-view.ts';
import { paths } from '../app/paths.ts';
import { ERASURE_STATE } from '../domain/persons.ts';
import { plural } from '../format/numbers.ts';
import { base, page, table } from '../styles/shared.ts';
import '../elements/message.ts';
import '../elements/time.ts';

/** Every erasure, newest first, with how far it is. */
@customElement('eu-erasure-list')
export class EuErasureList extends LitElement {
  static override styles = [
    base,
    page,
    table,
    css`
      :host {
        padding: 0;
      }
      .overdue {
        color: var(--eu-dark);
        font-weight: 500;
      }
    `,
  ];

  @consume({ context: apiContext }) private api!: Api;

  readonly #list = new CursorList<ErasureRow, []>(this, {
    args: () => [],
    fetch: (_, request, signal) => this.api.erasures(request, signal),
    keyOf: ({ id }) => id,
  });

  override render() {
    return html`<section class="panel" aria-labelledby="erasures">
      <header><h2 id="erasures">Erasures</h2></header>
      ${renderList(this.#list, {
        empty: () =>
          html`<eu-empty
            heading="Nobody asked for an erasure"
            next="Search a person above, then ask for it; somebody else approves."
          ></eu-empty>`,
        rows: () => this.#renderRows(),
      })}
    </section>`;
  }

  #renderRows() {
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Erasures">
        <table class="cards">
          <thead>
            <tr>
              <th scope="col">Reason</th>
              <th scope="col">About</th>
              <th scope="col">Asked by</th>
              <th scope="col">Approved by</th>
              <th scope="col">Due</th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            ${this.#list.rows.map((row) => renderRow(row))}
          </tbody>
        </table>
      </div>
      ${renderMore(this.#list)}`;
  }
}

function renderRow(row: ErasureRow) {
  const about = [
    ...(row.subjects === 0 ? [] : [plural(row.subjects, 'name')]),
    ...(row.account_id === null ? [] : ['an account']),
  ];
  const isApproved = row.state !== 'rejected' && row.decided_by !== null;
  return html`<tr>
    <td class="lead"><a href=${paths.erasure(row.id)}>${row.reason}</a></td>
    <td data-label="About">${about.join(' and ')}</td>
    <td data-label="Asked by">${row.requested_by}</td>
    <td data-label="Approved by">
      ${isApproved ? row.decided_by : html`<span class="quiet">nobody</span>`}
    </td>
    <td data-label="Due">
      <eu-time class=${row.overdue ? 'overdue' : ''} .at=${row.due_at}></eu-time>
    </td>
    <td data-label="State">${ERASURE_STATE[row.state]}</td>
  </tr>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-erasure-list': EuErasureList;
  }
}
