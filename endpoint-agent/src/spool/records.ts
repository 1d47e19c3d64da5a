import {
  cutBatch,
  decodeEvents,
  ProtocolError,
  readBatch,
  type DeviceEvent,
  type Lane,
  type ReadBatch,
  type TimeAnchor,
} from '@eucora/protocol';
import { anchorsFor, type AnchorBook } from '../clock/anchor-book.ts';
import { perLane } from '../per-lane.ts';
import type { StreamTip } from './cutter.ts';
import type { Checkpoint, EntryTag, LaneTip, Marks } from './model.ts';

/*
 * What the frames of a spool hold. In the log: a checkpoint, then open events and marks. In a lane
 * file: signed batches. Open events use the batch encoding without a signature, so that there is
 * one codec for events.
 */
const tags = { checkpoint: 1, open: 2, marks: 3, batch: 4, void: 5, released: 6 } as const;
const entryTags: readonly EntryTag[] = ['batch', 'void', 'released'];

function tagged(tag: number, bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([tag]), bytes]);
}

function writeCheckpoint(checkpoint: Checkpoint): Buffer {
  return tagged(tags.checkpoint, Buffer.from(JSON.stringify(checkpoint, hexBytes)));
}

/** The first records of a log: the checkpoint stands twice, so that no one bad place costs it. */
export function writeFirst(checkpoint: Checkpoint, open: readonly Buffer[]): Buffer[] {
  const record = writeCheckpoint(checkpoint);
  return [record, ...open, record];
}

export function writeMarks(marks: Marks): Buffer {
  return tagged(tags.marks, Buffer.from(JSON.stringify(marks)));
}

export function writeEntry(tag: EntryTag, signedBatch: Uint8Array): Buffer {
  return tagged(tags[tag], signedBatch);
}

function hexBytes(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
}

/** Log records of open events that begin at `first`, as few as the batch limits allow. */
export function writeOpen(
  tip: StreamTip,
  first: number,
  events: readonly DeviceEvent[],
  book: AnchorBook,
): Buffer[] {
  try {
    const place = { ...tip, first, parent: null };
    const prevHash = first === 1 ? new Uint8Array(0) : Buffer.alloc(32);
    const anchors = anchorsFor(book, events);
    const payload = cutBatch({ ...place, prevHash, anchors, events });
    // A SignedBatch with an empty signature: field 1, then the payload.
    return [tagged(tags.open, Buffer.concat([fieldHead(payload.length), payload]))];
  } catch (error) {
    const oversized = error instanceof ProtocolError && error.code === 'oversized';
    if (!oversized || events.length === 1) throw error;
    const half = Math.ceil(events.length / 2);
    return [
      ...writeOpen(tip, first, events.slice(0, half), book),
      ...writeOpen(tip, first + half, events.slice(half), book),
    ];
  }
}

function fieldHead(length: number): Buffer {
  const bytes = [0x0a];
  let rest = length;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  bytes.push(rest);
  return Buffer.from(bytes);
}

export type LogRecord =
  | { readonly type: 'checkpoint'; readonly checkpoint: Checkpoint }
  | { readonly type: 'marks'; readonly marks: Marks }
  | {
      readonly type: 'open';
      readonly batch: ReadBatch;
      readonly events: readonly DeviceEvent[];
      readonly anchors: readonly TimeAnchor[];
    };

/** A record of the log; null for one that this program can't read. */
export function readLogRecord(payload: Buffer): LogRecord | null {
  const bytes = payload.subarray(1);
  try {
    if (payload[0] === tags.checkpoint) {
      return { type: 'checkpoint', checkpoint: parseCheckpoint(bytes) };
    }
    if (payload[0] === tags.marks) {
      const marks: Marks = JSON.parse(bytes.toString());
      return { type: 'marks', marks };
    }
    if (payload[0] !== tags.open) return null;
    const batch = readBatch(bytes);
    const events = decodeEvents(batch).map(({ at, body }) => ({ at, body }));
    return { type: 'open', batch, events, anchors: batch.anchors };
  } catch (error) {
    if (error instanceof ProtocolError || error instanceof SyntaxError) return null;
    throw error;
  }
}

interface WrittenTip {
  readonly parent: { incarnation: string; lastSeq: number; lastHash: string } | null;
  readonly next: number;
  readonly lastHash: string;
}

// The frame was authenticated with this store's key, so its content is what this program wrote.
function parseCheckpoint(bytes: Buffer): Checkpoint {
  const written: Omit<Checkpoint, 'tips'> & { tips: Record<Lane, WrittenTip> } = JSON.parse(
    bytes.toString(),
  );
  const tips = perLane((lane): LaneTip => {
    const { parent, next, lastHash } = written.tips[lane];
    const hash = Buffer.from(lastHash, 'hex');
    const named = parent && { ...parent, lastHash: Buffer.from(parent.lastHash, 'hex') };
    return { parent: named, next, lastHash: hash };
  });
  return { ...written, tips };
}

/** A batch as a lane file keeps it; null for what this program can't read. */
export function readEntry(payload: Buffer): { tag: EntryTag; batch: ReadBatch } | null {
  const tag = entryTags.find((name) => tags[name] === payload[0]);
  if (!tag) return null;
  try {
    return { tag, batch: readBatch(payload.subarray(1)) };
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

/** What the batch after this one names as its prevHash. */
export function chainHash(batch: ReadBatch): Uint8Array {
  const replaced = batch.void?.replacedLastHash;
  return replaced && replaced.length > 0 ? replaced : batch.hash;
}
