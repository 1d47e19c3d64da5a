import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Coverage } from '../api/types.ts';
import { count, percent, plural } from '../format/numbers.ts';
import { base } from '../styles/shared.ts';
import './time.ts';

/**
 * How far a figure can be trusted: as of when, and of how much of the fleet. Stands beside every
 * figure and list of the console.
 */
@customElement('eu-horizon')
export class EuHorizon extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline-flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 0.5em;
        font-size: var(--eu-size-s);
        color: var(--eu-quiet);
      }
      .bar {
        display: inline-block;
        width: 2.75em;
        height: 0.4em;
        margin-right: 0.35em;
        border-radius: 99px;
        overflow: hidden;
        vertical-align: 0.08em;
        background: var(--eu-unknown-fill)
          repeating-linear-gradient(-45deg, var(--eu-hatch) 0 2px, transparent 2px 4px);
      }
      .bar rect {
        fill: var(--eu-fresh-mark);
      }
      .part {
        white-space: nowrap;
      }
    `,
  ];

  @property() asOf: string | null = null;
  @property({ attribute: false }) coverage: Coverage | undefined;
  /** Leaves out the number of devices where the figure itself says it. */
  @property({ type: Boolean }) brief = false;

  override render() {
    return html`<span class="part">
        ${
          this.asOf === null
            ? html`<span class="unknown">nothing reported yet</span>`
            : html`as of <eu-time .at=${this.asOf}></eu-time>`
        }</span
      >${this.coverage === undefined ? nothing : this.#renderCoverage(this.coverage)}`;
  }

  #renderCoverage(coverage: Coverage) {
    if (coverage.ratio === null) {
      return html`<span class="part unknown">coverage unknown</span>`;
    }
    const title =
      `${count(coverage.devices_fresh)} of ${plural(coverage.devices_total, 'device')} and ` +
      `${count(coverage.sites_fresh)} of ${plural(coverage.sites_total, 'site')} are fresh`;
    const words = this.brief
      ? `${percent(coverage.ratio)} fresh`
      : `${percent(coverage.ratio)} of ${plural(coverage.devices_total, 'device')} fresh`;
    return html`<span class="part" title=${title}>
      <svg class="bar" aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none">
        <rect width=${coverage.ratio * 100} height="10"></rect></svg
      >${words}</span
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-horizon': EuHorizon;
  }
}
