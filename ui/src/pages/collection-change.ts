import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import type { PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import type { Api } from '../api/client.ts';
import type { CollectionPlace } from '../api/privacy.ts';
import type { CollectionChoice, CollectionItem } from '../api/types.ts';
import { announceContext, apiContext } from '../app/contexts.ts';
import type { Announce } from '../app/contexts.ts';
import { Deed } from '../app/deed.ts';
import { renderDialog } from '../app/dialog.ts';
import { changeWords, CHOICE_WORDS } from '../domain/collection.ts';
import { base } from '../styles/shared.ts';
import '../elements/time.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/input/input.js';

/** `back`: a site’s own word is taken back. */
type Wish = CollectionChoice | 'back';

/**
 * The dialog that changes what of one item is collected (`eu-changed`, bubbling; `eu-closed`). It
 * says in plain words what stops.
 */
@customElement('eu-collection-change')
export class EuCollectionChange extends LitElement {
  static override styles = [
    base,
    css`
      fieldset {
        display: grid;
        gap: 0.5rem;
        margin: 0 0 1rem;
        padding: 0;
        border: 0;
      }
      label {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0.15rem 0.6rem;
        padding: 0.55rem 0.7rem;
        border: 1px solid var(--eu-line);
        border-radius: var(--eu-radius);
        cursor: pointer;
      }
      label:has(:checked) {
        border-color: var(--eu-accent);
        background: var(--eu-accent-soft);
      }
      label:has(:focus-visible) {
        outline: 2px solid var(--eu-accent);
        outline-offset: 1px;
      }
      input {
        accent-color: var(--eu-accent);
      }
      label b {
        font-weight: 600;
      }
      label span {
        grid-column: 2;
        color: var(--eu-quiet);
      }
      .consent {
        display: grid;
        gap: 0.6rem;
        margin-top: 1rem;
        padding-top: 0.9rem;
        border-top: 1px solid var(--eu-line);
      }
      .fault {
        color: var(--eu-dark);
        margin-top: 0.75rem;
      }
    `,
  ];

  /** Undefined: all sites. */
  @property({ attribute: false }) siteId: string | undefined;
  /** What is to be changed; undefined: the dialog is closed. */
  @property({ attribute: false }) item: CollectionItem | undefined;
  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: announceContext }) private announce!: Announce;
  @query('wa-input') private ground!: WaInput | null;
  @state() private wish: Wish = 'on';
  readonly #deed = new Deed(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('item') || this.item === undefined) return;
    this.wish = this.item.wanted;
    this.#deed.clear();
  }

  override render() {
    const { item } = this;
    return renderDialog({
      label: item?.title ?? '',
      open: item !== undefined,
      body: item === undefined ? nothing : this.#renderBody(item),
      leave: 'Cancel',
      act: { label: 'Save the setting', run: () => void this.#save() },
      deed: this.#deed,
      closed: () => this.#close(),
    });
  }

  #renderBody(item: CollectionItem) {
    const ofSite = this.siteId !== undefined;
    return html`<fieldset>
        <legend class="visually-hidden">What is collected</legend>
        ${item.choices.map((choice) =>
          this.#renderChoice(choice, CHOICE_WORDS[choice], changeWords(item, choice)),
        )}
        ${
          ofSite && item.source === 'site'
            ? this.#renderChoice(
                'back',
                'as for all sites',
                'The site’s own setting is taken back.',
              )
            : nothing
        }
      </fieldset>
      <p class="quiet">
        ${
          ofSite
            ? 'Devices of this site follow as soon as their relay has heard it.'
            : 'It holds at every site that says nothing of its own.'
        }
        What was told before stays until its time is over.
      </p>
      ${item.needs_consent ? this.#renderConsent(item) : nothing}`;
  }

  #renderChoice(wish: Wish, name: string, words: string) {
    return html`<label
      ><input
        type="radio"
        name="choice"
        .checked=${this.wish === wish}
        @change=${() => (this.wish = wish)}
      /><b>${name}</b><span>${words}</span></label
    >`;
  }

  #renderConsent({ consent }: CollectionItem) {
    const own = consent !== null && (this.siteId === undefined || !consent.of_all_sites);
    if (consent !== null && own) {
      return html`<div class="consent">
        <p>
          A consent is on record: “${consent.ground}”, by ${consent.recorded_by},
          <eu-time .at=${consent.recorded_at}></eu-time>. Withdrawn, nothing of this is collected.
        </p>
        <wa-button
          size="s"
          variant="danger"
          appearance="outlined"
          ?loading=${this.#deed.busy}
          @click=${() => void this.#withdraw()}
          >Withdraw the consent</wa-button
        >
      </div>`;
    }
    const where = this.siteId === undefined ? 'all sites' : 'this site';
    return html`<div class="consent">
      <p>
        ${
          consent === null
            ? `Nothing of this is collected before the persons of ${where} agreed.`
            : 'The consent for all sites holds here. This site can have one of its own.'
        }
      </p>
      <wa-input
        size="s"
        label="By what they agreed"
        placeholder="Works agreement of 3 May, section 4"
        maxlength="500"
      ></wa-input>
      <wa-button
        size="s"
        appearance="outlined"
        ?loading=${this.#deed.busy}
        @click=${() => void this.#record()}
        >Record the consent</wa-button
      >
    </div>`;
  }

  get #place(): CollectionPlace | undefined {
    return this.item && { site: this.siteId, item: this.item.item };
  }

  async #save(): Promise<void> {
    const place = this.#place;
    if (place === undefined) return;
    await this.#deed.run(async () => {
      await this.api.setCollection(place, this.wish === 'back' ? null : this.wish);
      this.#done('Saved');
    });
  }

  async #record(): Promise<void> {
    const place = this.#place;
    const ground = (this.ground?.value ?? '').trim();
    if (place === undefined) return;
    if (ground.length < 3) {
      this.#deed.refuse('Say by what they agreed: a document, a date, a section.');
      return;
    }
    await this.#deed.run(async () => {
      await this.api.recordConsent(place, ground);
      this.#done('The consent is on record');
    });
  }

  async #withdraw(): Promise<void> {
    const place = this.#place;
    if (place === undefined) return;
    await this.#deed.run(async () => {
      await this.api.withdrawConsent(place);
      this.#done('The consent is withdrawn');
    });
  }

  #done(said: string): void {
    this.announce(said);
    this.dispatchEvent(new Event('eu-changed', { bubbles: true, composed: true }));
    this.#close();
  }

  #close(): void {
    this.dispatchEvent(new Event('eu-closed'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-collection-change': EuCollectionChange;
  }
}
