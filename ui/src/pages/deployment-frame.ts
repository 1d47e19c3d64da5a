import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { DeviceOrderState } from '../api/types.ts';
import { paths } from '../app/paths.ts';
import { stateTone, stateWord } from '../domain/deployment-words.ts';
import { accessStyles } from './access-frame.ts';

/** Forms as on the pages about access, and the tones of states. */
export const deploymentStyles = [
  accessStyles,
  css`
    .tools {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem;
    }
    .under {
      display: block;
      color: var(--eu-quiet);
      font-weight: 400;
      font-size: var(--eu-size-s);
      overflow-wrap: anywhere;
    }
    .state {
      white-space: nowrap;
      font-weight: 500;
    }
    .state.done {
      color: var(--eu-fresh);
    }
    .state.waits {
      color: var(--eu-late);
    }
    .state.wrong {
      color: var(--eu-dark);
    }
    .state.none {
      color: var(--eu-quiet);
    }
    @media (max-width: 48rem) {
      .cards td.lead {
        flex-direction: column;
        gap: 0;
      }
    }
  `,
];

const TABS = [
  ['deployments', 'Assignments', paths.deployments()],
  ['documents', 'Documents', paths.documents()],
] as const;

/** The head of every page about deployments, and the way to the others. */
export function renderDeploymentsHead(
  current: (typeof TABS)[number][0],
  action: TemplateResult | typeof nothing,
) {
  return html`<div class="head">
      <h1>Deployments</h1>
      ${action}
    </div>
    <nav class="tabs" aria-label="Deployments">
      ${TABS.map(
        ([tab, label, href]) =>
          html`<a href=${href} aria-current=${tab === current ? 'page' : nothing}>${label}</a>`,
      )}
    </nav>`;
}

/** A state in its tone. */
export function renderState(state: DeviceOrderState): TemplateResult {
  return html`<span class="state ${stateTone(state)}">${stateWord(state)}</span>`;
}
