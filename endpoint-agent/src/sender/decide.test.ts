import type { DeliveryAnswer, JournalPosition, OfferAnswer } from '@eucora/protocol';
import { expect, test } from 'vitest';
import {
  afterDelivery,
  afterOffer,
  afterPermanentRefusal,
  backOff,
  carriedGrant,
  countRefusal,
  withCarriedGrant,
  type PermanentRefusal,
  type Refusals,
} from './decide.ts';
import type { OutgoingBatch } from './outbox.ts';

const head: JournalPosition = {
  relayId: 'aa'.repeat(16),
  incarnation: 'bb'.repeat(16),
  position: 9,
};
const batch: OutgoingBatch = {
  incarnation: 'cc'.repeat(16),
  lane: 'ledger',
  first: 11,
  last: 20,
  isVoid: false,
  bytes: new Uint8Array(10),
  nextBytes: 30,
  committed: 0,
  cutThrough: null,
};
const offer: OfferAnswer = {
  grant: 5,
  retryAfterMs: 0,
  refused: '',
  detail: '',
  head,
  journalledThrough: 10,
  committedThrough: 0,
};
const delivery: DeliveryAnswer = {
  position: head,
  duplicate: false,
  refused: '',
  detail: '',
  journalledThrough: 20,
  committedThrough: 0,
  nextGrant: 0,
};

test('a grant is used, a busy relay is given its time', () => {
  expect(afterOffer(batch, head, offer)).toEqual({ act: 'deliver', grant: 5 });
  const busy = { ...offer, grant: 0, retryAfterMs: 700 };
  expect(afterOffer(batch, head, busy)).toMatchObject({ act: 'wait', ms: 700 });
});

test('another journal makes everything uncommitted due again, before anything else it says', () => {
  const other = { ...head, incarnation: 'dd'.repeat(16) };
  const answer = { ...offer, head: other, grant: 0, refused: 'gap' };
  expect(afterOffer(batch, head, answer)).toEqual({ act: 'rewind', head: other });
  expect(afterOffer(batch, null, { ...offer, head: other })).toEqual({ act: 'deliver', grant: 5 });
});

test('what the relay says it has is not believed for events, which a clone may have written', () => {
  const claims = { ...offer, journalledThrough: 20 };
  expect(afterOffer(batch, head, claims)).toEqual({ act: 'deliver', grant: 5 });
  // A void of this stream is only made of what this device sent or dropped itself.
  expect(afterOffer({ ...batch, isVoid: true }, head, claims)).toMatchObject({
    act: 'acknowledged',
  });
});

test('a relay that lacks what it acknowledged is sent it again, also where it knows no gap', () => {
  const forgot = { ...offer, journalledThrough: 0 };
  expect(afterOffer(batch, head, forgot)).toEqual({ act: 'resume', through: 0 });
  expect(afterOffer(batch, null, forgot)).toEqual({ act: 'resume', through: 0 });
  expect(afterOffer({ ...batch, committed: 10 }, head, forgot).act).toBe('deliver');
});

test('numbers that were never given out here are of another history', () => {
  const ahead = { ...offer, journalledThrough: 500 };
  expect(afterOffer({ ...batch, cutThrough: 20 }, head, ahead).act).toBe('reincarnate');
  expect(afterOffer({ ...batch, cutThrough: 500 }, head, ahead).act).toBe('deliver');
  expect(afterOffer(batch, head, ahead).act).toBe('deliver');
  const committed = { ...offer, committedThrough: 500 };
  expect(afterOffer({ ...batch, cutThrough: 20 }, head, committed).act).toBe('reincarnate');
});

test('each refusal has its own answer, and an unknown one waits', () => {
  const refused = (code: string, through = 5): string =>
    afterDelivery(batch, { ...delivery, position: null, refused: code, journalledThrough: through })
      .act;
  expect(refused('conflict')).toBe('reincarnate');
  expect(refused('fork')).toBe('reincarnate');
  expect(refused('gap')).toBe('resume');
  expect(refused('gap', 10)).toBe('wait');
  expect(refused('unknown_device')).toBe('enrol');
  expect(refused('disk_full')).toBe('wait');
  expect(refused('something_new')).toBe('wait');
});

test('refusals of the bytes themselves are told from those that pass', () => {
  const refused = { ...delivery, position: null, detail: 'why' };
  for (const code of ['malformed', 'truncated', 'oversized', 'unknown_version']) {
    const step = { act: 'refused', code, why: 'why' };
    expect(afterDelivery(batch, { ...refused, refused: code })).toEqual(step);
  }
  expect(afterDelivery(batch, { ...refused, refused: 'wrong_signature' }).act).toBe('wait');
  // An offer tells of the bytes only how many they are.
  const refusedOffer = { ...offer, grant: 0, refused: 'oversized' };
  expect(afterOffer(batch, head, refusedOffer).act).toBe('refused');
  expect(afterOffer(batch, head, { ...refusedOffer, refused: 'malformed' }).act).toBe('wait');
});

/** What follows each of a batch's refusals, which come at these times. */
function refusedAt(timesMs: readonly number[], code: PermanentRefusal, of = batch) {
  let refusals: Refusals | undefined;
  return timesMs.map((nowMs) => {
    refusals = countRefusal(refusals, of, code, nowMs);
    return afterPermanentRefusal(of, code, refusals, nowMs);
  });
}

test('a batch is given up after three refusals over at least a minute, and not before', () => {
  expect(refusedAt([0, 30_000, 60_000], 'malformed')).toEqual([30_000, 30_000, null]);
  expect(refusedAt([0, 90_000, 91_000], 'oversized')).toEqual([30_000, 30_000, null]);
  expect(refusedAt([0, 1, 2, 59_999, 60_000], 'malformed').map((ms) => ms === null)).toEqual([
    false,
    false,
    false,
    false,
    true,
  ]);
});

test('a relay that is older than its agents has a week to be brought up to date', () => {
  const week = 7 * 86_400_000;
  const steps = refusedAt([0, 60_000, 120_000, week - 1, week], 'unknown_version');
  expect(steps).toEqual([30_000, 30_000, 300_000, 300_000, null]);
});

test('another batch or another reason is counted from the beginning, and a void is never given up', () => {
  const twice = countRefusal(countRefusal(undefined, batch, 'malformed', 0), batch, 'malformed', 1);
  expect(twice).toMatchObject({ count: 2, sinceMs: 0 });
  const next = { ...batch, first: 21, last: 30 };
  expect(countRefusal(twice, next, 'malformed', 2)).toMatchObject({ count: 1, sinceMs: 2 });
  expect(countRefusal(twice, batch, 'oversized', 2)).toMatchObject({ count: 1, sinceMs: 2 });
  expect(refusedAt([0, 60_000, 120_000], 'malformed', { ...batch, isVoid: true })).toEqual([
    300_000, 300_000, 300_000,
  ]);
});

test('only a position says that a batch is durable', () => {
  expect(afterDelivery(batch, delivery)).toEqual({ act: 'acknowledged', position: head });
  expect(afterDelivery(batch, { ...delivery, position: null }).act).toBe('wait');
});

test('waits after failures spread over a window that grows to a minute', () => {
  expect(backOff(0, 0)).toBe(100);
  expect(backOff(0, 1)).toBe(1_000);
  expect(backOff(3, 1)).toBe(8_000);
  expect(backOff(50, 1)).toBe(60_000);
});

test('a grant that an answer carries is for the batch that follows, and for no other', () => {
  expect(carriedGrant(batch, delivery)).toBeNull();
  const answer = { ...delivery, nextGrant: 8 };
  expect(carriedGrant(batch, { ...answer, refused: 'conflict' })).toBeNull();
  const carried = carriedGrant(batch, answer);
  if (!carried) throw new Error('the grant is lost');
  const next = { ...batch, first: 21, last: 30, bytes: new Uint8Array(30) };
  expect(withCarriedGrant(next, carried)).toEqual({ act: 'deliver', grant: 8 });
  expect(withCarriedGrant(batch, carried)).toBeNull();
  expect(withCarriedGrant({ ...next, first: 20 }, carried)).toBeNull();
  expect(withCarriedGrant({ ...next, bytes: new Uint8Array(31) }, carried)).toBeNull();
  expect(withCarriedGrant({ ...next, incarnation: 'ee'.repeat(16) }, carried)).toBeNull();
  // The marks in the same answer are heeded as those of an offer are.
  const beyond = { ...carried, committedThrough: 40 };
  expect(withCarriedGrant({ ...next, cutThrough: 30 }, beyond)).toMatchObject({
    act: 'reincarnate',
  });
});
