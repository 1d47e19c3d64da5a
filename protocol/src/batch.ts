import { checkCount, checkLength, checkVersion, decodeBounded } from './codec.ts';
import { writeColumns } from './columns-write.ts';
import { readColumns } from './columns-read.ts';
import type { TimeAnchor } from './clock.ts';
import { ProtocolError } from './errors.ts';
import type { DeviceEvent, NumberedEvent } from './events.ts';
import { eucora } from './gen/wire.js';
import { idFromBytes, idToBytes, sha256, type DeviceId, type Incarnation } from './ids.ts';
import { createInterner, readInterned } from './intern.ts';
import { signBytes, verifyBytes, type PrivateKey, type PublicKey } from './keys.ts';
import { laneNumber, laneOf, type Lane } from './lanes.ts';
import { limits } from './limits.ts';
import { anchorFromWire, anchorToWire } from './anchors.ts';

const { Batch, SignedBatch } = eucora.v1;

/** Names the history that a new incarnation continues, for one lane. */
export interface IncarnationParent {
  readonly incarnation: Incarnation;
  readonly lastSeq: number; // 0: the parent had said nothing in this lane
  readonly lastHash: Uint8Array; // empty when lastSeq = 0
}
export type VoidReason = 'spool_full' | 'damaged' | 'refused_by_policy';
/** Sequence numbers that will never be sent, and what they were, where that is known. */
export interface VoidContent {
  readonly reason: VoidReason;
  readonly replacedLastHash: Uint8Array;
  readonly kinds: readonly { readonly kind: number; readonly count: number }[];
}
/** Place of a batch in its device's lane. */
export interface BatchPlace {
  readonly deviceId: DeviceId;
  readonly incarnation: Incarnation;
  readonly lane: Lane;
  readonly first: number; // from 1
  readonly prevHash: Uint8Array; // hash of the batch before; empty when first = 1
  readonly parent: IncarnationParent | null; // only when first = 1
}
/** A batch about to be cut: its anchors[0] is the boot in which it is cut. */
export interface BatchDraft extends BatchPlace {
  readonly anchors: readonly TimeAnchor[];
  readonly events: readonly DeviceEvent[];
}
/** A batch as read: its structure is sound; its signature is checked by `verifyBatch`. */
export interface ReadBatch extends BatchPlace {
  readonly last: number;
  readonly count: number;
  readonly anchors: readonly TimeAnchor[];
  readonly void: VoidContent | null;
  readonly hash: Uint8Array; // SHA-256 of the payload: what the next batch names as prevHash
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
  readonly bytes: Uint8Array; // the SignedBatch as it came
}

const voidReasons: readonly VoidReason[] = ['spool_full', 'damaged', 'refused_by_policy'];

/** Hash of a batch: SHA-256 of its payload. Signatures are left out, since they prove nothing more. */
export function batchHash(payload: Uint8Array): Uint8Array {
  return sha256(payload);
}

/**
 * Encodes a batch of events. Cut once and kept: the bytes are what is signed and re-sent.
 * @throws ProtocolError oversized when the events do not fit `limits`
 */
export function cutBatch(draft: BatchDraft): Uint8Array {
  const { events } = draft;
  if (events.length < 1 || events.length > limits.batchEventsMax) {
    throw new ProtocolError('oversized', `a batch of ${events.length} events`);
  }
  const intern = createInterner();
  const columns = writeColumns(events, draft.anchors, intern);
  const payload = Batch.encode({
    ...placeToWire(draft, events.length, draft.anchors),
    strings: intern.strings,
    subjects: intern.subjects,
    events: columns,
  }).finish();
  if (payload.length > limits.batchBytesMax - 128) {
    throw new ProtocolError('oversized', `a batch of ${payload.length} bytes`);
  }
  return payload;
}

/** Encodes a batch that stands for `count` sequence numbers which will never be sent. */
export function cutVoid(
  place: BatchPlace,
  count: number,
  content: VoidContent,
  anchors: readonly TimeAnchor[],
): Uint8Array {
  return Batch.encode({
    ...placeToWire(place, count, anchors),
    void: {
      reason: voidReasons.indexOf(content.reason) + 1,
      replacedLastHash: content.replacedLastHash,
      kinds: content.kinds.map((lost) => lost.kind),
      counts: content.kinds.map((lost) => lost.count),
    },
  }).finish();
}

function placeToWire(place: BatchPlace, count: number, anchors: readonly TimeAnchor[]) {
  const { parent } = place;
  return {
    version: limits.batchVersion,
    deviceId: idToBytes(place.deviceId),
    incarnation: idToBytes(place.incarnation),
    lane: laneNumber(place.lane),
    first: place.first,
    count,
    prevHash: place.prevHash,
    parent: parent && {
      incarnation: idToBytes(parent.incarnation),
      lastSeq: parent.lastSeq,
      lastHash: parent.lastHash,
    },
    anchors: anchors.map(anchorToWire),
  };
}

/** Signs a payload with the device's identity key; the result is what travels. */
export function signBatch(payload: Uint8Array, key: PrivateKey): Uint8Array {
  const signature = signBytes('batch', payload, key);
  return SignedBatch.encode({ payload, signature }).finish();
}

/**
 * Reads the structure of a signed batch without trusting it yet.
 * @throws ProtocolError oversized | truncated | malformed | unknown_version
 */
export function readBatch(bytes: Uint8Array): ReadBatch {
  const signed = decodeBounded(SignedBatch, bytes, limits.batchBytesMax, 'a signed batch');
  const wire = decodeBounded(Batch, signed.payload, limits.batchBytesMax, 'a batch');
  checkVersion(wire.version, 'a batch', limits.batchVersion);
  const first = checkCount(wire.first, 1, 'first');
  const count = checkCount(wire.count, 1, 'count');
  const last = checkCount(first + count - 1, 1, 'last');
  if (!wire.void && count > limits.batchEventsMax) {
    throw new ProtocolError('oversized', `a batch of ${count} events`);
  }
  if (!wire.void === !wire.events) {
    throw new ProtocolError('malformed', 'a batch holds either events or a void');
  }
  if (wire.anchors.length < 1 || wire.anchors.length > limits.batchAnchorsMax) {
    throw new ProtocolError('malformed', `a batch with ${wire.anchors.length} time anchors`);
  }
  if (first > 1 && wire.parent)
    throw new ProtocolError('malformed', 'only a first batch has a parent');
  return {
    deviceId: idFromBytes(wire.deviceId, 'device id'),
    incarnation: idFromBytes(wire.incarnation, 'incarnation'),
    lane: laneOf(wire.lane),
    first,
    last,
    count,
    prevHash: checkLength(wire.prevHash, first === 1 ? 0 : 32, 'prev_hash'),
    parent: wire.parent ? readParent(wire.parent) : null,
    anchors: wire.anchors.map(anchorFromWire),
    void: wire.void ? readVoid(wire.void, count) : null,
    hash: batchHash(signed.payload),
    payload: signed.payload,
    signature: signed.signature,
    bytes,
  };
}

function readParent(wire: eucora.v1.IncarnationParent.$Properties): IncarnationParent {
  const lastSeq = checkCount(wire.lastSeq ?? 0, 0, 'last_seq');
  return {
    incarnation: idFromBytes(wire.incarnation ?? new Uint8Array(0), 'parent'),
    lastSeq,
    lastHash: checkLength(wire.lastHash ?? new Uint8Array(0), lastSeq === 0 ? 0 : 32, 'last_hash'),
  };
}

function readVoid(wire: eucora.v1.Void.$Properties, count: number): VoidContent {
  const reason = voidReasons[(wire.reason ?? 0) - 1];
  if (!reason) throw new ProtocolError('malformed', `unknown void reason ${wire.reason}`);
  const counts = wire.counts ?? [];
  const kinds = (wire.kinds ?? []).map((kind, i) => ({ kind, count: counts[i] ?? 0 }));
  if (kinds.length !== counts.length || kinds.reduce((sum, lost) => sum + lost.count, 0) > count) {
    throw new ProtocolError('malformed', 'a void that accounts for more than its range');
  }
  const replacedLastHash = wire.replacedLastHash ?? new Uint8Array(0);
  return { reason, replacedLastHash, kinds };
}

/**
 * Believes a batch: it must be by this device's key.
 * @throws ProtocolError wrong_signature
 */
export function verifyBatch(batch: ReadBatch, key: PublicKey): void {
  if (!verifyBytes('batch', batch.payload, batch.signature, key)) {
    throw new ProtocolError(
      'wrong_signature',
      `batch ${batch.first}-${batch.last} is not signed by device ${batch.deviceId}`,
    );
  }
}

/**
 * The events of a batch; none for a void. Separate from `readBatch`, since a relay forwards what it
 * need not understand.
 * @throws ProtocolError malformed | oversized | unknown_version
 */
export function decodeEvents(batch: ReadBatch): NumberedEvent[] {
  if (batch.void) return [];
  const wire = decodeBounded(Batch, batch.payload, limits.batchBytesMax, 'a batch');
  const table = readInterned(wire.strings, wire.subjects);
  return readColumns(wire.events ?? {}, batch.first, batch.count, batch.anchors, table);
}
