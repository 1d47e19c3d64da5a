import { setTimeout as delay } from 'node:timers/promises';
import type { LedgerRow } from '../../kit/api.ts';
import { signalProcess } from '../../kit/processes.ts';
import { until } from '../../kit/until.ts';
import type { SwarmResult } from '../../swarm/swarm.ts';
import type { FaultCase, FaultContext, FaultOutcome } from '../case.ts';
import { startFleet } from '../fleet.ts';
import { agreeWithinMs, fleetWithinMs } from '../limits.ts';
import { recovered } from '../recovery.ts';
import type { Stage } from '../stages.ts';
import { backUp, restoreAfter } from './disaster.ts';
import { documentFaults, lossesOf, relayStatus, siteDetail, toldTo } from './site.ts';

const site = 'hq';
const startWithinMs = 300_000; // a busy machine is no reason to fail
const liveMs = 8_000;
const truncateWithinMs = 180_000;
/** Nothing is kept longer than it must: what is safe goes at the next look. */
const env = ['relay-hq:EUCORA_RELAY_RETENTION_DAYS=0', 'hub:EUCORA_BACKUP_INTERVAL_HOURS=0'];

/** Neither archive, nor relay, nor devices have it any more: then the exact ranges are named. */
export const truncatedCase: FaultCase = {
  name: 'hub-restore-truncated',
  breaks: 'loses database and archive after relay and devices let go; restores a backup',
  inCi: false,
  run: (context) => context.stages.own((stage) => run(context, stage), { env, startWithinMs }),
};

async function run(context: FaultContext, stage: Stage): Promise<FaultOutcome> {
  const { edge } = stage;
  const { say, signal } = context;
  const fleet = await startFleet(context, edge.dataDir);
  try {
    const lives = () => (fleet.progress?.acked ?? 0) > 0 && fleet.progress?.phase === 'running';
    await until('the fleet lives', lives, { withinMs: fleetWithinMs, signal });
    await delay(liveMs, undefined, { signal });
    const backups = await backUp(edge.dataDir);
    const mark = await sealedThrough(edge.dataDir);
    await Promise.race([letGo(context, edge.dataDir, mark), fleet.ended]);
    const before = await toldTo(edge.dataDir, site);
    const lost = { archive: 'lost', broker: 'lost', home: 'kept', relay: 'online' } as const;
    const named = await restoreAfter(edge.dataDir, backups, lost, say);
    await recovered(edge, signal);
    const swarm = await fleet.finish();
    const documents = await documentFaults(edge.dataDir, site, before);
    const outcome = await account(stage, swarm, signal);
    return {
      ...outcome,
      named: [...named, ...outcome.named],
      faults: [...outcome.faults, ...documents],
    };
  } catch (error) {
    await fleet.abort();
    throw error;
  }
}

async function sealedThrough(dataDir: string): Promise<number> {
  const { journal } = await relayStatus(dataDir, site);
  const lane = journal.lanes.find((each) => each.current && each.lane === 'ledger');
  return lane?.sealed_through ?? 0;
}

/** Waits until the relay has let go of what the backup does not have. */
async function letGo({ say, signal }: FaultContext, dataDir: string, mark: number): Promise<void> {
  await delay(5_000, undefined, { signal });
  // A relay that starts anew begins a new file, and may then let go of the one before.
  await signalProcess(dataDir, 'relay-hq', 'SIGKILL');
  const truncated = async (): Promise<boolean> => {
    const { journal } = await relayStatus(dataDir, site);
    const lane = journal.lanes.find((each) => each.current && each.lane === 'ledger');
    return lane !== undefined && lane.oldest_held > mark + 1;
  };
  say('backed up; waiting until the relay lets go of what is safe');
  const wait = { withinMs: truncateWithinMs, everyMs: 1_000, signal };
  await until('the relay has truncated what the backup lacks', truncated, wait);
}

/** Every acked event is committed or named as lost, and no number is left open. */
async function account(
  { edge }: Stage,
  swarm: SwarmResult,
  signal: AbortSignal,
): Promise<FaultOutcome> {
  const { api } = edge;
  const rowOf = async (): Promise<LedgerRow | undefined> => {
    const path = `/api/telemetry/ledger/?run=${encodeURIComponent(swarm.run)}`;
    return (await api.all<LedgerRow>(path)).find(({ site_id }) => site_id === site);
  };
  const adds = async (): Promise<boolean> => {
    const row = await rowOf();
    const ended = (row?.events_committed ?? 0) + (row?.events_void ?? 0);
    return ended === swarm.acked && row?.gaps === 0;
  };
  const wait = { withinMs: agreeWithinMs, everyMs: 500, signal };
  const isWhole = await until('the count adds up', adds, wait).catch(() => undefined);
  const row = await rowOf();
  const { journals, events_void: siteVoid } = await siteDetail(api, site);
  const losses = await lossesOf(api, site);
  const lanes = journals.flatMap((journal) => journal.lanes);
  const gone = lanes.flatMap(({ lane, unavailable }) =>
    unavailable.map(({ first, last, reason }) => `${lane} segments ${first}-${last}: ${reason}`),
  );
  const open = lanes.flatMap((lane) => lane.gaps);
  const arrived = row?.events_committed ?? 0;
  const voided = row?.events_void ?? 0;
  const faults = [
    ...(isWhole ? [] : [`acked ${swarm.acked}, but the ledger has ${JSON.stringify(row)}`]),
    ...(gone.length === 0 ? ['no segments are named as gone'] : []),
    ...(voided === 0 ? ['nothing was lost, so that this case proves nothing'] : []),
    ...(open.length === 0 ? [] : [`gaps stay open: ${JSON.stringify(open)}`]),
    ...(losses.events === siteVoid ? [] : [`${losses.events} named, ${siteVoid} void`]),
  ];
  const named = [...gone, `${losses.items.length} ranges of ${losses.events} events in all`];
  return { accepted: swarm.acked, arrived, voided, named, faults };
}
