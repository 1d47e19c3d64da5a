import { consume } from '@lit/context';
import { css, html, LitElement } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import type { NewRule } from '../api/notifications.ts';
import type { Api } from '../api/client.ts';
import type { AlertKind, AlertRule, Severity } from '../api/types.ts';
import { announceContext, apiContext } from '../app/contexts.ts';
import type { Announce } from '../app/contexts.ts';
import { Deed } from '../app/deed.ts';
import { ALERT_KINDS } from '../domain/alert-words.ts';
import { SEVERITY_CHOICES, wordsOf } from '../domain/deliveries.ts';
import { base } from '../styles/shared.ts';
import type { Target } from './alert-rules.ts';
import { notifyStyles } from './notify-frame.ts';
import '../elements/choice.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/checkbox/checkbox.js';
import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import '@awesome.me/webawesome/dist/components/input/input.js';

const FRESH = {
  name: '',
  kinds: [],
  severity_min: 'warning',
  sites: null,
  lasting_minutes: 0,
  group_minutes: 5,
  repeat_hours: 24,
  tells_end: true,
  targets: [],
} as const satisfies NewRule;
const KINDS = Object.keys(ALERT_KINDS).filter(isKind);

/** Makes or changes a rule (`eu-done` when that is done). */
@customElement('eu-alert-rule-edit')
export class EuAlertRuleEdit extends LitElement {
  static override styles = [
    base,
    notifyStyles,
    css`
      fieldset {
        border: 0;
        margin: 0;
        padding: 0;
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr));
        gap: 0.3rem 0.75rem;
      }
      legend {
        padding: 0;
        margin-bottom: 0.3rem;
        color: var(--eu-quiet);
        font-size: var(--eu-size-s);
      }
    `,
  ];

  @property({ attribute: false }) rule: AlertRule | 'new' | undefined;
  @property({ attribute: false }) targets: readonly Target[] = [];
  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: announceContext }) private announce!: Announce;
  @query('form') private form!: HTMLFormElement;
  @state() private least: Severity = FRESH.severity_min;
  @state() private kinds: ReadonlySet<AlertKind> = new Set();
  @state() private chosen: ReadonlySet<string> = new Set();
  @state() private tellsEnd = true;
  readonly #deed = new Deed(this);

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('rule') || this.rule === undefined) return;
    const from: NewRule = this.rule === 'new' ? FRESH : this.rule;
    this.least = from.severity_min;
    this.kinds = new Set(from.kinds);
    this.chosen = new Set(from.targets);
    this.tellsEnd = from.tells_end;
    this.#deed.clear();
  }

  override render() {
    const isNew = this.rule === 'new' || this.rule === undefined;
    return html`<wa-dialog
      label=${isNew ? 'New rule' : 'Change a rule'}
      ?open=${this.rule !== undefined}
      @wa-after-hide=${(event: Event) => this.#closed(event)}
    >
      ${this.#renderForm(this.rule === 'new' ? FRESH : (this.rule ?? FRESH))}
      <wa-button slot="footer" appearance="plain" @click=${() => (this.rule = undefined)}
        >Cancel</wa-button
      >
      <wa-button
        slot="footer"
        variant="brand"
        ?loading=${this.#deed.busy}
        @click=${() => void this.#save()}
        >${isNew ? 'Make the rule' : 'Change it'}</wa-button
      >
    </wa-dialog>`;
  }

  #renderForm(from: NewRule) {
    const number = (field: string, label: string, value: number) =>
      html`<wa-input
        size="s"
        type="number"
        min="0"
        data-field=${field}
        label=${label}
        .value=${String(value)}
      ></wa-input>`;
    return html`<form @submit=${(event: Event) => this.#submit(event)}>
      <wa-input
        size="s"
        data-field="name"
        label="Name"
        maxlength="80"
        .value=${from.name}
      ></wa-input>
      ${this.#renderTargets()}
      <eu-choice
        label="Tell of"
        .value=${this.least}
        .options=${SEVERITY_CHOICES}
        @eu-choice=${(event: CustomEvent<Severity>) => (this.least = event.detail)}
      ></eu-choice>
      ${this.#renderKinds()}
      <wa-input
        size="s"
        data-field="sites"
        label="Sites; none: all, and the hub itself"
        placeholder="hq, plant-south"
        .value=${(from.sites ?? []).join(', ')}
      ></wa-input>
      <div class="pair">
        ${number('lasting', 'Only what lasts, minutes', from.lasting_minutes)}
        ${number('group', 'Messages at most every, minutes', from.group_minutes)}
        ${number('repeat', 'Again after, hours; 0: never', from.repeat_hours)}
      </div>
      <wa-checkbox
        size="s"
        ?checked=${this.tellsEnd}
        @change=${(event: Event) => (this.tellsEnd = isChecked(event))}
        >Tell when it is over</wa-checkbox
      >
      ${this.#deed.renderFault()}
    </form>`;
  }

  #renderTargets() {
    return html`<fieldset>
      <legend>Who is told</legend>
      ${
        this.targets.length === 0
          ? html`<span class="quiet">There is no mail target and no webhook yet.</span>`
          : this.targets.map(
              ({ id, name }) =>
                html`<wa-checkbox
                  size="s"
                  ?checked=${this.chosen.has(id)}
                  @change=${(event: Event) =>
                    (this.chosen = toggled(this.chosen, id, isChecked(event)))}
                  >${name}</wa-checkbox
                >`,
            )
      }
    </fieldset>`;
  }

  #renderKinds() {
    return html`<fieldset>
      <legend>Of what; none: everything</legend>
      ${KINDS.map(
        (kind) =>
          html`<wa-checkbox
            size="s"
            ?checked=${this.kinds.has(kind)}
            @change=${(event: Event) => (this.kinds = toggled(this.kinds, kind, isChecked(event)))}
            >${ALERT_KINDS[kind]}</wa-checkbox
          >`,
      )}
    </fieldset>`;
  }

  #submit(event: Event): void {
    event.preventDefault();
    void this.#save();
  }

  #closed(event: Event): void {
    if (event.target !== event.currentTarget) return;
    this.rule = undefined;
    this.dispatchEvent(new Event('eu-closed'));
  }

  #text(field: string): string {
    const input = this.form.querySelector<WaInput>(`[data-field=${field}]`);
    return (input?.value ?? '').trim();
  }

  async #save(): Promise<void> {
    const { rule } = this;
    if (rule === undefined) return;
    const sites = wordsOf(this.#text('sites'));
    const body: NewRule = {
      name: this.#text('name'),
      kinds: [...this.kinds],
      severity_min: this.least,
      sites: sites.length === 0 ? null : sites,
      lasting_minutes: Number(this.#text('lasting')),
      group_minutes: Number(this.#text('group')),
      repeat_hours: Number(this.#text('repeat')),
      tells_end: this.tellsEnd,
      targets: [...this.chosen],
    };
    if (body.targets.length === 0) {
      this.#deed.refuse('Choose who is told.');
      return;
    }
    await this.#deed.run(async () => {
      if (rule === 'new') await this.api.createRule(body);
      else await this.api.changeRule(rule.id, { ...body, version: rule.version });
      this.rule = undefined;
      this.announce(rule === 'new' ? 'The rule is made' : 'The rule is changed');
      this.dispatchEvent(new Event('eu-done'));
      this.dispatchEvent(new Event('eu-closed'));
    });
  }
}

function isKind(text: string): text is AlertKind {
  return Object.hasOwn(ALERT_KINDS, text);
}

function isChecked({ target }: Event): boolean {
  return target instanceof HTMLElement && 'checked' in target && target.checked === true;
}

function toggled<T>(set: ReadonlySet<T>, item: T, isIn: boolean): ReadonlySet<T> {
  const next = new Set(set);
  if (isIn) next.add(item);
  else next.delete(item);
  return next;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-alert-rule-edit': EuAlertRuleEdit;
  }
}
