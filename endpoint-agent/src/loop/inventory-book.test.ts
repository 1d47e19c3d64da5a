import fc from 'fast-check';
import {
  emptyInventoryFold,
  foldInventory,
  inventoryHash,
  type InventoryBody,
} from '@eucora/protocol';
import { expect, test } from 'vitest';
import type { InventorySlice } from '../collectors/contract.ts';
import { emptyBook, fullEveryMs, nextReport, stateOf, withSlice } from './inventory-book.ts';

const dayMs = 86_400_000;
const item = fc.record({
  name: fc.stringMatching(/^[a-z]{1,4}$/),
  version: fc.stringMatching(/^[0-9]{1,2}$/),
  source: fc.constantFrom('dpkg', 'snap'),
  architecture: fc.option(fc.constant('amd64')),
  publisher: fc.constant(null),
});
const slice: fc.Arbitrary<InventorySlice> = fc.record({
  facts: fc.constant([{ section: 'os', instance: '', key: 'name', value: 'x' }]),
  software: fc.array(item, { maxLength: 12 }),
});

test('whoever folds the reports always has the state that was reported', () => {
  const step = fc.record({
    collector: fc.constantFrom('a', 'b'),
    seen: slice,
    hours: fc.integer({ min: 0, max: 30 }),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 20 }), (steps) => {
      let book = emptyBook;
      let nowMs = 1;
      let fold = emptyInventoryFold;
      for (const { collector, seen, hours } of steps) {
        nowMs += hours * 3_600_000;
        book = withSlice(book, collector, seen);
        const report = nextReport(book, nowMs, dayMs);
        for (const body of report?.bodies ?? []) fold = foldInventory(fold, body);
        if (report) book = report.next;
        expect(fold.waiting).toEqual([]);
        expect(fold.current && inventoryHash(fold.current)).toEqual(inventoryHash(stateOf(book)));
      }
    }),
    { numRuns: 100 },
  );
});

test('a full report is due at first, after its period, and when the clock jumped back', () => {
  const one = { facts: [], software: [] };
  const first = nextReport(withSlice(emptyBook, 'a', one), 10 * dayMs, dayMs);
  expect(first?.full).toBe(true);
  const book = first!.next;
  expect(nextReport(book, 10 * dayMs + 1, dayMs)).toBeNull();
  expect(nextReport(book, 11 * dayMs, dayMs)?.full).toBe(true);
  expect(nextReport(book, 0, dayMs)?.full).toBe(true);
});

test('what is too large for one event travels in parts', () => {
  const software = Array.from({ length: 3_000 }, (_, i) => ({
    name: `package-${i}`,
    version: '1.0.0-1ubuntu1',
    source: 'dpkg',
    architecture: 'amd64',
    publisher: 'A maintainer with a name <someone@example.org>',
  }));
  const empty = nextReport(withSlice(emptyBook, 'a', { facts: [], software: [] }), 1, dayMs)!;
  const report = nextReport(withSlice(empty.next, 'a', { facts: [], software }), 2, dayMs)!;
  expect(report.full).toBe(true);
  expect(report.bodies.length).toBeGreaterThan(1);
  expect(report.bodies.map((body: InventoryBody) => body.part)).toEqual(
    report.bodies.map((_, i) => i),
  );
});

test('a fleet spreads its full reports over the fifth of a day around 24 h', () => {
  expect(fullEveryMs('00'.repeat(16))).toBe(77_760_000);
  expect(fullEveryMs('ff'.repeat(16))).toBe(95_040_000);
});
