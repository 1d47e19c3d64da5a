import {
  AckPolicy,
  DeliverPolicy,
  DiscardPolicy,
  JetStreamApiError,
  RetentionPolicy,
  StorageType,
  type ConsumerUpdateConfig,
  type JetStreamManager,
} from '@nats-io/jetstream';
import { lanes, subjects, type Lane } from '@eucora/protocol';
import type { LaneLook, UplinkLook } from './uplink-health.ts';

export interface UplinkOptions {
  /** What the broker may hold for the hub; beyond it relays are told to wait. */
  readonly uplinkBytesMax: number;
  readonly replicas: number;
  /**
   * What a killed hub or broker had in its hands comes again after this long. What waits in a fetch
   * is worked on well within it, since fetches are bounded in number and bytes.
   */
  readonly ackWaitMs: number;
}

const uplinkAgeMsMax = 7 * 86_400_000;
const ackPendingMax = 512;
const toNanos = (ms: number): number => ms * 1_000_000;
const streamNotFound = 10_059;
const consumerNotFound = 10_014;

/** Name of the lane's durable consumer. */
export const consumerOf = (lane: Lane): string => `ingest-${lane}`;

/**
 * Makes the broker's streams and consumers as they should be: a buffer towards us, the last document
 * per subject towards sites. A stream that exists is brought to these settings. No message id is
 * used, since a re-send after a restore must not be swallowed (PROTOCOL: hub ingest).
 */
export async function ensureStreams(
  manager: JetStreamManager,
  options: UplinkOptions,
): Promise<void> {
  await ensureStream(manager, subjects.stream.uplink, {
    subjects: [subjects.uplinkAll],
    retention: RetentionPolicy.Limits,
    discard: DiscardPolicy.New,
    storage: StorageType.File,
    max_bytes: options.uplinkBytesMax,
    max_age: toNanos(uplinkAgeMsMax),
    num_replicas: options.replicas,
  });
  await ensureStream(manager, subjects.stream.downlink, {
    subjects: [subjects.downlinkAll],
    retention: RetentionPolicy.Limits,
    discard: DiscardPolicy.Old,
    storage: StorageType.File,
    max_msgs_per_subject: 1,
    allow_direct: true,
    num_replicas: options.replicas,
  });
  for (const lane of lanes) {
    await ensureConsumer(manager, lane, {
      filter_subject: subjects.uplinkOfLane(lane),
      ack_wait: toNanos(options.ackWaitMs),
      max_ack_pending: ackPendingMax,
      max_deliver: -1,
    });
  }
}

/**
 * A consumer that exists keeps its place and is brought to these settings: an earlier version of this
 * program may have made it otherwise.
 */
async function ensureConsumer(
  manager: JetStreamManager,
  lane: Lane,
  settings: Partial<ConsumerUpdateConfig>,
): Promise<void> {
  const name = consumerOf(lane);
  try {
    await manager.consumers.info(subjects.stream.uplink, name);
  } catch (error) {
    if (!(error instanceof JetStreamApiError) || error.code !== consumerNotFound) throw error;
    await manager.consumers.add(subjects.stream.uplink, {
      durable_name: name,
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.All,
      ...settings,
    });
    return;
  }
  await manager.consumers.update(subjects.stream.uplink, name, settings);
}

type StreamSettings = Omit<Parameters<JetStreamManager['streams']['add']>[0], 'name'>;

async function ensureStream(
  manager: JetStreamManager,
  name: string,
  settings: StreamSettings,
): Promise<void> {
  try {
    await manager.streams.info(name);
  } catch (error) {
    if (!(error instanceof JetStreamApiError) || error.code !== streamNotFound) throw error;
    await manager.streams.add({ name, ...settings });
    return;
  }
  await manager.streams.update(name, settings);
}

/** How full the broker's buffer is, and what each lane still has to take. */
export interface UplinkState {
  readonly bytes: number;
  readonly backlog: ReadonlyMap<Lane, number>;
}

/**
 * Lets the broker forget what is committed. With limits retention an acknowledged message stays, and
 * with discard-new a full stream refuses new ones: so what lies below every lane's ack floor goes.
 */
export async function sweepUplink(
  manager: JetStreamManager,
  options: UplinkOptions,
): Promise<UplinkState> {
  // The first turn may come before any lane's, and a broker that lost its disk has no streams.
  await ensureStreams(manager, options);
  const backlog = new Map<Lane, number>();
  const floors = new Map<Lane, number>();
  for (const lane of lanes) {
    const info = await manager.consumers.info(subjects.stream.uplink, consumerOf(lane));
    backlog.set(lane, info.num_pending + info.num_ack_pending);
    floors.set(lane, info.ack_floor.stream_seq);
  }
  const { last_seq: lastSeq } = (await manager.streams.info(subjects.stream.uplink)).state;
  for (const [lane, floor] of floors) {
    // A floor that the stream has not reached says nothing of what it holds now.
    if (floor === 0 || floor > lastSeq) continue;
    const filter = subjects.uplinkOfLane(lane);
    await manager.streams.purge(subjects.stream.uplink, { filter, seq: floor + 1 });
  }
  const { state } = await manager.streams.info(subjects.stream.uplink);
  return { bytes: state.bytes, backlog };
}

/** What waits at the broker, and what it has room for. */
export interface UplinkQueue {
  readonly queuedBytes: number;
  readonly roomBytes: number;
}

/** Estimates the queue: what lanes still have to take, at the mean size of what the broker holds. */
export function queueOf(look: UplinkLook, uplinkBytesMax: number): UplinkQueue {
  const waiting = look.lanes.reduce((sum, lane) => sum + lane.pending + lane.ackPending, 0);
  const meanBytes = look.messages === 0 ? 0 : look.bytes / look.messages;
  return {
    queuedBytes: Math.round(waiting * meanBytes),
    roomBytes: Math.max(0, uplinkBytesMax - look.bytes),
  };
}

/** Looks at the stream. Undefined while nobody has made it and its consumers. */
export async function readUplink(manager: JetStreamManager): Promise<UplinkLook | undefined> {
  try {
    const looks: LaneLook[] = [];
    for (const lane of lanes) {
      const info = await manager.consumers.info(subjects.stream.uplink, consumerOf(lane));
      looks.push({
        lane,
        deliveredSeq: info.delivered.stream_seq,
        pending: info.num_pending,
        ackPending: info.num_ack_pending,
        waiting: info.num_waiting,
      });
    }
    // After the consumers, so that none of them can be ahead of a stream that is well.
    const { state } = await manager.streams.info(subjects.stream.uplink);
    const { messages, bytes, first_seq: firstSeq, last_seq: lastSeq } = state;
    return { messages, bytes, firstSeq, lastSeq, lanes: looks };
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

const isAbsent = (error: unknown): boolean =>
  error instanceof JetStreamApiError &&
  (error.code === streamNotFound || error.code === consumerNotFound);

/** Makes the lanes' consumers anew: what the stream holds is delivered again. */
export async function remakeConsumers(
  manager: JetStreamManager,
  options: UplinkOptions,
): Promise<void> {
  for (const lane of lanes) {
    await unlessAbsent(manager.consumers.delete(subjects.stream.uplink, consumerOf(lane)));
  }
  await ensureStreams(manager, options);
}

/** Makes the stream and its consumers anew: what it held is sent again by the relays. */
export async function remakeStream(
  manager: JetStreamManager,
  options: UplinkOptions,
): Promise<void> {
  await unlessAbsent(manager.streams.delete(subjects.stream.uplink));
  await ensureStreams(manager, options);
}

async function unlessAbsent(deletion: Promise<boolean>): Promise<void> {
  try {
    await deletion;
  } catch (error) {
    if (!isAbsent(error)) throw error;
  }
}

const windowBytesMin = 262_144;
const windowBytesMax = 67_108_864;

/**
 * What a relay's lane that keeps up may have in flight: half of the free room is dealt evenly, so that no site can fill
 * the buffer for the others, and nobody is ever stopped altogether.
 */
export function openWindowBytes(bytesMax: number, bytesUsed: number, sites: number): number {
  const free = Math.max(0, bytesMax - bytesUsed) / 2;
  const share = Math.floor(free / Math.max(1, sites));
  return Math.min(windowBytesMax, Math.max(windowBytesMin, share));
}
