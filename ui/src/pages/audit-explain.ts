import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import type { Api } from '../api/client.ts';
import type { AuditWitness } from '../api/types.ts';
import { announceContext, apiContext } from '../app/contexts.ts';
import type { Announce } from '../app/contexts.ts';
import { Deed } from '../app/deed.ts';
import { renderDialog } from '../app/dialog.ts';
import { base } from '../styles/shared.ts';
import { auditStyles } from './audit-frame.ts';
import '@awesome.me/webawesome/dist/components/input/input.js';

const REASON_CHARS_MIN = 3;

/** Asks why a relay contradicts the record, and writes the answer into it (`eu-done`). */
@customElement('eu-audit-explain')
export class EuAuditExplain extends LitElement {
  static override styles = [
    base,
    auditStyles,
    css`
      p {
        margin-bottom: 0.75rem;
      }
    `,
  ];

  @property({ attribute: false }) witness: AuditWitness | undefined;
  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: announceContext }) private announce!: Announce;
  @query('wa-input') private reason!: WaInput;
  readonly #deed = new Deed(this);

  override render() {
    const { witness } = this;
    return renderDialog({
      label: `Explain the contradiction of ${witness?.site_id ?? ''}`,
      open: witness !== undefined,
      body:
        witness === undefined
          ? nothing
          : html`<p>
                The relay says: ${witness.fault}. That is so after a restore from a backup. If there
                was none, the record may have been rewritten: verify it, and keep the relay as it
                is.
              </p>
              <p class="quiet">
                Explained, it is no alarm any more until the relay shows another checkpoint. Your
                name and your reason are written into the record.
              </p>
              <wa-input label="Reason, for the audit trail" maxlength="500"></wa-input>`,
      leave: 'Leave it',
      act: { label: 'Explain it', run: () => void this.#explain() },
      deed: this.#deed,
      closed: () => this.dispatchEvent(new Event('eu-closed')),
    });
  }

  async #explain(): Promise<void> {
    const { witness } = this;
    const reason = (this.reason.value ?? '').trim();
    if (witness === undefined) return;
    if (reason.length < REASON_CHARS_MIN) {
      this.#deed.refuse('Say why, in a few words: whoever reads the record will want to know.');
      return;
    }
    await this.#deed.run(async () => {
      await this.api.explainContradiction(witness.relay_id, reason);
      this.announce('Explained');
      this.dispatchEvent(new Event('eu-done'));
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-audit-explain': EuAuditExplain;
  }
}
