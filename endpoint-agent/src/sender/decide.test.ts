import type { DeliveryAnswer, JournalPosition, OfferAnswer } from '@eucora/protocol';
import { expect, test } from 'vitest';
import { afterDelivery, afterOffer, backOff } from './decide.ts';
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
