import { setTimeout as delay } from 'node:timers/promises';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { createApiClient } from '../../kit/api.ts';
import { until } from '../../kit/until.ts';
import { visit, type Answer } from '../api/visitors.ts';
import { InvalidRunError } from '../errors.ts';
import { cpuSeconds, residentMib } from '../measure/cpu.ts';
import type { BenchOptions } from '../options.ts';
import type { BenchResult } from '../report.ts';
import { backlogFolder, readBacklog } from './backlog.ts';
import type { SiteBacklog } from './backlog-site.ts';
import type { LiveSample } from './live.ts';
import { openPlace, type Place } from './place.ts';
import { openProgress, type Progress } from './progress.ts';
import { startRelays, type RelaysProcess } from './relays-process.ts';
import { stormResult } from './result.ts';
import { settleSites, type KnownSites } from './set-up.ts';

const sitesUsual = 1_000;
const eventsUsual = 20_000_000;
const liveUsual = 1_000;
const liveEventsPerSegment = 17;
// One person for every ten sites.
const usersOf = (sites: number): number => Math.min(100, Math.max(10, Math.round(sites / 10)));
const warmUpMs = 5_000;
const lookEveryMs = 1_000;
const settleMs = 120_000;
const hoursMax = 2;

/** CPU seconds since each began. */
export interface CpuReading {
  readonly hub: number;
  readonly postgres: number;
  readonly nats: number;
  readonly relays: number;
}
/** Everything that a storm showed. */
export interface StormRun {
  readonly sites: number;
  readonly backlogEvents: number;
  readonly drained: number;
  readonly seconds: number;
  readonly isWhole: boolean;
  readonly progress: Progress;
  readonly samples: readonly LiveSample[];
  readonly liveSaid: number;
  readonly answers: readonly Answer[];
  readonly cpu: CpuReading;
  readonly hubMib: number;
  readonly refused: number;
  readonly receipts: number;
  readonly duplicates: number;
  readonly eventLoopMs: number;
  readonly ledger: { readonly counted: number; readonly rows: number; readonly produced: number };
  readonly complaints: readonly string[];
}

/** All sites come back at once with what they wrote while they were away. */
export async function stormBench(options: BenchOptions): Promise<BenchResult> {
  const { say } = options;
  const sites = options.sites ?? sitesUsual;
  const eventsPerSite = Math.ceil((options.events ?? eventsUsual) / sites);
  const folder = await backlogFolder({ sites, eventsPerSite }, say);
  const backlog = await readBacklog(folder, sites);
  await using place = await openPlace();
  const eventsPerSecond = options.eventsPerSecond ?? liveUsual;
  // A third each: urgent of sites that return, urgent and ledger of sites that were never away.
  const speaking = Math.ceil(eventsPerSecond / liveEventsPerSegment / 3);
  const known = await settleSites(place, folder, backlog, speaking);
  say(`${sites} sites admitted, ${known.arrived} events of their arrival taken`);
  const hub = await place.startHub();
  await using relays = startRelays();
  await receiptsSettled(place.postgres.url);
  const servers = { natsUrl: place.natsUrl, databaseUrl: place.postgres.url };
  const speech = { speaking, eventsPerSecond };
  const setUp = { folder, ...servers, ...known, ...speech };
  const { connections } = await relays.do({ task: 'open', ...setUp });
  say(`${connections} relays are connected`);
  await relays.do({ task: 'live' });
  await delay(warmUpMs);
  return stormResult(await runStorm(options, { place, relays, hub, backlog, known }));
}

interface Scene {
  readonly place: Place;
  readonly relays: RelaysProcess;
  readonly hub: { readonly url: string; readonly pid: number };
  readonly backlog: readonly SiteBacklog[];
  readonly known: KnownSites;
}

async function runStorm(options: BenchOptions, scene: Scene): Promise<StormRun> {
  const { place, relays, hub, backlog, known } = scene;
  const { url: databaseUrl } = place.postgres;
  const token = (await readFile(join(place.folder, 'admin-token'), 'utf8')).trim();
  const api = createApiClient(hub.url, token);
  const leave = new AbortController();
  const signal = leave.signal;
  const users = usersOf(backlog.length);
  const visitors = visit({ api, token, users, seconds: 3_600 * hoursMax, signal });
  // It is awaited when the storm is over; a failure must not go unhandled until then.
  visitors.catch(() => leave.abort());
  await using progress = await openProgress(databaseUrl, backlog);
  const readCpu = () => cpuOf(scene);
  const before = await readCpu();
  const began = performance.now();
  await relays.do({ task: 'storm' });
  const total = sumEvents(backlog);
  const untilMs = began + 1_000 * (options.secondsSaid ?? 3_600 * hoursMax);
  let drained = 0;
  for (let nextSay = 0; drained < total && performance.now() < untilMs;) {
    await delay(lookEveryMs, undefined, { signal });
    const { events, atMs } = await progress.look();
    drained = events;
    if (atMs < nextSay) continue;
    options.say(`${Math.round(atMs / 1_000)} s: ${events} of ${total} events`);
    nextSay = atMs + 10_000;
  }
  const seconds = (performance.now() - began) / 1_000;
  const cpu = difference(await readCpu(), before);
  const hubMib = await residentMib(hub.pid);
  const { samples } = await relays.do({ task: 'report' });
  const { liveSaid, refused, receipts } = await relays.do({ task: 'hush' });
  leave.abort();
  const answers = await visitors;
  const produced = known.arrived + total + liveSaid;
  const isWhole = drained === total;
  const ledger = await compare(databaseUrl, produced, isWhole);
  const complaints = await place.complaints();
  const metrics = await api.metrics();
  const duplicates = metrics.total('eucora_segments_duplicate_total');
  const eventLoopMs = 1_000 * metrics.total('eucora_nodejs_eventloop_lag_p99_seconds');
  const said = {
    samples,
    liveSaid,
    answers,
    refused,
    receipts,
    duplicates,
    eventLoopMs,
    complaints,
  };
  const size = { sites: backlog.length, backlogEvents: total };
  return { ...size, drained, seconds, isWhole, progress, cpu, hubMib, ledger, ...said };
}

function sumEvents(backlog: readonly SiteBacklog[]): number {
  return backlog.flatMap((site) => site.backlog).reduce((sum, { events }) => sum + events, 0);
}

async function cpuOf({ place, relays, hub }: Scene): Promise<CpuReading> {
  const { cpuSeconds: own } = await relays.do({ task: 'count' });
  return {
    hub: await cpuSeconds([hub.pid]),
    postgres: await cpuSeconds([place.postgres.pid], { children: true }),
    nats: await cpuSeconds([place.natsPid]),
    relays: own,
  };
}

function difference(after: CpuReading, before: CpuReading): CpuReading {
  return {
    hub: after.hub - before.hub,
    postgres: after.postgres - before.postgres,
    nats: after.nats - before.nats,
    relays: after.relays - before.relays,
  };
}

/** Every site's last receipt is out, so that relays which connect know what the hub has. */
async function receiptsSettled(databaseUrl: string): Promise<void> {
  await withClient(databaseUrl, (client) =>
    until(
      'the hub has told all sites of their arrival',
      async () => {
        const sql = 'SELECT count(*) AS n FROM ledger.outbox WHERE done < wanted';
        return Number((await client.query<{ n: string }>(sql)).rows[0]?.n) === 0;
      },
      { withinMs: settleMs },
    ),
  );
}

/** Waits for the last live words, then counts rows beside what the ledger says it has. */
async function compare(databaseUrl: string, produced: number, isWhole: boolean) {
  return withClient(databaseUrl, async (client) => {
    const sumSql = 'SELECT sum(events_committed) AS n FROM ledger.sites';
    const number = async (sql: string): Promise<number> =>
      Number((await client.query<{ n: string | null }>(sql)).rows[0]?.n ?? 0);
    if (isWhole) {
      await until('all events are committed', async () => (await number(sumSql)) >= produced, {
        withinMs: settleMs,
      }).catch(async (cause: unknown) => {
        const text = `${await number(sumSql)} of ${produced} events were committed`;
        throw new InvalidRunError(text, { cause });
      });
    }
    const snapshot = `SELECT (SELECT sum(events_committed) FROM ledger.sites) AS counted,
                             (SELECT count(*) FROM ledger.events) AS rows`;
    const { rows } = await client.query<{ counted: string; rows: string }>(snapshot);
    return { counted: Number(rows[0]?.counted), rows: Number(rows[0]?.rows), produced };
  });
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
