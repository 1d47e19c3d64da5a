import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { continueIfThere, signalProcess } from '../../kit/processes.ts';
import type { FaultCase, FaultContext } from '../case.ts';
import { killable, type Killable } from '../plan.ts';
import { underFleet } from '../trial.ts';

/** Longer than whoever talks to it waits for a sign of life (three silent pings), in seconds. */
const longerThanKeepAlive: Readonly<Record<Killable, number>> = {
  hub: 65,
  'hub-nats': 65,
  'hub-postgres': 45,
  'relay-hq': 45,
  'relay-hq-nats': 45,
  agent: 45,
};
const secondsInCi = 8;

/** A process that answers nothing for a while and then goes on as if nothing had been. */
export const stopCases: readonly FaultCase[] = killable.map((target) => ({
  name: `stop-${target}`,
  breaks: `SIGSTOP of ${target} until others have given it up, then SIGCONT`,
  inCi: target === 'relay-hq',
  run: (context) =>
    context.stages.shared((stage) =>
      underFleet(context, stage, () => stopFor(context, stage.edge.dataDir, target)),
    ),
}));

async function stopFor({ tuning, signal, say }: FaultContext, dataDir: string, target: Killable) {
  await delay(2_000, undefined, { signal });
  const { pid } = await signalProcess(dataDir, target, 'SIGSTOP');
  // PostgreSQL answers through its backends, which a stopped parent does not stop.
  const children = target === 'hub-postgres' ? await childrenOf(pid) : [];
  for (const child of children) process.kill(child, 'SIGSTOP');
  const seconds = tuning.isBounded ? secondsInCi : longerThanKeepAlive[target];
  say(`${[target, pid, ...children].join(' ')} stopped for ${seconds} s`);
  try {
    await delay(1_000 * seconds, undefined, { signal });
  } finally {
    for (const each of [pid, ...children]) continueIfThere(each);
  }
}

async function childrenOf(pid: number): Promise<number[]> {
  const tasks = await readdir(`/proc/${pid}/task`);
  const texts = await Promise.all(
    tasks.map((task) => readFile(`/proc/${pid}/task/${task}/children`, 'utf8')),
  );
  return texts.flatMap((text) => text.split(' ').filter(Boolean).map(Number));
}
