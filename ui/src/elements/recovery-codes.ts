import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from '../styles/shared.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/icon/icon.js';

/** Recovery codes, shown once; `eu-kept` when the reader says that they have them. */
@customElement('eu-recovery-codes')
export class EuRecoveryCodes extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        gap: 0.9rem;
      }
      ol {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(11.5rem, 1fr));
        gap: 0.15rem 1rem;
        padding: 0.75rem 0.875rem;
        background: var(--eu-sunken);
        border: 1px solid var(--eu-line);
        border-radius: var(--eu-radius);
        font-family: var(--eu-mono);
        font-size: var(--eu-size-m);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }
    `,
  ];

  @property({ attribute: false }) codes: readonly string[] = [];
  @state() private copied = false;

  override render() {
    return html`<p>
        Each of these codes signs you in once when your second factor is lost. Print them or keep
        them in a safe: they are not shown again.
      </p>
      <ol aria-label="Recovery codes">
        ${this.codes.map((code) => html`<li>${code}</li>`)}
      </ol>
      <div class="row">
        <wa-button appearance="outlined" @click=${() => void this.#copy()}>
          <wa-icon slot="start" name=${this.copied ? 'check' : 'copy'}></wa-icon>
          ${this.copied ? 'Copied' : 'Copy'}
        </wa-button>
        <wa-button variant="brand" @click=${() => this.dispatchEvent(new Event('eu-kept'))}
          >I have kept them</wa-button
        >
      </div>`;
  }

  async #copy(): Promise<void> {
    await navigator.clipboard.writeText(this.codes.join('\n'));
    this.copied = true;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-recovery-codes': EuRecoveryCodes;
  }
}
