import { setTimeout as delay } from 'node:timers/promises';
import { signalProcess, successor } from '../../kit/processes.ts';
import type { FaultCase, FaultContext } from '../case.ts';
import { clocked, openClocks, type Clocked, type Clocks } from '../clocks.ts';
import type { Stage } from '../stages.ts';
import { underFleet } from '../trial.ts';

interface ClockFault {
  readonly name: string;
  readonly breaks: string;
  readonly inCi: boolean;
  readonly offsets: readonly string[];
}

const faults: readonly ClockFault[] = [
  { name: 'clock-1970', breaks: 'are in 1970', inCi: false, offsets: ['-56y'] },
  { name: 'clock-plus-10-years', breaks: 'are 10 years ahead', inCi: false, offsets: ['+10y'] },
  {
    name: 'clock-backwards',
    breaks: 'jump back by an hour, then by three days',
    inCi: true,
    offsets: ['-1h', '-3d'],
  },
];
const wrongSeconds = { before: 6, after: 6 };
const wrongSecondsInCi = { before: 2, after: 2 };

/**
 * Wall clocks of our own programs that are wrong while they run and while they start. The brokers
 * are left out: they ask the system itself, and look at no certificate that a clock could expire.
 */
export const clockCases: readonly FaultCase[] = faults.map(({ name, breaks, inCi, offsets }) => ({
  name,
  breaks: `clocks of hub, relay and agent, one after the other, ${breaks}`,
  inCi,
  async run(context) {
    await using clocks = await openClocks();
    const act = (stage: Stage) =>
      underFleet(context, stage, () => breakClocks(context, stage, clocks, offsets));
    return await context.stages.own(act, { env: clocks.env });
  },
}));

async function breakClocks(
  context: FaultContext,
  stage: Stage,
  clocks: Clocks,
  offsets: readonly string[],
): Promise<void> {
  const order = context.random.fork('order');
  const names = clocked
    .map((name) => ({ name, lot: order.next() }))
    .toSorted((a, b) => a.lot - b.lot);
  for (const { name } of names) {
    for (const offset of offsets) await breakClock(context, stage, clocks, name, offset);
    await clocks.set(name, '+0');
  }
}

/** Wrong while it runs, then wrong while it starts. */
async function breakClock(
  { signal, say, tuning }: FaultContext,
  { edge: { dataDir } }: Stage,
  clocks: Clocks,
  name: Clocked,
  offset: string,
): Promise<void> {
  const seconds = tuning.isBounded ? wrongSecondsInCi : wrongSeconds;
  await clocks.set(name, offset);
  say(`${name}: the clock is ${offset}`);
  await delay(1_000 * seconds.before, undefined, { signal });
  const killed = await signalProcess(dataDir, name, 'SIGKILL');
  await successor(dataDir, name, killed);
  await delay(1_000 * seconds.after, undefined, { signal });
}
