import { setTimeout as delay } from 'node:timers/promises';
import { identify } from '../../kit/processes.ts';
import type { FaultCase, FaultContext } from '../case.ts';
import type { Fleet } from '../fleet.ts';
import { underFleet } from '../trial.ts';

const hubProcesses = ['hub', 'hub-nats', 'hub-postgres'] as const;
const lookEveryMs = 100;

/** An outage of the hub as a whole: the site goes on alone, and drains by itself afterwards. */
export const hubAwayCase: FaultCase = {
  name: 'hub-away',
  breaks: 'hub, its broker and its database are dead for --away-seconds at the full rate',
  inCi: true,
  run: (context) =>
    context.stages.shared((stage) => {
      const { awaySeconds } = context.tuning;
      const patience = { agreeWithinMs: 120_000 + 2_000 * awaySeconds };
      const breakIt = (fleet: Fleet) => keepDown(context, stage.edge.dataDir, fleet);
      return underFleet(context, stage, breakIt, patience);
    }),
};

/** Kills all three, and again whenever their supervisor brings one back. */
async function keepDown({ tuning, signal, say }: FaultContext, dataDir: string, fleet: Fleet) {
  const acked = () => fleet.progress?.acked ?? 0;
  const [before, beganMs] = [acked(), performance.now()];
  let kills = 0;
  while (performance.now() - beganMs < 1_000 * tuning.awaySeconds) {
    for (const name of hubProcesses) {
      const found = await identify(dataDir, name);
      if (!found) continue;
      process.kill(found.pid, 'SIGKILL');
      kills += 1;
    }
    await delay(lookEveryMs, undefined, { signal });
  }
  const kept = acked() - before;
  say(`away for ${tuning.awaySeconds} s (${kills} kills); the site took ${kept} events alone`);
  if (kept === 0) throw new Error('the relay acked nothing while its hub was away');
}
