import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import type { Api } from '../api/client.ts';
import { describeProblem } from '../api/problem.ts';
import type { Conflict, History, Resolution } from '../api/types.ts';
import { announceContext, apiContext } from '../app/contexts.ts';
import type { Announce } from '../app/contexts.ts';
import { consequence, historyName, keepable, suggested } from '../domain/histories.ts';
import { base } from '../styles/shared.ts';
import { conflictStyles } from './conflict-styles.ts';
import '../elements/time.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/input/input.js';

const REASON_CHARS_MIN = 3;
const CHOICES = [
  ['same_machine', 'One machine that was restored or reinstalled'],
  ['two_machines', 'More than one machine, from one disk image'],
] as const satisfies readonly (readonly [Resolution, string])[];

/** Asks what the histories are, says what follows from the answer, and sends it. */
@customElement('eu-conflict-decision')
export class EuConflictDecision extends LitElement {
  static override styles = [
    base,
    conflictStyles,
    css`
      :host {
        display: block;
      }
    `,
  ];

  @property({ attribute: false }) conflict!: Conflict;
  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: announceContext }) private announce!: Announce;
  @query('wa-input') private reason!: WaInput;
  @state() private resolution: Resolution | undefined;
  @state() private kept: string | undefined;
  @state() private busy = false;
  @state() private fault: string | undefined;

  override render() {
    const { resolution } = this;
    return html`<form @submit=${(event: Event) => this.#submit(event)}>
      <fieldset>
        <legend>What are these histories?</legend>
        ${CHOICES.map(
          ([value, label]) =>
            html`<label
              ><input
                type="radio"
                name="resolution"
                value=${value}
                .checked=${resolution === value}
                @change=${() => this.#choose(value)}
              />${label}</label
            >`,
        )}
      </fieldset>
      ${resolution === undefined ? nothing : this.#renderRest(resolution)}
    </form>`;
  }

  #renderRest(resolution: Resolution) {
    const { histories } = this.conflict;
    const choices = keepable(histories, resolution);
    const kept = choices.find(({ id }) => id === this.kept);
    return html`<fieldset>
        <legend>Which one is this device’s own from now on?</legend>
        ${choices.map((history) => this.#renderChoice(history))}
      </fieldset>
      ${
        kept === undefined
          ? nothing
          : html`<p class="consequence">${consequence(histories, resolution, kept)}</p>`
      }
      <wa-input label="Reason, for the audit trail" maxlength="500"></wa-input>
      ${this.fault === undefined ? nothing : html`<p class="fault" role="alert">${this.fault}</p>`}
      <div>
        <wa-button
          type="submit"
          variant="brand"
          ?loading=${this.busy}
          ?disabled=${kept === undefined}
          >Decide</wa-button
        >
      </div>`;
  }

  #renderChoice(history: History) {
    const index = this.conflict.histories.indexOf(history);
    return html`<label
      ><input
        type="radio"
        name="kept"
        value=${history.id}
        .checked=${this.kept === history.id}
        @change=${() => (this.kept = history.id)} /><span
        >History ${historyName(index)},
        <span class="quiet">last alive <eu-time .at=${history.last_at}></eu-time></span></span
    ></label>`;
  }

  #choose(resolution: Resolution): void {
    this.resolution = resolution;
    this.kept = suggested(this.conflict.histories, resolution)?.id;
  }

  #submit(event: Event): void {
    event.preventDefault();
    void this.#decide();
  }

  async #decide(): Promise<void> {
    const { resolution, kept, busy } = this;
    if (resolution === undefined || kept === undefined || busy) return;
    const reason = (this.reason.value ?? '').trim();
    if (reason.length < REASON_CHARS_MIN) {
      this.fault = 'Say why: whoever reads the audit trail was not there.';
      return;
    }
    this.busy = true;
    this.fault = undefined;
    try {
      await this.api.resolveConflict(this.conflict.id, { resolution, kept, reason });
      this.announce('Decided');
      this.dispatchEvent(new Event('eu-decided', { bubbles: true, composed: true }));
    } catch (error) {
      const { title, next } = describeProblem(error);
      this.fault = `${title}. ${next}`;
    } finally {
      this.busy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-conflict-decision': EuConflictDecision;
  }
}
