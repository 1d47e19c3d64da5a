import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { Journal, JournalGap, JournalLane, JournalPage } from '../api/types.ts';
import { apiContext } from '../app/contexts.ts';
import { Load } from '../app/load.ts';
import { gapAction, gapText, laneEnd } from '../domain/lanes.ts';
import { count, plural, shortId } from '../format/numbers.ts';
import { LiveController } from '../live/live-controller.ts';
import { Paced } from '../live/paced.ts';
import { base, page, table } from '../styles/shared.ts';
import { siteStyles } from './site-styles.ts';
import '../elements/lane-bar.ts';
import '../elements/message.ts';
import '../elements/time.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';

type Gone = JournalLane['unavailable'][number];

const GAPS_SHOWN = 12;
const JOURNALS_STEP = 10;
const JOURNALS_MAX = 500;
const PACE = { delayMs: 500, intervalMs: 3000 };

/** The journals of a site's relays: marks of each lane, gaps by exact range, what is asked for. */
@customElement('eu-site-journals')
export class EuSiteJournals extends LitElement {
  static override styles = [
    base,
    page,
    table,
    siteStyles,
    css`
      :host {
        display: block;
        padding: 0;
        max-width: none;
      }
      .gaps {
        margin-top: 0.4rem;
        font-size: var(--eu-size-s);
      }
      .gaps li {
        display: flex;
        flex-wrap: wrap;
        gap: 0 0.6rem;
        padding: 0.12rem 0;
      }
      .range {
        color: var(--eu-dark);
        font-weight: 600;
      }
      .older {
        padding: 0.6rem 0.875rem;
        border-top: 1px solid var(--eu-line);
      }
    `,
  ];

  @property() siteId = '';
  @consume({ context: apiContext }) private api!: Api;
  #shown = JOURNALS_STEP;

  readonly #journals = new Load(this, {
    args: () => [this.siteId] as const,
    load: ([id], signal) => this.api.journals(id, { limit: this.#shown }, signal),
  });
  readonly #paced = new Paced(() => this.#journals.refresh(), PACE);

  constructor() {
    super();
    const ask = (event: { readonly site_id: string }) => {
      if (event.site_id === this.siteId) this.#paced.ask();
    };
    new LiveController(this, { ledger: ask, site: ask });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#paced[Symbol.dispose]();
  }

  override render() {
    return this.#journals.render((journals) => this.#renderJournals(journals));
  }

  #renderJournals({ items, next_cursor: next }: JournalPage) {
    if (items.length === 0) {
      return html`<eu-empty
        heading="No journal known"
        next="Admit the site’s relay (eucora-hub site admit), then start it: eucora-relay run"
      ></eu-empty>`;
    }
    return html`${items.map(renderJournal)}${
      next === null || this.#shown >= JOURNALS_MAX
        ? nothing
        : html`<div class="older">
            <wa-button size="s" appearance="plain" @click=${() => this.#more()}
              >Show older journals</wa-button
            >
          </div>`
    }`;
  }

  #more(): void {
    this.#shown = Math.min(JOURNALS_MAX, this.#shown * 5);
    this.#journals.refresh();
  }
}

function renderJournal(journal: Journal) {
  const { incarnation, relay_id: relay, parent, current } = journal;
  return html`<div class="journal">
    <div class="journal-head">
      <h3 class="mono" title="Incarnation ${incarnation}">${shortId(incarnation, 12)}</h3>
      <span class="quiet">
        ${current ? nothing : html`<span class="tag replaced">replaced</span> `}relay
        <span class="mono" title=${relay}>${shortId(relay, 12)}</span>, first seen
        <eu-time .at=${journal.first_seen_at}></eu-time>, last
        <eu-time .at=${journal.last_seen_at}></eu-time>${
          parent === null
            ? nothing
            : html`, follows <span class="mono" title=${parent}>${shortId(parent, 12)}</span>`
        }
      </span>
    </div>
    ${
      journal.lanes.length === 0
        ? html`<p class="quiet">No lane has been used yet.</p>`
        : journal.lanes.map(renderLane)
    }
  </div>`;
}

function renderLane(lane: JournalLane) {
  const marks: readonly [string, string][] = [
    ['safe', count(lane.safe_through)],
    ['committed', count(lane.committed_through)],
    ['sealed', count(laneEnd(lane))],
    ['waiting', count(lane.backlog)],
    ['relay holds from', lane.oldest_held === 0 ? 'nothing' : count(lane.oldest_held)],
  ];
  return html`<div class="lane">
    <span class="lane-name">${lane.lane}</span>
    <div>
      <eu-lane-bar .lane=${lane}></eu-lane-bar>
      <dl class="marks">
        ${marks.map(
          ([name, value]) =>
            html`<div>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
      ${lane.gaps_total + lane.unavailable.length === 0 ? nothing : renderGaps(lane)}
    </div>
  </div>`;
}

function renderGaps(lane: JournalLane) {
  const shown = lane.gaps.slice(0, GAPS_SHOWN);
  const more = lane.gaps_total - shown.length;
  return html`<ul class="gaps" aria-label="Missing in the ${lane.lane} lane">
    ${shown.map(renderGap)}
    ${
      more > 0
        ? html`<li class="quiet">
            and ${plural(more, 'more range')}; ${plural(lane.segments_missing, 'segment')} missing
            in all
          </li>`
        : nothing
    }
    ${lane.unavailable.slice(0, GAPS_SHOWN).map(renderUnavailable)}
    ${
      lane.unavailable.length > GAPS_SHOWN
        ? html`<li class="quiet">
            and ${plural(lane.unavailable.length - GAPS_SHOWN, 'more range')} gone for good
          </li>`
        : nothing
    }
  </ul>`;
}

function renderGap(gap: JournalGap) {
  const size = gap.last - gap.first + 1;
  return html`<li>
    <span class="range">${gapText(gap)}</span>
    <span class="quiet">${plural(size, 'segment')} missing,</span>
    <span
      >${gapAction(gap)}${
        gap.last_asked_at === null
          ? nothing
          : html`, last <eu-time .at=${gap.last_asked_at}></eu-time>`
      }</span
    >
  </li>`;
}

const WHY_GONE = {
  damaged: 'its relay found it damaged',
  truncated: 'truncated after a receipt allowed it',
  disk_lost: 'its relay lost the disk',
} as const satisfies Record<Gone['reason'], string>;

function renderUnavailable(gone: Gone) {
  return html`<li>
    <span class="range">${gapText(gone)}</span>
    <span
      >gone for good: ${WHY_GONE[gone.reason]}, said <eu-time .at=${gone.said_at}></eu-time
    ></span>
  </li>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-site-journals': EuSiteJournals;
  }
}
