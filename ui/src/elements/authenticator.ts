import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Authenticator } from '../api/types.ts';
import { base } from '../styles/shared.ts';
import './qr.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/input/input.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';

/** Shows an authenticator's secret as a QR code and asks for its first code (`eu-code`). */
@customElement('eu-authenticator')
export class EuAuthenticator extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      .offer {
        display: flex;
        flex-wrap: wrap;
        gap: 1rem 1.25rem;
        align-items: flex-start;
      }
      eu-qr {
        width: 11rem;
      }
      .words {
        flex: 1 1 14rem;
        display: grid;
        gap: 0.75rem;
      }
      code {
        display: block;
        margin-top: 0.2rem;
        font-family: var(--eu-mono);
        overflow-wrap: anywhere;
      }
      form {
        display: grid;
        gap: 0.75rem;
      }
    `,
  ];

  @property({ attribute: false }) offer!: Authenticator;
  @property({ type: Boolean }) busy = false;
  @query('wa-input') private code!: WaInput;

  override render() {
    const letters = this.offer.secret.replaceAll(/(.{4})(?=.)/g, '$1 ');
    return html`<div class="offer">
      <eu-qr .text=${this.offer.uri} label="QR code for your authenticator app"></eu-qr>
      <div class="words">
        <p>Scan the code with an authenticator app, then type the six digits that it shows.</p>
        <p class="quiet">No camera? Type this secret: <code>${letters}</code></p>
        <form @submit=${(event: Event) => this.#submit(event)}>
          <wa-input
            label="Code from the app"
            name="code"
            inputmode="numeric"
            autocomplete="one-time-code"
            maxlength="6"
            required
          ></wa-input>
          <div>
            <wa-button type="submit" variant="brand" ?loading=${this.busy}>Confirm</wa-button>
          </div>
        </form>
      </div>
    </div>`;
  }

  #submit(event: Event): void {
    event.preventDefault();
    const code = (this.code.value ?? '').replaceAll(/\s/g, '');
    this.dispatchEvent(new CustomEvent('eu-code', { detail: code }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-authenticator': EuAuthenticator;
  }
}
