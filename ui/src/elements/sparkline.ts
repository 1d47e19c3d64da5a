import { css, html, LitElement, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RatePoint } from '../api/types.ts';
import { sparkPaths } from '../domain/spark.ts';
import { rate } from '../format/numbers.ts';
import { clock, instant } from '../format/times.ts';
import { base } from '../styles/shared.ts';

/** A rate over the last minutes. A hole in the points is a hole in the line, not a zero. */
@customElement('eu-sparkline')
export class EuSparkline extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      svg {
        display: block;
        width: 100%;
        height: 2.6rem;
        overflow: visible;
      }
      .area {
        fill: var(--eu-accent);
        opacity: 0.12;
      }
      .line {
        fill: none;
        stroke: var(--eu-accent);
        stroke-width: 1.5;
        stroke-linejoin: round;
        vector-effect: non-scaling-stroke;
      }
      .axis {
        display: flex;
        justify-content: space-between;
        font-size: var(--eu-size-xs);
        color: var(--eu-quiet);
      }
    `,
  ];

  @property({ attribute: false }) points: readonly RatePoint[] = [];

  override render() {
    const { lines, areas, peak, from, to } = sparkPaths(this.points);
    const words = `Events per second, highest ${rate(peak)}`;
    return html`<svg role="img" aria-label=${words} viewBox="0 0 100 30" preserveAspectRatio="none">
        ${areas.map((d) => svg`<path class="area" d=${d} />`)}
        ${lines.map((d) => svg`<path class="line" d=${d} />`)}
      </svg>
      <div class="axis" aria-hidden="true">
        <span>${from === undefined ? '' : clock(from)}</span>
        <span>peak ${rate(peak)}</span>
        <span>${to === undefined ? '' : clock(to)}</span>
      </div>`;
  }
}

/** The last `minutes` of points with one more, for a live line. */
export function withPoint(
  points: readonly RatePoint[],
  point: RatePoint,
  minutes: number,
): RatePoint[] {
  const since = (instant(point.at) ?? 0) - minutes * 60_000;
  return [...points.filter((old) => (instant(old.at) ?? 0) >= since), point];
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-sparkline': EuSparkline;
  }
}
