import { availableParallelism } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { startConstellation } from '../../kit/constellation.ts';
import { hubEnvironment } from '../../kit/programs.ts';
import type { ProcessName } from '../../kit/processes.ts';
import type { SwarmResult } from '../../swarm/swarm.ts';
import { makeTicket, readSurroundings, relayServers } from '../../swarm/ticket.ts';
import { verifyLedger, type Comparison } from '../../swarm/verify.ts';
import { total } from '../edge/servers.ts';
import { InvalidRunError } from '../errors.ts';
import { quantile } from '../measure/statistics.ts';
import type { BenchOptions } from '../options.ts';
import { rounded, type BenchResult } from '../report.ts';
import type { Growth } from './growth.ts';
import { openMeter, type Drain, type Meter, type Window } from './meter.ts';
import { hubAway } from './outage.ts';
import { startProbes } from './probe.ts';
import { startSwarm } from './swarm-process.ts';

const site = 'hq';
const devicesUsual = 1_000;
const eventsPerSecondUsual = 10_000;
const warmUpMs = 5_000;
const agreeWithinMs = 120_000;

/** A whole site in real processes: from facts on devices to rows that a query sees. */
export async function endToEndBench(options: BenchOptions): Promise<BenchResult> {
  const { seconds, outageSeconds, say } = options;
  const devices = options.devices ?? devicesUsual;
  const rate = options.eventsPerSecond ?? eventsPerSecondUsual;
  if (outageSeconds >= seconds) {
    throw new InvalidRunError('--seconds must be longer than --outage-seconds');
  }
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
    await using meter = await openMeter({ dataDir: edge.dataDir, site, databaseUrl, probes });
    const away = await hubOutage(edge.dataDir, meter, options, swarm.draining);
    const window = await meter.until(swarm.draining);
    const result = await swarm.result;
    say(`${result.produced} events produced, ${result.acked} acked; the ledger is compared`);
    const ledger = await verifyLedger(edge.api, result, agreeWithinMs + 2_000 * outageSeconds);
    const drain = away && { away, ...(await meter.since(away.endedMs, away.committed)) };
    return resultOf({ rate, devices, window, result, ledger, drain });
  } finally {
    swarm.stop();
  }
}

interface Away {
  readonly seconds: number;
  readonly growth: Growth;
  /** When the hub came back, and what it had then. */
  readonly endedMs: number;
  readonly committed: number;
}

/** Takes the hub away for a while; undefined when nobody asked for that. */
async function hubOutage(
  dataDir: string,
  meter: Meter,
  { outageSeconds: seconds, say }: BenchOptions,
  draining: Promise<void>,
): Promise<Away | undefined> {
  if (seconds === 0) return undefined;
  const early = new AbortController();
  void draining.then(() => early.abort(new InvalidRunError('the fleet ended in the outage')));
  say(`the hub answers nothing for ${seconds} s`);
  const { committed } = await meter.read();
  const growth = await meter.growthDuring(() => hubAway(dataDir, seconds, early.signal));
  say('the hub is back');
  meter.restart();
  return { seconds, growth, endedMs: performance.now(), committed };
}

interface Outcome {
  readonly rate: number;
  readonly devices: number;
  readonly window: Window;
  readonly result: SwarmResult;
  readonly ledger: Comparison;
  readonly drain: ({ readonly away: Away } & Drain) | undefined;
}

function resultOf({ rate, devices, window, result, ledger, drain }: Outcome): BenchResult {
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
    rss_mb: Math.round(total(window.growth.lastMib.values())),
    devices,
    produced: result.produced,
    seconds: rounded(seconds),
    ...(drain && {
      outage_seconds: drain.away.seconds,
      drain_seconds: rounded(drain.seconds),
      drained_per_second: Math.round(drain.committed / drain.seconds),
    }),
  };
  const rows = Object.entries({ ...figures, agrees: String(figures.agrees) });
  return {
    figures: {
      ...figures,
      cpu_percent_by_process: perProcess,
      rss_mb_by_process: plain(window.growth.lastMib),
      rss_mb_per_minute: plain(window.growth.mibPerMinute),
      ...(drain && { rss_mb_per_minute_away: plain(drain.away.growth.mibPerMinute) }),
    },
    table: [
      ['figure', 'value'],
      ...rows,
      ...Object.entries(perProcess).map(([name, value]) => [`cpu_percent of ${name}`, value]),
      ...memoryRows('', window.growth),
      ...(drain ? memoryRows(' while the hub is away', drain.away.growth) : []),
    ],
    notes: [
      'p50 and p99: the urgent lane from the fact to the row that a query sees, its linger of 200 ms included',
      'ledger: from the cut of a batch to its rows; both as seen by devices beside the fleet, looking every 25 ms',
      `cpu: of all ${cores} cores, hub, PostgreSQL with its backends, both nats-servers and the relay`,
      'lost and duplicated: what the fleet said against the rows, by count; agrees: also by digest',
      'rss: memory of the process alone; its slope after the first fifth of the stretch',
      'the fleet makes its events on the same cores and is not counted',
    ],
  };
}

function plain(values: ReadonlyMap<ProcessName, number>): Record<string, number> {
  return Object.fromEntries([...values].map(([name, value]) => [name, rounded(value)]));
}

function memoryRows(when: string, { lastMib, mibPerMinute }: Growth): (string | number)[][] {
  return [...lastMib].flatMap(([name, mib]) => [
    [`rss_mb of ${name}${when}`, rounded(mib)],
    [`rss_mb_per_minute of ${name}${when}`, rounded(mibPerMinute.get(name) ?? 0)],
  ]);
}
