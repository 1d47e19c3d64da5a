import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Device } from '../api/types.ts';
import { bytes, count, plural, shortId } from '../format/numbers.ts';
import { duration } from '../format/times.ts';
import { base, page, table } from '../styles/shared.ts';
import '../elements/horizon.ts';
import '../elements/message.ts';

type Hardware = Device['hardware'];

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
            isUnknown(device.hardware)
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

function isUnknown({ cpu, memory, disks, network }: Hardware): boolean {
  const empty = disks.length === 0 && network.length === 0;
  return empty && cpu.model === null && memory.total_bytes === null;
}

function renderHardware({ machine, cpu, memory, disks, network }: Hardware, os: Device['os']) {
  return html`<dl>
    <dt>Machine</dt>
    <dd>
      ${words(' ', machine.vendor, machine.model) || unknown()}
      <div class="quiet">
        ${words(', ', machine.chassis, machine.serial === null ? null : `serial ${machine.serial}`)}
      </div>
    </dd>
    <dt>Processor</dt>
    <dd>${renderCpu(cpu)}</dd>
    <dt>Memory</dt>
    <dd>${renderBytes(memory.total_bytes)}</dd>
    <dt>Disks</dt>
    <dd>${disks.length === 0 ? unknown('none reported') : renderDisks(disks)}</dd>
    <dt>Network</dt>
    <dd>${network.length === 0 ? unknown('none reported') : renderNetwork(network)}</dd>
    <dt>System</dt>
    <dd>
      ${words(' ', os.name, os.version) || unknown()}
      <div class="quiet">
        ${words(', ', os.kernel === null ? null : `kernel ${os.kernel}`, os.arch)}
      </div>
    </dd>
  </dl>`;
}

/** Joins the words that are known. */
function words(separator: string, ...parts: (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join(separator);
}

function renderBytes(value: number | null) {
  if (value === null) return unknown();
  return html`<span title="${count(value)} bytes">${bytes(value)}</span>`;
}

function renderCpu(cpu: Hardware['cpu']) {
  const facts = words(
    ', ',
    cpu.sockets === null || cpu.sockets < 2 ? null : plural(cpu.sockets, 'socket'),
    cpu.cores === null ? null : plural(cpu.cores, 'core'),
    cpu.threads === null ? null : plural(cpu.threads, 'thread'),
    cpu.max_mhz === null ? null : `up to ${(cpu.max_mhz / 1000).toFixed(1)} GHz`,
  );
  return html`${cpu.model ?? unknown('model unknown')}
    <div class="quiet">${facts}</div>`;
}

function renderDisks(disks: Hardware['disks']) {
  return html`<ul>
    ${disks.map(
      (disk) =>
        html`<li>
          <span class="mono">${disk.name}</span> ${renderBytes(disk.size_bytes)}
          <span class="quiet"
            >${words(', ', disk.model, disk.type?.replaceAll('_', ' ') ?? null)}</span
          >
        </li>`,
    )}
  </ul>`;
}

function renderNetwork(network: Hardware['network']) {
  return html`<ul>
    ${network.map(
      (port) =>
        html`<li>
          <span class="mono">${port.name}</span> ${port.addresses.join(', ')}
          <span class="quiet mono">${port.mac ?? ''}</span>
        </li>`,
    )}
  </ul>`;
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
        : html`<div class="scroll" tabindex="0" role="region" aria-label="Collectors">
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
