import { consume } from '@lit/context';
import { html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { AlertRule, Session } from '../api/types.ts';
import { announceContext, apiContext, sessionContext } from '../app/contexts.ts';
import type { Announce } from '../app/contexts.ts';
import { Deed } from '../app/deed.ts';
import { Confirm } from '../app/dialog.ts';
import { Load } from '../app/load.ts';
import { paceWords, ruleWords } from '../domain/alert-words.ts';
import { can } from '../domain/can.ts';
import { plural } from '../format/numbers.ts';
import { LiveController } from '../live/live-controller.ts';
import { base, page, table } from '../styles/shared.ts';
import { notifyStyles, renderNotifyHead } from './notify-frame.ts';
import '../elements/message.ts';
import '../elements/time.ts';
import './alert-rule-edit.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';

/** Somewhere a rule can send to. */
export interface Target {
  readonly id: string;
  readonly name: string;
}

/** Who is told of which alerts. */
@customElement('eu-alert-rules-page')
export class EuAlertRulesPage extends LitElement {
  static override styles = [base, page, table, notifyStyles];

  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: announceContext }) private announce!: Announce;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | undefined;
  @state() private editing: AlertRule | 'new' | undefined;
  readonly #deed = new Deed(this);
  readonly #deleting = new Confirm<AlertRule>(this, {
    label: 'Delete this rule?',
    words: ({ name }) => html`<p><strong>${name}</strong> tells nobody any more.</p>`,
    act: { label: 'Delete' },
    does: async ({ id }) => {
      await this.api.deleteRule(id);
      this.announce('Deleted');
      this.#rules.refresh();
    },
  });

  readonly #rules = new Load(this, {
    args: () => [this.session] as const,
    load: async ([session], signal) => {
      const may = (permission: string) => can(session?.permissions, permission);
      const [rules, webhooks, mails] = await Promise.all([
        this.api.alertRules(signal),
        may('webhook.read') ? this.api.webhooks(signal) : { items: [] },
        may('mail.read') ? this.api.mailTargets(signal) : { items: [] },
      ]);
      const targets: Target[] = [
        ...mails.items.map(({ id, name }) => ({ id, name: `${name} (mail)` })),
        ...webhooks.items.map(({ id, name }) => ({ id, name: `${name} (webhook)` })),
      ];
      return { rules: rules.items, targets };
    },
  });

  constructor() {
    super();
    new LiveController(this, {
      audit: ({ action }) => {
        if (action.startsWith('alert_rule.')) this.#rules.refresh();
      },
    });
  }

  override render() {
    const allowed = can(this.session?.permissions, 'alert.write');
    const action = allowed
      ? html`<wa-button size="s" variant="brand" @click=${() => (this.editing = 'new')}
          >New rule …</wa-button
        >`
      : nothing;
    return html`${renderNotifyHead('rules', action)} ${this.#deed.renderFault()}
      <section class="panel" aria-label="Rules">
        ${this.#rules.render(({ rules, targets }) => this.#renderRows(rules, targets, allowed))}
      </section>
      <eu-alert-rule-edit
        .rule=${this.editing}
        .targets=${this.#rules.value?.targets ?? []}
        @eu-done=${() => this.#rules.refresh()}
        @eu-closed=${() => (this.editing = undefined)}
      ></eu-alert-rule-edit>
      ${this.#deleting.render()}`;
  }

  #renderRows(rules: readonly AlertRule[], targets: readonly Target[], allowed: boolean) {
    if (rules.length === 0) {
      return html`<eu-empty
        heading="Nobody is told of anything"
        next="A rule says who is told of which alerts: make a mail target or a webhook, then a rule."
      ></eu-empty>`;
    }
    const nameOf = (id: string) => targets.find((each) => each.id === id)?.name ?? 'one unknown';
    return html`<div class="scroll">
      <table class="cards">
        <thead>
          <tr>
            <th scope="col">Rule</th>
            <th scope="col">Tells</th>
            <th scope="col">How often</th>
            <th scope="col">Last sent</th>
            ${allowed ? html`<th scope="col">Do</th>` : nothing}
          </tr>
        </thead>
        <tbody>
          ${rules.map(
            (rule) =>
              html`<tr class=${rule.enabled ? '' : 'ended'}>
                <td class="lead stacked">
                  ${rule.name}${rule.enabled ? '' : ' (paused)'}
                  <span class="under">${ruleWords(rule)}</span>
                </td>
                <td data-label="Tells">${rule.targets.map(nameOf).join(', ')}</td>
                <td data-label="How often">${paceWords(rule)}</td>
                <td data-label="Last sent">
                  <eu-time .at=${rule.last_sent_at} missing="not yet"></eu-time>
                </td>
                ${allowed ? html`<td data-label="Do">${this.#renderTools(rule)}</td>` : nothing}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #renderTools(rule: AlertRule) {
    const tool = (label: string, act: () => void) =>
      html`<wa-button size="s" appearance="outlined" ?disabled=${this.#deed.busy} @click=${act}
        >${label}</wa-button
      >`;
    return html`<div class="tools">
      ${tool('Change …', () => (this.editing = rule))} ${tool('Test', () => void this.#test(rule))}
      ${tool(rule.enabled ? 'Pause' : 'Resume', () => void this.#enable(rule))}
      ${tool('Delete …', () => this.#deleting.ask(rule))}
    </div>`;
  }

  async #test(rule: AlertRule): Promise<void> {
    await this.#deed.run(async () => {
      const { queued } = await this.api.testRule(rule.id);
      this.announce(`${plural(queued, 'test')} on the way`);
    });
  }

  async #enable(rule: AlertRule): Promise<void> {
    await this.#deed.run(async () => {
      await this.api.enableRule(rule.id, !rule.enabled, rule.version);
      this.announce(rule.enabled ? 'Paused' : 'It goes on');
      this.#rules.refresh();
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-alert-rules-page': EuAlertRulesPage;
  }
}
