import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { Device } from '../api/types.ts';
import { apiContext } from '../app/contexts.ts';
import { Load } from '../app/load.ts';
import { paths } from '../app/paths.ts';
import { shortId } from '../format/numbers.ts';
import { base } from '../styles/shared.ts';

/** Says where a device's identity is in question, or still has to be made its own. */
@customElement('eu-device-identity')
export class EuDeviceIdentity extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      p {
        margin: 0 0 0.75rem;
        padding: 0.55rem 0.75rem;
        border: 1px solid var(--eu-line);
        border-left: 3px solid var(--eu-late-mark);
        border-radius: var(--eu-radius);
        background: var(--eu-surface);
      }
      a {
        text-decoration: underline;
        text-underline-offset: 2px;
      }
    `,
  ];

  @property({ attribute: false }) device!: Device;
  @consume({ context: apiContext }) private api!: Api;

  readonly #open = new Load(this, {
    args: () => [this.device.id] as const,
    load: ([device], signal) => this.api.conflicts({ device, state: 'open', limit: 1 }, signal),
  });

  override render() {
    const open = this.#open.value?.items[0];
    const { split_of: shared } = this.device;
    return html`${
      open === undefined
        ? nothing
        : html`<p role="status">
            This device’s key tells more than one history: it was cloned, or restored.
            <a href=${paths.conflict(open.id)}>Look at them and decide</a>
          </p>`
    }${
      shared === null
        ? nothing
        : html`<p role="status">
            This machine still uses the key of
            <a href=${paths.device(shared)}>device ${shortId(shared, 12)}</a>. Remove its key store
            and enrol it anew (eucora-agent enroll) to give it its own.
          </p>`
    }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-device-identity': EuDeviceIdentity;
  }
}
