import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeviceEvent, Lane } from '@eucora/protocol';
import { createRandom } from '../../kit/random.ts';
import { createCatalogue, type Catalogue } from '../../swarm/world/catalogue.ts';
import { byLane, createFleet, type BenchDevice } from '../fleet/device.ts';
import { createPacker, type PackedSegment, type Packer } from '../fleet/segments.ts';

/** What a site's journal holds of one segment; its bytes lie in the site's file. */
export interface HeldSegment {
  readonly lane: Lane;
  readonly seq: number;
  readonly events: number;
  readonly offset: number;
  readonly bytes: number;
}
/** A site that was away: its enrolments and what it wrote while nobody listened. */
export interface SiteBacklog {
  readonly site: string;
  /** Known to the hub before the storm: devices, names and inventories. */
  readonly arrival: readonly HeldSegment[];
  readonly backlog: readonly HeldSegment[];
}
export interface BacklogShape {
  readonly sites: number;
  readonly eventsPerSite: number;
}

export const batchEvents = 100;
const devicesPerSite = 2;
const meanGapMs = 1_000;
// What is urgent is rare, and does not wait behind a backlog: it is said live.
const lanes = ['ledger', 'bulk'] as const;

export const siteName = (index: number): string => `storm-${String(index + 1).padStart(4, '0')}`;
export const worldOfStorm = (): Catalogue => createCatalogue(createRandom('storm world'));

/** Makes and signs everything that one site holds; writes its bytes and their index. */
export async function writeSite(
  folder: string,
  index: number,
  eventsMin: number,
  catalogue: Catalogue,
): Promise<void> {
  const site = siteName(index);
  const packer = createPacker(site);
  const beganMs = Date.now() - 86_400_000;
  const fleet = { seed: site, devices: devicesPerSite, meanGapMs, beganMs, catalogue };
  const devices = createFleet(fleet);
  const journal = new JournalFile();
  for (const segment of arrive(site, packer, devices)) journal.add(segment);
  const arrival = journal.take();
  for (const segment of live(packer, devices, eventsMin)) journal.add(segment);
  const held: SiteBacklog = { site, arrival, backlog: journal.take() };
  await writeFile(join(folder, `${site}.bin`), journal.bytes);
  await writeFile(join(folder, `${site}.json`), JSON.stringify(held));
}

/** Segments of one site as they lie one after the other in its file. */
class JournalFile {
  readonly #parts: Uint8Array[] = [];
  readonly #seqs = new Map<Lane, number>();
  #held: HeldSegment[] = [];
  #offset = 0;

  add({ lane, events, bytes }: PackedSegment): void {
    const seq = (this.#seqs.get(lane) ?? 0) + 1;
    this.#seqs.set(lane, seq);
    this.#held.push({ lane, seq, events, offset: this.#offset, bytes: bytes.length });
    this.#offset += bytes.length;
    this.#parts.push(bytes);
  }

  take(): HeldSegment[] {
    const held = this.#held;
    this.#held = [];
    return held;
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

function* arrive(
  site: string,
  packer: Packer,
  devices: readonly BenchDevice[],
): Generator<PackedSegment> {
  for (const device of devices) {
    const enrolment = device.enrolment(site, packer.relay.key, true, 'storm');
    for (const [part, cut] of device.cut('ledger', device.begin()).entries()) {
      const full = packer.add('ledger', cut, part === 0 ? enrolment : undefined);
      if (full) yield full;
    }
  }
  const rest = packer.flush('ledger');
  if (rest) yield rest;
}

/** A segment for each batch: what a small site seals while a minute passes. */
function* live(
  packer: Packer,
  devices: readonly BenchDevice[],
  eventsMin: number,
): Generator<PackedSegment> {
  const waiting = devices.map(() => new Map<Lane, DeviceEvent[]>());
  let made = 0;
  for (let turn = 0; made < eventsMin; turn += 1) {
    const index = turn % devices.length;
    const device = devices[index]!;
    for (const [lane, events] of byLane(device.live())) {
      if (!isStored(lane)) continue;
      const queue = waiting[index]!.get(lane) ?? [];
      queue.push(...events);
      waiting[index]!.set(lane, queue);
      if (queue.length < batchEvents) continue;
      for (const cut of device.cut(lane, queue.splice(0))) {
        const segment = packer.add(lane, cut) ?? packer.flush(lane);
        if (segment) yield segment;
        made += segment?.events ?? 0;
      }
    }
  }
}

const isStored = (lane: Lane): lane is (typeof lanes)[number] => lane !== 'urgent';
