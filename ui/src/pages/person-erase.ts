import { consume } from '@lit/context';
import { css, html, LitElement } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import type { Api } from '../api/client.ts';
import type { Whom } from '../api/persons.ts';
import type { ErasureGround } from '../api/types.ts';
import { apiContext } from '../app/contexts.ts';
import { Deed } from '../app/deed.ts';
import { renderDialog } from '../app/dialog.ts';
import { ERASURE_GROUND } from '../domain/persons.ts';
import { base } from '../styles/shared.ts';
import '../elements/choice.ts';
import '@awesome.me/webawesome/dist/components/input/input.js';

const GROUNDS: readonly (readonly [string, string])[] = Object.entries(ERASURE_GROUND);

/** Asks for the erasure of a person (`eu-requested`, detail: the id of the erasure). */
@customElement('eu-person-erase')
export class EuPersonErase extends LitElement {
  static override styles = [
    base,
    css`
      .fields {
        display: grid;
        gap: 0.85rem;
      }
      .fault {
        color: var(--eu-dark);
        margin-top: 0.75rem;
      }
    `,
  ];

  @property({ attribute: false }) whom: Whom | undefined;
  @property() words = '';
  @consume({ context: apiContext }) private api!: Api;
  @query('wa-input') private reason!: WaInput;
  @state() private ground: ErasureGround = 'objection';
  readonly #deed = new Deed(this);

  override render() {
    return renderDialog({
      label: 'Ask for the erasure',
      open: this.whom !== undefined,
      isForm: true,
      body: html`<div class="fields">
        <p>
          ${this.words}: the keys of these names are destroyed at the hub, the sites and on the
          devices. Somebody else has to approve it. Once it is carried out, nothing brings the names
          back; the audit record keeps random ids.
        </p>
        <eu-choice
          label="Ground"
          .value=${this.ground}
          .options=${GROUNDS}
          @eu-choice=${(event: CustomEvent<ErasureGround>) => (this.ground = event.detail)}
        ></eu-choice>
        <wa-input
          size="s"
          label="Reason"
          hint="It stays: refer to a ticket, and name nobody"
          placeholder="ticket 4711"
          maxlength="500"
        ></wa-input>
      </div>`,
      leave: 'Cancel',
      act: { label: 'Ask for it', variant: 'danger', run: () => void this.#request() },
      deed: this.#deed,
      closed: () => this.dispatchEvent(new Event('eu-closed')),
    });
  }

  async #request(): Promise<void> {
    const { whom } = this;
    if (whom === undefined) return;
    await this.#deed.run(async () => {
      const reason = (this.reason.value ?? '').trim();
      const made = await this.api.requestErasure({ ...whom, ground: this.ground, reason });
      this.dispatchEvent(new CustomEvent('eu-requested', { detail: made.id }));
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-person-erase': EuPersonErase;
  }
}
