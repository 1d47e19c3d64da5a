import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseDelivery, type Offer, type Situation } from './choose.ts';

const full: Offer = {
  method: 'full',
  bytes: 35_000_000,
  base: undefined,
  apply: { memoryBytes: 0, workBytes: 150_000_000 },
};
const patch: Offer = {
  method: 'patch',
  bytes: 2_800_000,
  base: 'old',
  apply: { memoryBytes: 16_000_000, workBytes: 300_000_000 },
};
const chunks: Offer = {
  ...patch,
  method: 'chunks',
  bytes: 9_000_000,
  apply: { memoryBytes: 1_000_000, workBytes: 200_000_000 },
};
const receiver: Situation = {
  holds: new Set(['old']),
  memoryBytesMax: 500_000_000,
  linkBytesPerSecond: 125_000,
  workBytesPerSecond: 50_000_000,
};

function chosen(situation: Partial<Situation>): string {
  return chooseDelivery(full, [chunks, patch], { ...receiver, ...situation }).offer.method;
}

test('what is done first goes; what cannot be applied does not', () => {
  expect(chosen({})).toBe('patch');
  expect(chosen({ linkBytesPerSecond: undefined })).toBe('patch');
  expect(chosen({ holds: new Set() })).toBe('full');
  expect(chosen({ memoryBytesMax: 8_000_000 })).toBe('chunks');
  // On a fast wire the work costs more than the bytes.
  expect(chosen({ linkBytesPerSecond: 1e9, workBytesPerSecond: 1e7 })).toBe('full');
});

test('what was set aside has its reason', () => {
  const larger = { ...patch, bytes: full.bytes };
  const elsewhere = { ...patch, base: 'other' };
  const { aside, seconds } = chooseDelivery(full, [larger, elsewhere, chunks, patch], receiver);
  expect(aside.map(({ reason }) => reason)).toEqual(['not_smaller', 'not_held', 'slower']);
  expect(seconds).toBeCloseTo(22.4 + 6);
});

test('a plan is never larger than the whole, never slower, never beyond what is there', () => {
  const offer = fc.record({
    method: fc.constantFrom('patch' as const, 'chunks' as const),
    bytes: fc.nat(1_000),
    base: fc.constantFrom('old', 'other'),
    apply: fc.record({ memoryBytes: fc.nat(1_000), workBytes: fc.nat(1_000) }),
  });
  const situation = fc.record({
    holds: fc.constantFrom(new Set<string>(), new Set(['old']), new Set(['old', 'other'])),
    memoryBytesMax: fc.nat(1_000),
    linkBytesPerSecond: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
    workBytesPerSecond: fc.integer({ min: 1, max: 100 }),
  });
  fc.assert(
    fc.property(
      fc.nat(1_000),
      fc.array(offer, { maxLength: 5 }),
      situation,
      (bytes, others, at) => {
        const whole: Offer = { ...full, bytes, apply: { memoryBytes: 0, workBytes: 10 } };
        const choice = chooseDelivery<Offer>(whole, others, at);
        expect(choice.offer.bytes).toBeLessThanOrEqual(bytes);
        expect(choice.offer.apply.memoryBytes).toBeLessThanOrEqual(at.memoryBytesMax);
        if (choice.offer !== whole) expect(at.holds.has(choice.offer.base!)).toBe(true);
        if (at.linkBytesPerSecond !== undefined) {
          const wait = bytes / at.linkBytesPerSecond + 10 / at.workBytesPerSecond;
          expect(choice.seconds).toBeLessThanOrEqual(wait);
        }
        expect(choice.aside.length).toBe(others.length - (choice.offer === whole ? 0 : 1));
      },
    ),
  );
});
