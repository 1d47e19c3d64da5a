import { html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { absolute, instant, relative } from '../format/times.ts';
import { NowController } from '../live/live-controller.ts';
import { base } from '../styles/shared.ts';

/** A time: relative to now, exact in the viewer's zone on hover; `missing` where there is none. */
@customElement('eu-time')
export class EuTime extends LitElement {
  static override styles = [base];

  @property() at: string | null = null;
  @property() missing = 'never';

  readonly #now = new NowController(this);

  override render() {
    const at = instant(this.at);
    if (at === undefined) return html`<span class="unknown">${this.missing}</span>`;
    return html`<time datetime=${this.at ?? ''} title=${absolute(at)}
      >${relative(at, this.#now.now)}</time
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-time': EuTime;
  }
}
