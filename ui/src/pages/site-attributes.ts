import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import type { Api } from '../api/client.ts';
import type { Session, SiteDetail } from '../api/types.ts';
import { announceContext, apiContext, sessionContext } from '../app/contexts.ts';
import type { Announce } from '../app/contexts.ts';
import { Deed } from '../app/deed.ts';
import { renderDialog } from '../app/dialog.ts';
import { can } from '../domain/can.ts';
import { base } from '../styles/shared.ts';
import '@awesome.me/webawesome/dist/components/input/input.js';

/** Where a site belongs in the organisation, by which grants reach it (`eu-changed`). */
@customElement('eu-site-attributes')
export class EuSiteAttributes extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        margin-top: 0.3rem;
        font-size: var(--eu-size-s);
        color: var(--eu-quiet);
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0.2rem 1rem;
      }
      button {
        border: 0;
        padding: 0;
        background: none;
        color: var(--eu-accent);
        font: inherit;
        cursor: pointer;
      }
      form {
        display: grid;
        gap: 0.9rem;
      }
      .fault {
        color: var(--eu-dark);
      }
    `,
  ];

  @property({ attribute: false }) site!: SiteDetail;
  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: announceContext }) private announce!: Announce;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | undefined;
  @query('[data-field=unit]') private unit!: WaInput;
  @query('[data-field=environment]') private environment!: WaInput;
  @state() private open = false;
  readonly #deed = new Deed(this);

  override render() {
    const { business_unit: unit, environment } = this.site;
    return html`<div class="facts">
        <span>business unit ${unit ?? html`<span class="unknown">not named</span>`}</span>
        <span>environment ${environment}</span>
        ${
          can(this.session?.permissions, 'site.write')
            ? html`<button @click=${() => (this.open = true)}>Change …</button>`
            : nothing
        }
      </div>
      ${this.#renderEdit()}`;
  }

  #renderEdit() {
    const { business_unit: unit, environment } = this.site;
    return renderDialog({
      label: 'Where this site belongs',
      open: this.open,
      isForm: true,
      body: html`<p>
          Grants that are limited to business units or environments reach the site by these.
        </p>
        <wa-input
          size="s"
          data-field="unit"
          label="Business unit, or empty for none"
          maxlength="128"
          .value=${unit ?? ''}
        ></wa-input>
        <wa-input
          size="s"
          data-field="environment"
          label="Environment"
          maxlength="128"
          .value=${environment}
        ></wa-input>`,
      leave: 'Cancel',
      act: { label: 'Save', run: () => void this.#save() },
      deed: this.#deed,
      closed: () => (this.open = false),
    });
  }

  async #save(): Promise<void> {
    const environment = (this.environment.value ?? '').trim();
    if (environment === '') {
      this.#deed.refuse('Every site is in an environment; production is the usual one.');
      return;
    }
    await this.#deed.run(async () => {
      const unit = (this.unit.value ?? '').trim();
      const change = { business_unit: unit === '' ? null : unit, environment };
      await this.api.describeSite(this.site.id, change);
      this.open = false;
      this.announce('Saved');
      this.dispatchEvent(new Event('eu-changed'));
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-site-attributes': EuSiteAttributes;
  }
}
