import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { paths } from '../app/paths.ts';
import type { AccessTab } from '../app/paths.ts';

const TABS = [
  ['tokens', 'Service tokens'],
  ['grants', 'Grants'],
  ['roles', 'Roles'],
  ['groups', 'Device groups'],
] as const satisfies readonly (readonly [AccessTab, string])[];

export const accessStyles = css`
  form {
    display: grid;
    gap: 0.9rem;
  }
  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr));
    gap: 0.75rem;
  }
  .fault {
    color: var(--eu-dark);
  }
  .secret {
    display: block;
    padding: 0.6rem 0.75rem;
    border: 1px solid var(--eu-line);
    border-radius: var(--eu-radius);
    background: var(--eu-hover);
    overflow-wrap: anywhere;
    user-select: all;
  }
  .ended {
    color: var(--eu-quiet);
  }
`;

/** The head of every page about access: what it is about, and the way to the others. */
export function renderAccessHead(current: AccessTab, action: TemplateResult | typeof nothing) {
  return html`<div class="head">
      <h1>Access</h1>
      ${action}
    </div>
    <nav class="tabs" aria-label="Access">
      ${TABS.map(
        ([tab, label]) =>
          html`<a href=${paths.access(tab)} aria-current=${tab === current ? 'page' : nothing}
            >${label}</a
          >`,
      )}
    </nav>`;
}
