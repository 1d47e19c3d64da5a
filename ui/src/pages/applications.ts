import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { ApplicationRow } from '../api/types.ts';
import { apiContext, navigateContext } from '../app/contexts.ts';
import type { Navigate } from '../app/contexts.ts';
import { CursorList } from '../app/cursor-list.ts';
import { renderList, renderMore } from '../app/list-view.ts';
import { paths } from '../app/paths.ts';
import { allInstalls } from '../domain/installs.ts';
import { count, plural } from '../format/numbers.ts';
import { base, page, table } from '../styles/shared.ts';
import '../elements/horizon.ts';
import '../elements/message.ts';
import '../elements/search-field.ts';
import '../elements/version-bar.ts';

/** Applications of the fleet, most installed first, with their versions. */
@customElement('eu-applications-page')
export class EuApplicationsPage extends LitElement {
  static override styles = [
    base,
    page,
    table,
    css`
      eu-search-field {
        width: min(26rem, 100%);
        margin-bottom: 0.75rem;
      }
      td:first-child a {
        font-weight: 500;
      }
      .versions {
        width: 42%;
      }
      @media (max-width: 48rem) {
        .versions {
          width: auto;
        }
        .cards td.versions {
          display: block;
          text-align: left;
        }
      }
    `,
  ];

  @property() search = '';
  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: navigateContext }) private navigate!: Navigate;

  readonly #list = new CursorList<ApplicationRow, [string]>(this, {
    args: () => [this.search],
    fetch: ([search], request, signal) =>
      this.api.applications({ ...request, ...(search === '' ? {} : { search }) }, signal),
    keyOf: (application) => application.id,
  });

  override render() {
    const list = this.#list;
    return html`<div class="head">
        <h1>Applications</h1>
        ${
          list.loaded
            ? html`<eu-horizon .asOf=${list.asOf} .coverage=${list.coverage}></eu-horizon>`
            : nothing
        }
      </div>
      <eu-search-field
        label="Search applications"
        placeholder="Name or publisher"
        .value=${this.search}
        @eu-search=${(event: CustomEvent<string>) =>
          this.navigate(paths.applications(event.detail), { replace: true })}
      ></eu-search-field>
      <section class="panel" aria-label="Applications">${this.#renderList()}</section>`;
  }

  #renderEmpty() {
    return this.search === ''
      ? html`<eu-empty
          heading="No application yet"
          next="Applications appear with the first full inventory of a device."
        ></eu-empty>`
      : html`<eu-empty heading="Nothing matches “${this.search}”" next="Search for less, or "
          ><a href=${paths.applications()}>show all</a>.</eu-empty
        >`;
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
        <table class="cards terse">
          <thead>
            <tr>
              <th scope="col">Application</th>
              <th scope="col">Source</th>
              <th scope="col">Publisher</th>
              <th scope="col" class="num">Installs</th>
              <th scope="col">Versions</th>
            </tr>
          </thead>
          <tbody>
            ${list.rows.map(renderApplication)}
          </tbody>
        </table>
      </div>
      ${renderMore(list)}`;
  }
}

function renderApplication(application: ApplicationRow) {
  return html`<tr>
    <td class="lead clip">
      <a href=${paths.application(application.id)}>${application.name}</a>
    </td>
    <td class="minor" data-label="Source">${application.source}</td>
    <td class="clip minor" data-label="Publisher">${application.publisher ?? nothing}</td>
    <td class="num" data-label="Installs">
      <div>
        ${count(application.installs)}
        ${
          application.installs_simulated === 0
            ? nothing
            : html`<div class="quiet">+ ${count(application.installs_simulated)} simulated</div>`
        }
      </div>
    </td>
    <td class="versions full" data-label="Versions">
      <eu-version-bar
        .versions=${application.versions}
        .total=${allInstalls(application)}
        .more=${application.version_count - application.versions.length}
        label=${plural(application.version_count, 'version')}
      ></eu-version-bar>
    </td>
  </tr>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-applications-page': EuApplicationsPage;
  }
}
