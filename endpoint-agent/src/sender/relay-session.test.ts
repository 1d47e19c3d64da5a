import { expect, test } from 'vitest';
import type { OutgoingBatch } from './outbox.ts';
import { givenUpEvent } from './relay-session.ts';

const batch: OutgoingBatch = {
  incarnation: 'cc'.repeat(16),
  lane: 'ledger',
  first: 11,
  last: 20,
  isVoid: false,
  bytes: new Uint8Array(10),
  committed: 0,
  nextBytes: 0,
  cutThrough: null,
};

test('a batch that was given up is said with its place and the reason', () => {
  expect(givenUpEvent(batch, 'malformed', 'why')).toEqual({
    kind: 'security',
    code: 'batch_given_up',
    severity: 'warning',
    detail: `ledger 11-20 of ${batch.incarnation} (malformed): why`,
  });
});

test('what is refused in the urgent lane is not said there again and again', () => {
  expect(givenUpEvent({ ...batch, lane: 'urgent' }, 'malformed', 'why')).toBeNull();
});
