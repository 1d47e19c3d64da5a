import {
  lanes,
  type DeviceEvent,
  type Incarnation,
  type JournalPosition,
  type Lane,
  type TimeAnchor,
} from '@eucora/protocol';
import type { FramePlace } from '../files/frame-file.ts';
import { perLane } from '../per-lane.ts';
import type { OpenEvent } from './cutter.ts';
import { estimateBytes } from './estimate.ts';
import { heldThrough, type Checkpoint, type EntryTag, type LaneFile } from './model.ts';
import type { LaneTip, Marks, Stream, StreamMarks } from './model.ts';
import type { LogRecord } from './records.ts';
import type { Stated } from './stated.ts';

/** A lane file as it was found. */
export interface FoundFile {
  readonly no: number;
  readonly path: string;
  readonly end: number; // behind its last good frame
  readonly entries: readonly FoundEntry[];
  readonly anchors: readonly TimeAnchor[]; // that its batches name, one a boot
}
/** A batch without its bytes: a spool may hold months of them. */
export interface FoundEntry {
  readonly place: FramePlace;
  readonly tag: EntryTag;
  readonly incarnation: Incarnation;
  readonly lane: Lane;
  readonly first: number;
  readonly last: number;
  readonly prevHash: Uint8Array;
  readonly chainHash: Uint8Array;
}
/** Numbers that were cut and are gone from the disk: a void must take their place in the chain. */
export interface Gap {
  readonly stream: Stream;
  readonly first: number;
  readonly count: number;
  readonly prevHash: Uint8Array;
  readonly replacedLastHash: Uint8Array;
}
/** What the files say. `checkpoint` null: the log is lost, so numbers may be in use unknown to us. */
export interface Recovered {
  readonly incarnation: Incarnation | null;
  readonly tips: Record<Lane, LaneTip> | null;
  readonly streams: Stream[];
  readonly seen: Record<Lane, JournalPosition | null>;
  readonly open: Record<Lane, OpenEvent[]>;
  readonly anchors: TimeAnchor[];
  readonly gaps: Gap[];
  /** Numbers through this were accepted, and what is behind the newest that was found is gone; or 0. */
  readonly lostThrough: Record<Lane, number>;
  readonly stray: string[]; // files of no history that ever began
}

export const nobodySeen: Record<Lane, JournalPosition | null> = perLane(() => null);

/**
 * Puts a spool together from what a crash, a bad disk or a clean stop left. Pure: the caller scans
 * the files before and mends the gaps after.
 */
export function recover(
  records: readonly LogRecord[] | null,
  files: readonly FoundFile[],
  stated: Stated | null = null,
): Recovered {
  const head = records?.find((record) => record.type === 'checkpoint');
  if (!records || !head) return recoverWithoutLog(files, stated);
  const { checkpoint } = head;
  const newest = records.reduce(
    (before, record) => (record.type === 'marks' ? record.marks : before),
    checkpoint.marks,
  );
  const same = stated?.incarnation === checkpoint.incarnation ? stated : null;
  const marks = { ...newest, streams: raise(newest.streams, same) };
  const built = buildStreams(streamsOf(checkpoint, marks), files);
  const tips = { ...checkpoint.tips };
  const gaps: Gap[] = [];
  for (const { stream, found } of built.streams) {
    const current = stream.incarnation === checkpoint.incarnation;
    const tip = tipHandedOver(checkpoint.tips[stream.lane], stream, found);
    gaps.push(...gapsOf(stream, found, current ? tip : null));
    if (current) tips[stream.lane] = advanceTip(tip, found);
  }
  const streams = built.streams.map(({ stream }) => stream);
  for (const stream of streams)
    clampMarks(stream, stream.closedThrough ?? tips[stream.lane].next - 1);
  const open = openEvents(records, checkpoint.incarnation, tips);
  return {
    incarnation: checkpoint.incarnation,
    tips,
    streams,
    seen: marks.seen,
    open,
    anchors: anchorsIn(records, files),
    gaps,
    lostThrough: perLane((lane) => {
      const next = (open[lane].at(-1)?.seq ?? tips[lane].next - 1) + 1;
      const accepted = same?.lanes[lane].next ?? 0;
      return accepted > next ? accepted - 1 : 0;
    }),
    stray: built.stray,
  };
}

// Marks travel with the log, whose end may be lost; what a hub or a relay was known to have, it has.
function raise(streams: readonly StreamMarks[], stated: Stated | null): StreamMarks[] {
  return streams.map((one) => {
    const known = one.incarnation === stated?.incarnation ? stated.lanes[one.lane] : null;
    const committed = Math.max(one.committed, known?.committed ?? 0);
    if (one.forwarded >= committed) return { ...one, committed };
    return { ...one, committed, forwarded: committed, forwardedHash: '' };
  });
}

// Without the log only the mark beside it tells which numbers were given out. Every history found is
// closed as it is and sent as it is; the caller begins a new incarnation behind the newest.
function recoverWithoutLog(files: readonly FoundFile[], stated: Stated | null): Recovered {
  const marks = new Map<string, StreamMarks>();
  let newest: Incarnation | null = null;
  for (const entry of files.flatMap((file) => file.entries)) {
    const { incarnation, lane, first, last } = entry;
    const key = `${incarnation} ${lane}`;
    const before = marks.get(key)?.committed ?? first - 1;
    marks.set(key, {
      incarnation,
      lane,
      closedThrough: last,
      committed: before,
      forwarded: before,
    });
    newest = incarnation;
  }
  for (const lane of stated ? lanes : []) {
    if (stated) closeAsStated(marks, stated, lane);
  }
  newest = stated?.incarnation ?? newest;
  const built = buildStreams([...marks.values()], files);
  const gaps = built.streams.flatMap(({ stream, found }) => gapsOf(stream, found, null));
  return {
    incarnation: newest,
    tips: null,
    streams: built.streams.map(({ stream }) => stream),
    seen: nobodySeen,
    open: { urgent: [], ledger: [], bulk: [] },
    anchors: anchorsIn([], files),
    gaps,
    lostThrough: { urgent: 0, ledger: 0, bulk: 0 },
    stray: built.stray,
  };
}

function closeAsStated(marks: Map<string, StreamMarks>, stated: Stated, lane: Lane): void {
  const { incarnation } = stated;
  const { next, committed } = stated.lanes[lane];
  if (next === 1) return;
  const key = `${incarnation} ${lane}`;
  const found = marks.get(key);
  const closedThrough = Math.max(next - 1, found?.closedThrough ?? 0);
  const has = Math.min(closedThrough, committed);
  marks.set(key, { incarnation, lane, closedThrough, committed: has, forwarded: has });
}

function streamsOf(checkpoint: Checkpoint, marks: Marks): StreamMarks[] {
  const found = [...marks.streams];
  for (const lane of lanes) {
    const { incarnation } = checkpoint;
    if (!found.some((one) => one.incarnation === incarnation && one.lane === lane)) {
      found.push({ incarnation, lane, closedThrough: null, committed: 0, forwarded: 0 });
    }
  }
  return found;
}

interface Built {
  readonly stream: Stream;
  readonly found: FoundEntry[];
}

function buildStreams(marks: readonly StreamMarks[], files: readonly FoundFile[]) {
  const streams = marks.map((one): Built => ({
    stream: { ...one, forwardedHash: one.forwardedHash ?? '', files: [] },
    found: [],
  }));
  const places = new Map<FoundEntry, FoundFile>();
  const stray: string[] = [];
  for (const file of files.toSorted((a, b) => a.no - b.no)) {
    const head = file.entries[0];
    const home = streams.find(
      ({ stream }) => stream.incarnation === head?.incarnation && stream.lane === head.lane,
    );
    if (!home) {
      stray.push(file.path);
      continue;
    }
    for (const entry of file.entries) {
      // What lies behind the end of a closed history was moved to its successor.
      if (entry.last > (home.stream.closedThrough ?? Infinity)) continue;
      // A write that failed was done again in a later file: the later one counts.
      while ((home.found.at(-1)?.last ?? 0) >= entry.first) home.found.pop();
      home.found.push(entry);
      places.set(entry, file);
    }
  }
  for (const { stream, found } of streams) stream.files = laneFiles(found, places);
  const used = new Set(streams.flatMap(({ stream }) => stream.files.map((file) => file.path)));
  const unused = files.map((file) => file.path).filter((path) => !used.has(path));
  return { streams, stray: [...new Set([...stray, ...unused])] };
}

function laneFiles(
  found: readonly FoundEntry[],
  places: ReadonlyMap<FoundEntry, FoundFile>,
): LaneFile[] {
  const files = new Map<FoundFile, LaneFile>();
  for (const entry of found) {
    const source = places.get(entry);
    if (!source) continue;
    const { first, last } = entry;
    const file = files.get(source);
    if (!file) {
      const dropped = entry.tag !== 'batch';
      const { no, path, end } = source;
      files.set(source, { no, path, bytes: end, first, last, dropped, entries: null });
      continue;
    }
    file.last = last;
    file.dropped &&= entry.tag !== 'batch';
  }
  return [...files.values()];
}

function gapsOf(stream: Stream, found: readonly FoundEntry[], tip: LaneTip | null): Gap[] {
  const gaps: Gap[] = [];
  let next = stream.committed + 1;
  let hash: Uint8Array = next === 1 ? new Uint8Array(0) : Buffer.alloc(32); // unknown once trimmed
  const missing = (before: number, replacedLastHash: Uint8Array): void => {
    const count = before - next;
    if (count > 0) gaps.push({ stream, first: next, count, prevHash: hash, replacedLastHash });
  };
  for (const entry of found) {
    missing(entry.first, entry.prevHash);
    next = Math.max(next, entry.last + 1);
    hash = entry.chainHash;
  }
  if (tip) missing(tip.next, tip.lastHash);
  else if (stream.closedThrough !== null) missing(stream.closedThrough + 1, new Uint8Array(0));
  return gaps;
}

/**
 * What a relay has acknowledged was cut, even if its batch is gone from the disk while its events are
 * still in the log: cut again they would be other bytes under the same numbers.
 */
function tipHandedOver(tip: LaneTip, stream: Stream, found: readonly FoundEntry[]): LaneTip {
  const { forwarded, forwardedHash } = stream;
  const known = Math.max(tip.next - 1, found.at(-1)?.last ?? 0);
  if (forwarded <= known || forwardedHash === '') return tip;
  return { ...tip, next: forwarded + 1, lastHash: Buffer.from(forwardedHash, 'hex') };
}

function advanceTip(tip: LaneTip, found: readonly FoundEntry[]): LaneTip {
  const last = found.at(-1);
  if (!last || last.last < tip.next) return tip;
  return { ...tip, next: last.last + 1, lastHash: last.chainHash };
}

// Marks are written lazily and may be behind the files, never ahead of what was cut.
function clampMarks(stream: Stream, through: number): void {
  stream.committed = Math.min(stream.committed, Math.max(through, heldThrough(stream)));
  const forwarded = Math.max(stream.committed, Math.min(stream.forwarded, through));
  if (forwarded !== stream.forwarded) stream.forwardedHash = '';
  stream.forwarded = forwarded;
}

function openEvents(
  records: readonly LogRecord[],
  incarnation: Incarnation,
  tips: Readonly<Record<Lane, LaneTip>>,
): Record<Lane, OpenEvent[]> {
  const bySeq = perLane(() => new Map<number, DeviceEvent>());
  for (const record of records) {
    if (record.type !== 'open' || record.batch.incarnation !== incarnation) continue;
    const { lane, first } = record.batch;
    record.events.forEach((event, i) => bySeq[lane].set(first + i, event));
  }
  return perLane((lane) =>
    [...bySeq[lane]]
      .filter(([seq]) => seq >= tips[lane].next)
      .toSorted(([a], [b]) => a - b)
      .map(([seq, event]) => ({ seq, event, bytes: estimateBytes(event) })),
  );
}

function anchorsIn(records: readonly LogRecord[], files: readonly FoundFile[]): TimeAnchor[] {
  const anchors = new Map<string, TimeAnchor>();
  const add = (anchor: TimeAnchor): unknown => anchors.set(anchor.bootId, anchor);
  for (const file of files) file.anchors.forEach(add);
  for (const record of records) if (record.type === 'open') record.anchors.forEach(add);
  return [...anchors.values()].toReversed();
}
