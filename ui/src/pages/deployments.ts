import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { DeploymentRow, Session } from '../api/types.ts';
import { apiContext, navigateContext, sessionContext } from '../app/contexts.ts';
import type { Navigate } from '../app/contexts.ts';
import { CursorList } from '../app/cursor-list.ts';
import { renderList, renderMore } from '../app/list-view.ts';
import { paths } from '../app/paths.ts';
import { can } from '../domain/can.ts';
import { orderTitle, ringName, stateCounts, targetWords } from '../domain/deployment-words.ts';
import { count } from '../format/numbers.ts';
import { LiveController } from '../live/live-controller.ts';
import { base, page, table } from '../styles/shared.ts';
import { deploymentStyles, renderDeploymentsHead, renderState } from './deployment-frame.ts';
import '../elements/horizon.ts';
import '../elements/message.ts';
import '../elements/search-field.ts';
import '../elements/time.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';

/** What devices are ordered to run, newest first, with what they said of it. */
@customElement('eu-deployments-page')
export class EuDeploymentsPage extends LitElement {
  static override styles = [
    base,
    page,
    table,
    deploymentStyles,
    css`
      .filter {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.5rem 1rem;
        margin-bottom: 0.75rem;
      }
      eu-search-field {
        width: min(26rem, 100%);
      }
      .said {
        display: flex;
        flex-wrap: wrap;
        gap: 0 0.9rem;
      }
      .cancelled {
        color: var(--eu-quiet);
      }
    `,
  ];

  @property() search = '';
  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: navigateContext }) private navigate!: Navigate;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | undefined;

  readonly #list = new CursorList<DeploymentRow, [string]>(this, {
    args: () => [this.search],
    fetch: ([search], request, signal) =>
      this.api.deployments({ ...request, ...(search === '' ? {} : { search }) }, signal),
    keyOf: ({ id }) => id,
  });

  constructor() {
    super();
    new LiveController(this, {
      audit: ({ action }) => {
        if (action.startsWith('deployment.')) this.#list.restart();
      },
    });
  }

  override render() {
    const mayOrder = can(this.session?.permissions, 'deployment.create');
    const action = mayOrder
      ? html`<wa-button size="s" variant="brand" href=${paths.deploymentNew()}
          >New assignment …</wa-button
        >`
      : nothing;
    return html`${renderDeploymentsHead('deployments', action)}
      <div class="filter">
        <eu-search-field
          label="Search assignments"
          placeholder="Package"
          .value=${this.search}
          @eu-search=${(event: CustomEvent<string>) =>
            this.navigate(paths.deployments(event.detail), { replace: true })}
        ></eu-search-field>
        <eu-horizon .asOf=${this.#list.asOf} .coverage=${this.#list.coverage}></eu-horizon>
      </div>
      <section class="panel" aria-label="Assignments">
        ${renderList(this.#list, {
          empty: () =>
            html`<eu-empty
              heading=${this.search === '' ? 'Nothing is assigned yet' : 'Nothing matches'}
              next=${
                this.search === ''
                  ? 'An assignment says which published version which devices run.'
                  : 'Search for less.'
              }
            ></eu-empty>`,
          rows: () => this.#renderRows(),
        })}
      </section>`;
  }

  #renderRows() {
    return html`<div class="scroll">
        <table class="cards">
          <thead>
            <tr>
              <th scope="col">Assignment</th>
              <th scope="col">Ring</th>
              <th scope="col">What devices said last</th>
              <th scope="col">By</th>
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

function renderRow(row: DeploymentRow) {
  const said = stateCounts(row.said);
  return html`<tr class=${row.state}>
    <td class="lead">
      <a href=${paths.deployment(row.id)}>${orderTitle(row)}</a>
      <span class="under"
        >${targetWords(row)}${row.state === 'cancelled' ? ' · cancelled' : ''}</span
      >
    </td>
    <td data-label="Ring">${ringName(row.rings[0]?.ring_number ?? 0)}</td>
    <td data-label="Said">
      <span class="said"
        >${
          said.length === 0
            ? html`<span class="unknown">nothing yet</span>`
            : said.map(
                ([each, devices]) => html`<span>${count(devices)} ${renderState(each)}</span>`,
              )
        }</span
      >
    </td>
    <td data-label="By">${row.created_by}</td>
    <td data-label="Made"><eu-time .at=${row.created_at}></eu-time></td>
  </tr>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-deployments-page': EuDeploymentsPage;
  }
}
