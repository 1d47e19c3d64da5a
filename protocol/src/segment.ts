import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { anchorFromWire, anchorToWire } from './anchors.ts';
import { layApart, putTogether } from './apart.ts';
import type { TimeAnchor } from './clock.ts';
import { checkCount, checkLength, checkVersion, decodeBounded } from './codec.ts';
import { ProtocolError } from './errors.ts';
import { eucora } from './gen/wire.js';
import {
  checkSiteId,
  idFromBytes,
  idToBytes,
  sameBytes,
  sha256,
  type DeviceId,
  type Incarnation,
  type RelayId,
  type SiteId,
} from './ids.ts';
import { signBytes, verifyBytes, type PrivateKey, type PublicKey } from './keys.ts';
import { laneNumber, laneOf, type Lane } from './lanes.ts';
import { limits } from './limits.ts';

const { Segment, SegmentBody, SegmentHeader } = eucora.v1;

/** Names the journal that a new one continues, for one lane. */
export interface JournalParent {
  readonly incarnation: Incarnation;
  readonly sealedThrough: number;
  readonly headHash: Uint8Array; // empty when sealedThrough = 0
}
/** What a journal held and lost by damage. The device's own copy, if it has one, still wins. */
export interface LostRange {
  readonly deviceId: DeviceId;
  readonly incarnation: Incarnation;
  readonly first: number;
  readonly last: number;
  readonly cause: string;
}
/** Why a relay can't send segments any more; wire numbers are 1, 2, 3. */
export const unavailableReasons = ['damaged', 'truncated', 'disk_lost'] as const;
export type UnavailableReason = (typeof unavailableReasons)[number];

/**
 * Segments of a relay's journal that it can't send any more (PROTOCOL: receipts, after a restore). It
 * ends their numbers; a genuine one that comes all the same still wins.
 */
export interface UnavailableRange {
  readonly incarnation: Incarnation; // of the journal: this one or an earlier one
  readonly lane: Lane;
  readonly first: number;
  readonly last: number;
  readonly reason: UnavailableReason;
  readonly ledgerEpoch: number; // of the receipt that let them go; 0: none did
  readonly generation: number;
}
/** What a relay turned away at its door, counted, so that the hub's audit hears of it. */
export interface Refusal {
  readonly code: string;
  readonly deviceId: DeviceId | null; // as claimed
  readonly count: number;
  readonly last: TimeAnchor;
  readonly detail: string;
}
/** Place of a segment in its journal's lane. */
export interface SegmentPlace {
  readonly site: SiteId;
  readonly relayId: RelayId;
  readonly incarnation: Incarnation;
  readonly lane: Lane;
  readonly seq: number; // from 1
  readonly prevHash: Uint8Array; // hash of the header before; empty when seq = 1
  readonly parent: JournalParent | null; // only when seq = 1
}
export interface SegmentDraft extends SegmentPlace {
  readonly enrolments: readonly Uint8Array[]; // encoded Signed
  readonly batches: readonly Uint8Array[]; // encoded SignedBatch, in journal order
  readonly lost: readonly LostRange[];
  readonly refusals: readonly Refusal[];
  readonly unavailable?: readonly UnavailableRange[];
  readonly events: number; // in all batches
  readonly firstPosition: number; // 0 when there is no batch
  readonly lastPosition: number;
  readonly sealed: TimeAnchor;
  /** Lay columns apart before compressing: a sixth smaller, at a microsecond or two an event. */
  readonly frugal?: boolean;
}
export interface SealedSegment {
  readonly bytes: Uint8Array;
  readonly headerHash: Uint8Array; // what the next segment names as prevHash
}
/** A segment as read; `verifySegment` makes it believable, `openBody` gives its content. */
export interface ReadSegment extends SegmentPlace {
  readonly batchCount: number;
  readonly eventCount: number;
  readonly firstPosition: number;
  readonly lastPosition: number;
  readonly sealed: TimeAnchor;
  readonly codec: SegmentCodec;
  readonly bodyBytes: number; // uncompressed
  readonly bodyHash: Uint8Array;
  readonly headerHash: Uint8Array;
  readonly header: Uint8Array;
  readonly signature: Uint8Array;
  readonly body: Uint8Array; // compressed
  readonly bytes: Uint8Array;
}
export interface SegmentContent {
  readonly enrolments: readonly Uint8Array[];
  readonly batches: readonly Uint8Array[];
  readonly lost: readonly LostRange[];
  readonly refusals: readonly Refusal[];
  readonly unavailable: readonly UnavailableRange[];
}

/** How a body is compressed: zstd of it as it stands, or of its columns laid apart. */
export type SegmentCodec = 'zstd' | 'apart';
const codecs: readonly SegmentCodec[] = ['zstd', 'apart'];

/** Compresses and signs consecutive batches. @throws ProtocolError oversized */
export function sealSegment(draft: SegmentDraft, key: PrivateKey): SealedSegment {
  const plain = SegmentBody.encode({
    enrolments: [...draft.enrolments],
    batches: [...draft.batches],
    lost: draft.lost.map((lost) => ({
      ...lost,
      deviceId: idToBytes(lost.deviceId),
      incarnation: idToBytes(lost.incarnation),
    })),
    refusals: draft.refusals.map((refusal) => ({
      ...refusal,
      deviceId: refusal.deviceId === null ? new Uint8Array(0) : idToBytes(refusal.deviceId),
      last: anchorToWire(refusal.last),
    })),
    unavailable: (draft.unavailable ?? []).map((range) => ({
      ...range,
      incarnation: idToBytes(range.incarnation),
      lane: laneNumber(range.lane),
      reason: unavailableReasons.indexOf(range.reason) + 1,
    })),
  }).finish();
  const { body, codec } = draft.frugal ? packFrugally(plain) : packPlainly(plain);
  const header = SegmentHeader.encode({
    version: limits.version,
    site: draft.site,
    relayId: idToBytes(draft.relayId),
    incarnation: idToBytes(draft.incarnation),
    lane: laneNumber(draft.lane),
    seq: draft.seq,
    prevHash: draft.prevHash,
    bodyHash: sha256(body),
    bodyBytes: plain.length,
    compressedBytes: body.length,
    codec: codecs.indexOf(codec) + 1,
    batches: draft.batches.length,
    events: draft.events,
    firstPosition: draft.firstPosition,
    lastPosition: draft.lastPosition,
    parent: draft.parent && {
      incarnation: idToBytes(draft.parent.incarnation),
      sealedThrough: draft.parent.sealedThrough,
      headHash: draft.parent.headHash,
    },
    sealed: anchorToWire(draft.sealed),
  }).finish();
  const bytes = Segment.encode({ header, signature: signBytes('segment', header, key), body });
  const encoded = bytes.finish();
  if (encoded.length > limits.segmentCompressedBytesMax) {
    throw new ProtocolError('oversized', `a segment of ${encoded.length} bytes`);
  }
  return { bytes: encoded, headerHash: sha256(header) };
}

interface Packed {
  readonly body: Uint8Array;
  readonly codec: SegmentCodec;
}

function packPlainly(plain: Uint8Array): Packed {
  return { body: zstdCompressSync(plain), codec: 'zstd' };
}

/** The smaller of both ways: few batches, or much alike, gain nothing from being laid apart. */
function packFrugally(plain: Uint8Array): Packed {
  const usual = packPlainly(plain);
  const apart = layApart(plain);
  const body = apart && zstdCompressSync(apart);
  return body && body.length < usual.body.length ? { body, codec: 'apart' } : usual;
}

/**
 * Reads the structure of a segment without trusting it yet.
 * @throws ProtocolError oversized | truncated | malformed | unknown_version
 */
export function readSegment(bytes: Uint8Array): ReadSegment {
  const wire = decodeBounded(Segment, bytes, limits.segmentCompressedBytesMax, 'a segment');
  const header = decodeBounded(SegmentHeader, wire.header, 4_096, 'a segment header');
  checkVersion(header.version, 'a segment');
  const codec = codecs[header.codec - 1];
  if (!codec) throw new ProtocolError('unknown_version', `codec ${header.codec}`);
  const seq = checkCount(header.seq, 1, 'seq');
  if (header.bodyBytes > limits.segmentBodyBytesMax) {
    throw new ProtocolError('oversized', `a segment body of ${header.bodyBytes} bytes`);
  }
  if (seq > 1 && header.parent) throw new ProtocolError('malformed', 'a parent after the start');
  return {
    site: checkSiteId(header.site),
    relayId: idFromBytes(header.relayId, 'relay id'),
    incarnation: idFromBytes(header.incarnation, 'incarnation'),
    lane: laneOf(header.lane),
    seq,
    prevHash: checkLength(header.prevHash, seq === 1 ? 0 : 32, 'prev_hash'),
    parent: header.parent ? readParent(header.parent) : null,
    batchCount: header.batches,
    eventCount: header.events,
    firstPosition: checkCount(header.firstPosition, 0, 'first_position'),
    lastPosition: checkCount(header.lastPosition, 0, 'last_position'),
    sealed: anchorFromWire(header.sealed ?? {}),
    codec,
    bodyBytes: header.bodyBytes,
    bodyHash: checkLength(header.bodyHash, 32, 'body_hash'),
    headerHash: sha256(wire.header),
    header: wire.header,
    signature: wire.signature,
    body: wire.body,
    bytes,
  };
}

function readParent(wire: eucora.v1.JournalParent.$Properties): JournalParent {
  const sealedThrough = checkCount(wire.sealedThrough ?? 0, 0, 'sealed_through');
  const headHash = wire.headHash ?? new Uint8Array(0);
  return {
    incarnation: idFromBytes(wire.incarnation ?? new Uint8Array(0), 'parent journal'),
    sealedThrough,
    headHash: checkLength(headHash, sealedThrough === 0 ? 0 : 32, 'head_hash'),
  };
}

/**
 * Believes a segment: its header is by this relay's key and its body is the one that was signed.
 * @throws ProtocolError wrong_signature | wrong_hash
 */
export function verifySegment(segment: ReadSegment, relayKey: PublicKey): void {
  if (!verifyBytes('segment', segment.header, segment.signature, relayKey)) {
    throw new ProtocolError('wrong_signature', `segment ${segment.seq} is not by its relay's key`);
  }
  if (!sameBytes(sha256(segment.body), segment.bodyHash)) {
    throw new ProtocolError('wrong_hash', `the body of segment ${segment.seq} was changed`);
  }
}

/**
 * Unpacks a verified segment. Memory is bounded by the body size that the header states.
 * @throws ProtocolError malformed | truncated | oversized
 */
export function openBody(segment: ReadSegment): SegmentContent {
  const plain = unpack(segment);
  const body = decodeBounded(SegmentBody, plain, limits.segmentBodyBytesMax, 'a segment body');
  if (
    body.batches.length > limits.segmentBatchesMax ||
    body.enrolments.length > limits.segmentEnrolmentsMax ||
    body.refusals.length > limits.segmentRefusalsMax ||
    body.unavailable.length > limits.segmentUnavailableMax
  ) {
    throw new ProtocolError('oversized', `segment ${segment.seq} holds too many parts`);
  }
  return {
    enrolments: body.enrolments,
    batches: body.batches,
    lost: body.lost.map(readLost),
    refusals: body.refusals.map(readRefusal),
    unavailable: body.unavailable.map(readUnavailable),
  };
}

function unpack({ seq, codec, body, bodyBytes }: ReadSegment): Uint8Array {
  const bytesMax = codec === 'apart' ? limits.segmentBodyBytesMax : bodyBytes || 1;
  let unpacked: Uint8Array;
  try {
    unpacked = zstdDecompressSync(body, { maxOutputLength: bytesMax });
  } catch (cause) {
    throw new ProtocolError('malformed', `segment ${seq} can't be unpacked`, { cause });
  }
  const plain = codec === 'apart' ? putTogether(unpacked, bodyBytes) : unpacked;
  if (plain.length !== bodyBytes) {
    throw new ProtocolError('malformed', `segment ${seq} is not as long as it says`);
  }
  return plain;
}

function readLost(wire: eucora.v1.Lost.$Properties): LostRange {
  const first = checkCount(wire.first ?? 0, 1, 'lost first');
  return {
    deviceId: idFromBytes(wire.deviceId ?? new Uint8Array(0), 'lost device'),
    incarnation: idFromBytes(wire.incarnation ?? new Uint8Array(0), 'lost incarnation'),
    first,
    last: checkCount(wire.last ?? 0, first, 'lost last'),
    cause: (wire.cause ?? '').slice(0, limits.stringBytesMax),
  };
}

function readUnavailable(wire: eucora.v1.Unavailable.$Properties): UnavailableRange {
  const first = checkCount(wire.first ?? 0, 1, 'unavailable first');
  const reason = unavailableReasons[(wire.reason ?? 0) - 1];
  if (!reason) throw new ProtocolError('malformed', `there is no reason ${wire.reason ?? 0}`);
  return {
    incarnation: idFromBytes(wire.incarnation ?? new Uint8Array(0), 'unavailable journal'),
    lane: laneOf(wire.lane ?? 0),
    first,
    last: checkCount(wire.last ?? 0, first, 'unavailable last'),
    reason,
    ledgerEpoch: checkCount(wire.ledgerEpoch ?? 0, 0, 'ledger_epoch'),
    generation: checkCount(wire.generation ?? 0, 0, 'generation'),
  };
}

function readRefusal(wire: eucora.v1.Refusal.$Properties): Refusal {
  const claimed = wire.deviceId ?? new Uint8Array(0);
  return {
    code: (wire.code ?? '').slice(0, 64),
    deviceId: claimed.length === 0 ? null : idFromBytes(claimed, 'refused device'),
    count: wire.count ?? 0,
    last: anchorFromWire(wire.last ?? {}),
    detail: (wire.detail ?? '').slice(0, limits.stringBytesMax),
  };
}
