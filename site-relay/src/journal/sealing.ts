// The way of an event: what is in a segment, compressed and signed.
// Next: site-relay/src/journal/segment-store.ts

import {
  ProtocolError,
  sealSegment,
  type JournalParent,
  type Lane,
  type Refusal,
  type TimeAnchor,
  type UnavailableRange,
} from '@eucora/protocol';
import { limits } from '../limits.ts';
import type { LaneHead, LostEntry } from './checkpoint.ts';
import type { DeviceTable, KnownDevice } from './devices.ts';
import type { RelayIdentity } from './journal.ts';
import type { PendingBatch } from './recover.ts';
import type { FileHeader, SegmentIndex } from './records.ts';
import { rawBytesAimed } from './seal-policy.ts';
import { spansOf } from './spans.ts';

export interface SegmentParts {
  readonly identity: RelayIdentity;
  readonly frugal: boolean;
  readonly header: FileHeader;
  readonly head: LaneHead;
  readonly lane: Lane;
  readonly devices: DeviceTable;
  readonly batches: readonly PendingBatch[];
  readonly lost: readonly LostEntry[];
  readonly unavailable: readonly UnavailableRange[];
  readonly refusals: readonly Refusal[];
  readonly sealed: TimeAnchor;
}
export interface ComposedSegment {
  readonly bytes: Uint8Array;
  readonly index: SegmentIndex;
  readonly carried: readonly KnownDevice[];
  /** How many of the offered batches are in it, and their bytes before compression. */
  readonly batches: number;
  readonly rawBytes: number;
}

/** The oldest waiting batches that are expected to fill one segment. */
export function takeForSegment(pending: readonly PendingBatch[], ratio: number): PendingBatch[] {
  const aim = rawBytesAimed(ratio);
  const taken: PendingBatch[] = [];
  let bytes = 0;
  for (const batch of pending) {
    if (taken.length >= limits.segmentBatchesMax) break;
    if (taken.length > 0 && bytes + batch.bytes.length > aim) break;
    taken.push(batch);
    bytes += batch.bytes.length;
  }
  return taken;
}

/** Makes the next segment of a lane; when the batches turn out too large for one, of fewer of them. */
export function composeSegment(parts: SegmentParts): ComposedSegment {
  let batches = parts.batches;
  for (;;) {
    try {
      return compose({ ...parts, batches });
    } catch (error) {
      const tooLarge = error instanceof ProtocolError && error.code === 'oversized';
      if (!tooLarge || batches.length < 2) throw error;
      batches = batches.slice(0, Math.ceil(batches.length / 2));
    }
  }
}

function compose(parts: SegmentParts): ComposedSegment {
  const { identity, header, head, lane, devices, batches, sealed } = parts;
  const { lost, unavailable, refusals } = parts;
  const seq = head.sealedThrough + 1;
  const deviceIds = [...batches, ...lost].map((item) => item.deviceId);
  const carried = devices.toCarry(deviceIds, lane);
  const events = batches.reduce((sum, batch) => sum + batch.events, 0);
  const firstPosition = batches[0]?.position ?? 0;
  const lastPosition = batches.at(-1)?.position ?? 0;
  const { bytes, headerHash } = sealSegment(
    {
      site: identity.site,
      relayId: identity.relayId,
      incarnation: header.incarnation,
      lane,
      seq,
      prevHash: Buffer.from(head.headHash, 'hex'),
      parent: seq === 1 ? parentOf(header, lane) : null,
      enrolments: carried.map((device) => device.signed),
      batches: batches.map((batch) => batch.bytes),
      lost,
      unavailable,
      refusals,
      events,
      firstPosition,
      lastPosition,
      sealed,
      frugal: parts.frugal,
    },
    identity.key,
  );
  const index: SegmentIndex = {
    lane,
    seq,
    firstPosition,
    lastPosition,
    bytes: bytes.length,
    sealedMs: sealed.wallMs,
    headHash: Buffer.from(headerHash),
    spans: spansOf(batches.filter((batch) => !batch.evidence)),
    enrolled: carried.map((device) => device.enrolment.deviceId),
  };
  const rawBytes = batches.reduce((sum, batch) => sum + batch.bytes.length, 0);
  return { bytes, index, carried, batches: batches.length, rawBytes };
}

function parentOf(header: FileHeader, lane: Lane): JournalParent | null {
  const { parent } = header;
  if (!parent) return null;
  const { sealedThrough, headHash } = parent.lanes[lane];
  return { incarnation: parent.incarnation, sealedThrough, headHash: Buffer.from(headHash, 'hex') };
}
