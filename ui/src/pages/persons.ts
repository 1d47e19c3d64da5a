import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import type { Api } from '../api/client.ts';
import type { Whom } from '../api/persons.ts';
import type { FoundAccount, PersonsFound, Session } from '../api/types.ts';
import { announceContext, apiContext, navigateContext, sessionContext } from '../app/contexts.ts';
import type { Announce, Navigate } from '../app/contexts.ts';
import { Deed } from '../app/deed.ts';
import { paths } from '../app/paths.ts';
import { can } from '../domain/can.ts';
import { groupByName, type NamedGroup } from '../domain/persons.ts';
import { count, plural } from '../format/numbers.ts';
import { base, page, table } from '../styles/shared.ts';
import { renderPrivacyHead } from './privacy-frame.ts';
import './erasure-list.ts';
import './person-erase.ts';
import '../elements/message.ts';
import '../elements/time.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/checkbox/checkbox.js';
import '@awesome.me/webawesome/dist/components/input/input.js';

/** Persons: who has a name, what is held about them, an export of it, and their erasure. */
@customElement('eu-persons-page')
export class EuPersonsPage extends LitElement {
  static override styles = [
    base,
    page,
    table,
    css`
      form {
        display: flex;
        gap: 0.6rem;
        align-items: flex-end;
      }
      form wa-input {
        flex: 1;
        max-width: 26rem;
      }
      .note {
        margin-top: 0.5rem;
        font-size: var(--eu-size-s);
      }
      .fault {
        color: var(--eu-dark);
        margin-top: 0.5rem;
      }
      .chosen {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem 0.75rem;
        align-items: center;
        padding: 0.6rem 0.875rem;
        border-top: 1px solid var(--eu-line);
      }
      .chosen span {
        margin-inline-end: auto;
      }
    `,
  ];

  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: announceContext }) private announce!: Announce;
  @consume({ context: navigateContext }) private navigate!: Navigate;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | undefined;
  @query('form wa-input') private field!: WaInput;
  @state() private found: PersonsFound | undefined;
  @state() private chosen: ReadonlySet<string> = new Set();
  @state() private asked: Whom | undefined;
  readonly #search = new Deed(this);
  readonly #export = new Deed(this);

  override render() {
    const mayRead = can(this.session?.permissions, 'person.read');
    return html`${renderPrivacyHead('persons')}
      <div class="stack">
        ${mayRead ? this.#renderSearch() : nothing}
        ${this.found === undefined ? nothing : this.#renderFound(this.found)}
        <eu-erasure-list></eu-erasure-list>
      </div>
      <eu-person-erase
        .whom=${this.asked}
        .words=${this.#words()}
        @eu-requested=${(event: CustomEvent<string>) => this.navigate(paths.erasure(event.detail))}
        @eu-closed=${() => (this.asked = undefined)}
      ></eu-person-erase>`;
  }

  #renderSearch() {
    return html`<section class="panel" aria-labelledby="search">
      <header><h2 id="search">Find a person</h2></header>
      <div class="body">
        <form
          autocomplete="off"
          @submit=${(event: Event) => {
            event.preventDefault();
            void this.#find();
          }}
        >
          <wa-input
            size="s"
            type="search"
            class="bare"
            label="Name, address, or id of a device"
            placeholder="Name, address, or id of a device"
          ></wa-input>
          <wa-button
            size="s"
            variant="brand"
            type="submit"
            ?loading=${this.#search.busy}
            @click=${() => void this.#find()}
            >Search</wa-button
          >
        </form>
        <p class="note quiet">
          Names lie encrypted, each under its own key; a search opens them one by one, keeps none,
          and is on record.
        </p>
        ${this.#search.renderFault()}
      </div>
    </section>`;
  }

  #renderFound({ subjects, accounts, more }: PersonsFound) {
    const groups = groupByName(subjects);
    if (groups.length + accounts.length === 0) {
      return html`<section class="panel" aria-label="Found">
        <eu-empty
          heading="Nobody by that name"
          next="Neither a device nor an account knows it, or it was erased."
        ></eu-empty>
      </section>`;
    }
    return html`<section class="panel" aria-label="Found">
      <table class="cards">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">What it is</th>
            <th scope="col">Sites</th>
            <th scope="col" class="num">Usage</th>
            <th scope="col">Last used</th>
          </tr>
        </thead>
        <tbody>
          ${groups.map((group) => this.#renderGroup(group))}
          ${accounts.map((account) => this.#renderAccount(account))}
        </tbody>
      </table>
      ${more ? html`<p class="chosen quiet">There are more: say more of the name.</p>` : nothing}
      ${this.#renderChosen()}
    </section>`;
  }

  #renderGroup(group: NamedGroup) {
    const what = group.role === 'device_host' ? 'name of a machine' : 'user';
    return html`<tr>
      <td class="lead">${this.#renderBox(group.key, group.name)}</td>
      <td data-label="What it is">${what} on ${plural(group.subjects.length, 'device')}</td>
      <td data-label="Sites">${group.sites.join(', ')}</td>
      <td data-label="Usage" class="num">${plural(group.intervals, 'interval')}</td>
      <td data-label="Last used">${timeOr(group.lastAt)}</td>
    </tr>`;
  }

  #renderAccount({ id, name, display_name: display, email, provider }: FoundAccount) {
    const text = display === '' || display === name ? name : `${display} (${name})`;
    return html`<tr>
      <td class="lead">${this.#renderBox(id, text)}</td>
      <td data-label="What it is">console account${provider === 'local' ? '' : `, ${provider}`}</td>
      <td data-label="Address">${email ?? html`<span class="quiet">no address</span>`}</td>
      <td class="num"></td>
      <td></td>
    </tr>`;
  }

  #renderBox(key: string, label: string) {
    return html`<wa-checkbox
      size="s"
      .checked=${this.chosen.has(key)}
      @change=${() => this.#toggle(key)}
      >${label}</wa-checkbox
    >`;
  }

  #renderChosen() {
    const whom = this.#whom();
    const nobody = whom === undefined;
    const mayExport = can(this.session?.permissions, 'person.export');
    const mayAsk = can(this.session?.permissions, 'erasure.request');
    if (!mayExport && !mayAsk) return nothing;
    return html`<div class="chosen">
      <span class="quiet">${nobody ? 'Choose who it is about' : this.#words()}</span>
      ${this.#export.renderFault()}
      <wa-button
        size="s"
        appearance="outlined"
        ?disabled=${nobody || !mayExport}
        ?loading=${this.#export.busy}
        @click=${() => void this.#save()}
        >Export</wa-button
      >
      <wa-button
        size="s"
        variant="danger"
        appearance="outlined"
        ?disabled=${nobody || !mayAsk}
        @click=${() => (this.asked = whom)}
        >Erase …</wa-button
      >
    </div>`;
  }

  /** Whom the chosen rows are: any number of names, and one account. */
  #whom(): Whom | undefined {
    const groups = groupByName(this.found?.subjects ?? []).filter(({ key }) =>
      this.chosen.has(key),
    );
    const subjects = groups.flatMap((group) => group.subjects.map((each) => each.subject_id));
    const account = this.found?.accounts.find(({ id }) => this.chosen.has(id))?.id;
    return subjects.length === 0 && account === undefined ? undefined : { subjects, account };
  }

  #words(): string {
    const { subjects = [], account } = this.#whom() ?? {};
    const parts = [
      ...(subjects.length === 0 ? [] : [`${count(subjects.length)} names on devices`]),
      ...(account === undefined ? [] : ['one console account']),
    ];
    return parts.join(' and ');
  }

  #toggle(key: string): void {
    const isAccount = this.found?.accounts.some(({ id }) => id === key) === true;
    const others = [...this.chosen].filter((other) => {
      const isOther = this.found?.accounts.some(({ id }) => id === other) === true;
      return other !== key && !(isAccount && isOther);
    });
    this.chosen = new Set(this.chosen.has(key) ? others : [...others, key]);
  }

  async #find(): Promise<void> {
    const text = (this.field.value ?? '').trim();
    if (text.length < 2) {
      this.#search.refuse('Say at least two letters of the name.');
      return;
    }
    await this.#search.run(async () => {
      this.found = await this.api.searchPersons(text);
      this.chosen = new Set();
    });
  }

  async #save(): Promise<void> {
    const whom = this.#whom();
    if (whom === undefined) return;
    await this.#export.run(async () => {
      const url = URL.createObjectURL(await this.api.exportPerson(whom));
      const link = document.createElement('a');
      link.href = url;
      link.download = 'person.json';
      link.click();
      URL.revokeObjectURL(url);
      this.announce('Exported');
    });
  }
}

const timeOr = (at: string | null) =>
  at === null ? html`<span class="quiet">never</span>` : html`<eu-time .at=${at}></eu-time>`;

declare global {
  interface HTMLElementTagNameMap {
    'eu-persons-page': EuPersonsPage;
  }
}
