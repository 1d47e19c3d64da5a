import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { CollectionItem, Session, SiteCollectionItem } from '../api/types.ts';
import { sessionContext } from '../app/contexts.ts';
import { can } from '../domain/can.ts';
import {
  basisWords,
  CHOICE_WORDS,
  enforcementWords,
  offReason,
  SOURCE_WORDS,
} from '../domain/collection.ts';
import { base, table } from '../styles/shared.ts';
import './collection-change.ts';
import '../elements/time.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';

type Row = CollectionItem | SiteCollectionItem;

/** The items that can be collected, each with why, by whose word, and a way to change it. */
@customElement('eu-collection-table')
export class EuCollectionTable extends LitElement {
  static override styles = [
    base,
    table,
    css`
      :host {
        display: block;
      }
      td {
        vertical-align: top;
      }
      .title,
      .why {
        display: block;
        color: var(--eu-quiet);
        font-size: var(--eu-size-s);
        font-weight: 400;
      }
      .what {
        max-width: 26rem;
      }
      .choice {
        font-weight: 550;
        white-space: nowrap;
      }
      .choice::before {
        content: '';
        display: inline-block;
        width: 0.55rem;
        height: 0.55rem;
        margin-right: 0.45rem;
        border-radius: 50%;
        border: 1.5px solid var(--eu-unknown-mark);
      }
      .choice.on::before {
        background: var(--eu-accent);
        border-color: var(--eu-accent);
      }
      .choice.minimised::before {
        background: linear-gradient(90deg, var(--eu-accent) 50%, transparent 50%);
        border-color: var(--eu-accent);
      }
      .class {
        white-space: nowrap;
      }
      .class.P0 {
        font-weight: 600;
      }
      .part {
        color: var(--eu-late);
        font-weight: 500;
      }
      .acts {
        white-space: nowrap;
        text-align: right;
      }
      @media (max-width: 48rem) {
        .cards td.lead {
          flex-direction: column;
          gap: 0;
        }
        .cards td.full {
          flex-direction: column;
          gap: 0;
        }
        .cards.terse td.named {
          display: grid;
          grid-template-columns: 6.5rem 1fr;
        }
        .cards.terse td.named::before {
          content: attr(data-label);
          grid-row: span 2;
        }
        .acts {
          padding-top: 0.4rem;
        }
        .choice {
          white-space: normal;
        }
      }
    `,
  ];

  /** Undefined: all sites. */
  @property({ attribute: false }) siteId: string | undefined;
  @property({ attribute: false }) items: readonly Row[] = [];
  @property({ attribute: false }) devices = 0;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | undefined;
  @state() private changing: Row | undefined;

  override render() {
    const allowed = can(this.session?.permissions, 'privacy.write');
    const ofSite = this.siteId !== undefined;
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Items">
        <table class="cards terse">
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Class</th>
              <th scope="col">For</th>
              <th scope="col">Ground</th>
              <th scope="col">Setting</th>
              ${ofSite ? html`<th scope="col">Enforced by</th>` : nothing}
              ${allowed ? html`<th scope="col"><span class="visually-hidden">Change</span></th>` : nothing}
            </tr>
          </thead>
          <tbody>
            ${this.items.map((item) => this.#renderRow(item, allowed))}
          </tbody>
        </table>
      </div>
      <eu-collection-change
        .siteId=${this.siteId}
        .item=${this.changing}
        @eu-closed=${() => (this.changing = undefined)}
      ></eu-collection-change>`;
  }

  #renderRow(item: Row, allowed: boolean) {
    return html`<tr>
      <td class="lead what">${item.title}<span class="title">${item.collects}</span></td>
      <td class="class ${item.class}" data-label="Class">${item.class}</td>
      <td class="left full named" data-label="For">${item.purpose}</td>
      <td class="left full named" data-label="Ground">${this.#renderGround(item)}</td>
      <td class="left full" data-label="Setting">
        <span class="choice ${item.choice}">${CHOICE_WORDS[item.choice]}</span>
        <span class="why">${offReason(item) ?? SOURCE_WORDS[item.source]}</span>
      </td>
      ${'devices_enforcing' in item ? this.#renderEnforced(item) : nothing}
      ${
        allowed
          ? html`<td class="acts full">
              <wa-button size="s" appearance="outlined" @click=${() => (this.changing = item)}
                >Change …<span class="visually-hidden"> ${item.title}</span></wa-button
              >
            </td>`
          : nothing
      }
    </tr>`;
  }

  #renderGround({ basis, consent, needs_consent: needed }: Row) {
    if (consent === null) {
      return html`${basisWords(basis)}${
        needed ? html`<span class="why part">none on record</span>` : nothing
      }`;
    }
    return html`${basisWords(basis)}<span class="why"
        >“${consent.ground}”${consent.of_all_sites && this.siteId !== undefined ? ', for all sites' : ''},
        recorded by ${consent.recorded_by} <eu-time .at=${consent.recorded_at}></eu-time
      ></span>`;
  }

  #renderEnforced(item: SiteCollectionItem) {
    const isPart = this.devices > 0 && item.devices_enforcing < this.devices;
    return html`<td class="left full named" data-label="Enforced by">
      <span class=${isPart ? 'part' : 'quiet'}>${enforcementWords(item, this.devices)}</span>
    </td>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-collection-table': EuCollectionTable;
  }
}
