import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import { apiContext } from '../app/contexts.ts';
import { Load } from '../app/load.ts';
import { paths } from '../app/paths.ts';
import type { AuditFilter, AuditOutcome } from '../app/paths.ts';
import { fromLocalField, toLocalField } from '../domain/moments.ts';
import { base } from '../styles/shared.ts';
import '../elements/choice.ts';
import '../elements/search-field.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/input/input.js';

const OUTCOMES = [
  ['', 'any'],
  ['done', 'done'],
  ['refused', 'refused'],
  ['failed', 'failed'],
] as const satisfies readonly (readonly [AuditOutcome | '', string])[];

type Field = keyof AuditFilter;
type Moment = 'from' | 'until';

/** What of the audit trail is shown (`eu-filter`, detail: the fields that changed; empty: any). */
@customElement('eu-audit-filters')
export class EuAuditFilters extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        margin-bottom: 0.75rem;
      }
      form {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(12rem, 1fr));
        gap: 0.5rem;
      }
      .foot {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.25rem 1rem;
        margin-top: 0.5rem;
        font-size: var(--eu-size-s);
      }
      .foot .more {
        display: none;
      }
      .foot span a {
        text-decoration: underline;
        text-underline-offset: 2px;
      }
      /* What a moment is for stands in the field, before it. */
      .moment {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        color: var(--eu-quiet);
        font-size: var(--eu-size-s);
      }
      .moment wa-input {
        flex: 1;
        min-width: 0;
      }
      @media (max-width: 48rem) {
        form {
          grid-template-columns: minmax(0, 1fr);
        }
        form.folded .extra {
          display: none;
        }
        .moment span {
          flex: none;
          width: 2.6rem;
        }
        .foot .more {
          display: inline-flex;
        }
      }
    `,
  ];

  @property({ attribute: false }) filter: AuditFilter = {};
  @consume({ context: apiContext }) private api!: Api;
  /** On a phone only the first fields are shown until somebody asks for the rest. */
  @state() private folded = true;

  readonly #sites = new Load(this, {
    args: () => [] as const,
    load: (_, signal) => this.api.sites(signal),
  });

  override render() {
    const { filter } = this;
    return html`<form
        class=${this.folded ? 'folded' : ''}
        role="search"
        aria-label="Audit"
        @submit=${(event: Event) => event.preventDefault()}
      >
        ${this.#renderText('action', 'Action', 'Action, for example segment.refused', '')}
        ${this.#renderText('actor', 'Actor', 'Actor', '')}
        ${this.#renderText('subject', 'Object', 'Object, in full', 'extra')}
        <eu-choice
          class="extra"
          label="Site"
          .value=${filter.site ?? ''}
          .options=${this.#sitesOffered()}
          @eu-choice=${(event: CustomEvent<string>) => this.#say('site', event.detail)}
        ></eu-choice>
        <eu-choice
          class="extra"
          label="Outcome"
          .value=${filter.outcome ?? ''}
          .options=${OUTCOMES}
          @eu-choice=${(event: CustomEvent<string>) => this.#say('outcome', event.detail)}
        ></eu-choice>
        ${this.#renderMoment('from', 'From')} ${this.#renderMoment('until', 'Until')}
      </form>
      <div class="foot">
        <wa-button
          class="more"
          size="s"
          appearance="plain"
          @click=${() => (this.folded = !this.folded)}
          >${this.folded ? 'More filters' : 'Fewer filters'}</wa-button
        >
        ${Object.keys(filter).length === 0 ? nothing : html`<a href=${paths.audit()}>Show everything</a>`}
        <span class="quiet"
          >Export what is shown, sealed entries, oldest first:
          <a href=${paths.auditExport(filter, 'jsonl')} download>JSON lines</a>,
          <a href=${paths.auditExport(filter, 'csv')} download>CSV</a></span
        >
      </div>`;
  }

  #renderText(field: 'action' | 'actor' | 'subject', label: string, hint: string, kind: string) {
    return html`<eu-search-field
      class=${kind}
      label=${label}
      placeholder=${hint}
      .value=${this.filter[field] ?? ''}
      @eu-search=${(event: CustomEvent<string>) => this.#say(field, event.detail)}
    ></eu-search-field>`;
  }

  #renderMoment(field: Moment, label: string) {
    return html`<div class="moment extra">
      <span aria-hidden="true">${label}</span>
      <wa-input
        size="s"
        class="bare"
        type="datetime-local"
        label=${label}
        .value=${toLocalField(this.filter[field])}
        @change=${(event: Event) => this.#picked(field, event)}
      ></wa-input>
    </div>`;
  }

  #sitesOffered(): readonly (readonly [string, string])[] {
    const known = (this.#sites.value?.items ?? []).map(({ id, name }) => [id, name] as const);
    const { site } = this.filter;
    const own =
      site === undefined || known.some(([id]) => id === site) ? [] : [[site, site] as const];
    return [['', 'any'], ...own, ...known];
  }

  #picked(field: Moment, { currentTarget }: Event): void {
    const value =
      currentTarget instanceof HTMLElement && 'value' in currentTarget ? currentTarget.value : '';
    this.#say(field, fromLocalField(typeof value === 'string' ? value : ''));
  }

  #say(field: Field, value: string): void {
    this.dispatchEvent(new CustomEvent('eu-filter', { detail: { [field]: value } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-audit-filters': EuAuditFilters;
  }
}
