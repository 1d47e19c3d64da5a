import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { continueIfThere, signalProcess } from '../../kit/processes.ts';
import { until } from '../../kit/until.ts';
import type { FaultCase, FaultContext } from '../case.ts';
import type { Fleet } from '../fleet.ts';
import type { Stage } from '../stages.ts';
import { underFleet } from '../trial.ts';
import { loseFolder } from '../vanish.ts';

const betweenMs = { least: 2_000, most: 6_000 };
/** So much is acked by the relay and nowhere else when its journal goes. */
const eventsAtRisk = 300;

/** Whole stores that are gone while everything that was in them was acked. */
export const lostCases: readonly FaultCase[] = [
  {
    name: 'relay-disk-lost',
    breaks: "the relay's journal is deleted, with what it had acked and not yet sent",
    inCi: true,
    run: (context) => onStage(context, loseJournal),
  },
  {
    name: 'jetstream-lost',
    breaks: "the hub's broker loses its whole store, with segments that the hub had not taken",
    inCi: false,
    run: (context) => onStage(context, loseJetStream),
  },
];

type Loss = (context: FaultContext, stage: Stage, fleet: Fleet) => Promise<void>;

function onStage(context: FaultContext, lose: Loss) {
  return context.stages.shared((stage) =>
    underFleet(context, stage, (fleet) => lose(context, stage, fleet)),
  );
}

/** The relay's keys stay: devices still have what was not committed, and send it again. */
const loseJournal: Loss = async (context, { edge }, fleet) => {
  await pause(context);
  const broker = await signalProcess(edge.dataDir, 'hub-nats', 'SIGSTOP');
  try {
    await moreAcked(context, fleet);
    await loseFolder(edge.dataDir, 'relay-hq', join(edge.dataDir, 'relay-hq', 'journal'));
  } finally {
    continueIfThere(broker.pid);
  }
  await pause(context);
};

/** The hub stands still meanwhile, so that the broker holds what nobody else at the hub has. */
const loseJetStream: Loss = async (context, { edge }, fleet) => {
  await pause(context);
  const hub = await signalProcess(edge.dataDir, 'hub', 'SIGSTOP');
  try {
    await moreAcked(context, fleet);
    await loseFolder(edge.dataDir, 'hub-nats', join(edge.dataDir, 'hub-nats', 'jetstream'));
  } finally {
    continueIfThere(hub.pid);
  }
  await pause(context);
};

async function pause({ random, signal }: FaultContext): Promise<void> {
  await delay(random.between(betweenMs.least, betweenMs.most), undefined, { signal });
}

async function moreAcked({ signal }: FaultContext, fleet: Fleet): Promise<void> {
  const before = fleet.progress?.acked ?? 0;
  const grown = () => (fleet.progress?.acked ?? 0) >= before + eventsAtRisk;
  await until(`${eventsAtRisk} more events are acked`, grown, { withinMs: 60_000, signal });
}
