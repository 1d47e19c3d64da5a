import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { installChanges, sumChanges } from './tally.ts';

// Versions 0 to 9 are of application 0, 10 to 19 of application 1, and so on.
const applicationOf = (versionId: number): number => Math.floor(versionId / 10);
const versions = fc.uniqueArray(fc.integer({ min: 0, max: 39 }), { maxLength: 12 });

test('an update of one application leaves the application counted once', () => {
  expect(installChanges([1], [2], applicationOf)).toEqual([
    { applicationId: 0, versionId: 2, delta: 1 },
    { applicationId: 0, versionId: 1, delta: -1 },
  ]);
});

test('counts kept by changes are the counts of the last state', () => {
  fc.assert(
    fc.property(fc.array(versions, { minLength: 1, maxLength: 6 }), (states) => {
      const counts = new Map<string, number>();
      let before: number[] = [];
      for (const after of states) {
        for (const { applicationId, versionId, delta } of installChanges(
          before,
          after,
          applicationOf,
        )) {
          const key = versionId === null ? `application ${applicationId}` : `version ${versionId}`;
          counts.set(key, (counts.get(key) ?? 0) + delta);
        }
        before = after;
      }
      const present = [...counts].filter(([, count]) => count !== 0);
      const expected = new Set([
        ...before.map((id) => `version ${id}`),
        ...before.map((id) => `application ${applicationOf(id)}`),
      ]);
      expect(new Set(present.map(([key]) => key))).toEqual(expected);
      expect(present.every(([, count]) => count === 1)).toBe(true);
    }),
  );
});

test('sums say the same as the changes that they sum up', () => {
  const totals = (changes: Iterable<ReturnType<typeof installChanges>[number]>) => {
    const counts = new Map<string, number>();
    for (const { applicationId, versionId, delta } of changes) {
      const key = `${applicationId}/${versionId}`;
      counts.set(key, (counts.get(key) ?? 0) + delta);
    }
    return new Map([...counts].filter(([, count]) => count !== 0));
  };
  fc.assert(
    fc.property(fc.array(fc.tuple(versions, versions), { maxLength: 6 }), (devices) => {
      const changes = devices.flatMap(([before, after]) =>
        installChanges(before, after, applicationOf),
      );
      const sums = sumChanges(changes);
      expect(totals(sums)).toEqual(totals(changes));
      expect(sums).toHaveLength(totals(changes).size);
    }),
  );
});
