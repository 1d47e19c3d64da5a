import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ApplicationRow } from '../api/types.ts';
import { allInstalls } from '../domain/installs.ts';
import { count, plural } from '../format/numbers.ts';
import { base } from '../styles/shared.ts';

/** How the installs of an application divide into versions: a bar and the largest by name. */
@customElement('eu-version-bar')
export class EuVersionBar extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      .bar {
        display: flex;
        gap: 1px;
        height: 0.5rem;
        border-radius: 2px;
        overflow: hidden;
        background: var(--eu-sunken);
        margin: 0.3rem 0 0.25rem;
      }
      .bar span {
        background: var(--eu-accent);
        min-width: 1px;
      }
      .names {
        display: flex;
        flex-wrap: wrap;
        gap: 0 0.9rem;
        font-size: var(--eu-size-s);
        color: var(--eu-quiet);
      }
      .names b {
        font-weight: 500;
        color: var(--eu-text);
        font-family: var(--eu-mono);
        font-size: 0.92em;
      }
    `,
  ];

  @property({ attribute: false }) versions: ApplicationRow['versions'] = [];
  /** Installs of all versions, of which `versions` may be only the largest. */
  @property({ type: Number }) total = 0;
  @property({ type: Number }) more = 0;
  @property() label = '';

  override render() {
    return html`${this.versions.length > 1 ? this.#renderBar() : nothing}
      <div class="names" aria-label=${this.label} role="group">
        ${this.versions
          .slice(0, 3)
          .map((each) => html`<span><b>${each.version}</b> ${count(allInstalls(each))}</span>`)}
        ${this.#hidden() > 0 ? html`<span>${plural(this.#hidden(), 'more version')}</span>` : nothing}
      </div>`;
  }

  #renderBar() {
    return html`<div class="bar" aria-hidden="true">
      ${this.versions.map(
        (each, index) =>
          html`<span
            title="${each.version}: ${count(allInstalls(each))}"
            .style=${`flex:0 0 ${this.#share(allInstalls(each))}%;opacity:${1 - index * 0.17}`}
          ></span>`,
      )}
    </div>`;
  }

  #hidden(): number {
    return this.more + Math.max(0, this.versions.length - 3);
  }

  #share(installs: number): number {
    return this.total === 0 ? 0 : (installs / this.total) * 100;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-version-bar': EuVersionBar;
  }
}
