import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { missingIds, stillAwaited, type Awaited } from './awaited.ts';

const idsOf = (awaited: readonly Awaited[]): number[] =>
  awaited.flatMap(({ ranges }) =>
    ranges.flatMap(([first, last]) =>
      Array.from({ length: last - first + 1 }, (_, i) => first + i),
    ),
  );

test('what is missing and what is there make up every id once', () => {
  const ids = fc.uniqueArray(fc.integer({ min: 11, max: 60 })).map((all) => all.toSorted(byValue));
  fc.assert(
    fc.property(ids, (there) => {
      const missing = idsOf([{ ranges: missingIds(10, there), holders: [] }]);
      const all = Array.from({ length: Math.max(0, (there.at(-1) ?? 10) - 10) }, (_, i) => 11 + i);
      expect([...missing, ...there].toSorted(byValue)).toEqual(all);
    }),
  );
});

test('a late id is awaited until it comes, and nothing else with it', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 5, max: 30 })), (late) => {
      const before = [{ ranges: [[5, 30]] as const, holders: ['3/1'] }];
      const found = late.toSorted(byValue);
      const left = stillAwaited(before, found, new Set(['3/1']));
      const all = Array.from({ length: 26 }, (_, i) => 5 + i);
      expect(idsOf(left)).toEqual(all.filter((id) => !late.includes(id)));
    }),
  );
});

test('is given up when the last transaction that could bring it has ended', () => {
  const awaited = [{ ranges: [[7, 7]] as const, holders: ['3/1', '4/9'] }];
  const one = stillAwaited(awaited, [], new Set(['4/9', '5/5']));
  expect(one).toEqual([{ ranges: [[7, 7]], holders: ['4/9'] }]);
  expect(stillAwaited(one, [], new Set(['5/5']))).toEqual([]);
});

test('is not given up when a look did not go through all, nor while a prepared one holds', () => {
  const awaited = [{ ranges: [[7, 7]] as const, holders: ['3/1'] }];
  expect(stillAwaited(awaited, [], undefined)).toEqual(awaited);
  expect(stillAwaited(awaited, [], new Set(['-1/812']))).toMatchObject([{ ranges: [[7, 7]] }]);
});

const byValue = (a: number, b: number): number => a - b;
