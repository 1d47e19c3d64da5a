import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../styles/shared.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';

/** Stands where an answer will be. Appears only when the answer takes long enough to notice. */
@customElement('eu-skeleton')
export class EuSkeleton extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        gap: 0.6rem;
        padding: 0.875rem;
        animation: appear 0.2s 0.25s both;
      }
      .line {
        height: 0.8rem;
        border-radius: 4px;
        background: var(--eu-sunken);
      }
      .line:nth-child(2) {
        width: 82%;
      }
      .line:nth-child(3) {
        width: 91%;
      }
      .line:nth-child(4) {
        width: 64%;
      }
      @keyframes appear {
        from {
          opacity: 0;
        }
      }
    `,
  ];

  override render() {
    return html`<span class="visually-hidden" role="status">Loading</span>
      <div class="line"></div>
      <div class="line"></div>
      <div class="line"></div>`;
  }
}

/** Says that what is shown below could not be refreshed. */
@customElement('eu-stale')
export class EuStale extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.5rem 1rem;
        padding: 0.5rem 0.875rem;
        margin-bottom: 0.75rem;
        border-radius: var(--eu-radius);
        background: var(--eu-late-fill);
        color: var(--eu-late);
      }
    `,
  ];

  @property() reason = '';

  override render() {
    return html`<span role="status">${this.reason}. You see what was known before.</span>
      <wa-button size="s" appearance="plain" @click=${() => this.#retry()}>Refresh</wa-button>`;
  }

  #retry(): void {
    this.dispatchEvent(new Event('eu-retry', { bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-skeleton': EuSkeleton;
    'eu-stale': EuStale;
  }
}
