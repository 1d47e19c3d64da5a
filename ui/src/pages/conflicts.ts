import { consume } from '@lit/context';
import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { ConflictRow } from '../api/types.ts';
import { apiContext } from '../app/contexts.ts';
import { CursorList } from '../app/cursor-list.ts';
import { renderList, renderMore } from '../app/list-view.ts';
import { paths } from '../app/paths.ts';
import type { ConflictState } from '../app/paths.ts';
import { CAUSE, RESOLUTION } from '../domain/histories.ts';
import { count, shortId } from '../format/numbers.ts';
import { base, page, table } from '../styles/shared.ts';
import '../elements/message.ts';
import '../elements/time.ts';

const STATES = [
  ['open', 'To decide'],
  ['resolved', 'Decided'],
] as const satisfies readonly (readonly [ConflictState, string])[];

/** Devices whose key tells more than one history: one case each, however many machines use it. */
@customElement('eu-conflicts-page')
export class EuConflictsPage extends LitElement {
  static override styles = [base, page, table];

  @property() state: ConflictState = 'open';
  @consume({ context: apiContext }) private api!: Api;

  readonly #list = new CursorList<ConflictRow, [ConflictState]>(this, {
    args: () => [this.state],
    fetch: ([state], request, signal) => this.api.conflicts({ ...request, state }, signal),
    keyOf: (item) => String(item.id),
  });

  override render() {
    return html`<div class="head">
        <h1>Identity conflicts</h1>
        <span class="quiet">one device key, more than one history</span>
      </div>
      <nav class="tabs" aria-label="Which conflicts">
        ${STATES.map(
          ([state, label]) =>
            html`<a
              href=${paths.conflicts(state)}
              aria-current=${state === this.state ? 'page' : nothing}
              >${label}</a
            >`,
        )}
      </nav>
      <section class="panel" aria-label="Identity conflicts">
        ${renderList(this.#list, { empty: () => this.#renderEmpty(), rows: () => this.#renderRows() })}
      </section>`;
  }

  #renderEmpty() {
    return this.state === 'open'
      ? html`<eu-empty
          heading="Every device has one history"
          next="A clone of a disk image, or a machine whose data contradicts itself, would be shown here."
        ></eu-empty>`
      : html`<eu-empty heading="Nothing was decided yet" next=""></eu-empty>`;
  }

  #renderRows() {
    return html`<div class="scroll">
        <table class="cards">
          <thead>
            <tr>
              <th scope="col">Device</th>
              <th scope="col">Site</th>
              <th scope="col">What happened</th>
              <th scope="col" class="num">Histories</th>
              <th scope="col">${this.state === 'open' ? 'Noticed' : 'Decided'}</th>
            </tr>
          </thead>
          <tbody>
            ${this.#list.rows.map((row) => this.#renderRow(row))}
          </tbody>
        </table>
      </div>
      ${renderMore(this.#list)}`;
  }

  #renderRow(row: ConflictRow) {
    const { resolution } = row;
    return html`<tr>
      <td class="lead">
        <a href=${paths.conflict(row.id)}>${row.hostname ?? shortId(row.device_id, 12)}</a>
      </td>
      <td data-label="Site"><a href=${paths.site(row.site_id)}>${row.site_id}</a></td>
      <td data-label="What happened">
        ${resolution === null ? CAUSE[row.cause] : RESOLUTION[resolution]}
      </td>
      <td class="num" data-label="Histories">${count(row.histories)}</td>
      <td data-label=${this.state === 'open' ? 'Noticed' : 'Decided'}>
        <eu-time .at=${row.resolved_at ?? row.opened_at}></eu-time>
      </td>
    </tr>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-conflicts-page': EuConflictsPage;
  }
}
