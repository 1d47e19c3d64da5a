import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { base } from '../styles/shared.ts';
import '@awesome.me/webawesome/dist/components/option/option.js';
import '@awesome.me/webawesome/dist/components/select/select.js';
import type WaSelect from '@awesome.me/webawesome/dist/components/select/select.js';

/** A value Web Awesome's select can hold for "no choice": it takes an empty one for none at all. */
const NONE = 'any';

/** One choice of a few (`eu-choice`, detail: the value; empty for the first, unfiltered one). */
@customElement('eu-choice')
export class EuChoice extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      wa-select {
        position: relative;
      }
      /* The label stands inside the field, before the value. */
      wa-select::part(form-control-label) {
        position: absolute;
        z-index: 1;
        inset: 0 auto 0 0.7rem;
        display: flex;
        align-items: center;
        margin: 0;
        font-size: var(--eu-size-s);
        font-weight: 400;
        color: var(--eu-quiet);
        pointer-events: none;
      }
      wa-select::part(combobox) {
        padding-inline-start: calc(var(--label-length) * 0.62em + 1.1rem);
      }
    `,
  ];

  @property() label = '';
  @property() value = '';
  @property({ attribute: false }) options: readonly (readonly [string, string])[] = [];
  @query('wa-select') private select!: WaSelect;

  override render() {
    return html`<wa-select
      size="s"
      label=${this.label}
      .style=${`--label-length:${this.label.length}`}
      .value=${this.value || NONE}
      @change=${() => this.#chosen()}
    >
      ${this.options.map(
        ([value, label]) => html`<wa-option value=${value || NONE}>${label}</wa-option>`,
      )}
    </wa-select>`;
  }

  #chosen(): void {
    const { value } = this.select;
    const detail = typeof value === 'string' && value !== NONE ? value : '';
    this.dispatchEvent(new CustomEvent('eu-choice', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-choice': EuChoice;
  }
}
