import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import type { Scope } from '../api/types.ts';
import { extentOf, LIMITS } from '../domain/scope.ts';
import { base } from '../styles/shared.ts';
import '@awesome.me/webawesome/dist/components/input/input.js';

/** Four fields for how far a role reaches; an empty one limits nothing. */
@customElement('eu-scope-fields')
export class EuScopeFields extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      fieldset {
        border: 0;
        margin: 0;
        padding: 0;
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr));
        gap: 0.75rem;
      }
      legend {
        font-size: var(--eu-size-s);
        color: var(--eu-quiet);
        margin-bottom: 0.35rem;
        padding: 0;
      }
    `,
  ];

  override render() {
    return html`<fieldset>
      <legend>Reaches what lies within each of these; an empty field limits nothing.</legend>
      ${LIMITS.map(
        ([name, label, example]) =>
          html`<wa-input
            size="s"
            data-name=${name}
            label=${label}
            placeholder=${`all, or ${example}`}
            autocomplete="off"
          ></wa-input>`,
      )}
    </fieldset>`;
  }

  /** The scope as it was entered. */
  get scope(): Scope {
    const typed = (name: keyof Scope) =>
      extentOf(this.renderRoot.querySelector<WaInput>(`[data-name=${name}]`)?.value ?? '');
    return {
      sites: typed('sites'),
      business_units: typed('business_units'),
      device_groups: typed('device_groups'),
      environments: typed('environments'),
    };
  }

  clear(): void {
    for (const input of this.renderRoot.querySelectorAll<WaInput>('wa-input')) input.value = '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-scope-fields': EuScopeFields;
  }
}
