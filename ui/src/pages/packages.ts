import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { PackageVersionRow, Session } from '../api/types.ts';
import { apiContext, navigateContext, sessionContext, uploadsContext } from '../app/contexts.ts';
import type { Navigate } from '../app/contexts.ts';
import { CursorList } from '../app/cursor-list.ts';
import { renderList, renderMore } from '../app/list-view.ts';
import { paths } from '../app/paths.ts';
import type { Uploads } from '../app/uploads.ts';
import { can } from '../domain/can.ts';
import { packageFormat, packageState, packageTitle, vouchedWord } from '../domain/package-words.ts';
import { bytes } from '../format/numbers.ts';
import { LiveController } from '../live/live-controller.ts';
import { base, page, table } from '../styles/shared.ts';
import './package-uploads.ts';
import '../elements/message.ts';
import '../elements/search-field.ts';
import '../elements/time.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';

/** Versions of packages, newest first, and what is on its way to become one. */
@customElement('eu-packages-page')
export class EuPackagesPage extends LitElement {
  static override styles = [
    base,
    page,
    table,
    css`
      eu-search-field {
        width: min(26rem, 100%);
        margin-bottom: 0.75rem;
      }
      .under {
        display: block;
        color: var(--eu-quiet);
        font-weight: 400;
        font-size: var(--eu-size-s);
        overflow-wrap: anywhere;
      }
      .short {
        white-space: nowrap;
      }
      .published {
        color: var(--eu-fresh);
        font-weight: 500;
      }
      .uploaded {
        color: var(--eu-late);
        font-weight: 500;
      }
      .withdrawn {
        color: var(--eu-quiet);
      }
      @media (max-width: 48rem) {
        .cards td.lead {
          flex-direction: column;
          gap: 0;
        }
      }
    `,
  ];

  @property() search = '';
  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: navigateContext }) private navigate!: Navigate;
  @consume({ context: uploadsContext }) private uploads!: Uploads;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | undefined;
  @query('input') private picker!: HTMLInputElement;

  readonly #list = new CursorList<PackageVersionRow, [string]>(this, {
    args: () => [this.search],
    fetch: ([search], request, signal) =>
      this.api.packageVersions({ ...request, ...(search === '' ? {} : { search }) }, signal),
    keyOf: (version) => version.id,
  });

  constructor() {
    super();
    new LiveController(this, {
      audit: ({ action }) => {
        if (action === 'package.create' || action === 'trust.import') this.#list.restart();
      },
    });
  }

  override render() {
    return html`<div class="head">
        <h1>Packages</h1>
        ${
          can(this.session?.permissions, 'package.create')
            ? html`<wa-button size="s" variant="brand" @click=${() => this.picker.click()}
                  >Upload …</wa-button
                ><input
                  type="file"
                  multiple
                  hidden
                  aria-label="Files to upload"
                  @change=${() => this.#chosen()}
                />`
            : nothing
        }
      </div>
      <eu-package-uploads @eu-uploaded=${() => this.#list.restart()}></eu-package-uploads>
      <eu-search-field
        label="Search packages"
        placeholder="Name, title or file"
        .value=${this.search}
        @eu-search=${(event: CustomEvent<string>) =>
          this.navigate(paths.packages(event.detail), { replace: true })}
      ></eu-search-field>
      <section class="panel" aria-label="Packages">
        ${renderList(this.#list, {
          empty: () => this.#renderEmpty(),
          rows: () => this.#renderRows(),
        })}
      </section>`;
  }

  #chosen(): void {
    for (const file of this.picker.files ?? []) this.uploads.send(file);
    this.picker.value = '';
  }

  #renderEmpty() {
    return this.search === ''
      ? html`<eu-empty
          heading="No package yet"
          next="Upload a .deb, .rpm, .msi, .msix, .apk or another installer: what it is, is read from its content."
        ></eu-empty>`
      : html`<eu-empty heading="Nothing matches “${this.search}”" next="Search for less, or "
          ><a href=${paths.packages()}>show all</a>.</eu-empty
        >`;
  }

  #renderRows() {
    return html`<div class="scroll">
        <table class="cards">
          <thead>
            <tr>
              <th scope="col">Package</th>
              <th scope="col">Version</th>
              <th scope="col">Architecture</th>
              <th scope="col">Type</th>
              <th scope="col" class="num">Size</th>
              <th scope="col">State</th>
              <th scope="col">Made</th>
            </tr>
          </thead>
          <tbody>
            ${this.#list.rows.map(renderRow)}
          </tbody>
        </table>
      </div>
      ${renderMore(this.#list)}`;
  }
}

function renderRow(version: PackageVersionRow) {
  const title = packageTitle(version);
  const under = version.title ?? version.file_name;
  return html`<tr>
    <td class="lead">
      <a href=${paths.packageVersion(version.id)}>${title}</a>
      ${under === title ? nothing : html`<span class="under">${under}</span>`}
    </td>
    <td class="mono" data-label="Version">${version.version ?? 'not said'}</td>
    <td data-label="Architecture">${version.architecture ?? 'not said'}</td>
    <td data-label="Type">${packageFormat(version.format)}</td>
    <td class="num" data-label="Size">${bytes(version.bytes)}</td>
    <td class="short" data-label="State">
      <span class=${version.state}>${packageState(version.state)}</span
      ><span class="under">${vouchedWord(version)}</span>
    </td>
    <td class="short" data-label="Made"><eu-time .at=${version.created_at}></eu-time></td>
  </tr>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-packages-page': EuPackagesPage;
  }
}
