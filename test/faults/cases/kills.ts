import { setTimeout as delay } from 'node:timers/promises';
import { signalProcess } from '../../kit/processes.ts';
import { createRandom } from '../../kit/random.ts';
import type { FaultCase, FaultContext, FaultOutcome } from '../case.ts';
import { planKills, shareOut, type Kill } from '../plan.ts';
import { underFleet } from '../trial.ts';

/** Kills at random moments, in rounds, so that some hit a recovery that has just begun. */
export const killsCase: FaultCase = {
  name: 'kills',
  breaks: 'kill -9 of hub, brokers, database, relay and agent at random moments',
  inCi: true,
  async run(context) {
    const { kills, runs } = context.tuning;
    const outcomes: FaultOutcome[] = [];
    for (const [index, share] of shareOut(kills, runs).entries()) {
      outcomes.push(await killRun(context, share, `${context.seed}.${index + 1}`));
    }
    const sum = (of: (outcome: FaultOutcome) => number) =>
      outcomes.reduce((total, outcome) => total + of(outcome), 0);
    return {
      accepted: sum(({ accepted }) => accepted),
      arrived: sum(({ arrived }) => arrived),
      voided: sum(({ voided }) => voided),
      named: outcomes.flatMap(({ named }) => named),
      faults: outcomes.flatMap(({ faults }) => faults),
    };
  },
};

function killRun(context: FaultContext, kills: number, seed: string): Promise<FaultOutcome> {
  const plan = planKills(createRandom(`faults ${seed}`), kills, context.tuning.meanGapMs);
  return context.stages.shared((stage) =>
    underFleet({ ...context, seed }, stage, () => killAll(context, stage.edge.dataDir, plan)),
  );
}

async function killAll({ say, signal }: FaultContext, dataDir: string, plan: readonly Kill[]) {
  for (const [index, { target, afterMs }] of plan.entries()) {
    await delay(afterMs, undefined, { signal });
    const { pid } = await signalProcess(dataDir, target, 'SIGKILL');
    say(`kill ${index + 1} of ${plan.length}: ${target} (${pid}), ${afterMs} ms after the last`);
  }
}
