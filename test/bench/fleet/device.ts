import {
  generateSubjectKey,
  laneOfKind,
  lanes,
  ProtocolError,
  sealName,
  type DeviceEvent,
  type Lane,
  type ReadBatch,
  type TimeAnchor,
} from '@eucora/protocol';
import { deviceFor, idFor, type TestDevice } from '@eucora/protocol/testing';
import type { Random } from '../../kit/random.ts';
import { createRandom } from '../../kit/random.ts';
import { createCatalogue, type Catalogue } from '../../swarm/world/catalogue.ts';
import { createLife, type DeviceLife, type SealName } from '../../swarm/world/life.ts';

/** A device of the swarm's world that lives in simulated time and speaks without a network. */
export interface BenchDevice extends Pick<TestDevice, 'key' | 'deviceId' | 'enrolment'> {
  /** What a new machine says. */
  begin(): DeviceEvent[];
  /** The next thing that happens on it. */
  live(): DeviceEvent[];
  /** Cuts and signs events of one lane; in two where one batch cannot hold them. */
  cut(lane: Lane, events: readonly DeviceEvent[]): CutBatch[];
}
export interface CutBatch {
  readonly batch: ReadBatch;
  readonly anchor: TimeAnchor;
  readonly events: readonly DeviceEvent[];
}

export interface FleetOptions {
  readonly seed: string;
  readonly devices: number;
  /** Mean time between two happenings on one device. */
  readonly meanGapMs: number;
  /** When the simulated time begins, Unix ms. */
  readonly beganMs: number;
  /** What can be installed; drawn from the seed unless told. */
  readonly catalogue?: Catalogue;
  /** Who may read the names; undefined: nobody, and they are the same on every machine. */
  readonly nameRecipient?: Uint8Array;
}

const uptimeMsMax = 20 * 86_400_000;
const anchorUncertaintyMs = 500;

/** A fleet that is the same on every machine: keys, incarnations, software, and every event. */
export function createFleet(options: FleetOptions): BenchDevice[] {
  const random = createRandom(options.seed);
  const catalogue = options.catalogue ?? createCatalogue(random.fork('catalogue'));
  return Array.from({ length: options.devices }, (_, index) => {
    const own = random.fork(`device ${index}`);
    const life = createLife(own, catalogue, index);
    return createDevice(`${options.seed} ${index}`, life, own.fork('device'), options);
  });
}

function createDevice(
  name: string,
  life: DeviceLife,
  random: Random,
  options: FleetOptions,
): BenchDevice {
  const device = deviceFor(name);
  const bootId = idFor(`boot ${name}`);
  let boottimeMs = random.below(uptimeMsMax);
  const bootedMs = options.beganMs - boottimeMs;
  const now = () => ({ bootId, boottimeMs, wallMs: bootedMs + boottimeMs });
  const cut = (lane: Lane, events: readonly DeviceEvent[]): CutBatch[] => {
    const { at } = events.at(-1)!;
    const loMs = at.wallMs - anchorUncertaintyMs;
    const anchor = { ...at, loMs, hiMs: at.wallMs + anchorUncertaintyMs };
    try {
      return [{ batch: device.next([], lane, { anchors: [anchor], events }), anchor, events }];
    } catch (error) {
      const isFull = error instanceof ProtocolError && error.code === 'oversized';
      if (!isFull || events.length < 2) throw error;
      const half = events.length >> 1;
      return [...cut(lane, events.slice(0, half)), ...cut(lane, events.slice(half))];
    }
  };
  return {
    key: device.key,
    deviceId: device.deviceId,
    enrolment: (site, relayKey, simulated, run) => device.enrolment(site, relayKey, simulated, run),
    begin: () => life.begin(sealer(random, options)).map((body) => ({ at: now(), body })),
    live() {
      boottimeMs += Math.max(1, Math.round(random.exponential(options.meanGapMs)));
      const at = now();
      return life.next(at).map((body) => ({ at, body }));
    },
    cut,
  };
}

function sealer(random: Random, { nameRecipient }: FleetOptions): SealName {
  if (!nameRecipient) return sealFrom(random);
  return (name, subject, role) =>
    sealName(name, subject, role, generateSubjectKey(), [nameRecipient]);
}

/** Names of the size and entropy of sealed ones, reproducible because nobody could open them. */
function sealFrom(random: Random): SealName {
  const wrapped = () => ({
    recipient: random.bytes(8),
    ephemeral: random.bytes(32),
    box: random.bytes(48),
  });
  return (name, subject, role) => ({
    kind: 'personal_name',
    subject,
    role,
    nonce: random.bytes(12),
    ciphertext: random.bytes(name.length + 16),
    keys: [wrapped(), wrapped()],
  });
}

/** Events by the lane in which they travel, each lane in order. */
export function byLane(events: readonly DeviceEvent[]): Map<Lane, DeviceEvent[]> {
  const groups = new Map<Lane, DeviceEvent[]>(lanes.map((lane) => [lane, []]));
  for (const event of events) groups.get(laneOfKind(event.body.kind))!.push(event);
  return groups;
}
