import { css, html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { windowOf } from '../domain/window.ts';
import type { RowRange } from '../domain/window.ts';

/** Tells which rows (half-open) the reader sees, so that the page can load them. */
export class RowsSeenEvent extends Event {
  readonly first: number;
  readonly end: number;

  constructor(first: number, end: number) {
    super('eu-rows-seen');
    this.first = first;
    this.end = end;
  }
}

const OVERSCAN_ROWS = 8;

export const virtualRowStyles = css`
  eu-virtual-rows {
    display: block;
    min-height: 0;
    overflow: auto;
    overflow-anchor: none;
    contain: strict;
  }
  eu-virtual-rows .header {
    position: sticky;
    top: 0;
    z-index: 1;
  }
  eu-virtual-rows .space {
    position: relative;
  }
  eu-virtual-rows .row {
    position: absolute;
    inset: 0 0 auto;
    contain: layout style;
  }
`;

/**
 * A scrolling table that renders only the rows near the viewport. Rows keep their index as
 * identity, and the row that holds the keyboard focus stays rendered wherever it is.
 * `renderRow` gets the index and returns the row's cells; the page includes `virtualRowStyles`.
 */
@customElement('eu-virtual-rows')
export class EuVirtualRows extends LitElement {
  @property({ type: Number }) total = 0;
  @property({ type: Number }) rowPx = 36;
  /** The row at the top when the list is first shown. */
  @property({ type: Number }) startRow = 0;
  /** The cells of the heading row. */
  @property({ attribute: false }) header: TemplateResult = html``;
  @property({ attribute: false }) renderRow: (index: number) => TemplateResult = () => html``;

  @state() private top = 0;
  @state() private viewportPx = 600;
  @state() private focused: number | undefined;
  @query('.space') private space!: HTMLElement;

  #started = false;
  #told: RowRange = { first: 0, end: 0 };

  readonly #resize = new ResizeObserver(() => {
    this.viewportPx = this.clientHeight;
  });

  /** No shadow root: rows are styled by the page that describes their cells. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('role', 'table');
    this.tabIndex = 0;
    this.#resize.observe(this);
    this.addEventListener('scroll', this.#scrolled, { passive: true });
    this.addEventListener('focusout', this.#left);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
    this.removeEventListener('scroll', this.#scrolled);
    this.removeEventListener('focusout', this.#left);
  }

  /** Goes back to the first row, as after a new search. */
  rewind(): void {
    this.scrollTop = 0;
    this.top = 0;
  }

  override render() {
    const { first, end } = this.#range();
    const indexes = Array.from({ length: end - first }, (_, offset) => first + offset);
    const kept = this.focused;
    if (kept !== undefined && kept < this.total && (kept < first || kept >= end)) {
      // In order, so that its element is not moved: a moved element loses the focus.
      if (kept < first) indexes.unshift(kept);
      else indexes.push(kept);
    }
    this.setAttribute('aria-rowcount', String(this.total + 1));
    return html`<div class="header" role="rowgroup">
        <div class="columns" role="row" aria-rowindex="1">${this.header}</div>
      </div>
      <div class="space" role="rowgroup">
        ${repeat(
          indexes,
          (index) => index,
          (index) =>
            html`<div
              class="row"
              part="row"
              role="row"
              aria-rowindex=${index + 2}
              .style=${`transform:translateY(${index * this.rowPx}px);height:${this.rowPx}px`}
              @focusin=${() => (this.focused = index)}
            >
              ${this.renderRow(index)}
            </div>`,
        )}
      </div>`;
  }

  override updated(): void {
    this.space.style.height = `${this.total * this.rowPx}px`;
    if (!this.#started && this.total > 0) {
      this.#started = true;
      this.scrollTop = this.startRow * this.rowPx;
    }
    const { first, end } = this.#range();
    if (first === this.#told.first && end === this.#told.end) return;
    this.#told = { first, end };
    this.dispatchEvent(new RowsSeenEvent(first, end));
  }

  #range(): RowRange {
    return windowOf({
      scrollTop: this.top,
      viewportPx: this.viewportPx,
      rowPx: this.rowPx,
      total: this.total,
      overscan: OVERSCAN_ROWS,
    });
  }

  readonly #scrolled = (): void => {
    this.top = this.scrollTop;
  };

  readonly #left = (): void => {
    this.focused = undefined;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-virtual-rows': EuVirtualRows;
  }
}
