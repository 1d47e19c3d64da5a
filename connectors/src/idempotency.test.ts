import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idempotencyKey, shortKey, type Json } from './idempotency.ts';

const json = fc.jsonValue({ noUnicodeString: false }) as fc.Arbitrary<Json>;

/** The same data with every object's keys the other way round. */
const reversed = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
};

test('the key depends on the data, not on how it was written down', () => {
  fc.assert(
    fc.property(json, (value) => {
      const key = idempotencyKey('intune', 'push_intent', value);
      expect(idempotencyKey('intune', 'push_intent', reversed(value))).toBe(key);
      expect(idempotencyKey('intune', 'push_intent', [value])).not.toBe(key);
      expect(idempotencyKey('jamf', 'push_intent', value)).not.toBe(key);
    }),
  );
});

test('people see twelve digits of it', () => {
  const key = idempotencyKey('intune', 'rollback', { id: 7 });
  expect(key).toMatch(/^intune:rollback:[0-9a-f]{64}$/);
  expect(shortKey(key)).toMatch(/^intune:rollback:[0-9a-f]{12}$/);
  expect(key.startsWith(shortKey(key))).toBe(true);
});
