import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { ArtifactPage, ArtifactRow, Session } from '../api/types.ts';
import { announceContext, apiContext, sessionContext } from '../app/contexts.ts';
import type { Announce } from '../app/contexts.ts';
import { Deed } from '../app/deed.ts';
import { Load } from '../app/load.ts';
import { artifactWords, deliverySummary, shareHeld } from '../domain/artifact-words.ts';
import { can } from '../domain/can.ts';
import { bytes, percent } from '../format/numbers.ts';
import { LiveController } from '../live/live-controller.ts';
import { base, table } from '../styles/shared.ts';
import '../elements/message.ts';
import '../elements/time.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';

/** What is on its way to a site: how far, what deltas saved, when the rest is expected. */
@customElement('eu-site-artifacts')
export class EuSiteArtifacts extends LitElement {
  static override styles = [
    base,
    table,
    css`
      .summary,
      .fault {
        padding: 0.6rem 0.875rem;
        font-size: var(--eu-size-s);
        color: var(--eu-quiet);
      }
      .fault,
      .refused .words {
        color: var(--eu-dark);
      }
      .words {
        display: block;
        font-weight: 400;
        font-size: var(--eu-size-s);
        color: var(--eu-quiet);
      }
      .held {
        flex: 1;
        min-width: 9rem;
      }
      .name {
        font-weight: 500;
        overflow-wrap: anywhere;
      }
      progress {
        display: block;
        width: 100%;
        min-width: 6rem;
        height: 0.35rem;
        margin-top: 0.25rem;
        border: 0;
        border-radius: 99px;
        background: var(--eu-line);
        overflow: clip;
      }
      progress::-webkit-progress-bar {
        background: var(--eu-line);
      }
      progress::-webkit-progress-value {
        background: var(--eu-accent);
      }
      progress::-moz-progress-bar {
        background: var(--eu-accent);
      }
    `,
  ];

  @property() siteId = '';
  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: announceContext }) private announce!: Announce;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | undefined;
  readonly #deed = new Deed(this);
  readonly #page = new Load(this, {
    args: () => [this.siteId] as const,
    load: ([id], signal) => this.api.siteArtifacts(id, signal),
  });

  constructor() {
    super();
    new LiveController(this, {
      site: ({ site_id }) => {
        if (site_id === this.siteId) this.#page.refresh();
      },
    });
  }

  override render() {
    return html`${this.#deed.renderFault()}${this.#page.render((page) => this.#renderPage(page))}`;
  }

  #renderPage(page: ArtifactPage) {
    if (page.items.length === 0) {
      return html`<eu-empty
        heading="Nothing is to be delivered to this site"
        next="What is assigned to its devices is brought there, once for all of them"
      ></eu-empty>`;
    }
    const mayChange = can(this.session?.permissions, 'site.write');
    return html`<p class="summary">${deliverySummary(page)}</p>
      <table class="cards">
        <thead>
          <tr>
            <th scope="col">Artifact</th>
            <th scope="col">At the site</th>
            <th scope="col" class="num">Over the link</th>
            <th scope="col" class="num">Saved by delta</th>
            ${mayChange ? html`<th scope="col"><span class="visually-hidden">Change</span></th>` : nothing}
          </tr>
        </thead>
        <tbody>
          ${page.items.map((row) => this.#renderRow(row, mayChange))}
        </tbody>
      </table>`;
  }

  #renderRow(row: ArtifactRow, mayChange: boolean) {
    const share = shareHeld(row);
    const name = row.target_path;
    return html`<tr class=${row.state}>
      <td class="lead left">
        <div>
          <span class="name" title=${row.sha256}>${name}</span>
          <span class="words">${artifactWords(row, Date.now())}</span>
        </div>
      </td>
      <td data-label="At the site" class="left full">
        <div class="held">
          ${bytes(row.held_bytes)} of ${bytes(row.bytes)}
          <progress
            max="1"
            .value=${share}
            aria-label="${percent(share)} of ${name} are at the site"
          ></progress>
        </div>
      </td>
      <td class="num" data-label="Over the link">${bytes(row.fetched_bytes)}</td>
      <td class="num" data-label="Saved by delta">
        ${row.saved_bytes === 0 ? '–' : bytes(row.saved_bytes)}
      </td>
      ${mayChange ? html`<td class="num">${this.#renderMove(row)}</td>` : nothing}
    </tr>`;
  }

  #renderMove(row: ArtifactRow) {
    if (row.state === 'here') return nothing;
    const isCancelled = row.state === 'cancelled';
    return html`<wa-button
      size="s"
      appearance="outlined"
      ?disabled=${this.#deed.busy}
      aria-label="${isCancelled ? 'Resume' : 'Cancel'} ${row.target_path}"
      @click=${() => void this.#move(row, isCancelled)}
      >${isCancelled ? 'Resume' : 'Cancel'}</wa-button
    >`;
  }

  async #move({ sha256, target_path: path }: ArtifactRow, isCancelled: boolean): Promise<void> {
    const done = await this.#deed.run(async () => {
      await (isCancelled
        ? this.api.resumeArtifact(this.siteId, sha256)
        : this.api.cancelArtifact(this.siteId, sha256));
    });
    if (!done) return;
    this.announce(isCancelled ? `${path} goes on` : `${path} is cancelled`);
    this.#page.refresh();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-site-artifacts': EuSiteArtifacts;
  }
}
