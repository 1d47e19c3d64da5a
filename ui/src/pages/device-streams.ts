import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Device, Stream } from '../api/types.ts';
import { count, shortId } from '../format/numbers.ts';
import { base, page, table } from '../styles/shared.ts';
import '../elements/message.ts';

/** The device's streams: for each spool it ever had and each lane, how far the hub has it. */
@customElement('eu-device-streams')
export class EuDeviceStreams extends LitElement {
  static override styles = [
    base,
    page,
    table,
    css`
      :host {
        padding: 0;
      }
      .tag {
        margin-left: 0.5rem;
        font-size: var(--eu-size-s);
        color: var(--eu-fresh);
      }
      @media (max-width: 48rem) {
        :host {
          padding: 0;
        }
      }
    `,
  ];

  @property({ attribute: false }) device!: Device;

  override render() {
    const { streams } = this.device;
    return html`<section class="panel" aria-labelledby="streams">
      <header>
        <h2 id="streams">Streams</h2>
        <span class="quiet"
          >one per spool and lane; every number up to “through” is accounted for</span
        >
      </header>
      ${
        streams.length === 0
          ? html`<eu-empty
              heading="Nothing received yet"
              next="The device is enrolled; its first batch has not arrived."
            ></eu-empty>`
          : html`<div class="scroll" tabindex="0" role="region" aria-label="Streams">
              <table class="cards">
                <thead>
                  <tr>
                    <th scope="col">Incarnation</th>
                    <th scope="col">Lane</th>
                    <th scope="col" class="num">Through</th>
                    <th scope="col" class="num">Committed</th>
                    <th scope="col" class="num">Rejected</th>
                    <th scope="col" class="num">Void</th>
                  </tr>
                </thead>
                <tbody>
                  ${streams.map(renderStream)}
                </tbody>
              </table>
            </div>`
      }
    </section>`;
  }
}

function renderStream(stream: Stream) {
  return html`<tr>
    <td class="lead">
      <span class="mono" title=${stream.incarnation}>${shortId(stream.incarnation, 12)}</span
      >${stream.current ? html`<span class="tag">current</span>` : ''}
    </td>
    <td data-label="Lane">${stream.lane}</td>
    <td class="num" data-label="Through">${count(stream.through)}</td>
    <td class="num" data-label="Committed">${count(stream.events_committed)}</td>
    <td class="num" data-label="Rejected">${count(stream.events_rejected)}</td>
    <td class="num" data-label="Void">${count(stream.events_void)}</td>
  </tr>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-device-streams': EuDeviceStreams;
  }
}
