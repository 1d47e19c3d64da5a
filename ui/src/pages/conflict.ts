import { consume } from '@lit/context';
import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { Conflict, History, HistoryRange, Session } from '../api/types.ts';
import { apiContext, sessionContext } from '../app/contexts.ts';
import { Load } from '../app/load.ts';
import { paths } from '../app/paths.ts';
import { can } from '../domain/can.ts';
import {
  CAUSE,
  historyName,
  KIND,
  machineText,
  RANGE_STATE,
  RESOLUTION,
} from '../domain/histories.ts';
import { gapText } from '../domain/lanes.ts';
import { count, plural, shortId } from '../format/numbers.ts';
import { base, page, table } from '../styles/shared.ts';
import { conflictStyles } from './conflict-styles.ts';
import './conflict-decision.ts';
import '../elements/message.ts';
import '../elements/time.ts';

/** One identity conflict: every history with its exact ranges, and the decision. */
@customElement('eu-conflict-page')
export class EuConflictPage extends LitElement {
  static override styles = [base, page, table, conflictStyles];

  @property({ type: Number }) conflictId = 0;
  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: sessionContext, subscribe: true })
  private session: Session | undefined;

  readonly #conflict = new Load(this, {
    args: () => [this.conflictId] as const,
    load: ([id], signal) => this.api.conflict(id, signal),
  });

  override render() {
    return this.#conflict.render((conflict) => this.#renderConflict(conflict));
  }

  #renderConflict(conflict: Conflict) {
    const name = conflict.hostname ?? shortId(conflict.device_id, 12);
    return html`<div class="head">
        <div>
          <a class="crumb" href=${paths.conflicts()}>Identity conflicts</a>
          <div class="title">
            <h1>${name}</h1>
            <span class="quiet">${CAUSE[conflict.cause]}</span>
          </div>
        </div>
        <span class="quiet">
          <a href=${paths.device(conflict.device_id)}>device</a>,
          <a href=${paths.site(conflict.site_id)}>${conflict.site_id}</a>, noticed
          <eu-time .at=${conflict.opened_at}></eu-time>
        </span>
      </div>
      <div class="stack">
        ${this.#renderDecision(conflict)}
        <section class="panel" aria-labelledby="histories">
          <header>
            <h2 id="histories">Histories</h2>
            <span class="quiet"
              >${plural(conflict.histories.length, 'history', 'histories')} under one key</span
            >
          </header>
          ${conflict.histories.map((history, index) => renderHistory(history, index, conflict))}
        </section>
      </div>`;
  }

  #renderDecision(conflict: Conflict) {
    return html`<section class="panel" aria-labelledby="decision">
      <header><h2 id="decision">Decision</h2></header>
      <div class="body">${this.#renderDecided(conflict)}</div>
    </section>`;
  }

  #renderDecided(conflict: Conflict) {
    const { resolution, histories } = conflict;
    if (resolution !== null) {
      const kept = histories.findIndex((history) => history.kept);
      return html`<p>
          <strong>${RESOLUTION[resolution]}</strong>${
            kept < 0 ? nothing : html`; history ${historyName(kept)} is the device’s own`
          }
        </p>
        <p class="quiet">
          ${conflict.resolved_by}, <eu-time .at=${conflict.resolved_at}></eu-time>:
          ${conflict.reason}
        </p>`;
    }
    if (!can(this.session?.permissions, 'device.manage')) {
      return html`<p>Not decided yet. Someone who may manage devices decides it here.</p>`;
    }
    return html`<eu-conflict-decision
      .conflict=${conflict}
      @eu-decided=${() => this.#conflict.refresh()}
    ></eu-conflict-decision>`;
  }
}

function renderHistory(history: History, index: number, conflict: Conflict) {
  const machine = machineText(history);
  const { device_id: device } = history;
  return html`<div class="history">
    <div class="history-head">
      <h3>History ${historyName(index)}</h3>
      <span class="quiet">${KIND[history.kind]}</span>
      ${history.kept ? html`<span class="mark">the device’s own</span>` : nothing}
      ${history.alive_beside_others ? html`<span class="mark">alive beside others</span>` : nothing}
    </div>
    <dl class="facts">
      <dt>Alive</dt>
      <dd>
        <eu-time .at=${history.began_at}></eu-time> to <eu-time .at=${history.last_at}></eu-time>,
        by its own clock
      </dd>
      <dt>Machine</dt>
      <dd>${machine ?? html`<span class="unknown">nothing known of it alone</span>`}</dd>
      <dt>Came through</dt>
      <dd>
        ${history.sites.join(', ')}${
          history.relays.length === 0
            ? nothing
            : html`, relay ${history.relays.map((id) => shortId(id, 12)).join(', ')}`
        }
      </dd>
      <dt>Events</dt>
      <dd>
        ${count(history.events)}${
          history.batches_waiting === 0
            ? nothing
            : html`,
                <span class="waits"
                  >${plural(history.batches_waiting, 'batch', 'batches')} in quarantine</span
                >`
        }
      </dd>
      <dt>Numbers</dt>
      <dd>
        <ul class="ranges">
          ${history.ranges.map(renderRange)}
        </ul>
      </dd>
      ${
        device === null || device === conflict.device_id
          ? nothing
          : html`<dt>Is now</dt>
              <dd><a href=${paths.device(device)}>device ${shortId(device, 12)}</a></dd>`
      }
    </dl>
  </div>`;
}

function renderRange(range: HistoryRange) {
  return html`<li>
    ${range.lane} ${gapText(range)} of
    <span class="mono" title=${range.incarnation}>${shortId(range.incarnation, 12)}</span>:
    ${plural(range.events, 'event')}, ${RANGE_STATE[range.state]}
  </li>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-conflict-page': EuConflictPage;
  }
}
