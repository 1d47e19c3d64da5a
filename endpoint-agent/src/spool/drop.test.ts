import fc from 'fast-check';
import { lanes } from '@eucora/protocol';
import { expect, test } from 'vitest';
import { planDrop, type DropCandidate, type DropStep } from './drop.ts';

const candidate = fc
  .record({
    lane: fc.constantFrom(...lanes),
    bytes: fc.integer({ min: 1, max: 1_000 }),
    committed: fc.integer({ min: 0, max: 30 }),
    ahead: fc.integer({ min: 0, max: 30 }),
    first: fc.integer({ min: 1, max: 40 }),
    count: fc.integer({ min: 1, max: 10 }),
    dropped: fc.boolean(),
  })
  .map(({ ahead, count, ...rest }) => ({
    ...rest,
    incarnation: '11'.repeat(16),
    last: rest.first + count - 1,
    forwarded: rest.committed + ahead,
  }));
const files = fc
  .array(candidate, { maxLength: 20 })
  .map((some): DropCandidate[] => some.map((file, i) => ({ ...file, no: i + 1 })));

/** How dear a step is: the smaller, the sooner. */
function rank(step: DropStep, file: DropCandidate): number {
  const lane = ['bulk', 'ledger', 'urgent'].indexOf(file.lane);
  return step.act === 'trim' ? 0 : step.act === 'release' ? 1 + lane : 4 + lane;
}

test('drops in the order of the protocol, no more than needed, and never worse than needed', () => {
  fc.assert(
    fc.property(files, fc.integer({ min: 0, max: 10_000 }), (all, bytesMax) => {
      const used = all.reduce((sum, file) => sum + file.bytes, 0);
      const steps = planDrop(all, used, bytesMax);
      const of = (step: DropStep): DropCandidate => all.find((file) => file.no === step.no)!;
      const ranks = steps.map((step) => rank(step, of(step)));
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
      expect(new Set(steps.map((step) => step.no)).size).toBe(steps.length);
      for (const step of steps) {
        const file = of(step);
        if (step.act === 'trim') expect(file.last).toBeLessThanOrEqual(file.committed);
        if (step.act === 'release') expect(file.last).toBeLessThanOrEqual(file.forwarded);
        if (step.act === 'void') expect(file.last).toBeGreaterThan(file.forwarded);
        // A void is as small as it gets: replacing it by another gains nothing.
        if (step.act !== 'trim') expect(file.dropped).toBe(false);
      }
      const freedBefore = steps.slice(0, -1).reduce((sum, step) => sum + of(step).bytes, 0);
      if (steps.length > 0) expect(used - freedBefore).toBeGreaterThan(bytesMax);
      const droppable = all.filter((file) => !file.dropped || file.last <= file.committed);
      const freed = steps.reduce((sum, step) => sum + of(step).bytes, 0);
      if (used - freed > bytesMax) expect(steps.length).toBe(droppable.length);
    }),
    { numRuns: 500 },
  );
});
