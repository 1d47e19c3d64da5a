import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { describeProblem } from '../api/problem.ts';
import { base } from '../styles/shared.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';

const frame = css`
  :host {
    display: block;
    padding: 1.5rem 0.875rem;
    text-align: center;
  }
  .title {
    font-weight: 600;
  }
  .next {
    color: var(--eu-quiet);
    margin: 0.2rem auto 0;
    max-width: 44rem;
    text-wrap: balance;
  }
  .detail {
    margin: 0.5rem auto 0;
    max-width: 44rem;
    font-family: var(--eu-mono);
    font-size: var(--eu-size-s);
    overflow-wrap: anywhere;
  }
  wa-button {
    margin-top: 0.75rem;
  }
`;

/** Nothing to show: says why that may be and what to do next. */
@customElement('eu-empty')
export class EuEmpty extends LitElement {
  static override styles = [base, frame];

  @property() heading = '';
  @property() next = '';

  override render() {
    return html`<p class="title">${this.heading}</p>
      <p class="next">${this.next}<slot></slot></p>`;
  }
}

/** Something failed: what happened, what to do, and a button where trying again may help. */
@customElement('eu-problem')
export class EuProblem extends LitElement {
  static override styles = [
    base,
    frame,
    css`
      .title {
        color: var(--eu-dark);
      }
    `,
  ];

  @property({ attribute: false }) error: unknown;

  override render() {
    const text = describeProblem(this.error);
    return html`<div role="alert">
        <p class="title">${text.title}</p>
        <p class="next">${text.next}</p>
        ${text.detail === undefined ? nothing : html`<p class="detail">${text.detail}</p>`}
      </div>
      ${
        text.retry
          ? html`<wa-button size="s" appearance="outlined" @click=${() => this.#retry()}
              >Try again</wa-button
            >`
          : nothing
      }`;
  }

  #retry(): void {
    this.dispatchEvent(new Event('eu-retry', { bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-empty': EuEmpty;
    'eu-problem': EuProblem;
  }
}
