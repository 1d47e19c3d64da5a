import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type {
  CheckDraft,
  CheckKind,
  DeploymentDraft,
  WindowDraft,
} from '../domain/deployment-draft.ts';
import { base } from '../styles/shared.ts';
import '../elements/choice.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/checkbox/checkbox.js';
import '@awesome.me/webawesome/dist/components/input/input.js';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const KINDS: readonly (readonly [CheckKind, string])[] = [
  ['service_active', 'Service is active'],
  ['file_exists', 'File exists'],
  ['port_open', 'Port is open'],
  ['program_succeeds', 'Program succeeds'],
];
const EXAMPLES = {
  service_active: 'till.service',
  file_exists: '/usr/bin/till',
  port_open: '8080',
  program_succeeds: '/usr/bin/till --self-test',
} as const satisfies Record<CheckKind, string>;

/** When an assignment is carried out, and what is checked (`eu-draft`, detail: what changed). */
@customElement('eu-deployment-timing')
export class EuDeploymentTiming extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        gap: 0.85rem;
      }
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr));
        gap: 0.85rem;
      }
      fieldset {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 0.6rem;
        margin: 0;
        padding: 0.6rem 0.75rem 0.75rem;
        border: 1px solid var(--eu-line);
        border-radius: var(--eu-radius);
      }
      legend {
        padding: 0 0.35rem;
        color: var(--eu-quiet);
        font-size: var(--eu-size-s);
      }
      .days {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 0.75rem;
        flex: 1 1 100%;
      }
      .wide {
        flex: 1 1 14rem;
      }
    `,
  ];

  @property() about: 'when' | 'checks' = 'when';
  @property({ attribute: false }) draft!: DeploymentDraft;

  override render() {
    return this.about === 'when' ? this.#renderWhen() : this.#renderChecks();
  }

  #renderWhen() {
    const { notBefore, deadline, windows, security } = this.draft;
    return html`<div class="fields">
        <wa-input
          size="s"
          type="datetime-local"
          label="Not before, by your clock; empty: at once"
          .value=${notBefore}
          @input=${(event: Event) => this.#tell({ notBefore: valueOf(event) })}
        ></wa-input>
        <wa-input
          size="s"
          type="datetime-local"
          label="Deadline, which opens every window; empty: none"
          .value=${deadline}
          @input=${(event: Event) => this.#tell({ deadline: valueOf(event) })}
        ></wa-input>
      </div>
      ${windows.map((window, index) => this.#renderWindow(window, index))}
      <div>
        <wa-button
          size="s"
          appearance="outlined"
          @click=${() =>
            this.#tell({ windows: [...windows, { days: [], from: '22:00', hours: '6' }] })}
          >Add a maintenance window</wa-button
        >
      </div>
      <wa-checkbox
        size="s"
        ?checked=${security}
        @change=${(event: Event) => this.#tell({ security: isChecked(event) })}
        >A security update: also where the site’s lease is HOLD</wa-checkbox
      >`;
  }

  #renderWindow(window: WindowDraft, index: number) {
    const { windows } = this.draft;
    const change = (part: Partial<WindowDraft>): void =>
      this.#tell({ windows: windows.with(index, { ...window, ...part }) });
    return html`<fieldset>
      <legend>Window ${index + 1}, in the device’s own time</legend>
      <div class="days">
        ${DAYS.map(
          (name, day) =>
            html`<wa-checkbox
              size="s"
              ?checked=${window.days.includes(day)}
              @change=${(event: Event) => {
                const others = window.days.filter((each) => each !== day);
                change({
                  days: isChecked(event) ? [...others, day].toSorted((a, b) => a - b) : others,
                });
              }}
              >${name}</wa-checkbox
            >`,
        )}
      </div>
      <wa-input
        size="s"
        type="time"
        label="From"
        .value=${window.from}
        @input=${(event: Event) => change({ from: valueOf(event) })}
      ></wa-input>
      <wa-input
        size="s"
        type="number"
        min="0.5"
        max="24"
        step="0.5"
        label="Hours"
        .value=${window.hours}
        @input=${(event: Event) => change({ hours: valueOf(event) })}
      ></wa-input>
      <wa-button
        size="s"
        appearance="outlined"
        @click=${() => this.#tell({ windows: windows.toSpliced(index, 1) })}
        >Remove<span class="visually-hidden"> window ${index + 1}</span></wa-button
      >
    </fieldset>`;
  }

  #renderChecks() {
    const { checks, attempts } = this.draft;
    return html`<p class="quiet">
        Checks before hold it back until they are satisfied. When one after fails, the version
        before is brought back.
      </p>
      ${checks.map((check, index) => this.#renderCheck(check, index))}
      <div>
        <wa-button
          size="s"
          appearance="outlined"
          @click=${() =>
            this.#tell({
              checks: [...checks, { at: 'after', kind: 'service_active', value: '' }],
            })}
          >Add a check</wa-button
        >
      </div>
      <div class="fields">
        <wa-input
          size="s"
          type="number"
          min="1"
          max="20"
          label="Tries on each device"
          .value=${attempts}
          @input=${(event: Event) => this.#tell({ attempts: valueOf(event) })}
        ></wa-input>
      </div>`;
  }

  #renderCheck(check: CheckDraft, index: number) {
    const { checks } = this.draft;
    const change = (part: Partial<CheckDraft>): void =>
      this.#tell({ checks: checks.with(index, { ...check, ...part }) });
    return html`<fieldset>
      <legend>Check ${index + 1}</legend>
      <eu-choice
        label="When"
        .value=${check.at}
        .options=${[
          ['before', 'before'],
          ['after', 'after'],
        ]}
        @eu-choice=${(event: CustomEvent<CheckDraft['at']>) => change({ at: event.detail })}
      ></eu-choice>
      <eu-choice
        label="What"
        .value=${check.kind}
        .options=${KINDS}
        @eu-choice=${(event: CustomEvent<CheckKind>) => change({ kind: event.detail })}
      ></eu-choice>
      <wa-input
        class="wide"
        size="s"
        label="Which"
        placeholder=${EXAMPLES[check.kind]}
        autocomplete="off"
        .value=${check.value}
        @input=${(event: Event) => change({ value: valueOf(event) })}
      ></wa-input>
      <wa-button
        size="s"
        appearance="outlined"
        @click=${() => this.#tell({ checks: checks.toSpliced(index, 1) })}
        >Remove<span class="visually-hidden"> check ${index + 1}</span></wa-button
      >
    </fieldset>`;
  }

  #tell(detail: Partial<DeploymentDraft>): void {
    this.dispatchEvent(new CustomEvent('eu-draft', { detail }));
  }
}

const valueOf = ({ target }: Event): string =>
  target !== null && 'value' in target && typeof target.value === 'string' ? target.value : '';
const isChecked = ({ target }: Event): boolean =>
  target !== null && 'checked' in target && target.checked === true;

declare global {
  interface HTMLElementTagNameMap {
    'eu-deployment-timing': EuDeploymentTiming;
  }
}
