import { consume } from '@lit/context';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { CertificatePage, CertificateRow } from '../api/types.ts';
import { apiContext } from '../app/contexts.ts';
import { Load } from '../app/load.ts';
import { shortId } from '../format/numbers.ts';
import { base, table } from '../styles/shared.ts';
import '../elements/message.ts';
import '../elements/time.ts';

const STATES = {
  valid: 'valid',
  renewal_due: 'next one is due',
  expired: 'expired',
  revoked: 'revoked',
  none: 'none: devices share one key',
} as const satisfies Record<CertificateRow['state'], string>;

/** What each relay of a site issues certificates with, and until when. */
@customElement('eu-site-certificates')
export class EuSiteCertificates extends LitElement {
  static override styles = [
    base,
    table,
    css`
      .expired,
      .revoked,
      .none {
        color: var(--eu-dark);
      }
    `,
  ];

  @property() siteId = '';
  @consume({ context: apiContext }) private api!: Api;

  readonly #page = new Load(this, {
    args: () => [this.siteId] as const,
    load: ([id], signal) => this.api.certificates(id, signal),
  });

  override render() {
    return this.#page.render((page) => renderPage(page));
  }
}

function renderPage({ items }: CertificatePage) {
  if (items.length === 0) {
    return html`<eu-empty
      heading="No relay speaks for this site"
      next="On its machine run eucora-relay init, here eucora-hub site admit, there eucora-relay admit"
    ></eu-empty>`;
  }
  return html`<table class="cards">
    <thead>
      <tr>
        <th scope="col">Relay</th>
        <th scope="col">State</th>
        <th scope="col">Issued</th>
        <th scope="col">Ends</th>
        <th scope="col">Devices reach it at</th>
      </tr>
    </thead>
    <tbody>
      ${items.map(
        (row) =>
          html`<tr>
            <td class="lead mono" title=${row.fingerprint ?? row.relay_id}>
              ${shortId(row.relay_id, 12)}
            </td>
            <td data-label="State" class=${row.state}>${STATES[row.state]}</td>
            <td data-label="Issued"><eu-time .at=${row.issued_at}></eu-time></td>
            <td data-label="Ends"><eu-time .at=${row.expires_at}></eu-time></td>
            <td data-label="Devices reach it at" class="left full">
              ${row.addresses.length === 0 ? html`<span class="unknown">unknown</span>` : row.addresses.join(', ')}
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-site-certificates': EuSiteCertificates;
  }
}
