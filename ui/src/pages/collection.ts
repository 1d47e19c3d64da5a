import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import { LIMIT_MAX } from '../api/client.ts';
import type { CollectionSite, Session } from '../api/types.ts';
import { apiContext, navigateContext, sessionContext } from '../app/contexts.ts';
import type { Navigate } from '../app/contexts.ts';
import { Load } from '../app/load.ts';
import { paths } from '../app/paths.ts';
import { enforcementWords } from '../domain/collection.ts';
import { isEverywhere } from '../domain/scope.ts';
import { LiveController } from '../live/live-controller.ts';
import { Paced } from '../live/paced.ts';
import { base, page } from '../styles/shared.ts';
import { renderPrivacyHead } from './privacy-frame.ts';
import './collection-table.ts';
import '../elements/choice.ts';
import '../elements/message.ts';
import '../elements/time.ts';

const PACE = { delayMs: 800, intervalMs: 3000 };

/** What is collected at a site, or at every site that says nothing of its own. */
@customElement('eu-collection-page')
export class EuCollectionPage extends LitElement {
  static override styles = [
    base,
    page,
    css`
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.6rem 1.25rem;
        margin-bottom: 1rem;
      }
      eu-choice {
        flex: 0 1 22rem;
      }
      .part {
        color: var(--eu-late);
        font-weight: 500;
      }
      @media (max-width: 48rem) {
        eu-choice {
          flex-basis: 100%;
        }
      }
    `,
  ];

  /** Undefined: the first site, or all of them where there is none. */
  @property({ attribute: false }) site: string | undefined;
  /** The settings for all sites are asked for. */
  @property({ type: Boolean }) all = false;
  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: navigateContext }) private navigate!: Navigate;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | undefined;

  readonly #sites = new Load(this, {
    args: () => [] as const,
    load: (_, signal) => this.api.collectionSites({ limit: LIMIT_MAX }, signal),
  });
  readonly #shown = new Load(this, {
    args: () => [this.#siteId] as const,
    load: async ([site], signal) => {
      if (site !== undefined) return this.api.collectionOf(site, signal);
      if (!this.all) return undefined;
      const { items } = await this.api.collectionDefaults(signal);
      return { site_id: undefined, document: null, devices: 0, devices_enforcing: 0, items };
    },
  });
  readonly #paced = new Paced(() => this.#refresh(), PACE);

  constructor() {
    super();
    new LiveController(this, {
      ledger: () => this.#paced.ask(),
      audit: ({ action }) => {
        if (/^(collection|consent)\./.test(action)) this.#paced.ask();
      },
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#paced[Symbol.dispose]();
  }

  get #siteId(): string | undefined {
    if (this.all) return undefined;
    return this.site ?? this.#sites.value?.items[0]?.site_id;
  }

  override render() {
    return html`${renderPrivacyHead('collection')}${this.#sites.render(({ items }) =>
      this.#renderSites(items),
    )}`;
  }

  #renderSites(sites: readonly CollectionSite[]) {
    const wide = this.session !== undefined && isEverywhere(this.session.scope);
    const options = [
      ...sites.map(({ site_id: id, name }) => [`site:${id}`, name] as const),
      ...(wide ? [['all', 'All sites'] as const] : []),
    ];
    if (options.length === 0) {
      return html`<section class="panel">
        <eu-empty
          heading="No site yet"
          next="Create the first one with: eucora-hub site create --site NAME --class online"
        ></eu-empty>
      </section>`;
    }
    const value = this.#siteId === undefined ? 'all' : `site:${this.#siteId}`;
    return html`<div class="bar">
        <eu-choice
          label="Site"
          .value=${value}
          .options=${options}
          @eu-choice=${(event: CustomEvent<string>) => this.#choose(event.detail)}
        ></eu-choice>
        ${this.#renderTold()}
      </div>
      <section class="panel" aria-label="What is collected">
        ${this.#shown.render((shown) =>
          shown === undefined
            ? html``
            : html`<eu-collection-table
                .siteId=${shown.site_id}
                .items=${shown.items}
                .devices=${shown.devices}
                @eu-changed=${() => this.#refresh()}
              ></eu-collection-table>`,
        )}
      </section>`;
  }

  #renderTold() {
    const shown = this.#shown.value;
    if (shown === undefined) return nothing;
    if (shown.site_id === undefined) {
      return html`<span class="quiet">where a site says nothing of its own</span>`;
    }
    const { document, devices, devices_enforcing: enforcing } = shown;
    const told =
      document === null
        ? html`<span class="part">not told to the site yet</span>`
        : html`<span class="quiet"
            >told to the site <eu-time .at=${document.issued_at}></eu-time
          ></span>`;
    if (devices === 0) return html`${told}<span class="quiet">no devices yet</span>`;
    return html`${told}<span class=${enforcing < devices ? 'part' : 'quiet'}
        >${enforcementWords(shown, devices)} enforce all of it</span
      >`;
  }

  #choose(value: string): void {
    const to = value.startsWith('site:') ? value.slice('site:'.length) : undefined;
    this.navigate(paths.collection(to === undefined ? 'all' : { site: to }), { replace: true });
  }

  #refresh(): void {
    this.#sites.refresh();
    this.#shown.refresh();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-collection-page': EuCollectionPage;
  }
}
