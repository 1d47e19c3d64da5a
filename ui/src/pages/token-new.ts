import { consume } from '@lit/context';
import { html, LitElement } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import type { Api } from '../api/client.ts';
import type { RoleName } from '../api/types.ts';
import { apiContext } from '../app/contexts.ts';
import { Deed } from '../app/deed.ts';
import { renderDialog } from '../app/dialog.ts';
import { roleWords } from '../domain/words.ts';
import type { EuScopeFields } from '../elements/scope-fields.ts';
import { base } from '../styles/shared.ts';
import { accessStyles } from './access-frame.ts';
import { ROLE_NAMES } from '../domain/role-names.ts';
import '../elements/choice.ts';
import '../elements/scope-fields.ts';
import '@awesome.me/webawesome/dist/components/input/input.js';

const DAYS = 90;

/** Makes a token, and shows its secret once (`eu-done` when there is a new one). */
@customElement('eu-token-new')
export class EuTokenNew extends LitElement {
  static override styles = [base, accessStyles];

  @property({ type: Boolean }) open = false;
  @consume({ context: apiContext }) private api!: Api;
  @query('[data-field=name]') private name!: WaInput;
  @query('[data-field=days]') private days!: WaInput;
  @query('eu-scope-fields') private scope!: EuScopeFields;
  @state() private chosen: RoleName = 'auditor';
  @state() private secret: string | undefined;
  readonly #deed = new Deed(this);

  override render() {
    const { secret } = this;
    const common = { open: this.open, deed: this.#deed, closed: () => this.#closed() };
    if (secret !== undefined) {
      const body = renderSecret(secret);
      return renderDialog({
        ...common,
        label: 'The token, this once',
        body,
        leave: 'I have copied it',
      });
    }
    return renderDialog({
      ...common,
      label: 'New service token',
      isForm: true,
      body: this.#renderFields(),
      leave: 'Cancel',
      act: { label: 'Make the token', run: () => void this.#create() },
    });
  }

  #renderFields() {
    return html` <div class="pair">
        <wa-input size="s" data-field="name" label="Name" placeholder="nightly-report"></wa-input>
        <wa-input
          size="s"
          data-field="days"
          type="number"
          label="Days until it ends"
          .value=${String(DAYS)}
          min="1"
          max="366"
        ></wa-input>
      </div>
      <eu-choice
        label="Role"
        .value=${this.chosen}
        .options=${ROLE_NAMES.map((name) => [name, roleWords(name)] as const)}
        @eu-choice=${(event: CustomEvent<RoleName>) => (this.chosen = event.detail)}
      ></eu-choice>
      <eu-scope-fields></eu-scope-fields>`;
  }

  #closed(): void {
    this.open = false;
    this.secret = undefined;
    this.dispatchEvent(new Event('eu-closed'));
  }

  async #create(): Promise<void> {
    await this.#deed.run(async () => {
      const name = (this.name.value ?? '').trim();
      const days = Number(this.days.value);
      const role = this.chosen;
      const made = await this.api.createToken({ name, days, role, scope: this.scope.scope });
      this.secret = made.token;
      this.dispatchEvent(new Event('eu-done'));
    });
  }
}

function renderSecret(secret: string) {
  return html`<p>Copy it now: only its hash is kept, and nobody can show it again.</p>
    <code class="secret mono">${secret}</code>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-token-new': EuTokenNew;
  }
}
