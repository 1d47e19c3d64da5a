import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { startConstellation } from '../../kit/constellation.ts';
import { hubEnvironment } from '../../kit/programs.ts';
import { startSwarm } from '../e2e/swarm-process.ts';
import { quantile } from '../measure/statistics.ts';
import type { BenchOptions } from '../options.ts';
import { rounded, type BenchResult } from '../report.ts';
import { seedDevices, type Seeded } from './seed.ts';
import { visit, type Answer } from './visitors.ts';

const devicesUsual = 100_000;
const eventsPerSecondUsual = 10_000;
const users = 500;
const swarmDevices = 1_000;

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
    const before = { atMs: performance.now(), committed: await committedEvents(databaseUrl) };
    const answers = await visit({ api: edge.api, token, users, seconds });
    const committed = (await committedEvents(databaseUrl)) - before.committed;
    const ingest = (1_000 * committed) / (performance.now() - before.atMs);
    return resultOf({ seeded, rate, ingest, answers });
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
}

function resultOf({ seeded, rate, ingest, answers }: Outcome): BenchResult {
  const { bySegments, copied } = seeded;
  const devices = bySegments + copied;
  const times = answers.map(({ ms }) => ms);
  const byRoute = [...Map.groupBy(answers, ({ route }) => route)]
    .map(([route, some]) => {
      const own = some.map(({ ms }) => ms);
      const [p95, p99] = [rounded(quantile(own, 0.95)), rounded(quantile(own, 0.99))];
      return { route, count: own.length, p95_ms: p95, p99_ms: p99 };
    })
    .toSorted((a, b) => b.p95_ms - a.p95_ms);
  const [p95, p99] = [rounded(quantile(times, 0.95)), rounded(quantile(times, 0.99))];
  return {
    figures: {
      users,
      devices,
      p95_ms: p95,
      p99_ms: p99,
      ingest_per_second: Math.round(ingest),
      offered_per_second: rate,
      requests: answers.length,
      routes: byRoute,
    },
    table: [
      ['route, slowest first', 'requests', 'p95 ms', 'p99 ms'],
      ...byRoute.map(({ route, count, p95_ms, p99_ms }) => [route, count, p95_ms, p99_ms]),
      ['all', answers.length, p95, p99],
    ],
    notes: [
      `${users} sessions that ask, think for 5 s and ask again; ${devices} devices stored`,
      `${bySegments} of them enrolled and spoke by signed segments, ${copied} are copies of their rows`,
      `${rate} events/s offered by ${swarmDevices} more devices, ${Math.round(ingest)}/s committed`,
      'visitors, fleet and servers share the cores; times are as the visitors see them',
    ],
  };
}
