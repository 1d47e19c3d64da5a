import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from '../styles/shared.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/icon/icon.js';

/** A set-up link, shown once, to be handed to its owner. */
@customElement('eu-set-up-link')
export class EuSetUpLink extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        gap: 0.75rem;
      }
      code {
        display: block;
        padding: 0.625rem 0.75rem;
        background: var(--eu-sunken);
        border: 1px solid var(--eu-line);
        border-radius: var(--eu-radius);
        font-family: var(--eu-mono);
        font-size: var(--eu-size-s);
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property() link = '';
  @property() name = '';
  @state() private copied = false;

  override render() {
    return html`<p>
        Hand this link to <strong>${this.name}</strong> on a way that only they read. It sets the
        password once, works for three days, and is not shown again.
      </p>
      <code>${this.link}</code>
      <div>
        <wa-button appearance="outlined" @click=${() => void this.#copy()}>
          <wa-icon slot="start" name=${this.copied ? 'check' : 'copy'}></wa-icon>
          ${this.copied ? 'Copied' : 'Copy the link'}
        </wa-button>
      </div>`;
  }

  async #copy(): Promise<void> {
    await navigator.clipboard.writeText(this.link);
    this.copied = true;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-set-up-link': EuSetUpLink;
  }
}
