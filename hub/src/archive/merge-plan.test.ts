import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextMerge, type MergeLimits, type PlannedPack } from './merge-plan.ts';

const limits: MergeLimits = { bytesMin: 100_000, bytesMax: 400_000, segmentsMax: 500, fanIn: 4 };
const packs = (...sizes: number[]): PlannedPack[] =>
  sizes.map((bytes, i) => ({ name: `p${i}`, bytes, segments: 1 }));
const names = (found: readonly PlannedPack[]): string => found.map(({ name }) => name).join(' ');

describe('which packs are merged', () => {
  it.each([
    ['nothing to do', [], ''],
    ['too few of a kind wait', [10, 10, 10], ''],
    ['many of a kind', [10, 10, 10, 10], 'p0 p1 p2 p3'],
    ['as few as make a finished pack', [60_000, 60_000, 60_000], 'p0 p1'],
    ['a finished pack is left alone', [100_000, 10, 10, 10], ''],
    ['never across a finished pack', [10, 10, 100_000, 10, 10], ''],
    ['small ones leave a larger neighbour alone', [60_000, 10, 10, 10, 10], 'p1 p2 p3 p4'],
    ['a smaller one between larger ones goes with them', [2e4, 2e4, 9, 2e4, 2e4], 'p0 p1 p2 p3 p4'],
  ])('%s', (_what, sizes, chosen) => {
    expect(names(nextMerge(packs(...sizes), limits))).toBe(chosen);
  });

  it('comes to an end with finished packs and few small ones, in the order they had', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 120_000 }), { maxLength: 80 });
    fc.assert(
      fc.property(sizes, (given) => {
        let all = given.map((bytes, i) => ({ name: `${i}`, bytes, segments: 1, parts: [i] }));
        let written = 0;
        for (let run = nextMerge(all, limits); run.length > 0; run = nextMerge(all, limits)) {
          expect(run.length).toBeGreaterThan(1);
          const at = all.indexOf(run[0]!);
          expect(all.slice(at, at + run.length)).toEqual(run);
          const bytes = run.reduce((sum, pack) => sum + pack.bytes, 0);
          expect(bytes).toBeLessThanOrEqual(limits.bytesMax);
          const segments = run.reduce((sum, pack) => sum + pack.segments, 0);
          const parts = run.flatMap((pack) => pack.parts);
          all = all.toSpliced(at, run.length, { name: run[0]!.name, bytes, segments, parts });
          written += bytes;
        }
        expect(all.flatMap(({ parts }) => parts)).toEqual(given.map((_, i) => i));
        const total = given.reduce((a, b) => a + b, 0);
        expect(written).toBeLessThanOrEqual(total * 6);
      }),
    );
  });
});
