import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { laneNumber } from '@eucora/protocol';
import { Client } from 'pg';
import { hubEnvironment } from '../../kit/programs.ts';
import { continueIfThere, signalProcess, successor } from '../../kit/processes.ts';
import { until } from '../../kit/until.ts';
import { readAgent, readAgentStreams, type AgentReading } from '../agent.ts';
import type { FaultCase, FaultContext, FaultOutcome } from '../case.ts';
import { compareSpool, type SpoolRow, type StreamRow } from '../oracle.ts';
import type { Stage } from '../stages.ts';
import { underFleet } from '../trial.ts';
import { loseFolder } from '../vanish.ts';

const aloneSeconds = 20;
const lostMessage = 'the spool was lost: a new incarnation begins';

/**
 * What only the spool had is gone with it; what the relay has acked must arrive. The agent says that
 * it lost its spool and continues under a new incarnation, which names where the old one ended.
 */
export const spoolLostCase: FaultCase = {
  name: 'spool-lost',
  breaks: "this machine's agent loses its spool, with events that the relay has not acked",
  inCi: false,
  run: (context) =>
    context.stages.shared(async (stage) => {
      let before: AgentReading | undefined;
      const outcome = await underFleet(context, stage, async () => {
        before = await loseSpool(context, stage);
      });
      return before ? judged(context, stage, outcome, before) : outcome;
    }),
};

/** Gives what the spool had at its last note, while the relay stood still. */
async function loseSpool({ signal }: FaultContext, { edge }: Stage): Promise<AgentReading> {
  const { dataDir } = edge;
  const relay = await signalProcess(dataDir, 'relay-hq', 'SIGSTOP');
  try {
    await delay(1_000 * aloneSeconds, undefined, { signal });
    const agent = await signalProcess(dataDir, 'agent', 'SIGCONT');
    const before = await readAgent(dataDir);
    await successor(dataDir, 'agent', agent);
    await loseFolder(dataDir, 'agent', join(dataDir, 'agent', 'spool'));
    return before;
  } finally {
    continueIfThere(relay.pid);
  }
}

async function judged(
  { say }: FaultContext,
  { edge }: Stage,
  outcome: FaultOutcome,
  { deviceId, spool, forwarded }: AgentReading,
): Promise<FaultOutcome> {
  const streams = await readAgentStreams(edge.api, deviceId);
  const faults = compareSpool(forwarded, streams);
  const log = join(edge.dataDir, 'logs', 'agent.log');
  const told = async () => (await readFile(log, 'utf8')).includes(lostMessage);
  const isTold = await until('the agent says that its spool was lost', told, { withinMs: 5_000 })
    .then(() => true)
    .catch(() => false);
  if (!isTold) faults.push('the agent did not say that its spool was lost');
  const named = await namedByHub(edge.dataDir, spool, streams);
  const gone = lostCount(spool, streams);
  say(`the spool had ${gone} events that never came; ${named.length} ranges are named`);
  if (gone > 0 && named.length === 0) faults.push(`${gone} events are lost and none is named`);
  return {
    ...outcome,
    voided: outcome.voided + gone,
    named: [...outcome.named, ...named],
    faults: [...outcome.faults, ...faults],
  };
}

function throughOf(streams: readonly StreamRow[], { incarnation, lane }: SpoolRow): number {
  const found = streams.find((each) => each.incarnation === incarnation && each.lane === lane);
  return found?.through ?? 0;
}

/** What the spool's last note had, and the hub never got. */
function lostCount(spool: readonly SpoolRow[], streams: readonly StreamRow[]): number {
  return spool.reduce((sum, row) => sum + Math.max(0, row.stated - throughOf(streams, row)), 0);
}

/**
 * Where the new incarnation says that the old one ended, beside where the hub saw it end. An event
 * that was in no batch yet is in no such statement: nobody but the spool knew of it.
 */
async function namedByHub(
  dataDir: string,
  spool: readonly SpoolRow[],
  streams: readonly StreamRow[],
): Promise<string[]> {
  const connectionString = (await hubEnvironment(dataDir))['EUCORA_DATABASE_URL'];
  const client = new Client({ connectionString });
  await client.connect();
  try {
    const sql = `SELECT lane, max(parent_last_seq)::int AS last FROM ledger.streams
                  WHERE parent = $1 GROUP BY lane`;
    const { rows } = await client.query<{ lane: number; last: number }>(sql, [
      spool[0]?.incarnation,
    ]);
    return spool.flatMap((row) => {
      const last = rows.find(({ lane }) => lane === laneNumber(row.lane))?.last ?? 0;
      const through = throughOf(streams, row);
      if (last <= through) return [];
      const where = `${row.incarnation}/${row.lane} ${through + 1}-${last}`;
      return [`${last - through} events of ${where} ended with their incarnation`];
    });
  } finally {
    await client.end();
  }
}
