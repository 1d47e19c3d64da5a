import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';

/** The mark: a horizon that reaches from the edge into the ring. */
@customElement('eu-mark')
export class EuMark extends LitElement {
  static override styles = css`
    :host {
      display: inline-block;
      width: 1.75rem;
      height: 1.75rem;
      flex: none;
    }
    svg {
      display: block;
      width: 100%;
      height: 100%;
    }
    .ring {
      fill: none;
      stroke: var(--eu-accent);
      stroke-width: 3.2;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
    .edge {
      fill: var(--eu-amber);
    }
  `;

  override render() {
    return html`<svg viewBox="4 4 24 24" aria-hidden="true">
      <path class="ring" d="M23.6 20.6A9 9 0 1 1 25 16H10.5" />
      <circle class="edge" cx="10.6" cy="16" r="2.7" />
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-mark': EuMark;
  }
}
