import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { Software } from '../api/types.ts';
import { apiContext } from '../app/contexts.ts';
import { CursorList } from '../app/cursor-list.ts';
import { renderList, renderMore } from '../app/list-view.ts';
import { paths } from '../app/paths.ts';
import { base, page, table } from '../styles/shared.ts';
import '../elements/horizon.ts';
import '../elements/message.ts';
import '../elements/search-field.ts';

/** The software of one device, searchable. */
@customElement('eu-device-software')
export class EuDeviceSoftware extends LitElement {
  static override styles = [
    base,
    page,
    table,
    css`
      :host {
        padding: 0;
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.5rem 1rem;
        margin-bottom: 0.75rem;
      }
      eu-search-field {
        width: min(24rem, 100%);
      }
      @media (max-width: 48rem) {
        :host {
          padding: 0;
        }
      }
    `,
  ];

  @property() deviceId = '';
  @property() inventoryAt: string | null = null;
  @consume({ context: apiContext }) private api!: Api;
  @state() private search = '';

  readonly #list = new CursorList<Software, [string, string, string | null]>(this, {
    args: () => [this.deviceId, this.search, this.inventoryAt],
    fetch: ([id, search], request, signal) =>
      this.api.software(id, { ...request, ...(search === '' ? {} : { search }) }, signal),
    keyOf: (item) => `${item.source}:${item.name}:${item.version}:${item.architecture ?? ''}`,
  });

  override render() {
    return html`<div class="tools">
        <eu-search-field
          label="Search software"
          placeholder="Name or version"
          @eu-search=${(event: CustomEvent<string>) => (this.search = event.detail)}
        ></eu-search-field>
        <eu-horizon .asOf=${this.inventoryAt}></eu-horizon>
      </div>
      <section class="panel" aria-label="Software">${this.#renderList()}</section>`;
  }

  #renderList() {
    return renderList(this.#list, {
      empty: () => this.#renderEmpty(),
      rows: () => this.#renderRows(),
    });
  }

  #renderRows() {
    const list = this.#list;
    return html`<div class="scroll">
        <table class="cards">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Version</th>
              <th scope="col">Source</th>
              <th scope="col">Architecture</th>
              <th scope="col">Publisher</th>
            </tr>
          </thead>
          <tbody>
            ${list.rows.map(renderSoftware)}
          </tbody>
        </table>
      </div>
      ${renderMore(list)}`;
  }

  #renderEmpty() {
    return this.search === ''
      ? html`<eu-empty
          heading="No software known"
          next="The first full inventory has not arrived from this device."
        ></eu-empty>`
      : html`<eu-empty
          heading="Nothing matches “${this.search}”"
          next="Search for a shorter part of the name."
        ></eu-empty>`;
  }
}

function renderSoftware(item: Software) {
  return html`<tr>
    <td class="lead clip">
      ${
        item.application_id === null
          ? item.name
          : html`<a href=${paths.application(item.application_id)}>${item.name}</a>`
      }
    </td>
    <td class="mono" data-label="Version">${item.version}</td>
    <td data-label="Source">${item.source}</td>
    <td data-label="Architecture">${item.architecture ?? nothing}</td>
    <td class="clip" data-label="Publisher">${item.publisher ?? nothing}</td>
  </tr>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-device-software': EuDeviceSoftware;
  }
}
