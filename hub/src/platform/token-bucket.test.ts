import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Buckets } from './token-bucket.ts';

const rule = { capacity: 3, perSecond: 2 };

test('a full bucket gives its capacity at once, then as much as flows in', () => {
  const buckets = new Buckets(10);
  const take = (nowMs: number) => buckets.take('anna', rule, nowMs);
  expect([take(0), take(0), take(0), take(0)]).toEqual([0, 0, 0, 500]);
  expect(take(499)).toBe(1);
  expect(take(500)).toBe(0);
  expect(take(500)).toBe(500);
});

test('one key pays nothing for another', () => {
  const buckets = new Buckets(10);
  for (let i = 0; i < 9; i += 1) buckets.take('anna', rule, 0);
  expect(buckets.take('bert', rule, 0)).toBe(0);
});

test('no order of moments lets more through than capacity and flow', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 10_000 }), { maxLength: 200 }), (moments) => {
      const buckets = new Buckets(10);
      const passed = moments.filter((nowMs) => buckets.take('anna', rule, nowMs) === 0).length;
      // Each backward step of the clock is followed by time that was counted before.
      const forwardMs = moments.reduce(
        (sum, nowMs, i) => sum + Math.max(0, nowMs - (moments[i - 1] ?? nowMs)),
        0,
      );
      expect(passed).toBeLessThanOrEqual(rule.capacity + (forwardMs / 1_000) * rule.perSecond);
    }),
  );
});

test('only so many keys are kept, the last used ones', () => {
  const buckets = new Buckets(2);
  for (let i = 0; i < 3; i += 1) buckets.take('anna', rule, 0);
  buckets.take('bert', rule, 0);
  expect(buckets.wait('anna', rule, 0)).toBe(500);
  buckets.take('anna', rule, 0);
  buckets.take('cleo', rule, 0);
  expect(buckets.wait('anna', rule, 0)).toBe(500);
});
