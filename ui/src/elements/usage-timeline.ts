import { css, html, LitElement, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { axisTicks } from '../domain/usage-lanes.ts';
import type { Span, UsageBar, UsageLane } from '../domain/usage-lanes.ts';
import { plural } from '../format/numbers.ts';
import { absolute, clock, day, duration } from '../format/times.ts';
import { base } from '../styles/shared.ts';

const DAY_MS = 24 * 3_600_000;
const WIDTH = 1000;
const LANE = 22;
const BAR_TOP = 6;
const BAR_HEIGHT = 10;
const BAR_WIDTH_MIN = 2;

/**
 * Which programs ran when. Solid: surely running. Pale ends: the start or end lies somewhere in
 * there. Hatched: after the last word of the device, so nothing is known.
 */
@customElement('eu-usage-timeline')
export class EuUsageTimeline extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(7rem, 13rem) minmax(0, 1fr);
      }
      .names,
      .chart {
        padding-top: 1.6rem;
        position: relative;
      }
      .names li {
        height: 22px;
        line-height: 22px;
        padding-right: 0.75rem;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      svg {
        display: block;
        width: 100%;
      }
      .tick {
        position: absolute;
        top: 0;
        transform: translateX(-50%);
        font-size: var(--eu-size-xs);
        color: var(--eu-quiet);
        white-space: nowrap;
      }
      .grid {
        stroke: var(--eu-line);
        stroke-width: 1;
        vector-effect: non-scaling-stroke;
      }
      .sure {
        fill: var(--eu-accent);
      }
      .maybe {
        fill: var(--eu-accent);
        opacity: 0.3;
      }
      .unknown-zone {
        fill: url(#hatch);
      }
      .hatch-ground {
        fill: var(--eu-unknown-fill);
      }
      .hatch-line {
        stroke: var(--eu-unknown-mark);
        stroke-width: 2;
      }
      .horizon {
        stroke: var(--eu-unknown-mark);
        stroke-width: 1.5;
        stroke-dasharray: 3 2;
        vector-effect: non-scaling-stroke;
      }
      .legend {
        grid-column: 1 / -1;
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 1.25rem;
        padding-top: 0.6rem;
        font-size: var(--eu-size-s);
        color: var(--eu-quiet);
      }
      .legend span::before {
        content: '';
        display: inline-block;
        width: 1.2rem;
        height: 0.55rem;
        margin-right: 0.4rem;
        border-radius: 2px;
        background: var(--eu-accent);
      }
      .legend .m::before {
        opacity: 0.3;
      }
      .legend .u::before {
        background: var(--eu-unknown-fill)
          repeating-linear-gradient(-45deg, var(--eu-unknown-mark) 0 1.5px, transparent 1.5px 5px);
      }
      @media (max-width: 48rem) {
        :host {
          grid-template-columns: 6.5rem minmax(0, 1fr);
        }
      }
    `,
  ];

  @property({ attribute: false }) lanes: readonly UsageLane[] = [];
  @property({ attribute: false }) span: Span = { fromMs: 0, toMs: 1 };
  /** The device's last word; later is unknown. */
  @property({ type: Number }) horizonMs = 0;
  @property({ type: Number }) ticksMax = 8;

  override render() {
    const height = Math.max(1, this.lanes.length) * LANE;
    const offsetMs = -new Date(this.span.toMs).getTimezoneOffset() * 60_000;
    const ticks = axisTicks(this.span, this.ticksMax, offsetMs);
    const long = this.span.toMs - this.span.fromMs > 2 * DAY_MS;
    return html`<ul class="names" aria-hidden="true">
        ${this.lanes.map((lane) => html`<li title=${lane.program}>${lane.program}</li>`)}
      </ul>
      <div class="chart">
        ${ticks.map(
          (at) =>
            html`<span class="tick" aria-hidden="true" .style=${`left:${this.#x(at) / 10}%`}
              >${long ? day(at) : clock(at)}</span
            >`,
        )}
        <svg
          role="img"
          aria-label=${this.#summary()}
          viewBox="0 0 ${WIDTH} ${height}"
          height=${height}
          preserveAspectRatio="none"
        >
          <defs>
            <pattern
              id="hatch"
              width="8"
              height="8"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <rect class="hatch-ground" width="8" height="8" />
              <path class="hatch-line" d="M0 0V8" opacity=".45" />
            </pattern>
          </defs>
          ${ticks.map((at) => svg`<path class="grid" d="M${this.#x(at)} 0V${height}" />`)}
          ${this.#renderUnknown(height)}
          ${this.lanes.map((lane, index) => lane.bars.map((bar) => this.#renderBar(bar, index)))}
        </svg>
      </div>
      <div class="legend" aria-hidden="true">
        <span>ran</span><span class="m">may have run: start or end uncertain</span>
        <span class="u">not yet reported</span>
      </div>`;
  }

  #renderUnknown(height: number) {
    if (this.horizonMs >= this.span.toMs) return nothing;
    const x = this.#x(Math.max(this.horizonMs, this.span.fromMs));
    return svg`<rect class="unknown-zone" x=${x} width=${WIDTH - x} height=${height} />
      <path class="horizon" d="M${x} 0V${height}" />`;
  }

  #renderBar(bar: UsageBar, lane: number) {
    const y = lane * LANE + BAR_TOP;
    const start = bar.startMs;
    const end = Math.min(bar.endMs ?? this.horizonMs, this.span.toMs);
    const x = this.#x(start);
    const width = Math.max(BAR_WIDTH_MIN, this.#x(end) - x);
    return svg`<g>
      <title>${describe(bar)}</title>
      ${this.#maybe(start - bar.startUncertaintyMs, start + bar.startUncertaintyMs, y)}
      ${
        bar.endMs === undefined
          ? nothing
          : this.#maybe(bar.endMs - bar.endUncertaintyMs, bar.endMs + bar.endUncertaintyMs, y)
      }
      ${this.#sure(bar, x, width, y)}
    </g>`;
  }

  /** The part that holds whatever the uncertainties are; a short run may have none. */
  #sure(bar: UsageBar, x: number, width: number, y: number) {
    const left = this.#x(bar.startMs + bar.startUncertaintyMs);
    const right = bar.endMs === undefined ? x + width : this.#x(bar.endMs - bar.endUncertaintyMs);
    const sure = right - left;
    if (sure <= 0) {
      return svg`<rect class="maybe" x=${x} y=${y} width=${width} height=${BAR_HEIGHT} />`;
    }
    return svg`<rect class="sure" x=${left} y=${y} width=${Math.max(BAR_WIDTH_MIN, sure)}
      height=${BAR_HEIGHT} />`;
  }

  #maybe(fromMs: number, toMs: number, y: number) {
    const x = this.#x(fromMs);
    const width = this.#x(toMs) - x;
    if (width < 1) return nothing;
    return svg`<rect class="maybe" x=${x} y=${y} width=${width} height=${BAR_HEIGHT} />`;
  }

  #x(at: number): number {
    const share = (at - this.span.fromMs) / (this.span.toMs - this.span.fromMs);
    return Math.min(1, Math.max(0, share)) * WIDTH;
  }

  #summary(): string {
    const first = this.lanes
      .slice(0, 5)
      .map((lane) => `${lane.program} ${duration(lane.ranMs)}`)
      .join(', ');
    return `${plural(this.lanes.length, 'program')}. Longest: ${first || 'none'}. Times are in the table below.`;
  }
}

function describe(bar: UsageBar): string {
  const sure = (ms: number) => (ms === 0 ? '' : ` ± ${duration(ms)}`);
  const end =
    bar.endMs === undefined
      ? 'still running when last heard'
      : `${absolute(bar.endMs)}${sure(bar.endUncertaintyMs)}`;
  const who = bar.usage.user === null ? '' : `\n${bar.usage.user}`;
  return (
    `${bar.usage.program} (pid ${bar.usage.pid})${who}\n` +
    `${absolute(bar.startMs)}${sure(bar.startUncertaintyMs)}\n${end}`
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-usage-timeline': EuUsageTimeline;
  }
}
