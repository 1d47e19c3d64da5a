import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { base } from '../styles/shared.ts';
import '@awesome.me/webawesome/dist/components/icon/icon.js';
import '@awesome.me/webawesome/dist/components/input/input.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';

const PAUSE_MS = 250;

/** A search box that speaks (`eu-search`, detail: the text) once typing pauses. */
@customElement('eu-search-field')
export class EuSearchField extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
    `,
  ];

  @property() label = 'Search';
  @property() placeholder = '';
  @property() value = '';
  @query('wa-input') private input!: WaInput;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override render() {
    return html`<wa-input
      size="s"
      type="search"
      class="bare"
      label=${this.label}
      placeholder=${this.placeholder}
      with-clear
      autocomplete="off"
      .value=${this.value}
      @input=${() => this.#typed()}
      @wa-clear=${() => this.#typed()}
    >
      <wa-icon slot="start" name="search"></wa-icon>
    </wa-input>`;
  }

  #typed(): void {
    const text = (this.input.value ?? '').trim();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.dispatchEvent(new CustomEvent('eu-search', { detail: text }));
    }, PAUSE_MS);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-search-field': EuSearchField;
  }
}
