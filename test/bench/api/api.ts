import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startConstellation } from '../../kit/constellation.ts';
import type { ProcessName } from '../../kit/processes.ts';
import { hubEnvironment } from '../../kit/programs.ts';
import { startSwarm } from '../e2e/swarm-process.ts';
import { cpuBetween, findServers, readCpu } from '../edge/servers.ts';
import { quantile } from '../measure/statistics.ts';
import type { BenchOptions } from '../options.ts';
import { rounded, type BenchResult } from '../report.ts';
import { seedDevices, type Seeded } from './seed.ts';
import { visit, type Answer } from './visitors.ts';

const devicesUsual = 100_000;
const eventsPerSecondUsual = 10_000;
const users = 500;
const swarmDevices = 1_000;
const serverNames: readonly ProcessName[] = [
  'hub',
  'hub-postgres',
  'hub-nats',
  'relay-hq',
  'relay-hq-nats',
];

/** What people wait for while a large fleet is stored and its events arrive. */
export async function apiBench(options: BenchOptions): Promise<BenchResult> {
  const { seconds, say } = options;
  const devices = options.devices ?? devicesUsual;
  const rate = options.eventsPerSecond ?? eventsPerSecondUsual;
  await using edge = await startConstellation();
  const environment = await hubEnvironment(edge.dataDir);
  const { EUCORA_DATABASE_URL: databaseUrl = '', EUCORA_HUB_HOME: home = '' } = environment;
  const seeded = await seedDevices({ databaseUrl, home, devices, say });
  const args = ['--site', 'hq', '--data-dir', edge.dataDir, '--devices', String(swarmDevices)];
  // It is stopped when the visitors leave.
  const swarm = startSwarm([...args, '--events-per-second', String(rate), '--seconds', '86400']);
  try {
    await swarm.running;
    say(`${users} people for ${seconds} s, ${rate} events/s arriving`);
    const token = (await readFile(join(edge.dataDir, 'admin-token'), 'utf8')).trim();
    const servers = await findServers(edge.dataDir, serverNames);
    const cpuBefore = await readCpu(servers);
    const ownBefore = process.cpuUsage();
    const before = { atMs: performance.now(), committed: await committedEvents(databaseUrl) };
    const answers = await visit({ api: edge.api, token, users, seconds });
    const committed = (await committedEvents(databaseUrl)) - before.committed;
    const passed = (performance.now() - before.atMs) / 1_000;
    const own = process.cpuUsage(ownBefore);
    const cpu = new Map<string, number>([
      ...cpuBetween(cpuBefore, await readCpu(servers)),
      ['visitors', (own.user + own.system) / 1e6],
    ]);
    const metrics = await edge.api.metrics();
    const loopMs = 1_000 * metrics.total('eucora_nodejs_eventloop_lag_p99_seconds');
    return resultOf({ seeded, rate, ingest: committed / passed, answers, passed, cpu, loopMs });
  } finally {
    swarm.stop();
    await swarm.result.catch(() => undefined);
  }
}

async function committedEvents(databaseUrl: string): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const sql = 'SELECT sum(events_committed) AS n FROM ledger.sites';
    return Number((await client.query<{ n: string }>(sql)).rows[0]?.n ?? 0);
  } finally {
    await client.end();
  }
}

interface Outcome {
  readonly seeded: Seeded;
  readonly rate: number;
  readonly ingest: number;
  readonly answers: readonly Answer[];
  readonly passed: number; // seconds
  readonly cpu: ReadonlyMap<string, number>; // seconds
  readonly loopMs: number;
}

function resultOf(outcome: Outcome): BenchResult {
  const { seeded, rate, ingest, answers, passed, cpu, loopMs } = outcome;
  const { bySegments, copied } = seeded;
  const percent = (used: number): number => rounded((100 * used) / passed / availableParallelism());
  const cpuOf = Object.fromEntries([...cpu].map(([name, used]) => [name, percent(used)]));
  const devices = bySegments + copied;
  const times = answers.map(({ ms }) => ms);
  const byRoute = [...Map.groupBy(answers, ({ route }) => route)]
    .map(([route, some]) => {
      const own = some.map(({ ms }) => ms);
      const [p95, p99] = [rounded(quantile(own, 0.95)), rounded(quantile(own, 0.99))];
      return { route, count: own.length, p95_ms: p95, p99_ms: p99 };
    })
    .toSorted((a, b) => b.p95_ms - a.p95_ms);
  const [p50 = 0, p95 = 0, p99 = 0] = [0.5, 0.95, 0.99].map((at) => rounded(quantile(times, at)));
  return {
    figures: {
      users,
      devices,
      p50_ms: p50,
      p95_ms: p95,
      p99_ms: p99,
      event_loop_p99_ms: rounded(loopMs),
      cpu_percent_by_process: cpuOf,
      ingest_per_second: Math.round(ingest),
      offered_per_second: rate,
      requests: answers.length,
      routes: byRoute,
    },
    table: [
      ['route, slowest first', 'requests', 'p95 ms', 'p99 ms'],
      ...byRoute.map(({ route, count, p95_ms, p99_ms }) => [route, count, p95_ms, p99_ms]),
      ['all', answers.length, p95, p99],
      ...Object.entries(cpuOf).map(([name, used]) => [`cpu percent of ${name}`, '', used, '']),
    ],
    notes: [
      `${users} sessions that ask, think for 5 s and ask again; ${devices} devices stored`,
      `${bySegments} of them enrolled and spoke by signed segments, ${copied} are copies of their rows`,
      `${rate} events/s offered by ${swarmDevices} more devices, ${Math.round(ingest)}/s committed`,
      `half of all answers within ${p50} ms; the hub’s event loop was late by ${rounded(loopMs)} ms at its p99`,
      'visitors, fleet and servers share the cores; times are as the visitors see them',
    ],
  };
}
