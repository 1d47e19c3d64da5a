import type { DeliveryAnswer, Incarnation, JournalPosition, OfferAnswer } from '@eucora/protocol';
import type { OutgoingBatch } from './outbox.ts';

/** What to do after an answer of the relay. */
export type SendStep =
  | { readonly act: 'deliver'; readonly grant: number }
  | { readonly act: 'acknowledged'; readonly position: JournalPosition | null }
  /** Another relay or another journal: everything the hub does not have is offered again. */
  | { readonly act: 'rewind'; readonly head: JournalPosition }
  /** The relay lacks what it once acknowledged: go on behind what it has. */
  | { readonly act: 'resume'; readonly through: number }
  /** Another history under our key holds these numbers. */
  | { readonly act: 'reincarnate'; readonly why: string }
  | { readonly act: 'enrol' }
  /** The relay takes these bytes neither now nor later, as far as it can tell. */
  | { readonly act: 'refused'; readonly code: PermanentRefusal; readonly why: string }
  | { readonly act: 'wait'; readonly ms: number; readonly why: string };

const waits = {
  ungrantedMs: 100, // the grant ran out or the relay was restarted between offer and batch
  relayDiskMs: 5_000,
  refusedAgainMs: 30_000, // the first tries after a refusal that looks permanent
  refusedMs: 300_000, // a refusal that only a person or an update can lift
} as const;

/**
 * Refusals of a batch's own bytes, which are the same for ever, and for how long a batch must have
 * been refused before it is given up, ms. A relay that is older than its agents is brought up to
 * date some day; until then what waits is not lost.
 */
const givenUpAfterMs = {
  malformed: 60_000,
  truncated: 60_000,
  oversized: 60_000,
  unknown_version: 7 * 86_400_000,
} as const;
export type PermanentRefusal = keyof typeof givenUpAfterMs;

const refusalsMin = 3;

function isPermanent(code: string): code is PermanentRefusal {
  return Object.hasOwn(givenUpAfterMs, code);
}

/** How often one batch was refused for the same reason, without anything else in between. */
export interface Refusals {
  readonly of: string; // the batch and the reason
  readonly count: number;
  readonly sinceMs: number;
}

/** The count with one more refusal; another batch or another reason begins a new one. */
export function countRefusal(
  before: Refusals | undefined,
  batch: OutgoingBatch,
  code: PermanentRefusal,
  nowMs: number,
): Refusals {
  const of = `${batch.incarnation} ${batch.lane} ${batch.first} ${code}`;
  return before?.of === of
    ? { ...before, count: before.count + 1 }
    : { of, count: 1, sinceMs: nowMs };
}

/**
 * Decides after a permanent refusal: how long to wait before the next try, ms, or null to give the
 * batch up, so that its numbers end (PROTOCOL §2). A void can't be given up: nothing is less than it.
 */
export function afterPermanentRefusal(
  batch: OutgoingBatch,
  code: PermanentRefusal,
  refusals: Refusals,
  nowMs: number,
): number | null {
  if (batch.isVoid) return waits.refusedMs;
  const lastedMs = nowMs - refusals.sinceMs;
  if (refusals.count >= refusalsMin && lastedMs >= givenUpAfterMs[code]) return null;
  return refusals.count < refusalsMin ? waits.refusedAgainMs : waits.refusedMs;
}

/** Decides after an offer (PROTOCOL §4). `seen`: the last position shown to this device in the lane. */
export function afterOffer(
  batch: OutgoingBatch,
  seen: JournalPosition | null,
  answer: OfferAnswer,
): SendStep {
  const { head } = answer;
  // A new journal does not have what the old one acknowledged: this comes before its other words.
  if (head && seen && !sameJournal(head, seen)) return { act: 'rewind', head };
  // All that an offer says of the bytes is how many there are; other faults are the offer's own.
  if (answer.refused) return afterRefusal(batch, answer, answer.refused === 'oversized');
  if (answer.grant === 0) {
    return {
      act: 'wait',
      ms: answer.retryAfterMs || waits.relayDiskMs,
      why: answer.detail || 'busy',
    };
  }
  // Only voids of this stream can lie behind the relay's mark without being there by their bytes:
  // what was dropped here had reached the relay while its answer was lost.
  if (batch.isVoid && answer.journalledThrough >= batch.last) {
    return { act: 'acknowledged', position: head };
  }
  return beforeDelivery(batch, answer) ?? { act: 'deliver', grant: answer.grant };
}

/** A grant that came with the answer to the batch before, instead of one for an offer. */
export interface CarriedGrant {
  readonly grant: number;
  readonly incarnation: Incarnation;
  readonly first: number;
  readonly bytes: number;
  readonly journalledThrough: number;
  readonly committedThrough: number;
}

/** The grant that an answer carries for the batch after this one; null: that one is offered. */
export function carriedGrant(batch: OutgoingBatch, answer: DeliveryAnswer): CarriedGrant | null {
  if (answer.nextGrant === 0 || answer.refused !== '' || !answer.position) return null;
  const { incarnation, last, nextBytes: bytes } = batch;
  const { nextGrant: grant, journalledThrough, committedThrough } = answer;
  return { grant, incarnation, first: last + 1, bytes, journalledThrough, committedThrough };
}

/** Decides about a batch and a carried grant; null: it is not for this batch, which is offered. */
export function withCarriedGrant(batch: OutgoingBatch, carried: CarriedGrant): SendStep | null {
  const { incarnation, first, bytes } = batch;
  if (carried.incarnation !== incarnation || carried.first !== first) return null;
  if (carried.bytes < bytes.length) return null;
  return beforeDelivery(batch, carried) ?? { act: 'deliver', grant: carried.grant };
}

/** What the relay's mark tells before a batch is handed over: a relay or an agent that went back. */
function beforeDelivery(
  batch: OutgoingBatch,
  answer: Pick<OfferAnswer, 'journalledThrough' | 'committedThrough'>,
): SendStep | null {
  const { journalledThrough, committedThrough } = answer;
  const known = Math.max(journalledThrough, committedThrough);
  // Numbers that were never given out here: this spool was restored from an older copy. The relay
  // may have forgotten the hashes by which it would tell, so it is not left to find out.
  if (batch.cutThrough !== null && known > batch.cutThrough) {
    return { act: 'reincarnate', why: `the relay has numbers through ${known}` };
  }
  // A relay that does not know a stream takes any beginning for one: what it acknowledged before,
  // and the hub does not have, would never be asked for.
  const before = batch.first - 1;
  if (before > batch.committed && before > known) return { act: 'resume', through: known };
  return null;
}

/** Decides after a batch was handed over. */
export function afterDelivery(batch: OutgoingBatch, answer: DeliveryAnswer): SendStep {
  if (answer.refused) return afterRefusal(batch, answer, true);
  if (!answer.position) {
    return { act: 'wait', ms: waits.relayDiskMs, why: 'the relay did not make the batch durable' };
  }
  return { act: 'acknowledged', position: answer.position };
}

function afterRefusal(
  batch: OutgoingBatch,
  answer: OfferAnswer | DeliveryAnswer,
  ofBytes: boolean,
): SendStep {
  const { refused, detail, journalledThrough } = answer;
  if (ofBytes && isPermanent(refused)) return { act: 'refused', code: refused, why: detail };
  switch (refused) {
    case 'gap':
      return journalledThrough < batch.first - 1
        ? { act: 'resume', through: journalledThrough }
        : { act: 'wait', ms: waits.relayDiskMs, why: detail };
    case 'conflict':
    case 'fork':
      return { act: 'reincarnate', why: detail };
    case 'unknown_device':
      return { act: 'enrol' };
    case 'ungranted':
      return { act: 'wait', ms: waits.ungrantedMs, why: detail };
    case 'busy':
    case 'disk_full':
    case 'disk_failing':
      return { act: 'wait', ms: waits.relayDiskMs, why: detail };
    default:
      return { act: 'wait', ms: waits.refusedMs, why: `refused (${refused}): ${detail}` };
  }
}

export function sameJournal(a: JournalPosition, b: JournalPosition): boolean {
  return a.relayId === b.relayId && a.incarnation === b.incarnation;
}

const backOffMs = { first: 1_000, max: 60_000 } as const;

/**
 * How long to wait after the n-th failure in a row (from 0), `random` in [0, 1): spread over a
 * window that doubles up to a minute, so that a site's devices do not come back together.
 */
export function backOff(failures: number, random: number): number {
  const window = Math.min(backOffMs.max, backOffMs.first * 2 ** Math.min(failures, 10));
  return Math.round(window * (0.1 + 0.9 * random));
}
