import { availableParallelism } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { startConstellation, type Constellation } from '../../kit/constellation.ts';
import { hubEnvironment } from '../../kit/programs.ts';
import type { ProcessName } from '../../kit/processes.ts';
import type { SwarmResult } from '../../swarm/swarm.ts';
import { makeTicket, readSurroundings, relayServers } from '../../swarm/ticket.ts';
import { verifyLedger, type Comparison } from '../../swarm/verify.ts';
import { cpuBetween, findServers, memoryMib, readCpu, total } from '../edge/servers.ts';
import { quantile } from '../measure/statistics.ts';
import type { BenchOptions } from '../options.ts';
import { rounded, type BenchResult } from '../report.ts';
import { startProbes, type Probes } from './probe.ts';
import { startSwarm } from './swarm-process.ts';

const site = 'hq';
const devicesUsual = 1_000;
const eventsPerSecondUsual = 10_000;
const warmUpMs = 5_000;
const agreeWithinMs = 120_000;
// The site's whole way, the fleet and this program excluded.
const counted: readonly ProcessName[] = [
  'hub',
  'hub-postgres',
  'hub-nats',
  'relay-hq',
  'relay-hq-nats',
];

/** What the steady part of a run showed. */
interface Window {
  readonly seconds: number;
  readonly committed: number;
  readonly cpu: ReadonlyMap<ProcessName, number>;
  readonly memoryMib: number;
  readonly urgentMs: readonly number[];
  readonly ledgerMs: readonly number[];
}

/** A whole site in real processes: from facts on devices to rows that a query sees. */
export async function endToEndBench(options: BenchOptions): Promise<BenchResult> {
  const { seconds, say } = options;
  const devices = options.devices ?? devicesUsual;
  const rate = options.eventsPerSecond ?? eventsPerSecondUsual;
  await using edge = await startConstellation();
  const { EUCORA_DATABASE_URL: databaseUrl = '' } = await hubEnvironment(edge.dataDir);
  const around = await readSurroundings(edge.dataDir);
  const ticket = await makeTicket(around, site, 100);
  const servers = relayServers(around, site);
  await using probes = await startProbes({ ticket, servers, databaseUrl });
  say(`${devices} devices enrol, then ${rate} events/s for ${seconds} s`);
  const numbers = { site, devices, 'events-per-second': rate, seconds, seed: 'e2e-1' };
  const args = Object.entries({ ...numbers, 'data-dir': edge.dataDir });
  const swarm = startSwarm(args.flatMap(([name, value]) => [`--${name}`, String(value)]));
  try {
    await swarm.running;
    await delay(warmUpMs);
    const window = await measureWindow(edge, databaseUrl, probes, swarm.draining);
    const result = await swarm.result;
    say(`${result.produced} events produced, ${result.acked} acked; the ledger is compared`);
    const ledger = await verifyLedger(edge.api, result, agreeWithinMs);
    return resultOf({ rate, devices, window, result, ledger });
  } finally {
    swarm.stop();
  }
}

async function measureWindow(
  edge: Constellation,
  databaseUrl: string,
  probes: Probes,
  ended: Promise<void>,
): Promise<Window> {
  const servers = await findServers(edge.dataDir, counted);
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const committedNow = async (): Promise<number> => {
    const sql = 'SELECT events_committed AS n FROM ledger.sites WHERE site_id = $1';
    return Number((await client.query<{ n: string }>(sql, [site])).rows[0]?.n ?? 0);
  };
  try {
    probes.reset();
    const before = { cpu: await readCpu(servers), committed: await committedNow() };
    const beganMs = performance.now();
    await ended;
    const seconds = (performance.now() - beganMs) / 1_000;
    const committed = (await committedNow()) - before.committed;
    const cpu = cpuBetween(before.cpu, await readCpu(servers));
    const { urgent, ledger } = probes.read();
    const used = { cpu, memoryMib: await memoryMib(servers) };
    return { seconds, committed, ...used, urgentMs: [...urgent], ledgerMs: [...ledger] };
  } finally {
    await client.end();
  }
}

interface Outcome {
  readonly rate: number;
  readonly devices: number;
  readonly window: Window;
  readonly result: SwarmResult;
  readonly ledger: Comparison;
}

function resultOf({ rate, devices, window, result, ledger }: Outcome): BenchResult {
  const { seconds, committed, cpu, urgentMs, ledgerMs } = window;
  const cores = availableParallelism();
  const percent = (used: number): number => rounded((100 * used) / seconds / cores);
  const perProcess = Object.fromEntries([...cpu].map(([name, used]) => [name, percent(used)]));
  const figures = {
    offered_per_second: rate,
    committed_per_second: Math.round(committed / seconds),
    p50_ms: rounded(quantile(urgentMs, 0.5)),
    p99_ms: rounded(quantile(urgentMs, 0.99)),
    ledger_p99_beyond_linger_ms: rounded(quantile(ledgerMs, 0.99)),
    lost: Math.max(0, result.produced - ledger.committed),
    duplicated: Math.max(0, ledger.committed - result.produced),
    agrees: ledger.agrees,
    cpu_percent: percent(total(cpu.values())),
    rss_mb: Math.round(window.memoryMib),
    devices,
    produced: result.produced,
    seconds: rounded(seconds),
  };
  const rows = Object.entries({ ...figures, agrees: String(figures.agrees) });
  return {
    figures: { ...figures, cpu_percent_by_process: perProcess },
    table: [
      ['figure', 'value'],
      ...rows,
      ...Object.entries(perProcess).map(([name, value]) => [`cpu_percent of ${name}`, value]),
    ],
    notes: [
      'p50 and p99: the urgent lane from the fact to the row that a query sees, its linger of 200 ms included',
      'ledger: from the cut of a batch to its rows; both as seen by devices beside the fleet, looking every 25 ms',
      `cpu: of all ${cores} cores, hub, PostgreSQL with its backends, both nats-servers and the relay`,
      'lost and duplicated: what the fleet said against the rows, by count; agrees: also by digest',
      'the fleet makes its events on the same cores and is not counted',
    ],
  };
}
