import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { planCollection } from './collect.ts';

const now = new Date('2026-11-25T12:00:00Z');
const graceMs = 1_000;
const since = (ms: number): Date => new Date(now.getTime() - ms);

test('nothing is removed that is needed, or was not unneeded for the whole grace', () => {
  const object = fc.record({
    sha256: fc.string({ minLength: 1 }),
    unwantedSince: fc.option(fc.integer({ min: -5, max: 2_000 }).map(since)),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(object, { selector: ({ sha256 }) => sha256 }),
      fc.array(fc.string({ minLength: 1 })),
      (objects, others) => {
        const needed = new Set([...others, ...objects.slice(0, 2).map(({ sha256 }) => sha256)]);
        const { mark, unmark, remove } = planCollection(objects, needed, { now, graceMs });
        const of = (sha256: string) => objects.find((each) => each.sha256 === sha256)!;
        for (const sha256 of remove) {
          expect(needed.has(sha256)).toBe(false);
          expect(now.getTime() - of(sha256).unwantedSince!.getTime()).toBeGreaterThanOrEqual(
            graceMs,
          );
        }
        for (const sha256 of mark) expect(of(sha256).unwantedSince).toBeNull();
        for (const sha256 of unmark) expect(needed.has(sha256)).toBe(true);
        expect(new Set([...mark, ...unmark, ...remove]).size).toBe(
          mark.length + unmark.length + remove.length,
        );
      },
    ),
  );
});

test.each([
  ['unneeded from now on', null, false, 'mark'],
  ['unneeded for less than the grace', since(999), false, 'none'],
  ['unneeded for the grace', since(1_000), false, 'remove'],
  ['unneeded by a clock that was ahead', since(-1), false, 'none'],
  ['needed again', since(5_000), true, 'unmark'],
  ['needed all the time', null, true, 'none'],
])('%s', (_what, unwantedSince, isNeeded, expected) => {
  const needed = new Set(isNeeded ? ['a'] : []);
  const plan = planCollection([{ sha256: 'a', unwantedSince }], needed, { now, graceMs });
  const [found = 'none'] = Object.entries(plan).flatMap(([what, names]) =>
    names.length > 0 ? [what] : [],
  );
  expect(found).toBe(expected);
});
