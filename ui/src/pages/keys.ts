import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { HealthItem, Rotation, Session } from '../api/types.ts';
import { announceContext, apiContext, sessionContext } from '../app/contexts.ts';
import type { Announce } from '../app/contexts.ts';
import { Deed } from '../app/deed.ts';
import { Load } from '../app/load.ts';
import { paths } from '../app/paths.ts';
import { can } from '../domain/can.ts';
import { LiveController } from '../live/live-controller.ts';
import { base, page, table } from '../styles/shared.ts';
import '../elements/message.ts';
import '../elements/time.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/dialog/dialog.js';

const HEALTH_WORDS = {
  good: 'good',
  attention: 'wants attention',
  unknown: 'unknown',
} as const satisfies Record<HealthItem['state'], string>;

const KEEPER_WORDS = {
  hub: 'the hub',
  relay: 'the relay',
  person: 'you',
} as const satisfies Record<Rotation['kept_by'], string>;

/** Which secrets and keys change when, and how the hub's machine protects them. */
@customElement('eu-keys-page')
export class EuKeysPage extends LitElement {
  static override styles = [
    base,
    page,
    table,
    css`
      section + section {
        margin-top: 1.25rem;
      }
      h2 {
        margin: 0;
        padding: 0.75rem 0.875rem 0.25rem;
      }
      .fault {
        color: var(--eu-dark);
      }
      .late {
        color: var(--eu-late);
        font-weight: 500;
      }
      td.lead {
        overflow-wrap: anywhere;
      }
      td.date {
        white-space: nowrap;
      }
      .how {
        display: block;
        max-width: 22rem;
        white-space: normal;
        font-size: var(--eu-size-s);
      }
      .good {
        color: var(--eu-fresh);
      }
      .title {
        display: block;
        color: var(--eu-quiet);
        font-weight: 400;
      }
      @media (max-width: 48rem) {
        .cards td.lead {
          flex-direction: column;
          gap: 0;
        }
        .cards .title {
          font-size: var(--eu-size-s);
        }
      }
    `,
  ];

  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: announceContext }) private announce!: Announce;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | undefined;
  @state() private asked: Rotation | undefined;
  readonly #deed = new Deed(this);

  readonly #calendar = new Load(this, {
    args: () => [] as const,
    load: (_, signal) => this.api.rotations(signal),
  });
  readonly #health = new Load(this, {
    args: () => [] as const,
    load: (_, signal) => this.api.systemHealth(signal),
  });

  constructor() {
    super();
    new LiveController(this, {
      audit: ({ action }) => {
        if (action.startsWith('rotation.')) this.#calendar.refresh();
      },
    });
  }

  override render() {
    return html`<div class="head">
        <h1>Keys</h1>
        <span class="quiet">they change by the calendar, without downtime; no value is shown</span>
      </div>
      <section class="panel" aria-label="Calendar">
        ${this.#calendar.render(({ items }) => this.#renderCalendar(items))}
      </section>
      <section class="panel" aria-label="Protection">
        <h2>Protection at rest</h2>
        ${this.#health.render(({ items }) => renderHealth(items))}
      </section>
      ${this.#renderDialog()}`;
  }

  #renderCalendar(items: readonly Rotation[]) {
    const allowed = can(this.session?.permissions, 'system.manage');
    return html`<div class="scroll">
      <table class="cards terse">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Every</th>
            <th scope="col">Last</th>
            <th scope="col">Next</th>
            <th scope="col">By</th>
            <th scope="col">State</th>
            ${allowed ? html`<th scope="col">Now</th>` : nothing}
          </tr>
        </thead>
        <tbody>
          ${items.map((item) => this.#renderRow(item, allowed))}
        </tbody>
      </table>
    </div>`;
  }

  #renderRow(item: Rotation, allowed: boolean) {
    const { name, title, every_days: days, last_at: last, next_at: next } = item;
    return html`<tr>
      <td class="lead">${name}<span class="title">${title}</span></td>
      <td class="left date" data-label="Every">
        ${days === 0 ? html`<span class="quiet">–</span>` : `${days} days`}
      </td>
      <td class="left date" data-label="Last"><eu-time .at=${last}></eu-time></td>
      <td class="left date" data-label="Next">
        <eu-time .at=${next} missing="–"></eu-time>
      </td>
      <td class="left date" data-label="By">${KEEPER_WORDS[item.kept_by]}</td>
      <td class="left full" data-label="State">${renderState(item)}</td>
      ${allowed ? html`<td class="left full" data-label="Now">${this.#renderAct(item)}</td>` : nothing}
    </tr>`;
  }

  #renderAct(item: Rotation) {
    if (!item.automatic) return html`<span class="how quiet">${item.how ?? 'by hand'}</span>`;
    return html`<wa-button
      size="s"
      appearance="outlined"
      ?disabled=${item.requested_at !== null}
      @click=${() => this.#ask(item)}
      >Rotate …</wa-button
    >`;
  }

  #renderDialog() {
    const item = this.asked;
    return html`<wa-dialog
      label="Rotate ${item?.name ?? ''} now?"
      ?open=${item !== undefined}
      @wa-after-hide=${(event: Event) => this.#closed(event)}
    >
      ${
        item === undefined
          ? nothing
          : html`<p>
                ${item.title}. The hub changes it within seconds; nobody has to wait, and the change
                is written to the <a href=${paths.audit({ action: 'rotation' })}>audit trail</a>.
              </p>
              ${this.#deed.renderFault()}`
      }
      <wa-button slot="footer" appearance="plain" @click=${() => (this.asked = undefined)}
        >Leave it</wa-button
      >
      <wa-button
        slot="footer"
        variant="brand"
        ?loading=${this.#deed.busy}
        @click=${() => void this.#rotate()}
        >Rotate</wa-button
      >
    </wa-dialog>`;
  }

  #ask(item: Rotation): void {
    this.#deed.clear();
    this.asked = item;
  }

  #closed(event: Event): void {
    if (event.target === event.currentTarget) this.asked = undefined;
  }

  async #rotate(): Promise<void> {
    const item = this.asked;
    if (item === undefined) return;
    await this.#deed.run(async () => {
      await this.api.rotate(item.name);
      this.asked = undefined;
      this.announce(`${item.name} is being rotated`);
      this.#calendar.refresh();
    });
  }
}

function renderState({ failure, overdue, kept_by: keeper, requested_at: requested }: Rotation) {
  if (failure !== null) {
    return html`<span class="fault">failed <eu-time .at=${failure.at}></eu-time></span>
      <span class="title">${failure.message}</span>`;
  }
  if (requested !== null) return html`asked for <eu-time .at=${requested}></eu-time>`;
  if (overdue) {
    return html`<span class="late">${keeper === 'person' ? 'for you to do' : 'overdue'}</span>`;
  }
  return html`<span class="quiet">in time</span>`;
}

function renderHealth(items: readonly HealthItem[]) {
  return html`<div class="scroll">
    <table class="cards terse">
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">State</th>
          <th scope="col">Seen</th>
        </tr>
      </thead>
      <tbody>
        ${items.map(
          ({ title, state: found, detail }) =>
            html`<tr>
              <td class="lead">${title}</td>
              <td class="left" data-label="State">
                <span class=${found === 'attention' ? 'late' : found}>${HEALTH_WORDS[found]}</span>
              </td>
              <td class="left full" data-label="Seen">${detail}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-keys-page': EuKeysPage;
  }
}
