import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { DesiredDocument, DocumentRow, Session } from '../api/types.ts';
import { announceContext, apiContext, sessionContext } from '../app/contexts.ts';
import type { Announce } from '../app/contexts.ts';
import { CursorList } from '../app/cursor-list.ts';
import { Deed } from '../app/deed.ts';
import { renderList, renderMore } from '../app/list-view.ts';
import { Load } from '../app/load.ts';
import { paths } from '../app/paths.ts';
import { can } from '../domain/can.ts';
import { APPROVALS, CAUSES, changeWords } from '../domain/deployment-words.ts';
import { count, plural, shortId } from '../format/numbers.ts';
import { base, facts, page, table } from '../styles/shared.ts';
import { deploymentStyles } from './deployment-frame.ts';
import '../elements/message.ts';
import '../elements/time.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';

/** Signed documents of one site: history, what each changed, and an approver's signature. */
@customElement('eu-site-documents-page')
export class EuSiteDocumentsPage extends LitElement {
  static override styles = [
    base,
    page,
    facts,
    table,
    deploymentStyles,
    css`
      tr.shown {
        background: var(--eu-accent-soft);
      }
      td.changes {
        overflow-wrap: anywhere;
      }
      .approve {
        padding: 0.75rem 0.875rem;
        display: grid;
        gap: 0.6rem;
      }
      code {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property() siteId = '';
  /** The document that is shown; undefined: the newest. */
  @property({ attribute: false }) generation: number | undefined;
  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: announceContext }) private announce!: Announce;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | undefined;
  @query('input') private picker!: HTMLInputElement;
  readonly #deed = new Deed(this);
  readonly #history = new CursorList<DocumentRow, [string]>(this, {
    args: () => [this.siteId],
    fetch: ([site], request, signal) => this.api.documentHistory(site, request, signal),
    keyOf: ({ generation }) => String(generation),
  });
  readonly #shown = new Load(this, {
    args: () => [this.siteId, this.generation ?? this.#history.rows[0]?.generation] as const,
    load: async ([site, generation], signal) =>
      generation === undefined ? undefined : this.api.desiredDocument(site, generation, signal),
  });

  override render() {
    const newest = this.#history.rows[0];
    return html`<div class="head">
        <div>
          <a class="crumb" href=${paths.documents()}>Documents</a>
          <h1>What ${this.siteId} should run</h1>
        </div>
        ${
          newest === undefined
            ? nothing
            : html`<wa-button
                size="s"
                appearance="outlined"
                href=${paths.documentBundle(this.siteId)}
                >Download for a stick</wa-button
              >`
        }
      </div>
      <div class="stack">
        ${newest?.approval === 'needed' ? this.#renderApproval(newest) : nothing}
        ${this.#renderShown()}
        <section class="panel" aria-labelledby="history">
          <header><h2 id="history">History</h2></header>
          ${renderList(this.#history, {
            empty: () =>
              html`<eu-empty
                heading="Nothing was ever ordered here"
                next="The first document follows the first assignment."
              ></eu-empty>`,
            rows: () => this.#renderHistory(),
          })}
        </section>
      </div>`;
  }

  #renderApproval(newest: DocumentRow) {
    const mayBring = can(this.session?.permissions, 'approval.approve');
    const file = `${this.siteId}-${newest.generation}`;
    return html`<section class="panel" aria-labelledby="approval">
      <header>
        <h2 id="approval">Document ${newest.generation} needs an approver’s signature</h2>
        <span class="quiet">${plural(newest.dangerous, 'dangerous act')}</span>
      </header>
      <div class="approve">
        <p>
          Until it is signed, devices leave its dangerous acts. Download the document, sign it on
          the approver’s laptop, which shows what it orders, and bring the signed file back:
        </p>
        <code
          >npm run trust -- approve --dir /media/stick --site ${this.siteId} --document
          ${file}.desired --key approver.key --out ${file}.signed</code
        >
        <div class="tools">
          <wa-button size="s" appearance="outlined" href=${paths.documentBundle(this.siteId)}
            >Download the document</wa-button
          >
          ${
            mayBring
              ? html`<wa-button
                    size="s"
                    variant="brand"
                    ?loading=${this.#deed.busy}
                    @click=${() => this.picker.click()}
                    >Bring the signed file …</wa-button
                  ><input
                    type="file"
                    hidden
                    aria-label="The signed manifest"
                    @change=${() => void this.#bring()}
                  />`
              : nothing
          }
        </div>
        ${this.#deed.renderFault()}
      </div>
    </section>`;
  }

  #renderShown() {
    if (this.#history.rows.length === 0) return nothing;
    return this.#shown.render((document) =>
      document === undefined ? html`` : renderDocument(document),
    );
  }

  #renderHistory() {
    const shown = this.generation ?? this.#history.rows[0]?.generation;
    return html`<div class="scroll">
        <table class="cards">
          <thead>
            <tr>
              <th scope="col">Document</th>
              <th scope="col">Because</th>
              <th scope="col" class="num">Orders</th>
              <th scope="col">Approval</th>
              <th scope="col">Issued</th>
            </tr>
          </thead>
          <tbody>
            ${this.#history.rows.map(
              (row) =>
                html`<tr class=${row.generation === shown ? 'shown' : ''}>
                  <td class="lead">
                    <a href=${paths.siteDocuments(this.siteId, row.generation)}
                      >${row.generation}</a
                    >
                  </td>
                  <td data-label="Because">${CAUSES[row.cause]}</td>
                  <td class="num" data-label="Orders">${count(row.orders)}</td>
                  <td data-label="Approval">${APPROVALS[row.approval]}</td>
                  <td data-label="Issued"><eu-time .at=${row.issued_at}></eu-time></td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${renderMore(this.#history)}`;
  }

  async #bring(): Promise<void> {
    const [file] = this.picker.files ?? [];
    this.picker.value = '';
    if (file === undefined) return;
    await this.#deed.run(async () => {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
      await this.api.approveDocument(this.siteId, btoa(text));
      this.announce('Approved');
      this.#history.restart();
      this.#shown.refresh();
    });
  }
}

function renderDocument(document: DesiredDocument) {
  const { changes, dangerous, conflicts } = document;
  return html`<section class="panel" aria-labelledby="changes">
      <header>
        <h2 id="changes">What document ${document.generation} changed</h2>
        <span class="quiet"
          >${document.against === null ? 'it is the first' : `since document ${document.against}`}</span
        >
      </header>
      ${changes.length === 0 ? html`<eu-empty heading="Nothing" next=""></eu-empty>` : renderChanges(document)}
    </section>
    ${
      dangerous.length === 0
        ? nothing
        : html`<section class="panel" aria-labelledby="dangerous">
            <header><h2 id="dangerous">Dangerous acts</h2></header>
            <dl>
              ${dangerous.map(
                (act) =>
                  html`<dt>
                      <a href=${paths.deployment(act.intent_id)}
                        >${act.package_name} ${act.version}</a
                      >
                    </dt>
                    <dd>
                      ${act.why.join('; ')},
                      <a href=${paths.device(act.device_id, 'orders')}
                        >device ${shortId(act.device_id, 12)}</a
                      >
                    </dd>`,
              )}
            </dl>
          </section>`
    }
    ${
      conflicts.length === 0
        ? nothing
        : html`<section class="panel" aria-labelledby="conflicts">
            <header><h2 id="conflicts">Assignments that contradict each other</h2></header>
            <dl>
              ${conflicts.map(
                ({ device_id: device, package_name: name, winner, losers }) =>
                  html`<dt>${name} <span class="quiet">${shortId(device, 12)}</span></dt>
                    <dd>
                      <a href=${paths.deployment(winner)}>the newest</a> holds, over
                      ${losers.map(
                        (id, index) =>
                          html`${index > 0 ? ', ' : ''}<a href=${paths.deployment(id)}>another</a>`,
                      )}
                    </dd>`,
              )}
            </dl>
          </section>`
    }`;
}

function renderChanges({ changes, changes_more: more }: DesiredDocument) {
  return html`<div class="scroll">
      <table class="cards">
        <thead>
          <tr>
            <th scope="col">Device</th>
            <th scope="col">Package</th>
            <th scope="col">Order</th>
          </tr>
        </thead>
        <tbody>
          ${changes.map(
            (change) =>
              html`<tr>
                <td class="lead">
                  <a href=${paths.device(change.device_id, 'orders')}
                    >${shortId(change.device_id, 12)}</a
                  >
                </td>
                <td data-label="Package">${change.package_name}</td>
                <td class="changes" data-label="Order">${changeWords(change)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${more === 0 ? nothing : html`<p class="quiet">and ${count(more)} more</p>`}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-site-documents-page': EuSiteDocumentsPage;
  }
}
