import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { Erasure, Session } from '../api/types.ts';
import { announceContext, apiContext, sessionContext } from '../app/contexts.ts';
import type { Announce } from '../app/contexts.ts';
import { Confirm } from '../app/dialog.ts';
import { Load } from '../app/load.ts';
import { paths } from '../app/paths.ts';
import { can } from '../domain/can.ts';
import { ERASURE_GROUND, ERASURE_STATE, progressText } from '../domain/persons.ts';
import { shortId } from '../format/numbers.ts';
import { base, facts, page, table } from '../styles/shared.ts';
import '../elements/message.ts';
import '../elements/time.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';

type Part = Erasure['hub']['database'];

/** One erasure: who asked and approved, how far it is at the hub, each site and each device. */
@customElement('eu-erasure-page')
export class EuErasurePage extends LitElement {
  static override styles = [
    base,
    page,
    facts,
    table,
    css`
      dl {
        padding: 0;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }
      .overdue {
        color: var(--eu-dark);
        font-weight: 500;
      }
      .done {
        color: var(--eu-fresh);
        font-weight: 500;
      }
      .pending {
        color: var(--eu-late);
        font-weight: 500;
      }
    `,
  ];

  @property() erasureId = '';
  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: announceContext }) private announce!: Announce;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | undefined;

  readonly #erasure = new Load(this, {
    args: () => [this.erasureId] as const,
    load: ([id], signal) => this.api.erasure(id, signal),
  });
  readonly #approving = new Confirm<string>(this, {
    label: 'Approve this erasure?',
    words: () =>
      html`<p>
        The hub carries it out at once: keys are destroyed, and nothing brings the names back.
      </p>`,
    leave: 'Not now',
    act: { label: 'Approve' },
    does: (id) => this.#done(this.api.approveErasure(id), 'Approved'),
  });
  readonly #rejecting = new Confirm<string>(this, {
    label: 'Reject this erasure?',
    words: () => html`<p>Nothing is erased. Who asked can ask again.</p>`,
    leave: 'Not now',
    act: { label: 'Reject' },
    does: (id) => this.#done(this.api.rejectErasure(id), 'Rejected'),
  });
  readonly #cancelling = new Confirm<string>(this, {
    label: 'Take it back?',
    words: () => html`<p>Nothing is erased. It can be asked for again.</p>`,
    leave: 'Not now',
    act: { label: 'Take it back' },
    does: (id) => this.#done(this.api.cancelErasure(id), 'Taken back'),
  });

  override render() {
    return html`${this.#erasure.render((erasure) => this.#renderErasure(erasure))}
    ${this.#approving.render()} ${this.#rejecting.render()} ${this.#cancelling.render()}`;
  }

  #renderErasure(erasure: Erasure) {
    return html`<div class="head">
        <div>
          <a class="crumb" href=${paths.privacy('persons')}>Persons</a>
          <h1>Erasure: ${ERASURE_STATE[erasure.state]}</h1>
        </div>
        ${this.#renderActs(erasure)}
      </div>
      <div class="stack">
        <section class="panel" aria-labelledby="facts">
          <header><h2 id="facts">Request</h2></header>
          <div class="body">${renderFacts(erasure)}</div>
        </section>
        <section class="panel" aria-labelledby="places">
          <header>
            <h2 id="places">Where it is done</h2>
            <span class="quiet">${progressText(erasure)}</span>
          </header>
          ${renderPlaces(erasure)}
        </section>
      </div>`;
  }

  #renderActs(erasure: Erasure) {
    const { id, state: stage, may_decide: mayDecide } = erasure;
    const isOpen = stage === 'requested' || stage === 'approved';
    const mayCancel = isOpen && can(this.session?.permissions, 'erasure.request');
    const button = (label: string, ask: Confirm<string>, variant: 'danger' | 'neutral') =>
      html`<wa-button size="s" appearance="outlined" variant=${variant} @click=${() => ask.ask(id)}
        >${label} …</wa-button
      >`;
    return html`<div class="acts">
      ${mayCancel ? button('Take back', this.#cancelling, 'neutral') : nothing}
      ${mayDecide ? button('Reject', this.#rejecting, 'neutral') : nothing}
      ${mayDecide ? button('Approve', this.#approving, 'danger') : nothing}
    </div>`;
  }

  async #done(deed: Promise<Erasure>, words: string): Promise<void> {
    const erasure = await deed;
    this.#erasure.patch(() => erasure);
    this.announce(words);
    this.#erasure.refresh();
  }
}

function renderFacts(erasure: Erasure) {
  const by = (who: string | null, at: string | null, none: string) =>
    who === null || at === null
      ? html`<span class="quiet">${none}</span>`
      : html`${who}, <eu-time .at=${at}></eu-time>`;
  const { account, account_id: accountId } = erasure;
  const decided = erasure.state === 'rejected' ? 'Rejected by' : 'Approved by';
  return html`<dl>
    <dt>Reason</dt>
    <dd>${erasure.reason}</dd>
    <dt>Ground</dt>
    <dd>${ERASURE_GROUND[erasure.ground]}</dd>
    <dt>Asked by</dt>
    <dd>${by(erasure.requested_by, erasure.requested_at, '')}</dd>
    <dt>${decided}</dt>
    <dd>${by(erasure.decided_by, erasure.decided_at, 'nobody yet: not by who asked')}</dd>
    ${
      erasure.cancelled_by === null
        ? nothing
        : html`<dt>Taken back by</dt>
            <dd>${by(erasure.cancelled_by, erasure.cancelled_at, '')}</dd>`
    }
    <dt>Due</dt>
    <dd>
      <eu-time class=${erasure.overdue ? 'overdue' : ''} .at=${erasure.due_at}></eu-time>
      <span class="quiet">thirty days (GDPR 12 (3))</span>
    </dd>
    ${
      accountId === null
        ? nothing
        : html`<dt>Account</dt>
            <dd>${account?.name ?? html`<span class="mono">${accountId}</span>`}</dd>`
    }
  </dl>`;
}

const mark = (part: Part) => html`<span class=${part}>${part === 'done' ? 'done' : 'waits'}</span>`;

function renderPlaces({ hub, sites, whom }: Erasure) {
  return html`<table class="cards">
    <thead>
      <tr>
        <th scope="col">Place</th>
        <th scope="col">What</th>
        <th scope="col">State</th>
      </tr>
    </thead>
    <tbody>
      <tr>
        <td class="lead">Hub</td>
        <td data-label="What">keys and names in the database</td>
        <td data-label="State">${mark(hub.database)}</td>
      </tr>
      <tr>
        <td class="lead">Archive</td>
        <td data-label="What">the key for which copies in packs were wrapped</td>
        <td data-label="State">${mark(hub.archive)}</td>
      </tr>
      ${sites.map(
        (site) =>
          html`<tr>
            <td class="lead"><a href=${paths.site(site.site_id)}>Site ${site.site_id}</a></td>
            <td data-label="What">
              ${
                site.acknowledged_at === null
                  ? site.told
                    ? 'the signed document waits for the site’s relays'
                    : 'the document is not signed yet'
                  : html`relays acknowledged, <eu-time .at=${site.acknowledged_at}></eu-time>`
              }
            </td>
            <td data-label="State">${mark(site.state)}</td>
          </tr>`,
      )}
      ${whom.map(
        (each) =>
          html`<tr>
            <td class="lead">
              <a href=${paths.device(each.device_id)}>Device ${shortId(each.device_id, 12)}</a>
            </td>
            <td data-label="What">
              ${each.role === 'device_host' ? 'its own name' : 'a user'},
              ${each.name ?? html`<span class="mono quiet">${shortId(each.subject_id, 12)}</span>`}
            </td>
            <td data-label="State">${mark(each.device)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-erasure-page': EuErasurePage;
  }
}
