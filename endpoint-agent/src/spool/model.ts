import type {
  DeviceId,
  Incarnation,
  IncarnationParent,
  JournalPosition,
  Lane,
} from '@eucora/protocol';
import type { FramePlace } from '../files/frame-file.ts';
import { perLane } from '../per-lane.ts';
import type { OpenEvent, StreamTip } from './cutter.ts';
import type { Stated } from './stated.ts';

/** `released`: a void kept for a relay that forgets; sent only after a rewind below it. */
export type EntryTag = 'batch' | 'void' | 'released';
/** One batch in a file. */
export interface BatchEntry extends FramePlace {
  readonly first: number;
  readonly last: number;
  readonly tag: EntryTag;
}
/** A file of consecutive batches of one stream. */
export interface LaneFile {
  readonly no: number;
  readonly path: string;
  bytes: number;
  first: number;
  last: number;
  dropped: boolean; // nothing but voids is left in it
  entries: BatchEntry[] | null; // null: not loaded, so that months of backlog cost no memory
}
/** One lane of one incarnation. Invariant: committed ≤ forwarded. */
export interface Stream {
  readonly incarnation: Incarnation;
  readonly lane: Lane;
  closedThrough: number | null; // set when a later incarnation took over
  committed: number; // the hub has it
  forwarded: number; // the relay has it
  forwardedHash: string; // what the batch behind that mark must name, hex; '': not known
  files: LaneFile[]; // by first
}
/** The current incarnation's end of a lane, as a checkpoint remembers it. */
export interface LaneTip {
  readonly parent: IncarnationParent | null;
  readonly next: number;
  readonly lastHash: Uint8Array;
}
export interface StreamMarks {
  readonly incarnation: Incarnation;
  readonly lane: Lane;
  readonly closedThrough: number | null;
  readonly committed: number;
  readonly forwarded: number;
  readonly forwardedHash?: string; // older logs lack it
}
/** What changes without events: how far others have come. */
export interface Marks {
  readonly streams: readonly StreamMarks[];
  readonly seen: Readonly<Record<Lane, JournalPosition | null>>;
}
/** Begins each log of open events: everything that the log before it knew. */
export interface Checkpoint {
  readonly deviceId: DeviceId;
  readonly incarnation: Incarnation;
  readonly tips: Readonly<Record<Lane, LaneTip>>;
  readonly marks: Marks;
}

/** All that a spool knows; the files hold the same. */
export interface SpoolState {
  readonly deviceId: DeviceId;
  incarnation: Incarnation;
  tips: Record<Lane, StreamTip>;
  streams: Stream[]; // older incarnations first
  open: Record<Lane, OpenEvent[]>;
  readonly seen: Record<Lane, JournalPosition | null>;
}

/** The current incarnation's stream of a lane. */
export function currentStream(state: SpoolState, lane: Lane): Stream {
  const { incarnation } = state;
  const found = state.streams.find((s) => s.incarnation === incarnation && s.lane === lane);
  if (!found) throw new Error(`the spool has no ${lane} stream of its incarnation`);
  return found;
}

const nothingDone = { committed: 0, forwarded: 0, forwardedHash: '' };

/** A lane of an incarnation that has said nothing yet. */
export function newStream(incarnation: Incarnation, lane: Lane): Stream {
  return { incarnation, lane, closedThrough: null, ...nothingDone, files: [] };
}

/** The number that the next event of a lane gets. */
export function nextSeq(state: SpoolState, lane: Lane): number {
  const last = state.open[lane].at(-1);
  return last ? last.seq + 1 : state.tips[lane].next;
}

/** What the mark beside the log states. */
export function statedOf(state: SpoolState): Stated {
  const of = perLane((lane) => {
    const { committed, forwarded } = currentStream(state, lane);
    return { next: nextSeq(state, lane), committed, forwarded };
  });
  return { incarnation: state.incarnation, lanes: of };
}

/** What the next log begins with. */
export function checkpointOf(state: SpoolState): Checkpoint {
  const { deviceId, incarnation, tips } = state;
  return { deviceId, incarnation, tips, marks: marksOf(state.streams, state.seen) };
}

/** Marks of streams as a checkpoint or a marks record keeps them. */
export function marksOf(
  streams: readonly Stream[],
  seen: Readonly<Record<Lane, JournalPosition | null>>,
): Marks {
  return {
    streams: streams.map(({ files: _files, ...marks }) => marks),
    seen,
  };
}

/** The newest number that a stream holds; its committed mark when it holds none. */
export function heldThrough(stream: Stream): number {
  return stream.files.at(-1)?.last ?? stream.committed;
}
