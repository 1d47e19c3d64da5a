import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import type { Api } from '../api/client.ts';
import { describeProblem } from '../api/problem.ts';
import type {
  EnrolmentTokenPage,
  EnrolmentTokenRow,
  NewEnrolmentToken,
  Session,
} from '../api/types.ts';
import { announceContext, apiContext, sessionContext } from '../app/contexts.ts';
import type { Announce } from '../app/contexts.ts';
import { Load } from '../app/load.ts';
import { can } from '../domain/can.ts';
import { count, plural, shortId } from '../format/numbers.ts';
import { base, table } from '../styles/shared.ts';
import '../elements/message.ts';
import '../elements/qr.ts';
import '../elements/time.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import '@awesome.me/webawesome/dist/components/input/input.js';

const USES_MAX = 100_000;
const HOURS_MAX = 87_600;
const REASON = 'revoked in the console';

/** Tokens that enrol devices at a site: made here, shown once as text and code, revoked here. */
@customElement('eu-site-tokens')
export class EuSiteTokens extends LitElement {
  static override styles = [
    base,
    table,
    css`
      .tools {
        padding: 0.6rem 0.875rem;
      }
      .fields {
        display: grid;
        gap: 0.75rem;
      }
      .made {
        display: grid;
        gap: 0.75rem;
      }
      .ticket {
        font-family: var(--eu-mono);
        font-size: var(--eu-size-s);
        overflow-wrap: anywhere;
        user-select: all;
      }
      .fault {
        color: var(--eu-dark);
        margin-top: 0.75rem;
      }
    `,
  ];

  @property() siteId = '';
  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: announceContext }) private announce!: Announce;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | undefined;
  @state() private isAsking = false;
  @state() private made: NewEnrolmentToken | undefined;
  @state() private busy = false;
  @state() private fault: string | undefined;
  @query('#uses') private uses!: WaInput;
  @query('#hours') private hours!: WaInput;
  @query('#note') private note!: WaInput;

  readonly #page = new Load(this, {
    args: () => [this.siteId] as const,
    load: ([id], signal) => this.api.enrolmentTokens(id, signal),
  });

  override render() {
    const allowed = can(this.session?.permissions, 'site.enrol');
    return html`${
      allowed
        ? html`<div class="tools">
            <wa-button size="s" appearance="outlined" @click=${() => this.#ask()}
              >New token …</wa-button
            >
          </div>`
        : nothing
    }
    ${this.#page.render((page) => this.#renderPage(page))} ${this.#renderDialog()}`;
  }

  #renderPage({ items }: EnrolmentTokenPage) {
    if (items.length === 0) {
      return html`<eu-empty
        heading="No enrolment token was made for this site"
        next="A token lets devices enrol, also at a relay that the hub does not reach"
      ></eu-empty>`;
    }
    const mayRevoke = can(this.session?.permissions, 'site.revoke');
    return html`<table class="cards">
      <thead>
        <tr>
          <th scope="col">Token</th>
          <th scope="col">For</th>
          <th scope="col" class="num">Devices</th>
          <th scope="col">Made</th>
          <th scope="col">Ends</th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        ${items.map((token) => this.#renderToken(token, mayRevoke))}
      </tbody>
    </table>`;
  }

  #renderToken(token: EnrolmentTokenRow, mayRevoke: boolean) {
    return html`<tr>
      <td class="lead mono">${shortId(token.id, 12)}</td>
      <td data-label="For" class="left">
        ${token.note === '' ? html`<span class="quiet">–</span>` : token.note}
      </td>
      <td class="num" data-label="Devices">${count(token.uses)}</td>
      <td data-label="Made">
        <eu-time .at=${token.created_at}></eu-time>
        <span class="quiet">by ${token.created_by}</span>
      </td>
      <td data-label="Ends"><eu-time .at=${token.expires_at}></eu-time></td>
      <td data-label="State" class="left full">
        ${
          token.state === 'open' && mayRevoke
            ? html`<wa-button
                size="s"
                appearance="outlined"
                ?loading=${this.busy}
                @click=${() => void this.#revoke(token)}
                >Revoke</wa-button
              >`
            : token.state
        }
      </td>
    </tr>`;
  }

  #renderDialog() {
    return html`<wa-dialog
      label=${this.made ? 'Enrolment token' : 'New enrolment token'}
      ?open=${this.isAsking}
      @wa-after-hide=${(event: Event) => this.#closed(event)}
    >
      ${this.made ? renderMade(this.made) : this.#renderFields()}
      ${this.fault === undefined ? nothing : html`<p class="fault" role="alert">${this.fault}</p>`}
      <wa-button slot="footer" appearance="plain" @click=${() => (this.isAsking = false)}
        >${this.made ? 'Done' : 'Cancel'}</wa-button
      >
      ${
        this.made
          ? nothing
          : html`<wa-button
              slot="footer"
              variant="brand"
              ?loading=${this.busy}
              @click=${() => void this.#create()}
              >Make it</wa-button
            >`
      }
    </wa-dialog>`;
  }

  #renderFields() {
    return html`<div class="fields">
      <wa-input
        id="uses"
        type="number"
        label="Devices that it may enrol"
        value="1"
        min="1"
        max=${USES_MAX}
      ></wa-input>
      <wa-input
        id="hours"
        type="number"
        label="Hours for which it holds"
        value="168"
        min="1"
        max=${HOURS_MAX}
      ></wa-input>
      <wa-input id="note" label="What it is for" maxlength="200"></wa-input>
    </div>`;
  }

  #ask(): void {
    this.made = undefined;
    this.fault = undefined;
    this.isAsking = true;
  }

  #closed(event: Event): void {
    if (event.target !== event.currentTarget) return;
    this.isAsking = false;
    // Its text is a secret: it is not kept once it was carried away.
    this.made = undefined;
  }

  async #create(): Promise<void> {
    const [uses, hours] = [Number(this.uses.value), Number(this.hours.value)];
    if (!isWhole(uses, USES_MAX) || !isWhole(hours, HOURS_MAX)) {
      this.fault = `Say 1 to ${count(USES_MAX)} devices and 1 to ${count(HOURS_MAX)} hours.`;
      return;
    }
    await this.#act(async () => {
      const note = (this.note.value ?? '').trim();
      this.made = await this.api.createEnrolmentToken(this.siteId, { uses, hours, note });
      this.announce('The token is made');
    });
  }

  async #revoke(token: EnrolmentTokenRow): Promise<void> {
    await this.#act(async () => {
      const wish = { kind: 'token', id: token.id, reason: REASON } as const;
      await this.api.revoke(this.siteId, wish);
      this.announce('The token is revoked');
    });
  }

  async #act(act: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.fault = undefined;
    try {
      await act();
      this.#page.refresh();
    } catch (error) {
      this.fault = describeProblem(error).title;
    } finally {
      this.busy = false;
    }
  }
}

function renderMade(made: NewEnrolmentToken) {
  return html`<div class="made">
    <p>
      Enrols ${plural(made.uses, 'device')} until <eu-time .at=${made.expires_at}></eu-time>. It is
      shown only now: carry it away as text or by telephone.
    </p>
    <eu-qr .text=${made.ticket} label="The token as a code"></eu-qr>
    <p class="ticket">${made.ticket}</p>
    <p class="quiet">On the device: eucora-agent enroll --ticket FILE</p>
  </div>`;
}

function isWhole(value: number, max: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= max;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-site-tokens': EuSiteTokens;
  }
}
