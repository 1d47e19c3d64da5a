import {
  countIn,
  covers,
  missingIn,
  overlaps,
  type LaneReceipt,
  type Ranges,
} from '@eucora/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { goneOf, heldRanges, keptForMs, type LaneHolding } from './gone.ts';

const receipt = (committedThrough: number, gaps: LaneReceipt['gaps'] = []): LaneReceipt => ({
  lane: 'ledger',
  committedThrough,
  safeThrough: 0,
  gaps,
  windowBytes: 1,
});
const holding = (over: Partial<LaneHolding> = {}): LaneHolding => ({
  sealedThrough: 10,
  held: [{ first: 1, last: 10 }],
  release: undefined,
  isClosed: false,
  receipt: receipt(4),
  told: [],
  ...over,
});
const none = { ledgerEpoch: 0, generation: 0 };

test('what is held is not gone, whatever the hub lacks', () => {
  expect(goneOf(holding())).toEqual([]);
  expect(goneOf(holding({ receipt: undefined }))).toEqual([]);
});

test('what truncation let go is named with the receipt that did it', () => {
  const release = { through: 6, epoch: 1, generation: 90 };
  const held = [{ first: 7, last: 10 }];
  expect(goneOf(holding({ release, held }))).toEqual([
    { first: 5, last: 6, reason: 'truncated', ledgerEpoch: 1, generation: 90 },
  ]);
  expect(goneOf(holding({ release, held, receipt: receipt(6) }))).toEqual([]);
});

test('what the disk damaged is told from what truncation let go', () => {
  const release = { through: 6, epoch: 1, generation: 90 };
  const held = [{ first: 8, last: 10 }];
  expect(goneOf(holding({ release, held })).map(({ reason, first }) => [reason, first])).toEqual([
    ['truncated', 5],
    ['damaged', 7],
  ]);
});

test('between the holes that the hub names it has everything', () => {
  const gaps = [
    { first: 5, last: 5 },
    { first: 8, last: 8 },
  ];
  const held = [{ first: 8, last: 8 }];
  expect(goneOf(holding({ held, receipt: receipt(4, gaps) }))).toEqual([
    { first: 5, last: 5, reason: 'damaged', ...none },
    { first: 9, last: 10, reason: 'damaged', ...none },
  ]);
});

test('a journal of a lost disk ends as far as the hub knows of it, one being written does not', () => {
  const gaps = [{ first: 12, last: 20 }];
  const lost = { sealedThrough: 0, held: [], receipt: receipt(11, gaps) };
  expect(goneOf(holding({ ...lost, isClosed: true }))).toEqual([
    { first: 12, last: 20, reason: 'disk_lost', ...none },
  ]);
  expect(goneOf(holding({ ...lost, isClosed: false }))).toEqual([]);
});

const ranges: fc.Arbitrary<Ranges> = fc
  .uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 30 })
  .map((numbers) => heldRanges(new Map(numbers.toSorted((a, b) => a - b).map((n) => [n, n])), 0));

test('exactly what the hub lacks and the relay does not hold, once and with one reason', () => {
  const input = fc.record({ hub: ranges, held: ranges, through: fc.nat(40), closed: fc.boolean() });
  fc.assert(
    fc.property(input, ({ hub, held, through, closed }) => {
      const sealedThrough = 40;
      const committed = hub[0]?.first === 1 ? hub[0].last : 0;
      const highest = hub.at(-1)?.last ?? 0;
      const gaps = missingIn(hub, committed + 1, highest);
      const release = { through, epoch: 1, generation: 2 };
      const view = { sealedThrough, held, release, isClosed: closed, told: [] };
      const gone = goneOf({ ...view, receipt: receipt(committed, gaps) });
      const lacking = missingIn(hub, 1, sealedThrough).flatMap(({ first, last }) => [
        ...missingIn(held, first, last),
      ]);
      // Of what lies above the last hole the relay can't know whether the hub has it; the hub does.
      const ends = gone.flatMap(({ first, last }) => [...missingIn(hub, first, last)]);
      expect(countIn(ends)).toBe(countIn(lacking));
      const top = gaps.at(-1)?.last ?? committed;
      for (const { first, last, reason } of gone) {
        expect(overlaps(held, first, last)).toBe(false);
        expect(first > top || covers(lacking, first, last)).toBe(true);
        expect(reason).toBe(last <= through ? 'truncated' : 'damaged');
      }
      expect(goneOf({ ...view, told: gone, receipt: receipt(committed, gaps) })).toEqual([]);
    }),
  );
});

test('a restored hub finds what it may ask for', () => {
  const day = 86_400_000;
  expect(keptForMs(14 * day, 0)).toBe(14 * day);
  expect(keptForMs(14 * day, day)).toBe(14 * day);
  expect(keptForMs(day, day)).toBe(8 * day);
});
