import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { paths } from '../app/paths.ts';
import type { NotifyTab } from '../app/paths.ts';
import { accessStyles } from './access-frame.ts';

const TABS = [
  ['alerts', 'Alerts'],
  ['rules', 'Who is told'],
  ['mail', 'Mail'],
  ['webhooks', 'Webhooks'],
] as const satisfies readonly (readonly [NotifyTab, string])[];

/** Forms and tabs as on the pages about access, and what notifications have beside. */
export const notifyStyles = [
  accessStyles,
  css`
    .tools {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem;
    }
    .failing {
      color: var(--eu-late);
      font-weight: 500;
    }
    .dead {
      color: var(--eu-dark);
    }
    .under {
      display: block;
      color: var(--eu-quiet);
      font-weight: 400;
      font-size: var(--eu-size-s);
      overflow-wrap: anywhere;
    }
    @media (max-width: 48rem) {
      .cards .tools {
        justify-content: flex-end;
      }
      .cards td.lead.stacked {
        flex-direction: column;
        gap: 0;
      }
    }
  `,
];

/** The head of every page about notifications, and the way to the others. */
export function renderNotifyHead(current: NotifyTab, action: TemplateResult | typeof nothing) {
  return html`<div class="head">
      <h1>Notifications</h1>
      ${action}
    </div>
    <nav class="tabs" aria-label="Notifications">
      ${TABS.map(
        ([tab, label]) =>
          html`<a
            href=${paths.notifications(tab)}
            aria-current=${tab === current ? 'page' : nothing}
            >${label}</a
          >`,
      )}
    </nav>`;
}
