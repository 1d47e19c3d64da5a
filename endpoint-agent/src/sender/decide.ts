import type { DeliveryAnswer, JournalPosition, OfferAnswer } from '@eucora/protocol';
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
  | { readonly act: 'wait'; readonly ms: number; readonly why: string };

const waits = {
  ungrantedMs: 100, // the grant ran out or the relay was restarted between offer and batch
  relayDiskMs: 5_000,
  refusedMs: 300_000, // a refusal that only a person or an update can lift
} as const;

/** Decides after an offer (PROTOCOL §4). `seen`: the last position shown to this device in the lane. */
export function afterOffer(
  batch: OutgoingBatch,
  seen: JournalPosition | null,
  answer: OfferAnswer,
): SendStep {
  const { head } = answer;
  // A new journal does not have what the old one acknowledged: this comes before its other words.
  if (head && seen && !sameJournal(head, seen)) return { act: 'rewind', head };
  if (answer.refused) return afterRefusal(batch, answer);
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
  return { act: 'deliver', grant: answer.grant };
}

/** Decides after a batch was handed over. */
export function afterDelivery(batch: OutgoingBatch, answer: DeliveryAnswer): SendStep {
  if (answer.refused) return afterRefusal(batch, answer);
  if (!answer.position) {
    return { act: 'wait', ms: waits.relayDiskMs, why: 'the relay did not make the batch durable' };
  }
  return { act: 'acknowledged', position: answer.position };
}

function afterRefusal(batch: OutgoingBatch, answer: OfferAnswer | DeliveryAnswer): SendStep {
  const { refused, detail, journalledThrough } = answer;
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
