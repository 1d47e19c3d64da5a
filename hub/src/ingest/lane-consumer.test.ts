import { expect, test } from 'vitest';
import { isEndOfFetch } from './lane-consumer.ts';

const fault = (name: string, message: string): Error => Object.assign(new Error(message), { name });

test('a fetch that is full has ended; a broker that is away has not served it', () => {
  const full = fault('JetStreamStatusError', 'Batch Completed');
  const tooLarge = fault('JetStreamStatusError', 'Message Size Exceeds MaxBytes');
  const deleted = fault('JetStreamStatusError', 'consumer deleted');
  const silence = fault('JetStreamError', 'heartbeats missed');
  expect([full, tooLarge].map((error) => isEndOfFetch(error, 0))).toEqual([true, true]);
  expect(isEndOfFetch(deleted, 5)).toBe(false);
  expect(isEndOfFetch(silence, 5)).toBe(true);
  expect(isEndOfFetch(silence, 0)).toBe(false);
  expect(isEndOfFetch('heartbeats missed', 5)).toBe(false);
});
