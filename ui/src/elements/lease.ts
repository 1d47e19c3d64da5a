import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Lease, LeaseState } from '../api/types.ts';
import { LEASE_MEANING, LEASE_STEPS } from '../domain/words.ts';
import { countdown, instant } from '../format/times.ts';
import { NowController } from '../live/live-controller.ts';
import { base } from '../styles/shared.ts';
import './time.ts';

const tones = css`
  .FRESH {
    --tone: var(--eu-fresh);
    --mark: var(--eu-fresh-mark);
    --fill: var(--eu-fresh-fill);
  }
  .GRACE {
    --tone: var(--eu-late);
    --mark: var(--eu-late-mark);
    --fill: var(--eu-late-fill);
  }
  .HOLD,
  .SAFE {
    --tone: var(--eu-dark);
    --mark: var(--eu-dark-mark);
    --fill: var(--eu-dark-fill);
  }
`;

/** The state of a lease and how long it lasts, for a table. */
@customElement('eu-lease-word')
export class EuLeaseWord extends LitElement {
  static override styles = [
    base,
    tones,
    css`
      :host {
        white-space: nowrap;
      }
      .state {
        color: var(--tone);
        font-weight: 600;
        font-size: var(--eu-size-s);
        letter-spacing: 0.03em;
      }
    `,
  ];

  @property({ attribute: false }) lease!: Lease;

  override render() {
    const { state, next_state: next, next_at: at } = this.lease;
    return html`<span class="state ${state}" title=${LEASE_MEANING[state]}>${state}</span> ${
        next === null || at === null
          ? nothing
          : html`<span class="quiet">${next} <eu-time .at=${at}></eu-time></span>`
      }`;
  }
}

/** The ladder of a lease: where the site stands, what it may do there, and when it steps down. */
@customElement('eu-lease-ladder')
export class EuLeaseLadder extends LitElement {
  static override styles = [
    base,
    tones,
    css`
      ol {
        display: grid;
        grid-template-columns: repeat(4, 1fr);
        gap: 3px;
      }
      li {
        padding: 0.5rem 0.65rem 0.55rem;
        border-top: 3px solid var(--eu-line);
        background: var(--eu-sunken);
        color: var(--eu-quiet);
        font-size: var(--eu-size-s);
      }
      li:first-child {
        border-radius: 4px 0 0 4px;
      }
      li:last-child {
        border-radius: 0 4px 4px 0;
      }
      strong {
        display: block;
        letter-spacing: 0.04em;
      }
      .here {
        background: var(--fill);
        border-color: var(--mark);
        color: var(--eu-text);
      }
      .here strong {
        color: var(--tone);
      }
      .passed {
        border-color: var(--eu-line-strong);
      }
      .count {
        display: block;
        margin-top: 0.35rem;
        font-weight: 600;
      }
      @media (max-width: 40rem) {
        ol {
          grid-template-columns: 1fr;
        }
      }
    `,
  ];

  @property({ attribute: false }) lease!: Lease;
  readonly #now = new NowController(this);

  override render() {
    const here = LEASE_STEPS.indexOf(this.lease.state);
    return html`<ol aria-label="Lease">
      ${LEASE_STEPS.map((state, index) => this.#renderStep(state, index, here))}
    </ol>`;
  }

  #renderStep(state: LeaseState, index: number, here: number) {
    const current = index === here;
    const place = current ? 'here' : index < here ? 'passed' : '';
    return html`<li class="${state} ${place}" aria-current=${current ? 'step' : nothing}>
      <strong>${state}</strong>${LEASE_MEANING[state]}
      ${current ? this.#renderCountdown() : nothing}
    </li>`;
  }

  #renderCountdown() {
    const { since, next_state: next, next_at: at } = this.lease;
    const until = instant(at);
    return html`<span class="count">
      ${
        next === null || until === undefined
          ? html`since <eu-time .at=${since}></eu-time>`
          : html`${next} in ${countdown(until, this.#now.now)}`
      }
    </span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-lease-word': EuLeaseWord;
    'eu-lease-ladder': EuLeaseLadder;
  }
}
