import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GrantPool } from './grant-pool.ts';

const lifeMs = 1_000;

test('never promises more than it has, and of that half only on demand', () => {
  const step = fc.record({
    ask: fc.constantFrom('offer', 'next', 'redeem'),
    bytes: fc.integer({ min: 1, max: 60 }),
    passMs: fc.nat({ max: 400 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const pool = new GrantPool(100, lifeMs, 1);
      const open: number[] = [];
      let nowMs = 0;
      for (const { ask, bytes, passMs } of steps) {
        nowMs += passMs;
        if (ask === 'redeem') pool.redeem(open.shift() ?? 0, nowMs);
        if (ask === 'offer') {
          const { granted } = pool.grant('k', bytes, nowMs);
          if (granted) open.push(granted.id);
        }
        if (ask === 'next') {
          const granted = pool.grantNext('k', bytes, nowMs);
          if (granted) open.push(granted.id);
          if (granted) expect(pool.bytes).toBeLessThanOrEqual(50);
        }
        expect(pool.bytes).toBeLessThanOrEqual(100);
      }
      pool.redeem(0, nowMs + lifeMs);
      expect([pool.bytes, pool.size]).toEqual([0, 0]);
    }),
  );
});

test('whoever asks finds room however many hand over without asking', () => {
  const pool = new GrantPool(100, lifeMs, 1);
  while (pool.grantNext('busy', 10, 0));
  expect(pool.bytes).toBe(50);
  expect(pool.grant('newcomer', 50, 0).granted).toBeDefined();
});

test('a carried grant is used once and expires like any other', () => {
  const pool = new GrantPool(100, lifeMs, 1);
  const first = pool.grantNext('k', 10, 0);
  const second = pool.grantNext('k', 10, 0);
  expect(pool.redeem(first?.id ?? 0, 1)).toEqual(first);
  expect(pool.redeem(first?.id ?? 0, 1)).toBeUndefined();
  expect(pool.redeem(second?.id ?? 0, lifeMs)).toBeUndefined();
});
