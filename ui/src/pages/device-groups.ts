import { consume } from '@lit/context';
import { html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import type { Api } from '../api/client.ts';
import type { DeviceGroup, Session } from '../api/types.ts';
import { announceContext, apiContext, navigateContext, sessionContext } from '../app/contexts.ts';
import type { Announce, Navigate } from '../app/contexts.ts';
import { Deed } from '../app/deed.ts';
import { renderDialog } from '../app/dialog.ts';
import { CursorList } from '../app/cursor-list.ts';
import { renderList, renderMore } from '../app/list-view.ts';
import { paths } from '../app/paths.ts';
import { can } from '../domain/can.ts';
import { count } from '../format/numbers.ts';
import { base, page, table } from '../styles/shared.ts';
import { accessStyles, renderAccessHead } from './access-frame.ts';
import '../elements/message.ts';
import '../elements/time.ts';
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/input/input.js';

/** Groups of devices, which grants can be limited to. */
@customElement('eu-device-groups-page')
export class EuDeviceGroupsPage extends LitElement {
  static override styles = [base, page, table, accessStyles];

  @consume({ context: apiContext }) private api!: Api;
  @consume({ context: announceContext }) private announce!: Announce;
  @consume({ context: navigateContext }) private navigate!: Navigate;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | undefined;
  @query('[data-field=id]') private groupId!: WaInput;
  @query('[data-field=name]') private name!: WaInput;
  @state() private making = false;
  readonly #deed = new Deed(this);

  readonly #list = new CursorList<DeviceGroup, []>(this, {
    args: () => [],
    fetch: (_, request, signal) => this.api.groups(request, signal),
    keyOf: (group) => group.id,
  });

  override render() {
    const action = can(this.session?.permissions, 'device_group.write')
      ? html`<wa-button size="s" variant="brand" @click=${() => (this.making = true)}
          >New group …</wa-button
        >`
      : nothing;
    return html`${renderAccessHead('groups', action)}
      <section class="panel" aria-label="Device groups">
        ${renderList(this.#list, {
          empty: () =>
            html`<eu-empty
              heading="There are no groups of devices"
              next="A group gathers devices across sites; a grant can be limited to it."
            ></eu-empty>`,
          rows: () => this.#renderRows(),
        })}
      </section>
      ${this.#renderNew()}`;
  }

  #renderRows() {
    return html`<div class="scroll">
        <table class="cards">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Id</th>
              <th scope="col" class="num">Devices</th>
              <th scope="col">Made</th>
            </tr>
          </thead>
          <tbody>
            ${this.#list.rows.map(
              (group) =>
                html`<tr>
                  <td class="lead"><a href=${paths.group(group.id)}>${group.name}</a></td>
                  <td class="mono" data-label="Id">${group.id}</td>
                  <td class="num" data-label="Devices">${count(group.devices)}</td>
                  <td data-label="Made"><eu-time .at=${group.created_at}></eu-time></td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${renderMore(this.#list)}`;
  }

  #renderNew() {
    return renderDialog({
      label: 'New group of devices',
      open: this.making,
      isForm: true,
      body: html`<wa-input size="s" data-field="name" label="Name" placeholder="Kiosks"></wa-input>
        <wa-input
          size="s"
          data-field="id"
          label="Id, in grants and addresses"
          placeholder="kiosks"
          autocomplete="off"
        ></wa-input>`,
      leave: 'Cancel',
      act: { label: 'Make the group', run: () => void this.#create() },
      deed: this.#deed,
      closed: () => (this.making = false),
    });
  }

  async #create(): Promise<void> {
    await this.#deed.run(async () => {
      const id = (this.groupId.value ?? '').trim();
      await this.api.createGroup({ id, name: (this.name.value ?? '').trim() });
      this.announce('Made');
      this.navigate(paths.group(id));
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-device-groups-page': EuDeviceGroupsPage;
  }
}
