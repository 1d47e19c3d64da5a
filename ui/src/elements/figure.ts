import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Coverage } from '../api/types.ts';
import { base } from '../styles/shared.ts';
import './horizon.ts';

/** One figure: what it counts, the count, what it leaves open, and its horizon. */
@customElement('eu-figure')
export class EuFigure extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-width: 0;
        container-type: inline-size;
        padding: 0.75rem 0.875rem 0.7rem;
      }
      .label {
        font-size: var(--eu-size-s);
        color: var(--eu-quiet);
      }
      .value {
        font-size: min(var(--eu-size-2xl), 14.7cqi);
        font-weight: 600;
        line-height: 1.25;
        letter-spacing: -0.02em;
      }
      .note {
        font-size: var(--eu-size-s);
        color: var(--eu-quiet);
      }
      .foot {
        margin-top: auto;
        padding-top: 0.3rem;
      }
      a {
        color: inherit;
      }
    `,
  ];

  @property() label = '';
  /** The figure; null shows the word for unknown in its own colour. */
  @property() value: string | null = null;
  @property() note = '';
  @property() href = '';
  @property() asOf: string | null = null;
  @property({ attribute: false }) coverage: Coverage | undefined;

  override render() {
    const value =
      this.value === null ? html`<span class="unknown">unknown</span>` : html`${this.value}`;
    return html`<div class="label" id="label">${this.label}</div>
      <div class="value">
        ${
          this.href === ''
            ? value
            : html`<a href=${this.href} aria-label="${this.label}: ${this.value ?? 'unknown'}"
                >${value}</a
              >`
        }
      </div>
      ${this.note === '' ? nothing : html`<div class="note">${this.note}</div>`}
      <slot></slot>
      <div class="foot">
        <eu-horizon brief .asOf=${this.asOf} .coverage=${this.coverage}></eu-horizon>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-figure': EuFigure;
  }
}
