import { array, assert, integer, property } from 'fast-check';
import { expect, it } from 'vitest';
import { dueEvents, turnOf } from './pace.ts';

it('owes exactly rate × seconds in the end and never goes back', () => {
  assert(
    property(
      integer({ min: 1, max: 20_000 }),
      integer({ min: 1, max: 300 }),
      array(integer({ min: 0, max: 400_000 })),
      (rate, seconds, moments) => {
        const due = moments.toSorted((a, b) => a - b).map((ms) => dueEvents(rate, seconds, ms));
        expect(due).toEqual(due.toSorted((a, b) => a - b));
        expect(dueEvents(rate, seconds, seconds * 1_000)).toBe(rate * seconds);
        expect(dueEvents(rate, seconds, 10 ** 9)).toBe(rate * seconds);
      },
    ),
  );
});

it('gives every device its turn', () => {
  const turns = Array.from({ length: 9 }, (_, event) => turnOf(event, 3));
  expect(turns).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2]);
});
