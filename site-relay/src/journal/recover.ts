import {
  addRange,
  lanes,
  missingIn,
  openBody,
  overlaps,
  readBatch,
  readSegment,
  toHex,
  type DeviceId,
  type FrameDamage,
  type Incarnation,
  type Lane,
  type Ranges,
  type UnavailableRange,
} from '@eucora/protocol';
import {
  emptyLaneHeads,
  laterHeads,
  parseCheckpointPart,
  type LaneHead,
  type LostEntry,
} from './checkpoint.ts';
import { spansOf } from './spans.ts';
import type {
  BatchRecord,
  FileHeader,
  GroupEntry,
  JournalRecord,
  SegmentIndex,
} from './records.ts';
import { streamKey, StreamTable } from './streams.ts';

/** One journal file after its frames were opened. */
export interface ScannedFile {
  readonly path: string;
  readonly series: 'wal' | 'seg';
  readonly number: number;
  readonly records: Iterable<PlacedRecord>;
  readonly damage: readonly FrameDamage[];
}
export interface PlacedRecord {
  readonly record: JournalRecord;
  readonly offset: number;
  readonly end: number;
}
export interface PlacedSegment {
  readonly index: SegmentIndex;
  readonly path: string;
  readonly offset: number;
  readonly length: number;
  /** Of the index frame right behind the segment; 0 when it is damaged. */
  readonly indexLength: number;
}
/** A durable batch that is not in a segment yet. */
export interface PendingBatch {
  readonly lane: Lane;
  readonly position: number;
  readonly evidence: boolean;
  readonly deviceId: DeviceId;
  readonly incarnation: Incarnation;
  readonly first: number;
  readonly last: number;
  /** 0 for a void. */
  readonly events: number;
  readonly bytes: Uint8Array;
  /** When it became durable, on the process' own clock; 0 for batches of an earlier run. */
  readonly atMs: number;
}
/** Bytes of a file that could not be read, and what they were if anything else tells. */
export interface NamedDamage {
  readonly path: string;
  readonly offset: number;
  readonly end: number;
  readonly reason: FrameDamage['reason'] | 'missing';
  readonly held: string;
}
/** All that a journal's files say. */
export interface Recovered {
  readonly header: FileHeader | undefined;
  readonly heads: Record<Lane, LaneHead>;
  readonly streams: StreamTable;
  readonly enrolments: readonly Buffer[];
  readonly pending: Readonly<Record<Lane, PendingBatch[]>>;
  readonly segments: readonly PlacedSegment[];
  /** Ranges that were durable here and are no longer, wherever they lay. */
  readonly lost: readonly LostEntry[];
  /** Statements of losses found earlier and not yet sealed into a segment. */
  readonly lostBefore: readonly LostEntry[];
  readonly unavailableBefore: readonly UnavailableRange[];
  readonly damage: readonly NamedDamage[];
  /** Highest position per lane in each WAL file. */
  readonly walPositions: ReadonlyMap<string, Record<Lane, number>>;
}

/**
 * Rebuilds a journal from its files: segment files first, then WAL files, each in number order.
 * Whatever is unreadable is found by one rule, wherever it lay: of every stream, all numbers from
 * the first that was taken to the newest that is known must be in a segment or a WAL record, except
 * what truncation released; the rest is lost and is named.
 */
export class Recovery {
  #header: FileHeader | undefined;
  readonly #heads = emptyLaneHeads();
  readonly #streams = new StreamTable();
  readonly #enrolments = new Map<string, Buffer>();
  readonly #pending: Record<Lane, PendingBatch[]> = { urgent: [], ledger: [], bulk: [] };
  /** Batches already seen by lane, position and hash: a file begun in doubt repeats them. */
  readonly #seen = new Set<string>();
  readonly #segments: PlacedSegment[] = [];
  readonly #sealed: Record<Lane, Ranges> = { urgent: [], ledger: [], bulk: [] };
  readonly #coverage = new Map<string, Ranges>();
  readonly #truncated = new Map<string, number>();
  readonly #lostBefore: LostEntry[] = [];
  readonly #unavailableBefore: UnavailableRange[] = [];
  readonly #damage: NamedDamage[] = [];
  readonly #walPositions = new Map<string, Record<Lane, number>>();
  readonly #lastNumber = { wal: 0, seg: 0 };

  addFile(file: ScannedFile): void {
    this.#noteMissingFiles(file);
    const held = file.series === 'seg' ? this.#addSegmentFile(file) : this.#addWalFile(file);
    for (const { offset, end, reason } of file.damage) {
      this.#damage.push({ path: file.path, offset, end, reason, held: held.join(', ') });
    }
  }

  finish(): Recovered {
    this.#dropReleased();
    return {
      header: this.#header,
      heads: this.#heads,
      streams: this.#streams,
      enrolments: [...this.#enrolments.values()],
      pending: this.#pending,
      segments: this.#segments,
      lost: this.#findLost(),
      lostBefore: this.#lostBefore,
      unavailableBefore: this.#unavailableBefore,
      damage: this.#damage,
      walPositions: this.#walPositions,
    };
  }

  /** File numbers of a series are consecutive; only truncation removes, and it removes the oldest. */
  #noteMissingFiles(file: ScannedFile): void {
    const last = this.#lastNumber[file.series];
    if (last > 0 && file.number > last + 1) {
      const what = `${file.series} files ${last + 1} to ${file.number - 1}`;
      this.#damage.push({ path: file.path, offset: 0, end: 0, reason: 'missing', held: what });
    }
    this.#lastNumber[file.series] = file.number;
  }

  #addSegmentFile(file: ScannedFile): string[] {
    const bodies = new Map<string, PlacedRecord>();
    const indexed = new Set<string>();
    const unreadable: string[] = [];
    for (const placed of file.records) {
      const { record } = placed;
      if (record.type === 'segment') {
        bodies.set(`${record.lane} ${record.seq}`, placed);
      } else if (record.type === 'segment-index') {
        const key = `${record.index.lane} ${record.index.seq}`;
        indexed.add(key);
        const body = bodies.get(key);
        this.#advanceHead(record.index);
        if (body) this.#placeSegment(file.path, body, record.index, placed.end - placed.offset);
        else unreadable.push(`segment ${key}`);
      } else {
        this.#takeCommon(record);
      }
    }
    for (const [key, body] of bodies) {
      if (indexed.has(key) || body.record.type !== 'segment') continue;
      const index = indexOfSegment(body.record.bytes);
      this.#advanceHead(index);
      this.#placeSegment(file.path, body, index, 0);
    }
    return unreadable;
  }

  #placeSegment(path: string, body: PlacedRecord, index: SegmentIndex, indexLength: number): void {
    const { lane, firstPosition, lastPosition } = index;
    const length = body.end - body.offset;
    this.#segments.push({ index, path, offset: body.offset, length, indexLength });
    if (lastPosition > 0) {
      this.#sealed[lane] = addRange(this.#sealed[lane], firstPosition, lastPosition);
    }
    for (const span of index.spans) {
      this.#cover(streamKey(span.deviceId, span.incarnation, lane), span.first, span.last);
      // A segment proves its batches durable even if no WAL file is left to say so.
      const stream = this.#streams.open(span.deviceId, span.incarnation, lane);
      if (!stream.from) stream.from = span.first;
    }
  }

  #advanceHead(index: SegmentIndex): void {
    const head = this.#heads[index.lane];
    head.position = Math.max(head.position, index.lastPosition);
    if (index.seq > head.sealedThrough) {
      head.sealedThrough = index.seq;
      head.headHash = toHex(index.headHash);
    }
  }

  #addWalFile(file: ScannedFile): string[] {
    const positions: Record<Lane, number> = { urgent: 0, ledger: 0, bulk: 0 };
    this.#walPositions.set(file.path, positions);
    const loose = new Map<string, BatchRecord>();
    const unreadable: string[] = [];
    for (const { record } of file.records) {
      if (record.type === 'batch') {
        const { lane, position } = record.batch;
        loose.set(`${lane} ${position}`, record.batch);
        positions[lane] = Math.max(positions[lane], position);
      } else if (record.type === 'group') {
        this.#takeGroup(record.entries, loose, positions, unreadable);
      } else {
        this.#takeCommon(record);
      }
    }
    // Batches whose index record is damaged or was never written speak for themselves.
    for (const batch of loose.values()) this.#takeBatch(entryOfBatch(batch), batch);
    return unreadable;
  }

  #takeGroup(
    entries: readonly GroupEntry[],
    loose: Map<string, BatchRecord>,
    positions: Record<Lane, number>,
    unreadable: string[],
  ): void {
    const listed = new Set(entries.map((entry) => `${entry.lane} ${entry.position}`));
    for (const [key, batch] of loose) {
      if (listed.has(key)) continue;
      this.#takeBatch(entryOfBatch(batch), batch);
      loose.delete(key);
    }
    for (const entry of entries) {
      const key = `${entry.lane} ${entry.position}`;
      const batch = loose.get(key);
      loose.delete(key);
      positions[entry.lane] = Math.max(positions[entry.lane], entry.position);
      if (!batch) {
        const last = entry.first + entry.count - 1;
        unreadable.push(`${entry.lane} of ${entry.deviceId} ${entry.first}-${last}`);
      }
      this.#takeBatch(entry, batch);
    }
  }

  #takeBatch(entry: GroupEntry, batch: BatchRecord | undefined): void {
    const { lane, position, evidence, deviceId, incarnation, first, count } = entry;
    const head = this.#heads[lane];
    head.position = Math.max(head.position, position);
    if (!evidence) {
      const last = first + count - 1;
      const stream = this.#streams.open(deviceId, incarnation, lane);
      if (!stream.mark || last > stream.mark.through) {
        const from = stream.from || first;
        this.#streams.advance(stream, { first, last, hash: entry.hash }, entry.chainHash);
        stream.from = from;
        this.#streams.settle(stream, last, entry.chainHash);
      }
      if (batch) this.#cover(streamKey(deviceId, incarnation, lane), first, last);
    }
    if (batch && !overlaps(this.#sealed[lane], position, position)) {
      const key = `${lane} ${position} ${toHex(entry.hash)}`;
      if (this.#seen.has(key)) return;
      this.#seen.add(key);
      this.#pending[lane].push(pendingOf(entry, batch.bytes, 0));
    }
  }

  #takeCommon(record: JournalRecord): void {
    if (record.type === 'header') {
      this.#header = record.header;
    } else if (record.type === 'enrolment') {
      this.#enrolments.set(enrolmentKey(record.signed), record.signed);
    } else if (record.type === 'checkpoint') {
      const part = parseCheckpointPart(record.json);
      if (part.header) this.#header = part.header;
      if (part.lanes) laterHeads(this.#heads, part.lanes);
      if (part.lost) this.#lostBefore.splice(0, Infinity, ...part.lost);
      if (part.unavailable) {
        this.#unavailableBefore.splice(0, Infinity, ...part.unavailable);
      }
      for (const text of part.enrolments ?? []) {
        const signed = Buffer.from(text, 'base64');
        this.#enrolments.set(enrolmentKey(signed), signed);
      }
      this.#streams.restore(part.streams ?? []);
      for (const stream of part.streams ?? []) {
        const key = streamKey(stream.d, stream.i, stream.l);
        this.#truncated.set(key, Math.max(this.#truncated.get(key) ?? 0, stream.x));
      }
    }
  }

  /** A WAL file may outlive the segments of its batches: what truncation released waits no more. */
  #dropReleased(): void {
    for (const lane of lanes) {
      this.#pending[lane] = this.#pending[lane].filter((batch) => {
        const key = streamKey(batch.deviceId, batch.incarnation, lane);
        return batch.evidence || batch.last > (this.#truncated.get(key) ?? 0);
      });
    }
  }

  #cover(key: string, first: number, last: number): void {
    this.#coverage.set(key, addRange(this.#coverage.get(key) ?? [], first, last));
  }

  #findLost(): LostEntry[] {
    const lost: LostEntry[] = [];
    for (const stream of this.#streams.values()) {
      const key = streamKey(stream.deviceId, stream.incarnation, stream.lane);
      const covered = this.#coverage.get(key) ?? [];
      const top = Math.max(stream.durable?.through ?? 0, covered.at(-1)?.last ?? 0);
      const floor = Math.max(stream.from, (this.#truncated.get(key) ?? 0) + 1);
      for (const { first, last } of missingIn(covered, floor, top)) {
        const { lane, deviceId, incarnation } = stream;
        lost.push({ lane, deviceId, incarnation, first, last, cause: 'journal damaged' });
      }
    }
    return lost;
  }
}

/** A batch's index entry, from the batch itself. @throws ProtocolError */
export function entryOfBatch(record: BatchRecord): GroupEntry {
  const batch = readBatch(record.bytes);
  const { deviceId, incarnation, first, count, hash } = batch;
  const { lane, position, evidence } = record;
  const chainHash = chainHashOf(batch.void?.replacedLastHash, hash);
  const hashes = { hash: Buffer.from(hash), chainHash: Buffer.from(chainHash) };
  const isVoid = batch.void !== null;
  return { lane, position, evidence, void: isVoid, deviceId, incarnation, first, count, ...hashes };
}

export function pendingOf(entry: GroupEntry, bytes: Uint8Array, atMs: number): PendingBatch {
  const { lane, position, evidence, deviceId, incarnation, first, count } = entry;
  const last = first + count - 1;
  const events = entry.void ? 0 : count;
  return { lane, position, evidence, deviceId, incarnation, first, last, events, bytes, atMs };
}

/** What the batch after this one must name: after a void, the last batch that it stands for. */
export function chainHashOf(replaced: Uint8Array | undefined, hash: Uint8Array): Uint8Array {
  return replaced && replaced.length === 32 ? replaced : hash;
}

/** A segment's index, from the segment itself. @throws ProtocolError */
export function indexOfSegment(bytes: Buffer): SegmentIndex {
  const segment = readSegment(bytes);
  const content = openBody(segment);
  return {
    lane: segment.lane,
    seq: segment.seq,
    firstPosition: segment.firstPosition,
    lastPosition: segment.lastPosition,
    bytes: bytes.length,
    sealedMs: segment.sealed.wallMs,
    headHash: Buffer.from(segment.headerHash),
    spans: spansOf(content.batches.map((batch) => readBatch(batch))),
    enrolled: [],
  };
}

function enrolmentKey(signed: Uint8Array): string {
  return toHex(signed);
}
