import { consume } from '@lit/context';
import { css, html, LitElement, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { Application } from '../api/types.ts';
import { apiContext } from '../app/contexts.ts';
import { Load } from '../app/load.ts';
import { paths } from '../app/paths.ts';
import { allInstalls } from '../domain/installs.ts';
import { count, percent, plural } from '../format/numbers.ts';
import { base, page, table } from '../styles/shared.ts';
import '../elements/figure.ts';
import '../elements/horizon.ts';

/** One application with all its versions. */
@customElement('eu-application-page')
export class EuApplicationPage extends LitElement {
  static override styles = [
    base,
    page,
    table,
    css`
      .figures {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        margin-bottom: var(--eu-gap);
      }
      .figures eu-figure + eu-figure {
        border-left: 1px solid var(--eu-line);
      }
      .share {
        width: 45%;
      }
      svg {
        display: block;
        width: 100%;
        height: 0.5rem;
        margin-top: 0.4rem;
      }
      rect {
        fill: var(--eu-accent);
      }
      @media (max-width: 48rem) {
        .figures {
          grid-template-columns: 1fr 1fr;
        }
        .figures eu-figure:last-child {
          grid-column: 1 / -1;
          border-left: 0;
          border-top: 1px solid var(--eu-line);
        }
        .share,
        td.bar {
          display: none;
        }
      }
      .id {
        overflow-wrap: anywhere;
        font-size: var(--eu-size-s);
      }
    `,
  ];

  @property() applicationId = '';
  @consume({ context: apiContext }) private api!: Api;

  readonly #application = new Load(this, {
    args: () => [this.applicationId] as const,
    load: ([id], signal) => this.api.application(id, signal),
  });

  override render() {
    return this.#application.render((application) => renderApplication(application));
  }
}

function renderApplication(application: Application) {
  const { as_of: asOf, coverage } = application;
  const total = allInstalls(application);
  return html`<div class="head">
      <div>
        <a class="crumb" href=${paths.applications()}>Applications</a>
        <h1>${application.name}</h1>
        <p class="quiet id">
          ${[application.source, application.publisher].filter(Boolean).join(', ')}
          <span class="mono">${application.id}</span>
        </p>
      </div>
      <eu-horizon .asOf=${asOf} .coverage=${coverage}></eu-horizon>
    </div>
    <section class="panel figures" aria-label="Key figures">
      <eu-figure
        label="Installs"
        note="on real devices"
        .value=${count(application.installs)}
        .asOf=${asOf}
        .coverage=${coverage}
      ></eu-figure>
      <eu-figure
        label="Simulated installs"
        note="on devices of a swarm"
        .value=${count(application.installs_simulated)}
        .asOf=${asOf}
        .coverage=${coverage}
      ></eu-figure>
      <eu-figure
        label="Versions"
        note="installed somewhere"
        .value=${count(application.version_count)}
        .asOf=${asOf}
        .coverage=${coverage}
      ></eu-figure>
    </section>
    <section class="panel" aria-labelledby="versions">
      <header><h2 id="versions">${plural(application.version_count, 'version')}</h2></header>
      <table>
        <thead>
          <tr>
            <th scope="col">Version</th>
            <th scope="col" class="num">Real</th>
            <th scope="col" class="num">Simulated</th>
            <th scope="col" class="num">Share</th>
            <th scope="col" class="share"><span class="visually-hidden">Share as a bar</span></th>
          </tr>
        </thead>
        <tbody>
          ${application.versions.map((each) => renderVersion(each, total))}
        </tbody>
      </table>
      ${
        application.versions.length === 0
          ? html`<eu-empty
              heading="No version known"
              next="It may have been removed from every device since."
            ></eu-empty>`
          : nothing
      }
    </section>`;
}

function renderVersion(each: Application['versions'][number], total: number) {
  const share = total === 0 ? 0 : allInstalls(each) / total;
  return html`<tr>
    <td class="mono">${each.version}</td>
    <td class="num">${count(each.installs)}</td>
    <td class="num quiet">${count(each.installs_simulated)}</td>
    <td class="num">${percent(share)}</td>
    <td class="bar">
      <svg aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none">
        ${svg`<rect width=${share * 100} height="10" rx="0.5" />`}
      </svg>
    </td>
  </tr>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-application-page': EuApplicationPage;
  }
}
