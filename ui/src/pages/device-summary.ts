import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Device } from '../api/types.ts';
import { bytes, count, plural, shortId } from '../format/numbers.ts';
import { duration } from '../format/times.ts';
import { base, page, table } from '../styles/shared.ts';
import '../elements/horizon.ts';
import '../elements/message.ts';

type Hardware = NonNullable<Device['hardware']>;

/** Hardware, what is measured and what is not, and what measuring costs the device. */
@customElement('eu-device-summary')
export class EuDeviceSummary extends LitElement {
  static override styles = [
    base,
    page,
    table,
    css`
      :host {
        padding: 0;
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: var(--eu-gap);
        align-items: start;
      }
      dl {
        display: grid;
        grid-template-columns: 7.5rem minmax(0, 1fr);
        gap: 0.4rem 1rem;
      }
      dt {
        color: var(--eu-quiet);
      }
      dd {
        overflow-wrap: anywhere;
      }
      dd li + li {
        margin-top: 0.15rem;
      }
      .state {
        font-weight: 600;
        white-space: nowrap;
      }
      .measured {
        color: var(--eu-fresh);
      }
      .unmeasured {
        color: var(--eu-unknown);
      }
      .wide {
        grid-column: 1 / -1;
      }
      @media (max-width: 64rem) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
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
    const { device } = this;
    return html`<section class="panel" aria-labelledby="hardware">
        <header>
          <h2 id="hardware">Hardware</h2>
          <eu-horizon .asOf=${device.inventory.at}></eu-horizon>
        </header>
        <div class="body">
          ${
            device.hardware === null
              ? html`<eu-empty
                  heading="Hardware unknown"
                  next="The first full inventory has not arrived from this device."
                ></eu-empty>`
              : renderHardware(device.hardware, device.os)
          }
        </div>
      </section>
      ${renderMeasurements(device)} ${renderCollectors(device)}`;
  }
}

function renderHardware(hardware: Hardware, os: Device['os']) {
  const { cpu, memory, disks, network } = hardware;
  return html`<dl>
    <dt>Processor</dt>
    <dd>${cpu === null ? unknown() : renderCpu(cpu)}</dd>
    <dt>Memory</dt>
    <dd>
      ${
        memory === null
          ? unknown()
          : html`<span title="${count(memory.total_bytes)} bytes"
              >${bytes(memory.total_bytes)}</span
            >`
      }
    </dd>
    <dt>Disks</dt>
    <dd>
      ${
        disks.length === 0
          ? unknown('none reported')
          : html`<ul>
              ${disks.map(
                (disk) =>
                  html`<li>
                    <span class="mono">${disk.name}</span> ${bytes(disk.size_bytes)}
                    <span class="quiet">${[disk.model, disk.type].filter(Boolean).join(', ')}</span>
                  </li>`,
              )}
            </ul>`
      }
    </dd>
    <dt>Network</dt>
    <dd>
      ${
        network.length === 0
          ? unknown('none reported')
          : html`<ul>
              ${network.map(
                (port) =>
                  html`<li>
                    <span class="mono">${port.name}</span> ${port.addresses.join(', ')}
                    <span class="quiet mono">${port.mac ?? ''}</span>
                  </li>`,
              )}
            </ul>`
      }
    </dd>
    <dt>System</dt>
    <dd>
      ${
        os === null
          ? unknown()
          : html`${[os.name, os.version].filter(Boolean).join(' ')}
              <div class="quiet">
                ${[os.kernel === null ? '' : `kernel ${os.kernel}`, os.arch].filter(Boolean).join(', ')}
              </div>`
      }
    </dd>
  </dl>`;
}

function renderCpu(cpu: NonNullable<Hardware['cpu']>) {
  const parts = [
    cpu.cores === null ? undefined : plural(cpu.cores, 'core'),
    cpu.threads === null ? undefined : plural(cpu.threads, 'thread'),
    cpu.max_mhz === null ? undefined : `up to ${(cpu.max_mhz / 1000).toFixed(1)} GHz`,
  ].filter(Boolean);
  return html`${cpu.model ?? unknown('model unknown')}
    <div class="quiet">${parts.join(', ')}</div>`;
}

function renderMeasurements({ measurements, inventory }: Device) {
  return html`<section class="panel" aria-labelledby="measured">
    <header><h2 id="measured">What is measured</h2></header>
    ${
      measurements.length === 0
        ? html`<eu-empty
            heading="Not said yet"
            next="The device has not told what it can measure. Until it does, treat silence as unknown."
          ></eu-empty>`
        : html`<table>
            <thead class="visually-hidden">
              <tr>
                <th scope="col">What</th>
                <th scope="col">State</th>
              </tr>
            </thead>
            <tbody>
              ${measurements.map(
                ({ what, state, reason }) =>
                  html`<tr>
                    <td>${what.replaceAll('_', ' ')}</td>
                    <td>
                      <span class="state ${state === 'measured' ? 'measured' : 'unmeasured'}"
                        >${state}</span
                      >
                      ${reason === null ? nothing : html`<div class="quiet">${reason}</div>`}
                    </td>
                  </tr>`,
              )}
            </tbody>
          </table>`
    }
    <div class="body quiet">
      Inventory
      ${
        inventory.hash === null
          ? unknown('not complete')
          : html`<span class="mono" title=${inventory.hash}>${shortId(inventory.hash, 12)}</span>`
      }${
        inventory.pending_deltas > 0
          ? html`, ${plural(inventory.pending_deltas, 'change')} waiting for their base`
          : nothing
      }
    </div>
  </section>`;
}

function renderCollectors({ collectors }: Device) {
  return html`<section class="panel wide" aria-labelledby="collectors">
    <header>
      <h2 id="collectors">Collectors</h2>
      <span class="quiet">what observing costs this device</span>
    </header>
    ${
      collectors.length === 0
        ? html`<eu-empty
            heading="No cost reported yet"
            next="Collectors report their cost with their first run."
          ></eu-empty>`
        : html`<div class="scroll">
            <table class="cards">
              <thead>
                <tr>
                  <th scope="col">Collector</th>
                  <th scope="col">Status</th>
                  <th scope="col" class="num">Runs</th>
                  <th scope="col" class="num">Last run</th>
                  <th scope="col" class="num">CPU, total</th>
                  <th scope="col" class="num">Items</th>
                  <th scope="col">Detail</th>
                </tr>
              </thead>
              <tbody>
                ${collectors.map(
                  (each) =>
                    html`<tr>
                      <td class="lead">${each.name}</td>
                      <td data-label="Status">
                        <span class=${each.status === 'ok' ? '' : 'unknown'}>${each.status}</span>
                      </td>
                      <td class="num" data-label="Runs">${count(each.runs)}</td>
                      <td class="num" data-label="Last run">${duration(each.wall_ms_last)}</td>
                      <td class="num" data-label="CPU, total">${duration(each.cpu_ms_total)}</td>
                      <td class="num" data-label="Items">${count(each.items)}</td>
                      <td class="quiet" data-label="Detail">${each.detail ?? ''}</td>
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>`
    }
  </section>`;
}

function unknown(word = 'unknown') {
  return html`<span class="unknown">${word}</span>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'eu-device-summary': EuDeviceSummary;
  }
}
