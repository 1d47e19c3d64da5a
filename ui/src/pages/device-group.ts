import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import type { Api } from '../api/client.ts';
import type { Member, Session } from '../api/types.ts';
import { announceContext, apiContext, navigateContext, sessionContext } from '../app/contexts.ts';
import type { Announce, Navigate } from '../app/contexts.ts';
import { Deed } from '../app/deed.ts';
import { Confirm } from '../app/dialog.ts';
import { CursorList } from '../app/cursor-list.ts';
import { renderList, renderMore } from '../app/list-view.ts';
import { paths } from '../app/paths.ts';
import { can } from '../domain/can.ts';
import { shortId } from '../format/numbers.ts';
import { base, page, table } from '../styles/shared.ts';
import { accessStyles } from './access-frame.ts';
import '../elements/message.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/input/input.js';

/** The devices of one group. */
@customElement('eu-device-group-page')
export class EuDeviceGroupPage extends LitElement {
  static override styles = [
    base,
    page,
    table,
    accessStyles,
    css`
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 0.6rem;
        margin-bottom: 0.75rem;
      }
      wa-input {
        flex: 1 1 14rem;
        max-width: 24rem;
      }
    `,
  ];

  @property() groupId = '';
  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: announceContext }) private announce!: Announce;
  @consume({ context: navigateContext }) private navigate!: Navigate;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | undefined;
  @query('wa-input') private device!: WaInput;
  readonly #deed = new Deed(this);
  readonly #dissolving = new Confirm<string>(this, {
    label: 'Dissolve this group?',
    words: (id) =>
      html`<p>
        Its devices stay where they are. Grants that are limited to <strong>${id}</strong> reach
        nothing by it any more.
      </p>`,
    act: { label: 'Dissolve' },
    does: async (id) => {
      await this.api.deleteGroup(id);
      this.announce('Dissolved');
      this.navigate(paths.access('groups'));
    },
  });

  readonly #list = new CursorList<Member, [string]>(this, {
    args: () => [this.groupId],
    fetch: ([id], request, signal) => this.api.members(id, request, signal),
    keyOf: (member) => member.id,
  });

  override render() {
    const allowed = can(this.session?.permissions, 'device_group.write');
    return html`<div class="head">
        <div>
          <a class="crumb" href=${paths.access('groups')}>Device groups</a>
          <h1>${this.groupId}</h1>
        </div>
        ${
          allowed
            ? html`<wa-button
                size="s"
                appearance="outlined"
                @click=${() => this.#dissolving.ask(this.groupId)}
                >Dissolve …</wa-button
              >`
            : nothing
        }
      </div>
      ${allowed ? this.#renderForm() : nothing}
      <section class="panel" aria-label="Devices of the group">
        ${renderList(this.#list, {
          empty: () =>
            html`<eu-empty
              heading="No device is in this group"
              next="Grants that are limited to it reach nothing yet."
            ></eu-empty>`,
          rows: () => this.#renderRows(allowed),
        })}
      </section>
      ${this.#dissolving.render()}`;
  }

  #renderForm() {
    return html`<form @submit=${(event: Event) => this.#submit(event)}>
        <wa-input
          size="s"
          label="Device id, as on the device's page"
          autocomplete="off"
          maxlength="32"
        ></wa-input>
        <wa-button size="s" type="submit" variant="brand" ?loading=${this.#deed.busy}
          >Put into the group</wa-button
        >
      </form>
      ${this.#deed.renderFault()}`;
  }

  #renderRows(allowed: boolean) {
    return html`<div class="scroll">
        <table class="cards">
          <thead>
            <tr>
              <th scope="col">Device</th>
              <th scope="col">Site</th>
              <th scope="col"><span class="visually-hidden">What to do</span></th>
            </tr>
          </thead>
          <tbody>
            ${this.#list.rows.map((member) => this.#renderMember(member, allowed))}
          </tbody>
        </table>
      </div>
      ${renderMore(this.#list)}`;
  }

  #renderMember({ id, hostname, site_id: site }: Member, allowed: boolean) {
    const name = hostname ?? shortId(id, 12);
    return html`<tr>
      <td class="lead"><a href=${paths.device(id)}>${name}</a></td>
      <td data-label="Site"><a href=${paths.site(site)}>${site}</a></td>
      <td class="num" data-label="">
        ${
          allowed
            ? html`<wa-button
                size="s"
                appearance="outlined"
                @click=${() => void this.#change(() => this.api.leaveGroup(this.groupId, id))}
                >Take out<span class="visually-hidden"> ${name}</span></wa-button
              >`
            : nothing
        }
      </td>
    </tr>`;
  }

  #submit(event: Event): void {
    event.preventDefault();
    const device = (this.device.value ?? '').trim().toLowerCase();
    if (!/^[0-9a-f]{32}$/.test(device)) {
      this.#deed.refuse(
        'A device id has 32 digits and letters a to f; copy it from the device’s page.',
      );
      return;
    }
    void this.#change(async () => {
      await this.api.joinGroup(this.groupId, device);
      this.device.value = '';
    });
  }

  async #change(change: () => Promise<void>): Promise<boolean> {
    return this.#deed.run(async () => {
      await change();
      this.announce('Changed');
      this.#list.restart();
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-device-group-page': EuDeviceGroupPage;
  }
}
