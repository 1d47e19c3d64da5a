import { html } from 'lit';
import type { TemplateResult } from 'lit';
import './mark.ts';

/** The head of a page in front of the console. */
export function renderBrand(line: string): TemplateResult {
  return html`<div class="brand">
    <eu-mark></eu-mark>
    <div>
      <h1>EUCORA<span>edge</span></h1>
      <p class="quiet">${line}</p>
    </div>
  </div>`;
}
