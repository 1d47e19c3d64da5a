import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { SiteDocumentRow } from '../api/types.ts';
import { apiContext } from '../app/contexts.ts';
import { Load } from '../app/load.ts';
import { paths } from '../app/paths.ts';
import { APPROVALS } from '../domain/deployment-words.ts';
import { count } from '../format/numbers.ts';
import { LiveController } from '../live/live-controller.ts';
import { base, page, table } from '../styles/shared.ts';
import { deploymentStyles, renderDeploymentsHead } from './deployment-frame.ts';
import '../elements/message.ts';
import '../elements/time.ts';

const ROWS_MAX = 500;

/** The newest signed document of each site, its lease, and whether an approver is waited for. */
@customElement('eu-documents-page')
export class EuDocumentsPage extends LitElement {
  static override styles = [
    base,
    page,
    table,
    deploymentStyles,
    css`
      .missing {
        margin: 0 0 0.85rem;
        padding: 0.7rem 0.875rem;
        border: 1px solid var(--eu-line);
        border-left: 3px solid var(--eu-late-mark);
        border-radius: var(--eu-radius);
        background: var(--eu-surface);
        overflow-wrap: anywhere;
      }
    `,
  ];

  @consume({ context: apiContext }) private api!: Api;
  readonly #documents = new Load(this, {
    args: () => [] as const,
    load: (_none, signal) => this.api.siteDocuments({ limit: ROWS_MAX }, signal),
  });

  constructor() {
    super();
    new LiveController(this, {
      audit: ({ action }) => {
        if (/^(?:deployment|desired_state|plane)\./.test(action)) this.#documents.refresh();
      },
    });
  }

  override render() {
    return html`${renderDeploymentsHead('documents', nothing)}
    ${this.#documents.render(
      ({ items, director }) =>
        html`${
            director.ready
              ? nothing
              : html`<p class="missing" role="status">
                  <strong>Assignments can be made and are not signed yet.</strong>
                  ${director.detail}
                </p>`
          }
          <section class="panel" aria-label="Documents">${renderRows(items)}</section>`,
    )}`;
  }
}

function renderRows(items: readonly SiteDocumentRow[]) {
  if (items.length === 0) return html`<eu-empty heading="There is no site yet" next=""></eu-empty>`;
  return html`<div class="scroll">
    <table class="cards">
      <thead>
        <tr>
          <th scope="col">Site</th>
          <th scope="col" class="num">Document</th>
          <th scope="col" class="num">Orders</th>
          <th scope="col">Approval</th>
          <th scope="col">Lease</th>
          <th scope="col">Issued</th>
        </tr>
      </thead>
      <tbody>
        ${items.map(renderRow)}
      </tbody>
    </table>
  </div>`;
}

function renderRow({ site_id: site, name, document }: SiteDocumentRow) {
  const link = html`<a href=${paths.siteDocuments(site)}>${name}</a>`;
  if (document === null) {
    return html`<tr>
      <td class="lead">${link}</td>
      <td colspan="5" data-label=""><span class="quiet">nothing was ever ordered here</span></td>
    </tr>`;
  }
  const { approval, lease } = document;
  const tone = approval === 'needed' ? 'waits' : approval === 'given' ? 'done' : 'none';
  const next = {
    fresh: ['GRACE', lease.grace_at],
    grace: ['HOLD', lease.hold_at],
    hold: ['SAFE', lease.safe_at],
    safe: ['', null],
  } as const;
  const [then, at] = next[lease.state];
  return html`<tr>
    <td class="lead">${link}</td>
    <td class="num" data-label="Document">${document.generation}</td>
    <td class="num" data-label="Orders">
      ${count(document.orders)} <span class="quiet">for ${count(document.devices)}</span>
    </td>
    <td data-label="Approval"><span class="state ${tone}">${APPROVALS[approval]}</span></td>
    <td data-label="Lease">
      <span class="state ${lease.state === 'fresh' ? 'done' : 'waits'}"
        >${lease.state.toUpperCase()}</span
      >
      ${at === null ? nothing : html`<span class="quiet">${then} <eu-time .at=${at}></eu-time></span>`}
    </td>
    <td data-label="Issued"><eu-time .at=${document.issued_at}></eu-time></td>
  </tr>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-documents-page': EuDocumentsPage;
  }
}
