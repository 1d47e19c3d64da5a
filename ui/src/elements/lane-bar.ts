import { css, html, LitElement, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { JournalLane } from '../api/types.ts';
import { laneEnd, laneParts } from '../domain/lanes.ts';
import { count } from '../format/numbers.ts';
import { base } from '../styles/shared.ts';

const GAP_SHARE_MIN = 0.006;

/** A journal lane as a bar: safe, committed, waiting at the site, missing. */
@customElement('eu-lane-bar')
export class EuLaneBar extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      svg {
        display: block;
        width: 100%;
        height: 0.8rem;
        border-radius: 3px;
        background: var(--eu-sunken);
      }
      .safe {
        fill: var(--eu-fresh-mark);
      }
      .committed {
        fill: var(--eu-fresh-mark);
        opacity: 0.45;
      }
      .backlog {
        fill: var(--eu-late-mark);
        opacity: 0.75;
      }
      .gap {
        fill: var(--eu-dark-mark);
      }
    `,
  ];

  @property({ attribute: false }) lane!: JournalLane;

  override render() {
    const { lane } = this;
    const words =
      `Segments 1 to ${count(laneEnd(lane))}: safe through ${count(lane.safe_through)}, ` +
      `committed through ${count(lane.committed_through)}, ${count(lane.backlog)} waiting, ` +
      `${count(lane.gaps.length)} gaps`;
    return html`<svg
      role="img"
      aria-label=${words}
      viewBox="0 0 1000 10"
      preserveAspectRatio="none"
    >
      ${laneParts(lane, GAP_SHARE_MIN).map(
        ({ kind, from, to }) =>
          svg`<rect class=${kind} x=${from * 1000} width=${(to - from) * 1000} height="10" />`,
      )}
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-lane-bar': EuLaneBar;
  }
}
