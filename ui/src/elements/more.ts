import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { count } from '../format/numbers.ts';
import { base } from '../styles/shared.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';

/** The end of a list: how much is shown, and a way to more (`eu-more`), taken when it is seen. */
@customElement('eu-more')
export class EuMore extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 1rem;
        padding: 0.5rem 0.875rem;
        border-top: 1px solid var(--eu-line);
        font-size: var(--eu-size-s);
        color: var(--eu-quiet);
        min-height: 2.2rem;
      }
    `,
  ];

  @property({ type: Number }) shown = 0;
  @property({ attribute: false }) total: number | undefined;
  @property({ type: Boolean }) complete = false;

  readonly #seen = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) this.#ask();
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#seen.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#seen.disconnect();
  }

  override updated(changed: Map<string, unknown>): void {
    if (!changed.has('shown') || this.complete) return;
    // Still in view after more rows came: observing afresh reports it again.
    this.#seen.unobserve(this);
    this.#seen.observe(this);
  }

  override render() {
    const of = this.total === undefined || this.complete ? '' : ` of ${count(this.total)}`;
    return html`<span>${count(this.shown)}${of} shown</span> ${
        this.complete
          ? ''
          : html`<wa-button size="s" appearance="plain" @click=${() => this.#ask()}
              >Show more</wa-button
            >`
      }`;
  }

  #ask(): void {
    if (!this.complete) this.dispatchEvent(new Event('eu-more'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-more': EuMore;
  }
}
