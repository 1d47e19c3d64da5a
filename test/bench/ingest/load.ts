import {
  generateBoxKeyPair,
  sealRelayRequest,
  type DeviceEvent,
  type Lane,
} from '@eucora/protocol';
import { nkeys } from '@nats-io/transport-node';
import { createRandom } from '../../kit/random.ts';
import { byLane, createFleet, type BenchDevice } from '../fleet/device.ts';
import { createPacker, type PackedSegment, type Packer } from '../fleet/segments.ts';

export interface LoadOptions {
  readonly devices: number;
  readonly sites: number;
  readonly seed: string;
  readonly nameRecipient?: Uint8Array;
  /** Sites are this and a number; "bench" unless told. */
  readonly sitePrefix?: string;
  /** How many events a batch waits for; 50 to 100 unless told. */
  readonly batchEvents?: { readonly least: number; readonly most: number };
}
export interface LoadSite {
  readonly id: string;
  readonly relayRequest: Uint8Array;
}
export type LoadSegment = Omit<PackedSegment, 'batches'>;
/** A fleet whose segments are made before anything is measured. */
export interface Load {
  readonly sites: readonly LoadSite[];
  /** Enrolments and the first words of every device. */
  arrival(): LoadSegment[];
  /** The next `events` events of everyday life, as full segments and one that is not per site. */
  round(events: number): LoadSegment[];
}

const meanGapMs = 100;
const batchEventsUsual = { least: 50, most: 100 } as const;
// What is urgent is rare and travels in batches of one or two, another shape than is measured here.
const lanes = ['ledger', 'bulk'] as const;
type MeasuredLane = (typeof lanes)[number];

interface Speaker {
  readonly device: BenchDevice;
  readonly packer: Packer;
  readonly waiting: Map<Lane, DeviceEvent[]>;
  readonly closesAt: Map<Lane, number>;
}

/** Makes a load of devices spread over sites with a relay each. */
export function createLoad(options: LoadOptions): Load {
  const random = createRandom(`${options.seed} batches`);
  const { sitePrefix = 'bench', batchEvents = batchEventsUsual } = options;
  const sites = Array.from({ length: options.sites }, (_, index) => `${sitePrefix}-${index + 1}`);
  const packers = sites.map((site) => createPacker(site));
  const beganMs = Date.now() - 86_400_000;
  const fleet = createFleet({ ...options, meanGapMs, beganMs });
  const speakers = fleet.map((device, index): Speaker => {
    const packer = packers[index % packers.length]!;
    return { device, packer, waiting: new Map(), closesAt: new Map() };
  });
  const drawSize = () => random.between(batchEvents.least, batchEvents.most);
  const flushAll = (): LoadSegment[] =>
    lanes.flatMap((lane) => packers.flatMap((packer) => bare(packer.flush(lane))));
  return {
    sites: packers.map(({ relay }, index) => ({
      id: sites[index]!,
      relayRequest: requestOf(sites[index]!, relay),
    })),
    arrival() {
      const sealed = speakers.flatMap(({ device, packer }, index) => {
        const site = sites[index % sites.length]!;
        const enrolment = device.enrolment(site, packer.relay.key, true, options.seed);
        const cuts = device.cut('ledger', device.begin());
        return cuts.flatMap((cut, part) =>
          bare(packer.add('ledger', cut, part === 0 ? enrolment : undefined)),
        );
      });
      return [...sealed, ...flushAll()];
    },
    round(events) {
      const sealed: LoadSegment[] = [];
      let made = 0;
      for (let turn = 0; made < events; turn += 1) {
        const speaker = speakers[turn % speakers.length]!;
        for (const { segment, count } of speak(speaker, drawSize)) {
          made += count;
          sealed.push(...bare(segment));
        }
      }
      return [...sealed, ...flushAll()];
    },
  };
}

/** A segment without the events it was made of, which would fill the memory. */
function bare(segment: PackedSegment | undefined): LoadSegment[] {
  if (!segment) return [];
  const { site, lane, bytes, events } = segment;
  return [{ site, lane, bytes, events }];
}

/** One thing happens; gives what was cut and, where it filled one, the segment. */
function speak(speaker: Speaker, drawSize: () => number) {
  const { device, packer, waiting, closesAt } = speaker;
  const out: { segment: PackedSegment | undefined; count: number }[] = [];
  for (const [lane, events] of byLane(device.live())) {
    if (!isMeasured(lane) || events.length === 0) continue;
    const queue = waiting.get(lane) ?? [];
    queue.push(...events);
    waiting.set(lane, queue);
    const size = closesAt.get(lane) ?? drawSize();
    closesAt.set(lane, size);
    if (queue.length < size) continue;
    closesAt.delete(lane);
    for (const cut of device.cut(lane, queue)) {
      out.push({ segment: packer.add(lane, cut), count: cut.events.length });
    }
    waiting.set(lane, []);
  }
  return out;
}

function isMeasured(lane: Lane): lane is MeasuredLane {
  return lane !== 'urgent';
}

function requestOf(site: string, relay: Packer['relay']): Uint8Array {
  const boxPublic = generateBoxKeyPair().publicKey;
  const natsPublic = nkeys.createUser().getPublicKey();
  const publicKey = relay.key.publicKey.raw;
  return sealRelayRequest({ site, publicKey, boxPublic, natsPublic }, relay.key);
}
