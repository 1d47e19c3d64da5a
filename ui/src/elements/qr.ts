import { css, html, LitElement, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { encode } from 'uqr';
import { base } from '../styles/shared.ts';

const QUIET_MODULES = 4;

/** A text as a code that a telephone reads; dark on light in every theme, since readers want that. */
@customElement('eu-qr')
export class EuQr extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      svg {
        display: block;
        width: 100%;
        height: auto;
        max-width: 18rem;
        background: #fff;
      }
    `,
  ];

  @property() text = '';
  /** What it is, for those who do not see it. */
  @property() label = '';

  override render() {
    const { data, size } = encode(this.text, { ecc: 'L', border: QUIET_MODULES });
    return html`<svg
      viewBox="0 0 ${size} ${size}"
      role="img"
      aria-label=${this.label}
      shape-rendering="crispEdges"
    >
      ${svg`<path fill="#000" d=${pathOf(data)}></path>`}
    </svg>`;
  }
}

/** Dark modules, run by run. */
export function pathOf(rows: readonly (readonly boolean[])[]): string {
  return rows
    .map((row, y) =>
      runsOf(row)
        .map(([x, length]) => run(x, y, length))
        .join(''),
    )
    .join('');
}

const run = (x: number, y: number, length: number): string => `M${x} ${y}h${length}v1h-${length}z`;

function runsOf(row: readonly boolean[]): readonly (readonly [start: number, length: number])[] {
  const runs: [number, number][] = [];
  row.forEach((dark, x) => {
    const last = runs.at(-1);
    if (!dark) return;
    if (last && last[0] + last[1] === x) last[1] += 1;
    else runs.push([x, 1]);
  });
  return runs;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-qr': EuQr;
  }
}
