import { createDigest, digestText } from '@eucora/protocol';
import { expect, it } from 'vitest';
import { createTally, type AckedRange } from './tally.ts';

const deviceId = 'aa'.repeat(16);
const incarnation = 'bb'.repeat(16);
const range = (first: number, last: number): AckedRange => {
  return { deviceId, incarnation, lane: 'bulk', first, last };
};

it('counts a range once, however often a relay acks it', () => {
  const tally = createTally();
  tally.produced(7);
  tally.acked(range(1, 4), false);
  tally.acked(range(1, 4), true);
  tally.acked(range(5, 7), false);
  tally.acked(range(5, 7), false);
  expect(tally.read()).toMatchObject({ acked: 7, batches: 2, duplicates: 1, repeated: 2 });
});

it('has the digest of everything acked, in whatever pieces', () => {
  const tally = createTally();
  tally.acked(range(1, 4), false);
  tally.acked(range(5, 7), false);
  const whole = createDigest(deviceId, incarnation);
  whole.add('bulk', 1, 7);
  expect(tally.read().digest).toBe(digestText(whole.value));
});
