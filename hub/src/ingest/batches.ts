// The way of an event: subtracts what the ledger has and copies the rest into its tables.
// Next: hub/src/modules/ledger/event-rows.ts

import {
  laneNumber,
  limits,
  type DeviceId,
  type Lane,
  type LostRange,
  type ReadBatch,
} from '@eucora/protocol';
import { copyInto } from '../platform/copy.ts';
import { CopyRows } from '../platform/copy-rows.ts';
import type { Tx } from '../platform/db.ts';
import { UnavailableError } from '../platform/errors.ts';
import type { AcceptedBatch } from '../platform/fold.ts';
import {
  appendEvents,
  eventColumns,
  incarnationKey,
  insertVoids,
  loadNeighbours,
  loadRefusedHashes,
  loadStreams,
  needingNeighbours,
  openDay,
  openIncarnations,
  saveStreams,
  StreamDraft,
  type Candidate,
  type ContradictingBatch,
  type EventRange,
  type Evidence,
  type IncarnationRef,
  type SiteDelta,
  type StreamChange,
  type VoidRow,
} from '../modules/ledger/index.ts';
import type { JudgedBatch } from './judge.ts';
import type { RegisteredDevice } from './ports.ts';

/** A stream would need more ranges than it may have; a segment that fills a hole makes room. */
export class BusyError extends UnavailableError {}

/** How a batch ended in the ledger. */
export type BatchOutcome = 'committed' | 'rejected' | 'void' | 'duplicate' | 'quarantined';

/** What one transaction did with a number of batches. */
export interface Taken {
  readonly outcomes: readonly { readonly outcome: BatchOutcome; readonly code?: string }[];
  /** New to the ledger, in device order and, per device, in sequence order. */
  readonly accepted: readonly AcceptedBatch[];
  readonly evidence: readonly Evidence[];
  /** What of the evidence contradicts its own device. */
  readonly contradictions: readonly ContradictingBatch[];
  readonly delta: SiteDelta;
}
export interface TakeContext {
  readonly siteId: string;
  /** The site of each batch, where they came through several. */
  readonly siteIds?: readonly string[];
  readonly lane: Lane;
  readonly devices: ReadonlyMap<DeviceId, RegisteredDevice>; // rows locked
  readonly now: Date;
}

interface Slot {
  readonly index: number;
  readonly judged: Exclude<JudgedBatch, { verdict: 'quarantined' }>;
  readonly candidate: Candidate;
}
interface Stream {
  readonly ref: IncarnationRef;
  readonly slots: Slot[];
  readonly lost: LostRange[];
}
interface Work {
  readonly outcomes: { outcome: BatchOutcome; code?: string }[];
  readonly evidence: Evidence[];
  readonly contradictions: ContradictingBatch[];
  readonly accepted: AcceptedBatch[];
  readonly voids: VoidRow[];
  readonly changes: StreamChange[];
  readonly events: CopyRows;
  readonly ranges: EventRange[]; // of events
  readonly batches: CopyRows;
  committed: number;
  rejected: number;
  void: number;
}

/**
 * Takes judged batches into the ledger: subtracts what is there, copies the rest, moves the marks
 * (PROTOCOL: hub ingest). The site's row and the devices' rows are locked.
 * @throws BusyError when a stream would need more than `limits.rangesPerStreamMax` ranges
 */
export async function takeBatches(
  tx: Tx,
  context: TakeContext,
  judged: readonly JudgedBatch[],
  lost: readonly LostRange[],
): Promise<Taken> {
  const work: Work = {
    outcomes: judged.map(() => ({ outcome: 'quarantined' })),
    evidence: [],
    contradictions: [],
    accepted: [],
    voids: [],
    changes: [],
    events: new CopyRows(),
    ranges: [],
    batches: new CopyRows(),
    committed: 0,
    rejected: 0,
    void: 0,
  };
  const streams = groupByStream(context, judged, lost, work);
  await decideStreams(tx, context, streams, work);
  await openDay(tx, context.lane, context.now, work.ranges);
  await copyInto(tx, 'ledger.events', eventColumns, work.events);
  await copyInto(tx, 'ledger.batches', batchColumns, work.batches);
  await insertVoids(tx, context.lane, work.voids, context.now);
  await saveStreams(tx, context.lane, work.changes);
  const { outcomes, accepted, evidence, contradictions, committed, rejected } = work;
  return {
    outcomes,
    accepted,
    evidence,
    contradictions,
    delta: { committed, rejected, void: work.void },
  };
}

function groupByStream(
  context: TakeContext,
  judged: readonly JudgedBatch[],
  lost: readonly LostRange[],
  work: Work,
): Stream[] {
  const streams = new Map<string, Stream>();
  const streamOf = (
    siteId: string,
    deviceId: DeviceId,
    incarnation: string,
    parent: string | undefined,
  ): Stream | undefined => {
    const device = context.devices.get(deviceId);
    if (!device) return undefined;
    const key = `${deviceId}/${incarnation}`;
    const deviceNo = homeOf(device, incarnation, parent);
    const ref = { siteId, deviceNo, deviceId, incarnation };
    const stream = streams.get(key) ?? { ref, slots: [], lost: [] };
    streams.set(key, stream);
    return stream;
  };
  const parents = new Map(
    judged.flatMap(({ batch }) =>
      batch?.parent ? [[batch.incarnation, batch.parent.incarnation] as const] : [],
    ),
  );
  for (const [index, each] of judged.entries()) {
    const stream =
      each.verdict === 'quarantined'
        ? undefined
        : streamOf(
            context.siteIds?.[index] ?? context.siteId,
            each.batch.deviceId,
            each.batch.incarnation,
            parents.get(each.batch.incarnation),
          );
    if (each.verdict === 'quarantined' || !stream) {
      quarantine(work, context, index, each);
    } else {
      stream.slots.push({ index, judged: each, candidate: candidateOf(each) });
    }
  }
  // A relay may name what it lost of a device that the hub never heard of: nothing to account for.
  for (const range of lost) {
    const { deviceId, incarnation } = range;
    streamOf(context.siteId, deviceId, incarnation, undefined)?.lost.push(range);
  }
  for (const { slots } of streams.values()) {
    slots.sort((a, b) => a.candidate.first - b.candidate.first || a.index - b.index);
  }
  const order = ({ ref }: Stream): string => `${ref.deviceId}/${ref.incarnation}`;
  return [...streams.values()].toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** The device of an incarnation: its own, or that of the one it continues. */
export function homeOf(
  { no, homes }: RegisteredDevice,
  incarnation: string,
  parent: string | undefined,
): number {
  return homes?.get(incarnation) ?? (parent === undefined ? undefined : homes?.get(parent)) ?? no;
}

function candidateOf(judged: Slot['judged']): Candidate {
  const { first, last, hash, prevHash, void: content } = judged.batch;
  const ends =
    judged.verdict === 'void' ? 'void' : judged.verdict === 'events' ? 'committed' : 'rejected';
  const replacedLastHash = content?.replacedLastHash ?? new Uint8Array(0);
  return { first, last, hash, prevHash, replacedLastHash, ends };
}

async function decideStreams(
  tx: Tx,
  context: TakeContext,
  streams: readonly Stream[],
  work: Work,
): Promise<void> {
  if (streams.length === 0) return;
  const { lane, now } = context;
  const numbers = await openIncarnations(
    tx,
    streams.map(({ ref }) => ref),
    now,
  );
  const numberOf = ({ ref }: Stream): number =>
    numbers.get(incarnationKey(ref.deviceNo, ref.incarnation))!;
  const states = await loadStreams(tx, lane, streams.map(numberOf));
  const queries = streams.flatMap((stream) => {
    const incarnationNo = numberOf(stream);
    const candidates = stream.slots.map(({ candidate }) => candidate);
    return needingNeighbours(states.get(incarnationNo)!, candidates).map((candidate) => ({
      incarnationNo,
      candidate,
    }));
  });
  const neighbours = await loadNeighbours(tx, lane, queries);
  const suspect = streams.filter((stream) => states.get(numberOf(stream))!.forked);
  const refused = await loadRefusedHashes(
    tx,
    suspect.flatMap(({ slots }) => slots.map(({ candidate }) => candidate.prevHash)),
  );
  for (const stream of streams) {
    const incarnationNo = numberOf(stream);
    const near = neighbours.get(incarnationNo) ?? [];
    const draft = new StreamDraft(states.get(incarnationNo)!, near, refused);
    decideStream(context, stream, incarnationNo, draft, work);
  }
}

function decideStream(
  context: TakeContext,
  stream: Stream,
  incarnationNo: number,
  draft: StreamDraft,
  work: Work,
): void {
  let parent: StreamChange['parent'] = null;
  for (const slot of stream.slots) {
    const verdict = draft.offer(slot.candidate);
    if (verdict === 'duplicate') {
      work.outcomes[slot.index] = { outcome: 'duplicate' };
    } else if (verdict === 'new') {
      parent ??= slot.judged.batch.parent;
      stage(context, stream.ref, incarnationNo, slot, work);
    } else {
      const { batch } = slot.judged;
      const detail = `${batch.first}-${batch.last} contradicts what the device said before`;
      const fault = { code: verdict, detail };
      const { deviceId, bytes } = batch;
      const judged: JudgedBatch = { verdict: 'quarantined', deviceId, batch, bytes, fault };
      quarantine(work, context, slot.index, judged);
      work.contradictions.push({ deviceNo: stream.ref.deviceNo, batch });
    }
  }
  for (const { first, last, cause } of stream.lost) {
    if (draft.lose(first, last) === 'duplicate') continue;
    const empty = new Uint8Array(0);
    const none = { hash: empty, prevHash: empty, replacedLastHash: empty };
    work.voids.push({ incarnationNo, first, last, ...none, reason: `lost: ${cause}` });
  }
  const before = draft.before;
  const after = draft.sums();
  if (after.ranges > limits.rangesPerStreamMax && after.ranges > before.ranges) {
    throw new BusyError(
      `Device ${stream.ref.deviceId} has ${after.ranges} separate ranges in lane ${context.lane}; ` +
        `its segments wait until those between them arrive.`,
    );
  }
  work.committed += after.committed - before.committed;
  work.rejected += after.rejected - before.rejected;
  work.void += after.void - before.void;
  work.changes.push({ incarnationNo, draft, parent });
}

/** Stages a new batch: rows, outcome, what folds get. takeBatches writes them. */
function stage(
  context: TakeContext,
  ref: IncarnationRef,
  incarnationNo: number,
  { index, judged }: Slot,
  work: Work,
): void {
  const { batch } = judged;
  if (judged.verdict === 'void') {
    const { first, last, hash, prevHash } = batch;
    const replacedLastHash = batch.void?.replacedLastHash ?? new Uint8Array(0);
    const reason = batch.void?.reason ?? 'damaged';
    work.voids.push({ incarnationNo, first, last, hash, prevHash, replacedLastHash, reason });
    work.outcomes[index] = { outcome: 'void' };
    return;
  }
  appendBatch(work.batches, batch, incarnationNo, judged.verdict === 'rejected', context.now);
  if (judged.verdict === 'rejected') {
    work.outcomes[index] = { outcome: 'rejected', code: judged.fault.code };
    work.evidence.push({
      scope: 'batch',
      code: `rejected_${judged.fault.code}`,
      siteId: context.siteId,
      deviceId: batch.deviceId,
      batchHash: batch.hash,
      bytes: batch.bytes,
      detail: judged.fault.detail,
    });
    return;
  }
  const { lane, now } = context;
  const { deviceNo, siteId } = ref;
  const { events } = judged;
  appendEvents(work.events, { deviceNo, incarnationNo, lane, events }, now.getTime());
  work.ranges.push({ incarnationNo, first: batch.first, last: batch.last });
  work.outcomes[index] = { outcome: 'committed' };
  work.accepted.push({
    siteId,
    deviceId: ref.deviceId,
    deviceNo,
    incarnation: ref.incarnation,
    parentIncarnation: batch.parent?.incarnation ?? null,
    lane,
    simulated: context.devices.get(ref.deviceId)?.simulated ?? false,
    anchors: batch.anchors,
    events,
    receivedAt: now,
  });
}

function quarantine(work: Work, context: TakeContext, index: number, judged: JudgedBatch): void {
  if (judged.verdict !== 'quarantined') {
    throw new Error(`Device ${judged.batch.deviceId} was judged by a key and is not registered.`);
  }
  const { fault, deviceId, batch, bytes } = judged;
  work.outcomes[index] = { outcome: 'quarantined', code: fault.code };
  work.evidence.push({
    scope: 'batch',
    code: fault.code,
    siteId: context.siteId,
    deviceId,
    batchHash: batch?.hash ?? null,
    bytes,
    detail: fault.detail,
  });
}

const batchColumns = 'received_day, incarnation_no, lane, first, last, rejected, hash, prev_hash';

function appendBatch(
  rows: CopyRows,
  batch: ReadBatch,
  incarnationNo: number,
  rejected: boolean,
  now: Date,
): void {
  rows.row(8);
  rows.day(now.getTime());
  rows.int4(incarnationNo);
  rows.int2(laneNumber(batch.lane));
  rows.int8(batch.first);
  rows.int8(batch.last);
  rows.bool(rejected);
  rows.bytes(batch.hash);
  rows.bytes(batch.prevHash);
}
