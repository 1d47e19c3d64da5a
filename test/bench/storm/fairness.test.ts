import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jainIndex } from './fairness.ts';

test('equal shares are 1, one who has everything is 1/n', () => {
  expect(jainIndex([3, 3, 3])).toBe(1);
  expect(jainIndex([0, 7, 0, 0])).toBe(0.25);
  expect(jainIndex([0, 0])).toBeNaN();
});

test('lies between 1/n and 1, whatever the unit', () => {
  const shares = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(shares, fc.integer({ min: 1, max: 9 }), (each, unit) => {
      const index = jainIndex(each);
      expect(index).toBeGreaterThanOrEqual(1 / each.length - 1e-9);
      expect(index).toBeLessThanOrEqual(1 + 1e-9);
      expect(jainIndex(each.map((share) => share * unit))).toBeCloseTo(index, 9);
    }),
  );
});
