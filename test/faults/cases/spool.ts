import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Lineage } from '@eucora/endpoint-agent';
import { laneNumber, lanes, type Lane } from '@eucora/protocol';
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
      let before: BeforeLoss | undefined;
      const outcome = await underFleet(context, stage, async () => {
        before = await loseSpool(context, stage);
      });
      return before ? judged(context, stage, outcome, before) : outcome;
    }),
};

interface BeforeLoss extends AgentReading {
  /** Up to where each lane of the spool was cut into batches: what else it had, only it knew. */
  readonly cut: readonly SpoolRow[];
}

/** Gives what the spool had at its last note, while the relay stood still. */
async function loseSpool({ signal }: FaultContext, { edge }: Stage): Promise<BeforeLoss> {
  const { dataDir } = edge;
  const relay = await signalProcess(dataDir, 'relay-hq', 'SIGSTOP');
  try {
    await delay(1_000 * aloneSeconds, undefined, { signal });
    const agent = await signalProcess(dataDir, 'agent', 'SIGCONT');
    const before = { ...(await readAgent(dataDir)), cut: await readCut(dataDir) };
    await successor(dataDir, 'agent', agent);
    await loseFolder(dataDir, 'agent', join(dataDir, 'agent', 'spool'));
    return before;
  } finally {
    continueIfThere(relay.pid);
  }
}

/** The agent's own note of where its batches end, which it keeps apart from the spool. */
async function readCut(dataDir: string): Promise<SpoolRow[]> {
  const text = await readFile(join(dataDir, 'agent-keys', 'lineage'), 'utf8');
  const { incarnation, tips } = JSON.parse(text) as Lineage;
  return lanes.map((lane) => ({ incarnation, lane, stated: tips[lane].lastSeq }));
}

async function judged(
  { say }: FaultContext,
  { edge }: Stage,
  outcome: FaultOutcome,
  { deviceId, spool, forwarded, cut }: BeforeLoss,
): Promise<FaultOutcome> {
  const streams = await readAgentStreams(edge.api, deviceId);
  const faults = compareSpool(forwarded, streams);
  const log = join(edge.dataDir, 'logs', 'agent.log');
  const told = async () => (await readFile(log, 'utf8')).includes(lostMessage);
  const isTold = await until('the agent says that its spool was lost', told, { withinMs: 5_000 })
    .then(() => true)
    .catch(() => false);
  if (!isTold) faults.push('the agent did not say that its spool was lost');
  const ends = await endsAtHub(edge.dataDir, spool[0]?.incarnation);
  const named = cut.flatMap((row) => describeEnd(row, ends, streams));
  faults.push(...cut.flatMap((row) => unnamed(row, ends, streams)));
  const [gone, cutGone] = [lostCount(spool, streams), lostCount(cut, streams)];
  say(
    `the spool had ${gone} events that never came; ${cutGone} in batches, in ${named.length} named ` +
      `ranges, and ${gone - cutGone} in no batch yet, of which only the spool knew`,
  );
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

/** Where the new incarnation says that the old one ended, lane by lane. */
async function endsAtHub(
  dataDir: string,
  incarnation: string | undefined,
): Promise<ReadonlyMap<number, number>> {
  const connectionString = (await hubEnvironment(dataDir))['EUCORA_DATABASE_URL'];
  const client = new Client({ connectionString });
  await client.connect();
  try {
    const sql = `SELECT lane, max(parent_last_seq)::int AS last FROM ledger.streams
                  WHERE parent = $1 GROUP BY lane`;
    const { rows } = await client.query<{ lane: number; last: number }>(sql, [incarnation]);
    return new Map(rows.map(({ lane, last }) => [lane, last]));
  } finally {
    await client.end();
  }
}

type Ends = ReadonlyMap<number, number>;
const endOf = (ends: Ends, lane: Lane): number => ends.get(laneNumber(lane)) ?? 0;

function describeEnd(row: SpoolRow, ends: Ends, streams: readonly StreamRow[]): string[] {
  const [last, through] = [endOf(ends, row.lane), throughOf(streams, row)];
  if (last <= through) return [];
  const where = `${row.incarnation}/${row.lane} ${through + 1}-${last}`;
  return [`${last - through} events of ${where} ended with their incarnation`];
}

/** Batches that never came and that no successor names. */
function unnamed(row: SpoolRow, ends: Ends, streams: readonly StreamRow[]): string[] {
  const from = Math.max(endOf(ends, row.lane), throughOf(streams, row)) + 1;
  if (row.stated < from) return [];
  return [`${row.incarnation}/${row.lane} ${from}-${row.stated} is lost and not named`];
}
