import { createRandom } from '../kit/random.ts';
import type { FaultCase, FaultOutcome, FaultTuning } from './case.ts';
import type { Stages } from './stages.ts';

/** How one case went with one seed. */
export interface CaseReport extends FaultOutcome {
  readonly name: string;
  readonly breaks: string;
  readonly seed: string;
  readonly seconds: number;
}
export interface SuiteOptions {
  readonly seeds: readonly string[];
  readonly tuning: FaultTuning;
  readonly signal: AbortSignal;
  readonly stages: (say: (line: string) => void) => Stages;
  readonly say: (line: string) => void;
}

/**
 * Runs the cases one after the other with each seed. A case that throws has failed, and the others
 * still run; after the signal none begins.
 */
export async function runCases(
  cases: readonly FaultCase[],
  options: SuiteOptions,
): Promise<readonly CaseReport[]> {
  const reports: CaseReport[] = [];
  await using stages = options.stages(options.say);
  for (const seed of options.seeds) {
    for (const each of cases) {
      if (options.signal.aborted) return reports;
      reports.push(await runCase(each, seed, stages, options));
    }
  }
  return reports;
}

async function runCase(
  each: FaultCase,
  seed: string,
  stages: Stages,
  { tuning, signal, say: sayAll }: SuiteOptions,
): Promise<CaseReport> {
  const { name, breaks } = each;
  const say = (line: string) => sayAll(`[${name} ${seed}] ${line}`);
  const beganMs = performance.now();
  const random = createRandom(`${name} ${seed}`);
  say(breaks);
  let outcome: FaultOutcome;
  try {
    outcome = await each.run({ seed, random, signal, tuning, stages, say });
  } catch (error) {
    const faults = [signal.aborted ? 'interrupted' : chainOf(error)];
    outcome = { accepted: 0, arrived: 0, voided: 0, named: [], faults };
  }
  for (const line of outcome.named) say(`named: ${line}`);
  for (const fault of outcome.faults) say(`FAULT ${fault}`);
  const seconds = Math.round((performance.now() - beganMs) / 1_000);
  return { ...outcome, name, breaks, seed, seconds };
}

/** Why, and why that: the first line of each reason and where it was noticed. */
function chainOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `; caused by ${chainOf(error.cause)}`;
  return `${error.name}: ${error.message}${cause}`;
}
