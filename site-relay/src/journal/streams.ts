import type { DeviceId, Incarnation, Lane, StreamMark } from '@eucora/protocol';
import { limits } from '../limits.ts';

/** A batch that a stream remembers, so that a re-send is known for what it is. */
export interface RecentBatch {
  readonly first: number;
  readonly last: number;
  readonly hash: Uint8Array;
}
/**
 * What the journal has of one device's lane in one incarnation. `mark` runs ahead of `durable` while
 * batches are on their way to the disk; if the disk refuses them, `mark` falls back to `durable`.
 */
export interface Stream {
  readonly deviceId: DeviceId;
  readonly incarnation: Incarnation;
  readonly lane: Lane;
  /** First sequence number that this journal ever took of the stream. */
  from: number;
  mark: StreamMark | undefined;
  durable: StreamMark | undefined;
  /** The hub's ledger holds everything up to here. */
  committed: number;
  /** Released by truncation up to here: no longer expected in any file. */
  truncated: number;
  recent: RecentBatch[];
  evidence: { hour: number; count: number };
}

/** A stream as a checkpoint keeps it; hashes in base64. */
export interface StreamSnapshot {
  readonly d: DeviceId;
  readonly i: Incarnation;
  readonly l: Lane;
  readonly f: number;
  readonly t: number;
  readonly h: string;
  readonly c: number;
  readonly x: number;
  readonly r: readonly (readonly [first: number, last: number, hash: string])[];
}

export function streamKey(deviceId: DeviceId, incarnation: Incarnation, lane: Lane): string {
  return `${deviceId}${incarnation}${lane}`;
}

/** All streams of one journal. */
export class StreamTable {
  readonly #streams = new Map<string, Stream>();

  get size(): number {
    return this.#streams.size;
  }

  values(): IterableIterator<Stream> {
    return this.#streams.values();
  }

  get(deviceId: DeviceId, incarnation: Incarnation, lane: Lane): Stream | undefined {
    return this.#streams.get(streamKey(deviceId, incarnation, lane));
  }

  open(deviceId: DeviceId, incarnation: Incarnation, lane: Lane): Stream {
    const key = streamKey(deviceId, incarnation, lane);
    const known = this.#streams.get(key);
    if (known) return known;
    const stream: Stream = {
      deviceId,
      incarnation,
      lane,
      from: 0,
      mark: undefined,
      durable: undefined,
      committed: 0,
      truncated: 0,
      recent: [],
      evidence: { hour: 0, count: 0 },
    };
    this.#streams.set(key, stream);
    return stream;
  }

  /** Takes a batch that follows; it counts for the next verdict at once, for promises once durable. */
  advance(stream: Stream, batch: RecentBatch, chainHash: Uint8Array): void {
    if (!stream.mark) stream.from = batch.first;
    stream.mark = { through: batch.last, lastHash: chainHash };
    stream.recent.push(batch);
    if (stream.recent.length > limits.recentHashesPerStream) stream.recent.shift();
  }

  /** The disk has it. */
  settle(stream: Stream, through: number, chainHash: Uint8Array): void {
    if (!stream.durable || through > stream.durable.through) {
      stream.durable = { through, lastHash: chainHash };
    }
  }

  /** The disk refused what was on its way: forget it, so that the re-send is new again. */
  rollBack(): void {
    for (const [key, stream] of this.#streams) {
      if (stream.mark === stream.durable) continue;
      const { durable } = stream;
      if (!durable) {
        this.#streams.delete(key);
        continue;
      }
      stream.mark = durable;
      stream.recent = stream.recent.filter((batch) => batch.last <= durable.through);
    }
  }

  /** Marks what the hub has; never backwards. */
  commit(deviceId: DeviceId, incarnation: Incarnation, lane: Lane, through: number): void {
    const stream = this.get(deviceId, incarnation, lane);
    if (stream && through > stream.committed) stream.committed = through;
  }

  /** Only what the disk holds: a checkpoint that ran ahead of its batches would lose them unseen. */
  snapshot(): StreamSnapshot[] {
    const out: StreamSnapshot[] = [];
    for (const stream of this.#streams.values()) {
      const { durable } = stream;
      if (!durable) continue;
      const recent = stream.recent
        .filter((batch) => batch.last <= durable.through)
        .slice(-limits.recentHashesInCheckpoint);
      out.push({
        d: stream.deviceId,
        i: stream.incarnation,
        l: stream.lane,
        f: stream.from,
        t: durable.through,
        h: base64(durable.lastHash),
        c: stream.committed,
        x: stream.truncated,
        r: recent.map((batch) => [batch.first, batch.last, base64(batch.hash)] as const),
      });
    }
    return out;
  }

  /** Adopts a checkpoint's word where it knows more than what was read so far. */
  restore(snapshots: readonly StreamSnapshot[]): void {
    for (const snapshot of snapshots) {
      const stream = this.open(snapshot.d, snapshot.i, snapshot.l);
      stream.committed = Math.max(stream.committed, snapshot.c);
      stream.truncated = Math.max(stream.truncated, snapshot.x);
      if (stream.durable && stream.durable.through >= snapshot.t) continue;
      if (!stream.durable) stream.from = snapshot.f;
      stream.durable = { through: snapshot.t, lastHash: Buffer.from(snapshot.h, 'base64') };
      stream.mark = stream.durable;
      stream.recent = snapshot.r.map(([first, last, hash]) => ({
        first,
        last,
        hash: Buffer.from(hash, 'base64'),
      }));
    }
  }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
