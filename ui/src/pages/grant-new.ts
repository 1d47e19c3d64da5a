import { consume } from '@lit/context';
import { html, LitElement } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import type { Api } from '../api/client.ts';
import type { RoleName } from '../api/types.ts';
import { announceContext, apiContext } from '../app/contexts.ts';
import type { Announce } from '../app/contexts.ts';
import { Deed } from '../app/deed.ts';
import { renderDialog } from '../app/dialog.ts';
import { ROLE_NAMES } from '../domain/role-names.ts';
import { roleWords } from '../domain/words.ts';
import type { EuScopeFields } from '../elements/scope-fields.ts';
import { base } from '../styles/shared.ts';
import { accessStyles } from './access-frame.ts';
import '../elements/choice.ts';
import '../elements/scope-fields.ts';
import '@awesome.me/webawesome/dist/components/input/input.js';

const KINDS = [
  ['user', 'user, by id'],
  ['group', 'group of the identity provider'],
] as const;
type Kind = (typeof KINDS)[number][0];

/** Gives a role within a scope (`eu-done` when it was given). */
@customElement('eu-grant-new')
export class EuGrantNew extends LitElement {
  static override styles = [base, accessStyles];

  @property({ type: Boolean }) open = false;
  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: announceContext }) private announce!: Announce;
  @query('[data-field=who]') private who!: WaInput;
  @query('[data-field=until]') private until!: WaInput;
  @query('eu-scope-fields') private scope!: EuScopeFields;
  @state() private kind: Kind = 'user';
  @state() private chosen: RoleName = 'auditor';
  readonly #deed = new Deed(this);

  override render() {
    return renderDialog({
      label: 'Give a role',
      open: this.open,
      isForm: true,
      body: html`<div class="pair">
          <eu-choice
            label="To a"
            .value=${this.kind}
            .options=${KINDS}
            @eu-choice=${(event: CustomEvent<Kind>) => (this.kind = event.detail)}
          ></eu-choice>
          <wa-input
            size="s"
            data-field="who"
            label=${this.kind === 'user' ? 'User id' : 'Value of the group claim'}
          ></wa-input>
        </div>
        <div class="pair">
          <eu-choice
            label="Role"
            .value=${this.chosen}
            .options=${ROLE_NAMES.map((name) => [name, roleWords(name)] as const)}
            @eu-choice=${(event: CustomEvent<RoleName>) => (this.chosen = event.detail)}
          ></eu-choice>
          <wa-input
            size="s"
            data-field="until"
            type="date"
            label="Until, or empty for no end"
          ></wa-input>
        </div>
        <eu-scope-fields></eu-scope-fields>`,
      leave: 'Cancel',
      act: { label: 'Give the role', run: () => void this.#give() },
      deed: this.#deed,
      closed: () => {
        this.open = false;
        this.dispatchEvent(new Event('eu-closed'));
      },
    });
  }

  async #give(): Promise<void> {
    const who = (this.who.value ?? '').trim();
    if (who === '') {
      this.#deed.refuse('Say who gets the role.');
      return;
    }
    await this.#deed.run(async () => {
      const end = this.until.value ?? '';
      await this.api.createGrant({
        subject: `${this.kind}:${who}`,
        role: this.chosen,
        scope: this.scope.scope,
        expires_at: end === '' ? null : new Date(`${end}T00:00:00`).toISOString(),
      });
      this.announce('Given');
      this.open = false;
      this.dispatchEvent(new Event('eu-done'));
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-grant-new': EuGrantNew;
  }
}
