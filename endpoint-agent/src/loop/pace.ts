import type { CollectorBudget } from '../collectors/contract.ts';

/** How often a collector runs at present, against how often it should. */
export interface Pace {
  readonly factor: number; // 1: as often as it wishes
  readonly runs: number;
  readonly calmRuns: number; // in a row, within half the budget
}
export const firstPace: Pace = { factor: 1, runs: 0, calmRuns: 0 };

const factorMax = 64;
const calmRunsToRecover = 8;

/**
 * What follows from a run's cost: over either bound the interval doubles; after some runs within half
 * of both it halves again. The first run of a process loads programs and caches, so it alone slows
 * nothing; its cost is reported like every other.
 */
export function paceAfter(
  pace: Pace,
  cost: { readonly cpuMs: number; readonly wallMs: number },
  budget: CollectorBudget,
): Pace {
  const runs = pace.runs + 1;
  const over = cost.cpuMs > budget.cpuMs || cost.wallMs > budget.wallMs;
  if (over && pace.runs > 0) {
    return { factor: Math.min(factorMax, pace.factor * 2), runs, calmRuns: 0 };
  }
  const calm = cost.cpuMs <= budget.cpuMs / 2 && cost.wallMs <= budget.wallMs / 2;
  const calmRuns = calm ? pace.calmRuns + 1 : 0;
  if (calmRuns < calmRunsToRecover) return { factor: pace.factor, runs, calmRuns };
  return { factor: Math.max(1, pace.factor / 2), runs, calmRuns: 0 };
}
