// The way of an event: decides what of a segment is genuine and readable.
// Next: hub/src/ingest/commit.ts

import {
  decodeEvents,
  importPublicKey,
  openBody,
  openEnrolment,
  ProtocolError,
  readBatch,
  readSegment,
  verifyBatch,
  verifySegment,
  type DeviceEnrolment,
  type DeviceId,
  type Lane,
  type LostRange,
  type NumberedEvent,
  type PublicKey,
  type ReadBatch,
  type ReadSegment,
  type Refusal,
  type SiteId,
  type UnavailableRange,
} from '@eucora/protocol';
import { isStorableText, storableMs } from '../platform/copy-rows.ts';

/** Why something from outside was not taken; `code` is counted and shown, `detail` is for people. */
export interface Fault {
  readonly code: string;
  readonly detail: string;
}
/** What a batch turned out to be, before the ledger is asked whether it is new. */
export type JudgedBatch =
  | {
      readonly verdict: 'events';
      readonly batch: ReadBatch;
      readonly events: readonly NumberedEvent[];
    }
  | { readonly verdict: 'void'; readonly batch: ReadBatch }
  /** Signed by its device and not understood: its range ends as rejected. */
  | { readonly verdict: 'rejected'; readonly batch: ReadBatch; readonly fault: Fault }
  /** Not believed, or its range not known: kept as evidence, no mark moves. */
  | {
      readonly verdict: 'quarantined';
      readonly deviceId: DeviceId | null; // as claimed
      readonly batch: ReadBatch | null; // null: not even readable
      readonly bytes: Uint8Array;
      readonly fault: Fault;
    };
/** A part of a segment that could be read, or the reason why not. */
export type ReadPart =
  | { readonly batch: ReadBatch }
  | { readonly bytes: Uint8Array; readonly fault: Fault };

/** A genuine segment, unpacked; its batches are readable and not yet believed. */
export interface OpenedSegment {
  readonly segment: ReadSegment;
  readonly enrolments: readonly DeviceEnrolment[];
  readonly parts: readonly ReadPart[];
  readonly lost: readonly LostRange[];
  readonly refusals: readonly Refusal[];
  readonly unavailable: readonly UnavailableRange[];
  readonly badEnrolments: readonly { readonly bytes: Uint8Array; readonly fault: Fault }[];
}

/** Turns a typed refusal into a value; anything else is our own defect and passes on. */
export function faultOf(error: unknown): Fault {
  if (error instanceof ProtocolError) return { code: error.code, detail: error.message };
  throw error;
}

/**
 * Reads a segment and checks that it came on its own site's and lane's subject.
 * @throws ProtocolError oversized | truncated | malformed | unknown_version | wrong_site
 */
export function readArrived(bytes: Uint8Array, from: { site: SiteId; lane: Lane }): ReadSegment {
  const segment = readSegment(bytes);
  // Broker permissions bind a relay to its subjects; a segment of another site on them is foreign.
  if (segment.site !== from.site) {
    throw new ProtocolError('wrong_site', `site ${from.site} sent a segment of ${segment.site}`);
  }
  if (segment.lane !== from.lane) {
    throw new ProtocolError('malformed', `a ${segment.lane} segment came in lane ${from.lane}`);
  }
  return segment;
}

/**
 * Believes a segment by its relay's key and unpacks it (PROTOCOL: journal and segments). A part that
 * can't be read is named with its reason and does not fail the others.
 * @throws ProtocolError wrong_signature | wrong_hash | malformed | truncated | oversized
 */
export function openArrived(segment: ReadSegment, relayKey: PublicKey): OpenedSegment {
  verifySegment(segment, relayKey);
  const content = openBody(segment);
  const enrolments: DeviceEnrolment[] = [];
  const badEnrolments: { bytes: Uint8Array; fault: Fault }[] = [];
  for (const bytes of content.enrolments) {
    try {
      enrolments.push(openEnrolment(bytes, segment.site, [relayKey]));
    } catch (error) {
      badEnrolments.push({ bytes, fault: faultOf(error) });
    }
  }
  const parts = content.batches.map((bytes) => readPart(bytes, segment.lane));
  const { lost, refusals, unavailable } = content;
  return { segment, enrolments, badEnrolments, parts, lost, refusals, unavailable };
}

/** Reads one batch, of this lane where one is given, or says why it can't be. */
export function readPart(bytes: Uint8Array, lane?: Lane): ReadPart {
  try {
    const batch = readBatch(bytes);
    if (lane && batch.lane !== lane) {
      throw new ProtocolError('malformed', `a ${batch.lane} batch in a ${lane} segment`);
    }
    return { batch };
  } catch (error) {
    return { bytes, fault: faultOf(error) };
  }
}

/** Judges one part by its device's key; undefined: no such device is enrolled. */
export function judgePart(part: ReadPart, deviceKey: PublicKey | undefined): JudgedBatch {
  if (!('batch' in part)) {
    const { bytes, fault } = part;
    return { verdict: 'quarantined', deviceId: null, batch: null, bytes, fault };
  }
  const { batch } = part;
  const { deviceId, bytes } = batch;
  if (!deviceKey) {
    const fault = { code: 'unknown_device', detail: `device ${deviceId} is not enrolled` };
    return { verdict: 'quarantined', deviceId, batch, bytes, fault };
  }
  try {
    verifyBatch(batch, deviceKey);
  } catch (error) {
    return { verdict: 'quarantined', deviceId, batch, bytes, fault: faultOf(error) };
  }
  if (batch.void) return { verdict: 'void', batch };
  try {
    const events = decodeEvents(batch);
    const unstorable = events.find((event) => !isStorable(event));
    if (!unstorable) return { verdict: 'events', batch, events };
    const detail = `event ${unstorable.seq} holds a zero byte or a time beyond the year 9999`;
    return { verdict: 'rejected', batch, fault: { code: 'unstorable', detail } };
  } catch (error) {
    return { verdict: 'rejected', batch, fault: faultOf(error) };
  }
}

/** A device can sign anything. What no table can hold must not fail everybody's segment. */
function isStorable(event: NumberedEvent): boolean {
  const { loMs, hiMs, at, body } = event;
  if (loMs > storableMs.max || (hiMs !== null && hiMs > storableMs.max)) return false;
  if (at.wallMs < storableMs.min || at.wallMs > storableMs.max) return false;
  let field: keyof typeof body;
  for (field in body) {
    const value: unknown = body[field];
    if (typeof value === 'string' && !isStorableText(value)) return false;
  }
  return true;
}

/** Ids of the devices that a segment speaks of, each once. */
export function devicesIn(opened: OpenedSegment): DeviceId[] {
  const ids = new Set<DeviceId>();
  for (const part of opened.parts) if ('batch' in part) ids.add(part.batch.deviceId);
  for (const lost of opened.lost) ids.add(lost.deviceId);
  return [...ids];
}

/** Keys that a segment's own enrolments bring, by device. */
export function keysIn(opened: OpenedSegment): Map<DeviceId, PublicKey> {
  return new Map(opened.enrolments.map((each) => [each.deviceId, importPublicKey(each.publicKey)]));
}
