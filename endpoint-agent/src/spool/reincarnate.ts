import {
  decodeEvents,
  lanes,
  ProtocolError,
  randomId,
  type Incarnation,
  type IncarnationParent,
  type Lane,
  type ReadBatch,
} from '@eucora/protocol';
import { perLane, perLaneInTurn } from '../per-lane.ts';
import { cutNext, cutVoidNext, type OpenEvent, type StreamTip } from './cutter.ts';
import { countKinds } from './dropped.ts';
import { estimateBytes } from './estimate.ts';
import type { LaneStore, NewEntry } from './lane-store.ts';
import type { Bench } from './mend.ts';
import { currentStream, newStream, type SpoolState, type Stream } from './model.ts';

/** A new incarnation, prepared but not yet in force. */
export interface Successor {
  readonly incarnation: Incarnation;
  readonly tips: Record<Lane, StreamTip>;
  readonly streams: readonly Stream[];
  readonly open: Record<Lane, OpenEvent[]>;
  /** Older streams' ends: what lies behind them is the successor's. */
  readonly ends: ReadonlyMap<Stream, number>;
}

/**
 * Prepares a new incarnation of the spool, whose parent is the current one. The batches of `conflict`
 * which no relay acknowledged are cut anew there; other lanes keep theirs, since nothing contradicts
 * them and what is on its way must not be told twice. Open events move as they are.
 *
 * PHASES: (1) here, new files of an incarnation which no checkpoint names: after a crash they are
 * stray; (2) the caller writes the checkpoint, and with it everything holds; (3) the caller shortens
 * the old files, which recovery would do as well.
 */
export async function moveUnacknowledged(
  bench: Bench,
  conflict: Stream | null,
): Promise<Successor> {
  const { state } = bench;
  const incarnation = randomId();
  const ends = new Map(state.streams.map((stream) => [stream, endOf(bench.state, stream)]));
  if (conflict) ends.set(conflict, conflict.forwarded);
  const streams = perLane((lane) => newStream(incarnation, lane));
  const tips = await perLaneInTurn(async (lane) => {
    const before = currentStream(state, lane);
    const parent = await parentOf(bench, before, ends.get(before) ?? 0);
    const { deviceId } = state;
    const tip: StreamTip = {
      deviceId,
      incarnation,
      lane,
      next: 1,
      lastHash: new Uint8Array(0),
      parent,
    };
    return conflict?.lane === lane ? recut(bench, conflict, streams[lane], tip) : tip;
  });
  const shift = (lane: Lane): number => tips[lane].next - state.tips[lane].next;
  const open = perLane((lane) =>
    state.open[lane].map((one) => ({ ...one, seq: one.seq + shift(lane) })),
  );
  return { incarnation, tips, streams: lanes.map((lane) => streams[lane]), open, ends };
}

function endOf(state: SpoolState, stream: Stream): number {
  return stream.closedThrough ?? state.tips[stream.lane].next - 1;
}

async function parentOf(bench: Bench, stream: Stream, lastSeq: number): Promise<IncarnationParent> {
  const { incarnation, lane } = stream;
  if (lastSeq === 0) return { incarnation, lastSeq, lastHash: new Uint8Array(0) };
  const tip = bench.state.tips[lane];
  if (tip.next === lastSeq + 1) return { incarnation, lastSeq, lastHash: tip.lastHash };
  const following = await firstAfter(bench.store, stream, lastSeq);
  return { incarnation, lastSeq, lastHash: following?.prevHash ?? new Uint8Array(32) };
}

async function firstAfter(
  store: LaneStore,
  stream: Stream,
  seq: number,
): Promise<ReadBatch | null> {
  for (const file of stream.files) {
    if (file.last <= seq) continue;
    const found = (await store.load(file)).find(({ batch }) => batch.first > seq);
    if (found) return found.batch;
  }
  return null;
}

/** Cuts what was not acknowledged of `from` anew at the end of `to`. */
async function recut(bench: Bench, from: Stream, to: Stream, start: StreamTip): Promise<StreamTip> {
  let tip = start;
  for (const file of from.files) {
    if (file.last <= from.forwarded) continue;
    for (const { batch } of await bench.store.load(file)) {
      if (batch.last <= from.forwarded) continue;
      const moved = recutBatch(bench, batch, tip);
      await bench.store.append(to, moved.entries);
      tip = moved.tip;
    }
  }
  return tip;
}

function recutBatch(bench: Bench, batch: ReadBatch, start: StreamTip) {
  const entries: NewEntry[] = [];
  let tip = start;
  bench.keeper.merge(batch.anchors);
  const book = bench.keeper.book();
  const events = eventsOf(batch);
  if (!events) {
    const reason = batch.void?.reason ?? 'damaged';
    const content = { reason, replacedLastHash: new Uint8Array(0), kinds: countKinds([batch]) };
    const cut = cutVoidNext(tip, batch.count, content, book, bench.key);
    entries.push({ tag: 'void', first: cut.first, last: cut.last, batch: cut.batch });
    return { entries, tip: cut.tip };
  }
  let open = events.map(({ at, body }, i): OpenEvent => {
    const event = { at, body };
    return { seq: tip.next + i, event, bytes: estimateBytes(event) };
  });
  while (open.length > 0) {
    const cut = cutNext(tip, open, book, bench.key);
    entries.push({ tag: 'batch', first: cut.first, last: cut.last, batch: cut.batch });
    open = open.slice(cut.taken);
    tip = cut.tip;
  }
  return { entries, tip };
}

function eventsOf(batch: ReadBatch) {
  if (batch.void) return null;
  try {
    return decodeEvents(batch);
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

/** Removes from older streams what is the successor's now. */
export async function shortenPredecessors(bench: Bench): Promise<void> {
  for (const stream of bench.state.streams) {
    const end = stream.closedThrough;
    if (end === null) continue;
    for (const file of stream.files) {
      if (file.last <= end) continue;
      const kept = (await bench.store.load(file)).filter(({ batch }) => batch.last <= end);
      const entries = kept.map(({ tag, batch }) => {
        return { tag, first: batch.first, last: batch.last, batch: batch.bytes };
      });
      await bench.store.replace(stream, file, entries);
    }
  }
}
