import { consume } from '@lit/context';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import type { Api } from '../api/client.ts';
import type { Severity } from '../api/types.ts';
import { apiContext } from '../app/contexts.ts';
import { Deed } from '../app/deed.ts';
import { renderDialog } from '../app/dialog.ts';
import { SEVERITY_CHOICES, wordsOf } from '../domain/deliveries.ts';
import { base } from '../styles/shared.ts';
import { notifyStyles } from './notify-frame.ts';
import '../elements/choice.ts';
import '@awesome.me/webawesome/dist/components/input/input.js';

const FOLLOWS = [
  ['record', 'the audit record'],
  ['alerts', 'alerts alone, by rules'],
] as const;

/** Makes a webhook, and shows its secret once (`eu-done` when there is a new one). */
@customElement('eu-webhook-new')
export class EuWebhookNew extends LitElement {
  static override styles = [base, notifyStyles];

  @property({ type: Boolean }) open = false;
  @consume({ context: apiContext }) private api!: Api;
  @query('[data-field=name]') private name!: WaInput;
  @query('[data-field=url]') private url!: WaInput;
  @query('[data-field=actions]') private actions!: WaInput | null;
  @state() private least: Severity = 'info';
  @state() private follows = 'record';
  @state() private secret: string | undefined;
  readonly #deed = new Deed(this);

  override render() {
    const { secret } = this;
    const common = { open: this.open, deed: this.#deed, closed: () => this.#closed() };
    if (secret !== undefined) {
      const body = renderSecret(secret);
      return renderDialog({
        ...common,
        label: 'Its secret, this once',
        body,
        leave: 'I have copied it',
      });
    }
    return renderDialog({
      ...common,
      label: 'New webhook',
      isForm: true,
      body: this.#renderFields(),
      leave: 'Cancel',
      act: { label: 'Subscribe', run: () => void this.#create() },
    });
  }

  #renderFields() {
    return html` <wa-input size="s" data-field="name" label="Name" maxlength="80"></wa-input>
      <wa-input
        size="s"
        data-field="url"
        type="url"
        label="Address"
        placeholder="https://desk.example.com/hooks/eucora"
      ></wa-input>
      <eu-choice
        label="Is told of"
        .value=${this.follows}
        .options=${FOLLOWS}
        @eu-choice=${(event: CustomEvent<string>) => (this.follows = event.detail)}
      ></eu-choice>
      ${this.follows === 'record' ? this.#renderRoute() : nothing}`;
  }

  #renderRoute() {
    return html`<wa-input
        size="s"
        data-field="actions"
        label="Actions, each with everything below it; none: all"
        placeholder="site, device, segment.refused"
      ></wa-input>
      <eu-choice
        label="Tell of"
        .value=${this.least}
        .options=${SEVERITY_CHOICES}
        @eu-choice=${(event: CustomEvent<Severity>) => (this.least = event.detail)}
      ></eu-choice>`;
  }

  #closed(): void {
    this.open = false;
    this.secret = undefined;
    this.dispatchEvent(new Event('eu-closed'));
  }

  async #create(): Promise<void> {
    await this.#deed.run(async () => {
      const made = await this.api.createWebhook({
        name: (this.name.value ?? '').trim(),
        url: (this.url.value ?? '').trim(),
        actions: wordsOf(this.actions?.value ?? ''),
        severity_min: this.least,
        follows_record: this.follows === 'record',
      });
      this.secret = made.secret;
      this.dispatchEvent(new Event('eu-done'));
    });
  }
}

function renderSecret(secret: string) {
  return html`<p>
      Whoever receives checks each delivery with it (<code>eucora-signature</code>, HMAC-SHA256).
      Copy it now: nobody can show it again.
    </p>
    <code class="secret mono">${secret}</code>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-webhook-new': EuWebhookNew;
  }
}
