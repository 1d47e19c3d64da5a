import { consume } from '@lit/context';
import { html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { Alert, Session } from '../api/types.ts';
import { announceContext, apiContext, sessionContext } from '../app/contexts.ts';
import type { Announce } from '../app/contexts.ts';
import { CursorList } from '../app/cursor-list.ts';
import { Deed } from '../app/deed.ts';
import { renderList, renderMore } from '../app/list-view.ts';
import { paths } from '../app/paths.ts';
import { ALERT_KINDS, SEVERITY_WORDS } from '../domain/alert-words.ts';
import { can } from '../domain/can.ts';
import { plural } from '../format/numbers.ts';
import { LiveController } from '../live/live-controller.ts';
import { base, page, table } from '../styles/shared.ts';
import { notifyStyles, renderNotifyHead } from './notify-frame.ts';
import '../elements/choice.ts';
import '../elements/message.ts';
import '../elements/time.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';

type Shown = 'open' | 'ended';
const SHOWN = [
  ['open', 'open'],
  ['ended', 'ended'],
] as const;

/** What wants attention, and what did. */
@customElement('eu-alerts-page')
export class EuAlertsPage extends LitElement {
  static override styles = [base, page, table, notifyStyles];

  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: announceContext }) private announce!: Announce;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | undefined;
  @state() private shown: Shown = 'open';
  readonly #deed = new Deed(this);

  readonly #list = new CursorList<Alert, [Shown]>(this, {
    args: () => [this.shown],
    fetch: ([shown], request, signal) => this.api.alerts(shown, request, signal),
    keyOf: (item) => String(item.id),
  });

  constructor() {
    super();
    new LiveController(this, {
      audit: ({ action }) => {
        if (action.startsWith('alert.')) this.#list.restart();
      },
    });
  }

  override render() {
    const choice = html`<eu-choice
      label="Show"
      .value=${this.shown}
      .options=${SHOWN}
      @eu-choice=${(event: CustomEvent<Shown>) => (this.shown = event.detail)}
    ></eu-choice>`;
    return html`${renderNotifyHead('alerts', choice)} ${this.#deed.renderFault()}
      <section class="panel" aria-label="Alerts">
        ${renderList(this.#list, {
          empty: () =>
            this.shown === 'open'
              ? html`<eu-empty
                  heading="Nothing wants attention"
                  next="As far as the hub knows: sites that it never heard of raise no alert."
                ></eu-empty>`
              : html`<eu-empty heading="No alert has ended yet"></eu-empty>`,
          rows: () => this.#renderRows(),
        })}
      </section>`;
  }

  #renderRows() {
    const allowed = can(this.session?.permissions, 'alert.write');
    return html`<div class="scroll">
        <table class="cards">
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Kind</th>
              <th scope="col">Severity</th>
              <th scope="col">Site</th>
              <th scope="col">Since</th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            ${this.#list.rows.map((item) => this.#renderRow(item, allowed))}
          </tbody>
        </table>
      </div>
      ${renderMore(this.#list)}`;
  }

  #renderRow(item: Alert, allowed: boolean) {
    const { site_id: site, severity } = item;
    const colour = { critical: 'dead', warning: 'failing', info: '' }[severity];
    return html`<tr>
      <td class="lead stacked">${item.title}<span class="under">${item.detail}</span></td>
      <td data-label="Kind">${ALERT_KINDS[item.kind]}</td>
      <td data-label="Severity"><span class=${colour}>${SEVERITY_WORDS[severity]}</span></td>
      <td data-label="Site">
        ${
          site === null
            ? html`<span class="quiet">the hub</span>`
            : html`<a href=${paths.site(site)}>${site}</a>`
        }
      </td>
      <td data-label="Since">
        <span
          ><eu-time .at=${item.since}></eu-time> ${
            item.returns === 0
              ? nothing
              : html`<span class="under">came back ${plural(item.returns, 'time')}</span>`
          }</span
        >
      </td>
      <td data-label="State">${this.#renderState(item, allowed)}</td>
    </tr>`;
  }

  #renderState(item: Alert, allowed: boolean) {
    if (item.ended_at !== null) {
      const by = item.ended_by === 'hub' ? '' : ` by ${item.ended_by ?? ''}`;
      return html`<span>ended <eu-time .at=${item.ended_at}></eu-time>${by}</span>`;
    }
    if (item.acknowledged_at !== null) {
      return html`<span class="quiet">seen by ${item.acknowledged_by}</span>`;
    }
    if (!allowed) return html`open`;
    return html`<wa-button
      size="s"
      appearance="outlined"
      ?disabled=${this.#deed.busy}
      @click=${() => void this.#acknowledge(item)}
      >Acknowledge</wa-button
    >`;
  }

  async #acknowledge(item: Alert): Promise<void> {
    await this.#deed.run(async () => {
      await this.api.acknowledgeAlert(item.id);
      this.announce('Acknowledged: it is told of no more while it lasts');
      this.#list.restart();
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-alerts-page': EuAlertsPage;
  }
}
