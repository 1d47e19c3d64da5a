import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Api } from '../api/client.ts';
import type { Quarantined, Session } from '../api/types.ts';
import { announceContext, apiContext, sessionContext } from '../app/contexts.ts';
import type { Announce } from '../app/contexts.ts';
import { Confirm } from '../app/dialog.ts';
import { CursorList } from '../app/cursor-list.ts';
import { renderList, renderMore } from '../app/list-view.ts';
import { paths } from '../app/paths.ts';
import { can } from '../domain/can.ts';
import { detailText } from '../domain/detail-text.ts';
import { bytes, shortId } from '../format/numbers.ts';
import { base, page, table } from '../styles/shared.ts';
import '../elements/message.ts';
import '../elements/time.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';

/** What was refused and kept as evidence; an administrator may release it for another try. */
@customElement('eu-quarantine-page')
export class EuQuarantinePage extends LitElement {
  static override styles = [
    base,
    page,
    table,
    css`
      .code {
        font-weight: 500;
        color: var(--eu-dark);
      }
      .fault {
        color: var(--eu-dark);
        margin-top: 0.75rem;
      }
      @media (max-width: 48rem) {
        .lead {
          order: -4;
        }
        .when {
          order: -3;
        }
        .site {
          order: -2;
        }
        .size {
          order: -1;
        }
      }
    `,
  ];

  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: announceContext }) private announce!: Announce;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | undefined;
  readonly #releasing = new Confirm<Quarantined>(this, {
    label: 'Release this message?',
    words: ({ code }) =>
      html`<p>
        It was refused as <strong>${code.replaceAll('_', ' ')}</strong>. Released, it is judged
        again from its first byte, by today’s keys; nothing is accepted unverified. The release is
        written to the audit trail.
      </p>`,
    act: { label: 'Release', variant: 'brand' },
    does: async ({ id }) => {
      await this.api.release(id);
      this.announce('Released');
      await this.#list.refreshRows(new Set([String(id)]));
    },
  });

  readonly #list = new CursorList<Quarantined, []>(this, {
    args: () => [],
    fetch: (_, request, signal) => this.api.quarantine(request, signal),
    keyOf: (item) => String(item.id),
  });

  override render() {
    return html`<div class="head">
        <h1>Quarantine</h1>
        <span class="quiet">refused, kept byte for byte, never in the way of what follows</span>
      </div>
      <section class="panel" aria-label="Quarantined messages">${this.#renderList()}</section>
      ${this.#releasing.render()}`;
  }

  #renderEmpty() {
    return html`<eu-empty
      heading="Nothing is in quarantine"
      next="Segments and batches that fail verification would be kept here."
    ></eu-empty>`;
  }

  #renderList() {
    return renderList(this.#list, {
      empty: () => this.#renderEmpty(),
      rows: () => this.#renderRows(),
    });
  }

  #renderRows() {
    const list = this.#list;
    const allowed = can(this.session?.permissions, 'quarantine.release');
    return html`<div class="scroll">
        <table class="cards terse">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Why</th>
              <th scope="col">Site</th>
              <th scope="col">Device</th>
              <th scope="col" class="num">Size</th>
              <th scope="col">Detail</th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            ${list.rows.map((item) => this.#renderItem(item, allowed))}
          </tbody>
        </table>
      </div>
      ${renderMore(list)}`;
  }

  #renderItem(item: Quarantined, allowed: boolean) {
    const { site_id: site, device_id: device, code } = item;
    const detail = detailText(item.detail);
    return html`<tr>
      <td class="when" data-label="When"><eu-time .at=${item.at}></eu-time></td>
      <td class="lead code">${code.replaceAll('_', ' ')}</td>
      <td class="site left" data-label="Site">
        ${
          site === null
            ? html`<span class="unknown">unknown</span>`
            : html`<a href=${paths.site(site)}>${site}</a>`
        }
      </td>
      <td class="mono left full ${device === null ? 'minor' : ''}" data-label="Device">
        ${
          device === null
            ? nothing
            : html`<a href=${paths.device(device)}>${shortId(device, 12)}</a>`
        }
      </td>
      <td class="size num" data-label="Size">${bytes(item.bytes)}</td>
      <td class="quiet left full ${detail === '' ? 'minor' : ''}" data-label="Detail">${detail}</td>
      <td class="left full" data-label="State">${this.#renderState(item, allowed)}</td>
    </tr>`;
  }

  #renderState(item: Quarantined, allowed: boolean) {
    if (item.released_at !== null) {
      return html`<span class="quiet">released <eu-time .at=${item.released_at}></eu-time></span>`;
    }
    if (!allowed) return html`kept`;
    return html`<wa-button size="s" appearance="outlined" @click=${() => this.#releasing.ask(item)}
      >Release …</wa-button
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-quarantine-page': EuQuarantinePage;
  }
}
