import type { DeviceId, Incarnation, Lane, RelayId, SiteId } from '@eucora/protocol';
import { laneNumber, laneOf, toHex } from '@eucora/protocol';
import { JournalError } from '../errors.ts';

/**
 * Plain text of the frames in journal files. Two series of files make one journal: `wal-N.log` takes
 * what agents hand over, `seg-N.log` keeps what was sealed. The index record at the end of each
 * written group repeats who and what the group holds, so that damage to a batch can be named exactly.
 */
export type JournalRecord =
  | { readonly type: 'header'; readonly header: FileHeader }
  | { readonly type: 'checkpoint'; readonly json: string; readonly last: boolean }
  | { readonly type: 'enrolment'; readonly signed: Buffer }
  | { readonly type: 'batch'; readonly batch: BatchRecord }
  | { readonly type: 'group'; readonly entries: readonly GroupEntry[] }
  | { readonly type: 'segment'; readonly lane: Lane; readonly seq: number; readonly bytes: Buffer }
  | { readonly type: 'segment-index'; readonly index: SegmentIndex };

export interface FileHeader {
  readonly format: 1;
  readonly series: 'wal' | 'seg';
  readonly number: number;
  readonly site: SiteId;
  readonly relayId: RelayId;
  readonly incarnation: Incarnation;
  readonly parent: ParentJournal | null;
  readonly createdMs: number;
}
export interface ParentJournal {
  readonly incarnation: Incarnation;
  readonly lanes: Readonly<Record<Lane, { sealedThrough: number; headHash: string }>>;
}
export interface BatchRecord {
  readonly lane: Lane;
  readonly position: number;
  /** Conflicting or unplaceable: kept and forwarded, but it moved no mark. */
  readonly evidence: boolean;
  readonly bytes: Buffer;
}
export interface GroupEntry {
  readonly lane: Lane;
  readonly position: number;
  readonly evidence: boolean;
  /** It voids its numbers: it holds no events. */
  readonly void: boolean;
  readonly deviceId: DeviceId;
  readonly incarnation: Incarnation;
  readonly first: number;
  readonly count: number;
  /** Hash of the batch: what a re-send is compared with. */
  readonly hash: Uint8Array;
  /** What the next batch must name; differs from `hash` after a void. */
  readonly chainHash: Uint8Array;
}
export interface StreamSpan {
  readonly deviceId: DeviceId;
  readonly incarnation: Incarnation;
  readonly first: number;
  readonly last: number;
}
export interface SegmentIndex {
  readonly lane: Lane;
  readonly seq: number;
  readonly firstPosition: number;
  readonly lastPosition: number;
  readonly bytes: number;
  readonly sealedMs: number;
  readonly headHash: Buffer;
  readonly spans: readonly StreamSpan[];
  readonly enrolled: readonly DeviceId[];
}

const codes = {
  header: 1,
  checkpoint: 2,
  enrolment: 3,
  batch: 4,
  group: 5,
  segment: 10,
  'segment-index': 11,
} as const satisfies Record<JournalRecord['type'], number>;

const groupEntryBytes = 1 + 1 + 6 + 6 + 4 + 16 + 16 + 32 + 32;
const spanBytes = 16 + 16 + 6 + 6;
const batchHeadBytes = 1 + 1 + 1 + 6;
const segmentHeadBytes = 1 + 1 + 6;
const segmentIndexHeadBytes = 1 + 1 + 6 * 4 + 4 + 32 + 4 + 4;

export function encodeHeader(header: FileHeader): Buffer {
  return withCode(codes.header, Buffer.from(JSON.stringify(header)));
}

/** A checkpoint may span several records; the last one says so. */
export function encodeCheckpointChunk(text: string, last: boolean): Buffer {
  return Buffer.concat([Buffer.of(codes.checkpoint, last ? 1 : 0), Buffer.from(text)]);
}

export function encodeEnrolment(signed: Uint8Array): Buffer {
  return withCode(codes.enrolment, signed);
}

export function encodeBatch(batch: Omit<BatchRecord, 'bytes'> & { bytes: Uint8Array }): Buffer {
  const out = Buffer.allocUnsafe(batchHeadBytes + batch.bytes.length);
  out[0] = codes.batch;
  out[1] = batch.evidence ? 1 : 0;
  out[2] = laneNumber(batch.lane);
  out.writeUIntBE(batch.position, 3, 6);
  out.set(batch.bytes, batchHeadBytes);
  return out;
}

export function encodeGroup(entries: readonly GroupEntry[]): Buffer {
  const out = Buffer.allocUnsafe(1 + entries.length * groupEntryBytes);
  out[0] = codes.group;
  let at = 1;
  for (const entry of entries) {
    out[at] = laneNumber(entry.lane);
    out[at + 1] = (entry.evidence ? 1 : 0) | (entry.void ? 2 : 0);
    out.writeUIntBE(entry.position, at + 2, 6);
    out.writeUIntBE(entry.first, at + 8, 6);
    out.writeUInt32BE(entry.count, at + 14);
    out.write(entry.deviceId, at + 18, 'hex');
    out.write(entry.incarnation, at + 34, 'hex');
    out.set(entry.hash, at + 50);
    out.set(entry.chainHash, at + 82);
    at += groupEntryBytes;
  }
  return out;
}

export function encodeSegment(lane: Lane, seq: number, bytes: Uint8Array): Buffer {
  const out = Buffer.allocUnsafe(segmentHeadBytes + bytes.length);
  out[0] = codes.segment;
  out[1] = laneNumber(lane);
  out.writeUIntBE(seq, 2, 6);
  out.set(bytes, segmentHeadBytes);
  return out;
}

export function encodeSegmentIndex(index: SegmentIndex): Buffer {
  const out = Buffer.allocUnsafe(
    segmentIndexHeadBytes + index.spans.length * spanBytes + index.enrolled.length * 16,
  );
  out[0] = codes['segment-index'];
  out[1] = laneNumber(index.lane);
  out.writeUIntBE(index.seq, 2, 6);
  out.writeUIntBE(index.firstPosition, 8, 6);
  out.writeUIntBE(index.lastPosition, 14, 6);
  out.writeUIntBE(index.sealedMs, 20, 6);
  out.writeUInt32BE(index.bytes, 26);
  out.set(index.headHash, 30);
  out.writeUInt32BE(index.spans.length, 62);
  out.writeUInt32BE(index.enrolled.length, 66);
  let at = segmentIndexHeadBytes;
  for (const span of index.spans) {
    out.write(span.deviceId, at, 'hex');
    out.write(span.incarnation, at + 16, 'hex');
    out.writeUIntBE(span.first, at + 32, 6);
    out.writeUIntBE(span.last, at + 38, 6);
    at += spanBytes;
  }
  for (const deviceId of index.enrolled) {
    out.write(deviceId, at, 'hex');
    at += 16;
  }
  return out;
}

/**
 * Reads a frame's plain text. Frames are authenticated, so what does not parse was written by a
 * newer program or is a bug, never chance.
 * @throws JournalError on an unknown record type
 */
export function decodeRecord(plain: Buffer): JournalRecord {
  switch (plain[0]) {
    case codes.header:
      return { type: 'header', header: parseHeader(plain.toString('utf8', 1)) };
    case codes.checkpoint:
      return { type: 'checkpoint', json: plain.toString('utf8', 2), last: plain[1] === 1 };
    case codes.enrolment:
      return { type: 'enrolment', signed: plain.subarray(1) };
    case codes.batch:
      return { type: 'batch', batch: decodeBatch(plain) };
    case codes.group:
      return { type: 'group', entries: decodeGroup(plain) };
    case codes.segment:
      return {
        type: 'segment',
        lane: laneOf(plain.readUInt8(1)),
        seq: plain.readUIntBE(2, 6),
        bytes: plain.subarray(segmentHeadBytes),
      };
    case codes['segment-index']:
      return { type: 'segment-index', index: decodeSegmentIndex(plain) };
    default:
      throw new JournalError(
        `a journal record of type ${plain[0]} is unknown; it was written by a newer relay`,
      );
  }
}

function decodeBatch(plain: Buffer): BatchRecord {
  return {
    evidence: plain[1] === 1,
    lane: laneOf(plain.readUInt8(2)),
    position: plain.readUIntBE(3, 6),
    bytes: plain.subarray(batchHeadBytes),
  };
}

function decodeGroup(plain: Buffer): GroupEntry[] {
  const entries: GroupEntry[] = [];
  for (let at = 1; at + groupEntryBytes <= plain.length; at += groupEntryBytes) {
    entries.push({
      lane: laneOf(plain.readUInt8(at)),
      evidence: (plain.readUInt8(at + 1) & 1) !== 0,
      void: (plain.readUInt8(at + 1) & 2) !== 0,
      position: plain.readUIntBE(at + 2, 6),
      first: plain.readUIntBE(at + 8, 6),
      count: plain.readUInt32BE(at + 14),
      deviceId: toHex(plain.subarray(at + 18, at + 34)),
      incarnation: toHex(plain.subarray(at + 34, at + 50)),
      hash: plain.subarray(at + 50, at + 82),
      chainHash: plain.subarray(at + 82, at + 114),
    });
  }
  return entries;
}

function decodeSegmentIndex(plain: Buffer): SegmentIndex {
  const spanCount = plain.readUInt32BE(62);
  const enrolledCount = plain.readUInt32BE(66);
  const spans: StreamSpan[] = [];
  let at = segmentIndexHeadBytes;
  for (let i = 0; i < spanCount; i += 1, at += spanBytes) {
    spans.push({
      deviceId: toHex(plain.subarray(at, at + 16)),
      incarnation: toHex(plain.subarray(at + 16, at + 32)),
      first: plain.readUIntBE(at + 32, 6),
      last: plain.readUIntBE(at + 38, 6),
    });
  }
  const enrolled: DeviceId[] = [];
  for (let i = 0; i < enrolledCount; i += 1, at += 16) {
    enrolled.push(toHex(plain.subarray(at, at + 16)));
  }
  return {
    lane: laneOf(plain.readUInt8(1)),
    seq: plain.readUIntBE(2, 6),
    firstPosition: plain.readUIntBE(8, 6),
    lastPosition: plain.readUIntBE(14, 6),
    sealedMs: plain.readUIntBE(20, 6),
    bytes: plain.readUInt32BE(26),
    headHash: plain.subarray(30, 62),
    spans,
    enrolled,
  };
}

function parseHeader(text: string): FileHeader {
  const header: unknown = JSON.parse(text);
  if (!isHeader(header)) {
    throw new JournalError('a journal file was written by a newer relay; run that version');
  }
  return header;
}

function isHeader(value: unknown): value is FileHeader {
  return typeof value === 'object' && value !== null && 'format' in value && value.format === 1;
}

function withCode(code: number, bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(code), bytes]);
}
