import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { LIMIT_MAX } from '../api/client.ts';
import type { Api, UsageQuery } from '../api/client.ts';
import type { Usage, UsagePage } from '../api/types.ts';
import { apiContext } from '../app/contexts.ts';
import { Load } from '../app/load.ts';
import { usageLanes } from '../domain/usage-lanes.ts';
import type { Span } from '../domain/usage-lanes.ts';
import { count, plural } from '../format/numbers.ts';
import { absolute, clockSeconds, day, duration, instant } from '../format/times.ts';
import { LiveController } from '../live/live-controller.ts';
import { NarrowScreen } from '../live/narrow-screen.ts';
import { Paced } from '../live/paced.ts';
import { base, page, table } from '../styles/shared.ts';
import '../elements/horizon.ts';
import '../elements/message.ts';
import '../elements/usage-timeline.ts';

const HOUR_MS = 3_600_000;
const RANGES = [
  { label: '1 hour', ms: HOUR_MS },
  { label: '6 hours', ms: 6 * HOUR_MS },
  { label: '24 hours', ms: 24 * HOUR_MS },
  { label: '7 days', ms: 7 * 24 * HOUR_MS },
] as const;
const INTERVALS_MAX = 3 * LIMIT_MAX;
const LANES_MAX = 18;
const ROWS_MAX = 100;
const PACE = { delayMs: 1000, intervalMs: 5000 };

/** Which programs ran on a device and when, drawn and in figures. */
@customElement('eu-device-usage')
export class EuDeviceUsage extends LitElement {
  static override styles = [
    base,
    page,
    table,
    css`
      :host {
        padding: 0;
        display: grid;
        gap: var(--eu-gap);
      }
      .ranges {
        display: inline-flex;
        justify-self: start;
        border: 1px solid var(--eu-line-strong);
        border-radius: var(--eu-radius);
        overflow: clip;
      }
      .ranges button {
        border: 0;
        padding: 0.3rem 0.7rem;
        background: var(--eu-surface);
        color: var(--eu-text);
        font: inherit;
        font-size: var(--eu-size-s);
        cursor: pointer;
      }
      .ranges button + button {
        border-left: 1px solid var(--eu-line);
      }
      .ranges button:focus-visible {
        outline-offset: -2px;
      }
      .ranges button[aria-pressed='true'] {
        background: var(--eu-accent-soft);
        color: var(--eu-accent);
        font-weight: 600;
      }
      .foot {
        padding: 0.5rem 0.875rem;
        border-top: 1px solid var(--eu-line);
        color: var(--eu-quiet);
        font-size: var(--eu-size-s);
      }
      .pm {
        color: var(--eu-quiet);
        white-space: nowrap;
      }
      @media (max-width: 48rem) {
        :host {
          padding: 0;
        }
        .ranges {
          display: flex;
          justify-self: stretch;
        }
        .ranges button {
          flex: 1;
          padding: 0.45rem 0.3rem;
        }
      }
    `,
  ];

  @property() deviceId = '';
  @property() lastEventAt: string | null = null;
  @consume({ context: apiContext }) private api!: Api;
  @state() private rangeMs: number = RANGES[0].ms;

  readonly #narrow = new NarrowScreen(this);
  readonly #usage = new Load(this, {
    args: () => [this.deviceId, this.rangeMs] as const,
    load: async ([id, rangeMs], signal) => {
      const toMs = Date.now();
      const span: Span = { fromMs: toMs - rangeMs, toMs };
      const query = {
        from: new Date(span.fromMs).toISOString(),
        to: new Date(span.toMs).toISOString(),
        limit: LIMIT_MAX,
      };
      return { span, answer: await readUsage(this.api, id, query, signal) };
    },
  });
  readonly #paced = new Paced(() => this.#usage.refresh(), PACE);

  constructor() {
    super();
    new LiveController(this, {
      ledger: ({ devices }) => {
        if (devices.includes(this.deviceId)) this.#paced.ask();
      },
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#paced[Symbol.dispose]();
  }

  override render() {
    return html`<div class="ranges" role="group" aria-label="Period">
        ${RANGES.map(
          ({ label, ms }) =>
            html`<button aria-pressed=${ms === this.rangeMs} @click=${() => (this.rangeMs = ms)}>
              ${label}
            </button>`,
        )}
      </div>
      ${this.#usage.render(({ span, answer }) => this.#renderUsage(span, answer))}`;
  }

  #renderUsage(span: Span, answer: UsagePage) {
    const horizonMs = instant(answer.as_of ?? this.lastEventAt) ?? span.fromMs;
    const lanes = usageLanes(answer.items, span, horizonMs);
    return html`<section class="panel" aria-labelledby="timeline">
        <header>
          <h2 id="timeline">Programs</h2>
          <eu-horizon .asOf=${answer.as_of ?? this.lastEventAt}></eu-horizon>
        </header>
        <div class="body">
          ${
            lanes.length === 0
              ? html`<eu-empty
                  heading="No program ran in this period, as far as is known"
                  next="Choose a longer period, or see below whether usage is measured here."
                ></eu-empty>`
              : html`<eu-usage-timeline
                  .lanes=${lanes.slice(0, LANES_MAX)}
                  .span=${span}
                  .horizonMs=${horizonMs}
                  .ticksMax=${this.#narrow.matches ? 4 : 9}
                ></eu-usage-timeline>`
          }
        </div>
        ${renderFoot(answer, lanes.length)}
      </section>
      ${answer.items.length === 0 ? nothing : renderIntervals(answer.items)} ${renderShort(answer)}`;
  }
}

/** The period's runs, newest first: all of them, or as many as can be drawn with sense. */
async function readUsage(
  api: Api,
  id: string,
  query: UsageQuery,
  signal: AbortSignal,
): Promise<UsagePage> {
  let answer = await api.usage(id, query, signal);
  while (answer.next_cursor !== null && answer.items.length < INTERVALS_MAX) {
    const next = await api.usage(id, { ...query, cursor: answer.next_cursor }, signal);
    answer = { ...next, items: [...answer.items, ...next.items] };
  }
  return answer;
}

function renderFoot(answer: UsagePage, lanes: number) {
  const notes = [
    lanes > LANES_MAX ? `the ${LANES_MAX} longest of ${plural(lanes, 'program')} are drawn` : '',
    answer.next_cursor === null
      ? ''
      : `only the newest ${count(answer.items.length)} runs are shown`,
  ].filter(Boolean);
  const gap = unmeasured(answer.measurement);
  if (notes.length === 0 && gap === undefined) return nothing;
  return html`<ul class="foot">
    ${notes.map((note) => html`<li>${note}</li>`)}
    ${gap === undefined ? nothing : html`<li class="unknown">${gap}</li>`}
  </ul>`;
}

/** Says that something is not measured, and why; undefined where it is. */
function unmeasured(measurement: UsagePage['measurement']): string | undefined {
  if (measurement === null) return 'The device has not said whether it measures this.';
  if (measurement.state === 'measured') return undefined;
  return `Not measured${measurement.reason === null ? '.' : `: ${measurement.reason}`}`;
}

function renderIntervals(items: readonly Usage[]) {
  const shown = items.slice(0, ROWS_MAX);
  return html`<section class="panel" aria-labelledby="runs">
    <header>
      <h2 id="runs">Runs</h2>
      <span class="quiet">newest first</span>
    </header>
    <div class="scroll" tabindex="0" role="region" aria-label="Runs">
      <table class="cards">
        <thead>
          <tr>
            <th scope="col">Program</th>
            <th scope="col">User</th>
            <th scope="col" class="num">Process</th>
            <th scope="col">Started</th>
            <th scope="col">Ended</th>
            <th scope="col" class="num">Ran</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map(renderRun)}
        </tbody>
      </table>
    </div>
    ${
      items.length > shown.length
        ? html`<p class="foot">${count(shown.length)} of ${plural(items.length, 'run')} listed</p>`
        : nothing
    }
  </section>`;
}

function renderRun(usage: Usage) {
  const started = instant(usage.started_at);
  const ended = instant(usage.ended_at);
  return html`<tr>
    <td class="lead clip" title=${usage.path ?? usage.program}>${usage.title ?? usage.program}</td>
    <td data-label="User">${usage.user ?? html`<span class="unknown">unknown</span>`}</td>
    <td class="num" data-label="Process">${usage.pid}</td>
    <td data-label="Started">${renderMoment(started, usage.start_uncertainty_ms)}</td>
    <td data-label="Ended">
      ${
        ended === undefined
          ? html`<span class="quiet">running when last heard</span>`
          : renderMoment(ended, usage.end_uncertainty_ms ?? 0)
      }
    </td>
    <td class="num" data-label="Ran">
      ${started === undefined || ended === undefined ? '' : duration(ended - started)}
    </td>
  </tr>`;
}

function renderMoment(at: number | undefined, uncertaintyMs: number) {
  if (at === undefined) return html`<span class="unknown">unknown</span>`;
  return html`<time title=${absolute(at)}>${day(at)}, ${clockSeconds(at)}</time>
    ${uncertaintyMs < 1000 ? nothing : html`<span class="pm">± ${duration(uncertaintyMs)}</span>`}`;
}

function renderShort(answer: UsagePage) {
  const gap = unmeasured(answer.short_programs_measurement);
  return html`<section class="panel" aria-labelledby="short">
    <header>
      <h2 id="short">Short programs</h2>
      <span class="quiet">too short to be followed; counted when they ended</span>
    </header>
    ${
      answer.short_programs.length === 0
        ? html`<p class="foot">${gap ?? 'None in this period.'}</p>`
        : html`<table>
              <thead>
                <tr>
                  <th scope="col">Program</th>
                  <th scope="col" class="num">Times</th>
                </tr>
              </thead>
              <tbody>
                ${answer.short_programs.map(
                  (each) =>
                    html`<tr>
                      <td>${each.program}</td>
                      <td class="num">${count(each.count)}</td>
                    </tr>`,
                )}
              </tbody>
            </table>
            ${gap === undefined ? nothing : html`<p class="foot unknown">${gap}</p>`}`
    }
  </section>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-device-usage': EuDeviceUsage;
  }
}
