import { html, nothing } from 'lit';
import { paths } from '../app/paths.ts';
import type { PrivacyTab } from '../app/paths.ts';

const TABS: readonly (readonly [tab: PrivacyTab, label: string, href: string])[] = [
  ['collection', 'What is collected', paths.privacy('collection')],
  ['persons', 'Persons', paths.privacy('persons')],
];

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
