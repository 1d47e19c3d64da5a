import { css, html, nothing } from 'lit';
import { paths } from '../app/paths.ts';
import type { PrivacyTab } from '../app/paths.ts';

const TABS: readonly (readonly [tab: PrivacyTab, label: string, href: string])[] = [
  ['collection', 'What is collected', paths.privacy('collection')],
  ['persons', 'Persons', paths.privacy('persons')],
];

export const privacyStyles = css`
  .tabs {
    display: flex;
    gap: 1.25rem;
    border-bottom: 1px solid var(--eu-line);
    margin-bottom: 1rem;
  }
  .tabs a {
    padding: 0.45rem 0.1rem;
    color: var(--eu-quiet);
    border-bottom: 2px solid transparent;
    margin-bottom: -1px;
  }
  .tabs a:hover {
    color: var(--eu-text);
    text-decoration: none;
  }
  .tabs a[aria-current] {
    color: var(--eu-text);
    font-weight: 600;
    border-color: var(--eu-accent);
  }
`;

/** The head of the pages about personal data. */
export function renderPrivacyHead(current: PrivacyTab) {
  return html`<div class="head">
      <h1>Privacy</h1>
      <span class="quiet"
        >what is not needed is not collected, and devices themselves see to it</span
      >
    </div>
    <nav class="tabs" aria-label="Privacy">
      ${TABS.map(
        ([tab, label, href]) =>
          html`<a href=${href} aria-current=${tab === current ? 'page' : nothing}>${label}</a>`,
      )}
    </nav>`;
}
