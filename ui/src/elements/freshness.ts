import { css, html, LitElement, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Freshness } from '../api/types.ts';
import { FRESHNESS } from '../domain/words.ts';
import { base } from '../styles/shared.ts';

const SHAPES = {
  fresh: svg`<circle cx="5" cy="5" r="4.6" fill="currentColor" />`,
  late: svg`<circle cx="5" cy="5" r="4" fill="none" stroke="currentColor" stroke-width="1.3" />
    <path d="M5 1a4 4 0 0 1 0 8Z" fill="currentColor" />`,
  dark: svg`<circle cx="5" cy="5" r="4" fill="none" stroke="currentColor" stroke-width="1.6" />`,
  never: svg`<circle cx="5" cy="5" r="4" fill="none" stroke="currentColor" stroke-width="1.5"
    stroke-dasharray="1.8 1.5" />`,
} as const;

/** How fresh: a word, a colour, and a shape for those who do not see the colour. */
@customElement('eu-freshness')
export class EuFreshness extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline-flex;
        align-items: center;
        white-space: nowrap;
      }
      .pill {
        display: inline-flex;
        align-items: center;
        gap: 0.4em;
      }
      svg {
        width: 0.7em;
        height: 0.7em;
        flex: none;
      }
      .fresh {
        color: var(--eu-fresh);
      }
      .late {
        color: var(--eu-late);
      }
      .dark {
        color: var(--eu-dark);
      }
      .never {
        color: var(--eu-unknown);
      }
    `,
  ];

  @property() value: Freshness = 'never';

  override render() {
    const { word, meaning } = FRESHNESS[this.value];
    return html`<span class="pill ${this.value}" title=${meaning}
      ><svg viewBox="0 0 10 10" aria-hidden="true">${SHAPES[this.value]}</svg>${word}</span
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-freshness': EuFreshness;
  }
}
