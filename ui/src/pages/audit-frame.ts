import { css, html, nothing } from 'lit';
import { paths } from '../app/paths.ts';

type AuditTab = 'entries' | 'proof';

const TABS = [
  ['entries', 'Entries', paths.audit()],
  ['proof', 'Proof', paths.auditProof()],
] as const satisfies readonly (readonly [AuditTab, string, string])[];

export const auditStyles = css`
  .fault,
  .failed {
    color: var(--eu-dark);
  }
  .refused {
    color: var(--eu-late);
  }
  .good {
    color: var(--eu-fresh);
  }
  .failed,
  .refused,
  .good {
    font-weight: 500;
  }
`;

/** The head of both pages about the record: its entries, and the proof that they are the same. */
export function renderAuditHead(current: AuditTab) {
  return html`<div class="head">
      <h1>Audit</h1>
      <span class="quiet">append-only, hash-chained, sealed within a second</span>
    </div>
    <nav class="tabs" aria-label="Audit">
      ${TABS.map(
        ([tab, label, href]) =>
          html`<a href=${href} aria-current=${tab === current ? 'page' : nothing}>${label}</a>`,
      )}
    </nav>`;
}
