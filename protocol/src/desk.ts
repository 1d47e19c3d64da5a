import { checkCount, checkVersion, decodeBounded } from './codec.ts';
import { eucora } from './gen/wire.js';
import { idFromBytes, idToBytes, type DeviceId, type Incarnation, type RelayId } from './ids.ts';
import { laneNumber, laneOf, type Lane } from './lanes.ts';
import { limits } from './limits.ts';

const { BatchPut, BatchReply, Offer, OfferReply } = eucora.v1;

// What an agent and its relay say to each other around a batch (PROTOCOL: intake at the relay).

/** A place in a relay's journal lane: batches counted from 1. */
export interface JournalPosition {
  readonly relayId: RelayId;
  readonly incarnation: Incarnation;
  readonly position: number;
}
/** An agent asks for room for one batch. At most 256 bytes encoded. */
export interface BatchOffer {
  readonly deviceId: DeviceId;
  readonly incarnation: Incarnation;
  readonly lane: Lane;
  readonly first: number;
  readonly last: number;
  readonly bytes: number;
  readonly seen: JournalPosition | null; // the last position this agent was shown in this lane
}
/** The relay's answer: room, or not now, or never. Marks are of this device's lane. */
export interface OfferAnswer {
  readonly grant: number; // 0: not granted
  readonly retryAfterMs: number;
  readonly refused: string; // a code; empty when not refused
  readonly detail: string;
  readonly head: JournalPosition | null;
  readonly journalledThrough: number;
  readonly committedThrough: number;
}
export interface BatchDelivery {
  readonly grant: number;
  readonly batch: Uint8Array; // encoded SignedBatch
  /** Size of the batch that follows in the same stream and waits already; 0 or absent: none does. */
  readonly nextBytes?: number;
}
/** The relay's word after a batch. `position` is set exactly when the batch is durable there. */
export interface DeliveryAnswer {
  readonly position: JournalPosition | null;
  readonly duplicate: boolean;
  readonly refused: string;
  readonly detail: string;
  readonly journalledThrough: number;
  readonly committedThrough: number;
  /** Room for the batch of `nextBytes`, as if it had been offered; 0: offer it. */
  readonly nextGrant: number;
}

function positionToWire(position: JournalPosition | null) {
  return (
    position && {
      relayId: idToBytes(position.relayId),
      incarnation: idToBytes(position.incarnation),
      position: position.position,
    }
  );
}

function positionFromWire(
  wire: eucora.v1.JournalPosition.$Properties | null | undefined,
): JournalPosition | null {
  if (!wire) return null;
  return {
    relayId: idFromBytes(wire.relayId ?? new Uint8Array(0), 'relay id'),
    incarnation: idFromBytes(wire.incarnation ?? new Uint8Array(0), 'journal'),
    position: checkCount(wire.position ?? 0, 0, 'position'),
  };
}

export function writeOffer(offer: BatchOffer): Uint8Array {
  return Offer.encode({
    ...offer,
    version: limits.version,
    deviceId: idToBytes(offer.deviceId),
    incarnation: idToBytes(offer.incarnation),
    lane: laneNumber(offer.lane),
    seen: positionToWire(offer.seen),
  }).finish();
}

/** @throws ProtocolError */
export function readOffer(bytes: Uint8Array): BatchOffer {
  const wire = decodeBounded(Offer, bytes, limits.offerBytesMax, 'an offer');
  checkVersion(wire.version, 'an offer');
  const first = checkCount(wire.first, 1, 'first');
  return {
    deviceId: idFromBytes(wire.deviceId, 'device id'),
    incarnation: idFromBytes(wire.incarnation, 'incarnation'),
    lane: laneOf(wire.lane),
    first,
    last: checkCount(wire.last, first, 'last'),
    bytes: wire.bytes,
    seen: positionFromWire(wire.seen),
  };
}

export function writeOfferAnswer(answer: OfferAnswer): Uint8Array {
  return OfferReply.encode({ ...answer, head: positionToWire(answer.head) }).finish();
}

/** @throws ProtocolError */
export function readOfferAnswer(bytes: Uint8Array): OfferAnswer {
  const wire = decodeBounded(OfferReply, bytes, 8_192, 'an answer to an offer');
  return {
    grant: checkCount(wire.grant, 0, 'grant'),
    retryAfterMs: wire.retryAfterMs,
    refused: wire.refused,
    detail: wire.detail,
    head: positionFromWire(wire.head),
    journalledThrough: checkCount(wire.journalledThrough, 0, 'journalled_through'),
    committedThrough: checkCount(wire.committedThrough, 0, 'committed_through'),
  };
}

export function writeDelivery(delivery: BatchDelivery): Uint8Array {
  return BatchPut.encode({ version: limits.version, ...delivery }).finish();
}

/** @throws ProtocolError */
export function readDelivery(bytes: Uint8Array): BatchDelivery {
  const wire = decodeBounded(BatchPut, bytes, limits.batchBytesMax + 64, 'a delivery');
  checkVersion(wire.version, 'a delivery');
  return {
    grant: checkCount(wire.grant, 1, 'grant'),
    batch: wire.batch,
    nextBytes: wire.nextBytes,
  };
}

export function writeDeliveryAnswer(answer: DeliveryAnswer): Uint8Array {
  return BatchReply.encode({ ...answer, position: positionToWire(answer.position) }).finish();
}

/** @throws ProtocolError */
export function readDeliveryAnswer(bytes: Uint8Array): DeliveryAnswer {
  const wire = decodeBounded(BatchReply, bytes, 8_192, 'an answer to a delivery');
  return {
    position: positionFromWire(wire.position),
    duplicate: wire.duplicate,
    refused: wire.refused,
    detail: wire.detail,
    journalledThrough: checkCount(wire.journalledThrough, 0, 'journalled_through'),
    committedThrough: checkCount(wire.committedThrough, 0, 'committed_through'),
    nextGrant: checkCount(wire.nextGrant, 0, 'next_grant'),
  };
}
