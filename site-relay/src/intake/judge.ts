// The way of an event: decides about an offer, and about a batch by its range and chain.
// Next: site-relay/src/journal/journal.ts

import {
  classifyBatch,
  limits as wire,
  type BatchLink,
  type BatchOffer,
  type BatchVerdict,
  type Incarnation,
  type JournalPosition,
  type ReadBatch,
  type RelayId,
} from '@eucora/protocol';
import type { RecentBatch } from '../journal/streams.ts';
import { limits } from '../limits.ts';

/** Why a relay turns something away; the code is what the agent acts on and the hub's audit shows. */
export type RefusalCode =
  | 'unknown_device'
  | 'wrong_signature'
  | 'ungranted'
  | 'oversized'
  | 'gap'
  | 'conflict'
  | 'fork'
  | 'disk_full'
  | 'unknown_ticket'
  | (string & {});

export interface DoorState {
  readonly relayId: RelayId;
  readonly incarnation: Incarnation;
  /** Durable head of the offer's lane. */
  readonly headPosition: number;
  readonly deviceKnown: boolean;
  /** The disk takes nothing: `full` when for lack of space. */
  readonly disk: 'ok' | 'full' | 'failing';
  /** Accepted and not yet sealed, over all lanes. */
  readonly burdenBytes: number;
  readonly switching: boolean;
}
export type OfferVerdict =
  | { readonly verdict: 'grant' }
  | { readonly verdict: 'busy'; readonly retryAfterMs: number; readonly detail: string }
  | { readonly verdict: 'refuse'; readonly code: RefusalCode; readonly detail: string }
  /** The agent remembers what this journal does not: begin a new incarnation first. */
  | { readonly verdict: 'reopen' };

/** Decides about an offer (PROTOCOL §4), before any room is taken. */
export function judgeOffer(offer: BatchOffer, door: DoorState): OfferVerdict {
  if (!door.deviceKnown) {
    const detail = 'this relay has not enrolled the device; enrol it again';
    return { verdict: 'refuse', code: 'unknown_device', detail };
  }
  if (offer.bytes < 1 || offer.bytes > wire.batchBytesMax) {
    const detail = `a batch has 1 to ${wire.batchBytesMax} bytes`;
    return { verdict: 'refuse', code: 'oversized', detail };
  }
  if (door.switching) return { verdict: 'busy', retryAfterMs: 500, detail: 'new incarnation' };
  // A position beyond the head means that this journal forgot: nothing may be accepted into it.
  if (isBeyond(offer.seen, door)) return { verdict: 'reopen' };
  if (door.disk !== 'ok') {
    const detail = door.disk === 'full' ? 'disk_full' : 'disk_failing';
    return { verdict: 'busy', retryAfterMs: 5_000, detail };
  }
  if (door.burdenBytes > limits.unsealedBytesMax) {
    return { verdict: 'busy', retryAfterMs: 1_000, detail: 'too much is on its way to the disk' };
  }
  return { verdict: 'grant' };
}

function isBeyond(seen: JournalPosition | null, door: DoorState): boolean {
  return (
    seen !== null &&
    seen.relayId === door.relayId &&
    seen.incarnation === door.incarnation &&
    seen.position > door.headPosition
  );
}

/** What a relay does with a batch that is genuinely by its device. */
export type BatchAction =
  | { readonly action: 'append' }
  | { readonly action: 'acknowledge' }
  /** Journalled for the hub to judge, and acknowledged. */
  | { readonly action: 'keep' }
  /** Journalled as evidence, and refused. */
  | { readonly action: 'keep_and_refuse'; readonly code: 'conflict' | 'fork' }
  | { readonly action: 'refuse'; readonly code: 'gap' | 'conflict' | 'fork' };

export interface StreamState {
  readonly mark: { readonly through: number; readonly lastHash: Uint8Array } | undefined;
  readonly recent: readonly RecentBatch[];
  /** Conflicting batches already kept in this hour. */
  readonly evidenceKept: number;
}

/** Decides about a verified batch by range and chain (PROTOCOL §2). */
export function judgeBatch(
  batch: BatchLink & { readonly void?: ReadBatch['void'] },
  stream: StreamState | undefined,
): BatchAction {
  const recent = stream?.recent ?? [];
  const known = (first: number): RecentBatch | undefined =>
    recent.find((stored) => stored.first === first);
  const verdict: BatchVerdict = classifyBatch(stream?.mark, batch, known);
  if (verdict === 'start' || verdict === 'next') return { action: 'append' };
  if (verdict === 'duplicate') return { action: 'acknowledge' };
  if (verdict === 'ahead') return { action: 'refuse', code: 'gap' };
  // A device that dropped what it had handed over, while the answer was lost, does not contradict it.
  if (verdict === 'conflict' && batch.void) {
    const more = batch.last > (stream?.mark?.through ?? 0);
    return { action: more ? 'append' : 'acknowledge' };
  }
  // Older than what is remembered: it may be an honest re-send, and the hub can tell.
  const oldest = recent[0];
  const forgotten = !oldest || batch.last < oldest.first;
  if (verdict === 'conflict' && forgotten) return { action: 'keep' };
  const more = (stream?.evidenceKept ?? 0) < limits.evidencePerStreamPerHour;
  return { action: more ? 'keep_and_refuse' : 'refuse', code: verdict };
}
