// The way of an event: which batch goes next, and what answers do to the marks.
// Next: endpoint-agent/src/sender/sender.ts

import {
  lanes,
  ProtocolError,
  readBatch,
  toHex,
  type Incarnation,
  type JournalPosition,
  type Lane,
} from '@eucora/protocol';
import { perLane } from '../per-lane.ts';
import type { OutgoingBatch } from '../sender/outbox.ts';
import { signedBytes } from './lane-store.ts';
import { mendFile, voidBatch } from './mend.ts';
import type { LaneFile, Stream } from './model.ts';
import { chainHash } from './records.ts';
import { moveUnacknowledged, shortenPredecessors } from './reincarnate.ts';
import type { SpoolParts, Upkeep } from './upkeep.ts';

/**
 * The way out of the spool: the oldest batch that no relay has, and what follows from the word of a
 * relay or the hub about it. `sender/sender.ts` asks for it and brings the word.
 */
export class Outgoing {
  readonly #parts: SpoolParts;
  readonly #upkeep: Upkeep;
  readonly #announce: (lane: Lane) => void;
  readonly #onTheirWay = new Map<Lane, OutgoingBatch>();
  /** What was cut before this process began, maybe on a disk that is a copy of another. */
  readonly #opened: {
    readonly incarnation: Incarnation;
    readonly through: Readonly<Record<Lane, number>>;
  };

  /** `announce`: a lane is worth asking for a batch. */
  constructor(parts: SpoolParts, upkeep: Upkeep, announce: (lane: Lane) => void) {
    this.#parts = parts;
    this.#upkeep = upkeep;
    this.#announce = announce;
    const { incarnation, tips } = parts.state;
    this.#opened = { incarnation, through: perLane((lane) => tips[lane].next - 1) };
  }

  /** The batch of a stream that was handed out last and has no answer yet. */
  onItsWay(stream: Stream): OutgoingBatch | undefined {
    const sent = this.#onTheirWay.get(stream.lane);
    return sent?.incarnation === stream.incarnation ? sent : undefined;
  }

  /** One turn: the oldest batch of a lane that was not acknowledged; null when all are. */
  async next(lane: Lane): Promise<OutgoingBatch | null> {
    const { state } = this.#parts;
    for (const stream of state.streams) {
      if (stream.lane !== lane) continue;
      const file = stream.files.find((one) => one.last > stream.forwarded);
      if (!file) continue;
      const outgoing = await this.#read(stream, file);
      this.#onTheirWay.set(lane, outgoing);
      return outgoing;
    }
    return null;
  }

  async #read(stream: Stream, file: LaneFile): Promise<OutgoingBatch> {
    const { store, logger } = this.#parts;
    const entries = await store.entriesOf(file);
    store.unloadOthers(stream, file);
    const at = entries.findIndex((one) => one.last > stream.forwarded);
    const entry = entries[at];
    const after = entries[at + 1];
    try {
      // What went bad since the file was opened is missing from its entries: not to be stepped over.
      const due = Math.max(stream.forwarded + 1, file.first);
      if (!entry || entry.first > due) {
        throw new ProtocolError('malformed', `${file.path} is damaged`);
      }
      const { first, last, tag } = entry;
      const bytes = await store.read(file, entry);
      const { incarnation, lane, committed } = stream;
      const cutThrough = this.#cutThrough(stream, first);
      const isVoid = tag !== 'batch';
      const nextBytes = after === undefined ? 0 : signedBytes(after);
      const place = { incarnation, lane, first, last };
      return { ...place, isVoid, bytes, nextBytes, committed, cutThrough };
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      logger.error({ lane: stream.lane, path: file.path }, 'spool file damaged: void in its place');
      await mendFile(this.#parts, stream, file);
      const next = stream.files.find((one) => one.last > stream.forwarded);
      if (!next) throw error;
      return this.#read(stream, next);
    }
  }

  #cutThrough({ incarnation, lane }: Stream, first: number): number | null {
    const { state } = this.#parts;
    const opened = this.#opened.incarnation === incarnation ? this.#opened.through[lane] : 0;
    if (incarnation !== state.incarnation || first <= opened) return null;
    return state.tips[lane].next - 1;
  }

  acknowledged(batch: OutgoingBatch, position: JournalPosition | null): void {
    const stream = this.#streamOf(batch);
    if (!stream) return;
    if (batch.last > stream.forwarded) {
      stream.forwarded = batch.last;
      stream.forwardedHash = toHex(chainHash(readBatch(batch.bytes)));
    }
    if (position) this.#parts.state.seen[batch.lane] = position;
    this.#onTheirWay.delete(batch.lane);
    this.#upkeep.marksChanged = true;
    this.#announce(batch.lane);
  }

  /** Moves the commit mark; true when files below it may go (`Upkeep.trim`, in a turn). */
  committed(batch: OutgoingBatch, through: number): boolean {
    const stream = this.#streamOf(batch);
    // Only what was acknowledged to this device: a clone's progress is not ours.
    const mark = Math.min(through, stream?.forwarded ?? 0);
    if (!stream || mark <= stream.committed) return false;
    stream.committed = mark;
    this.#upkeep.marksChanged = true;
    const { store } = this.#parts;
    const done = stream.files.some((file) => file.last <= mark && !store.isActive(file));
    return done || (stream.closedThrough !== null && mark >= stream.closedThrough);
  }

  rewind(lane: Lane, head: JournalPosition): void {
    const { state } = this.#parts;
    for (const stream of state.streams) lowerForwarded(stream, stream.committed);
    // The other lanes have nothing to compare with any more: they meet the new journal as strangers.
    for (const other of lanes) state.seen[other] = other === lane ? head : null;
    this.#upkeep.marksChanged = true;
    for (const one of lanes) this.#announce(one);
  }

  resumeFrom(batch: OutgoingBatch, through: number): void {
    const stream = this.#streamOf(batch);
    if (!stream) return;
    lowerForwarded(stream, Math.max(stream.committed, through));
    this.#upkeep.marksChanged = true;
  }

  /** One turn: a void stands in the batch's place. */
  async giveUp(batch: OutgoingBatch): Promise<void> {
    const stream = this.#streamOf(batch);
    const { first, lane } = batch;
    const file = stream?.files.find((one) => one.first <= first && first <= one.last);
    if (stream && file) await voidBatch(this.#parts, stream, file, first);
    this.#onTheirWay.delete(lane);
    this.#announce(lane);
  }

  /** One turn: begins an incarnation and moves there what of the batch's stream is unacknowledged. */
  async reincarnate(batch: OutgoingBatch): Promise<void> {
    const conflict = this.#streamOf(batch) ?? null;
    const { state, store } = this.#parts;
    const next = await moveUnacknowledged(this.#parts, conflict);
    const before = { ...state, streams: state.streams.map((stream) => ({ ...stream })) };
    for (const [stream, end] of next.ends) stream.closedThrough = end;
    state.incarnation = next.incarnation;
    state.tips = next.tips;
    state.open = next.open;
    state.streams = [...state.streams, ...next.streams];
    try {
      await this.#upkeep.rotate();
    } catch (error) {
      // The checkpoint is what counts: without it the spool is what it was.
      for (const stream of next.streams) {
        for (const file of stream.files) await store.remove(stream, file);
      }
      before.streams.forEach((old, i) => Object.assign(state.streams[i] ?? {}, old));
      state.streams.length = before.streams.length;
      Object.assign(state, {
        incarnation: before.incarnation,
        tips: before.tips,
        open: before.open,
      });
      throw error;
    }
    await shortenPredecessors(this.#parts);
    for (const lane of lanes) this.#announce(lane);
  }

  #streamOf(batch: OutgoingBatch): Stream | undefined {
    const { incarnation, lane } = batch;
    return this.#parts.state.streams.find((s) => s.incarnation === incarnation && s.lane === lane);
  }
}

/** The relay has less than it was thought to have. */
function lowerForwarded(stream: Stream, through: number): void {
  if (through >= stream.forwarded) return;
  stream.forwarded = through;
  stream.forwardedHash = '';
}
