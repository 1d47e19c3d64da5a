import { readFile } from 'node:fs/promises';
import { cpuBetween, readCpu } from '../edge/servers.ts';
import { quantile, slopePerMinute, type Sample } from '../measure/statistics.ts';
import { residentMib } from '../measure/cpu.ts';
import type { BenchOptions } from '../options.ts';
import { rounded, type BenchResult } from '../report.ts';
import { openDriver } from './driver.ts';
import type { LineTls } from './line.ts';
import { startBenchSite, type BenchSite } from './site.ts';

const devicesUsual = 5_000;
const eventsPerBatch = 10;
const eventsPerSecondMost = 60_000;
const inFlight = 256;
const warmUpShare = 0.5; // of the measured part, before memory is expected to stay

/**
 * What a relay accepts from its devices with durable acks; with a rate, how it fares at that rate,
 * for as long as one likes.
 */
export async function relayBench(options: BenchOptions): Promise<BenchResult> {
  const { seconds, say, plain, eventsPerSecond } = options;
  const devices = options.devices ?? devicesUsual;
  await using site = await startBenchSite({ tls: !plain, profile: options.profile });
  const most = eventsPerSecondMost * seconds;
  const batchesPerDevice =
    eventsPerSecond === undefined ? Math.ceil(most / eventsPerBatch / devices) : 2;
  const { servers } = site;
  say(`${devices} devices connect${plain ? '' : ' by TLS'}, enrol and cut what they will say`);
  const tlsOf = await certificates(site);
  await using driver = await openDriver({ site, tlsOf, devices, eventsPerBatch, batchesPerDevice });
  await using memory = watchEach(site);
  say(`${seconds} s of batches`);
  const before = { cpu: await readCpu(servers), own: process.cpuUsage() };
  const driven = await driver.run({ seconds, inFlight, eventsPerSecond });
  const cpu = cpuBetween(before.cpu, await readCpu(servers));
  const own = process.cpuUsage(before.own);
  const micros = (used = 0): number => rounded((1e6 * used) / driven.events);
  const figures = {
    accepted_per_second: Math.round(driven.events / driven.seconds),
    p99_ms: rounded(quantile(driven.latenciesMs, 0.99)),
    p50_ms: rounded(quantile(driven.latenciesMs, 0.5)),
    agents: devices,
    ...memory.figures(),
    relay_cpu_us_per_event: micros(cpu.get('relay-vault')),
    nats_cpu_us_per_event: micros(cpu.get('relay-vault-nats')),
    driver_cpu_us_per_event: micros((own.user + own.system) / 1e6),
    offers_per_batch: rounded(driven.offers / driven.batches),
    busy_answers: driven.busy,
    tls: !plain,
  };
  return {
    figures,
    table: [['figure', 'value'], ...Object.entries(figures).map(([k, v]) => [k, cellOf(v)])],
    notes: [
      `${eventsPerBatch} events per batch, acked after fdatasync; ${inFlight} devices at once`,
      plain ? 'plain TCP with nkeys' : 'TLS 1.3, a certificate for each device, and nkeys',
      'rss_mb: highest sum of relay and its nats-server; slopes: MiB a minute in the second half',
      'the driver runs on the same cores; what it cut before the clock started is not counted',
    ],
  };
}

/** Each device shows its own certificate; their key is one, which only the driver notices. */
async function certificates({ pki }: BenchSite): Promise<((id: string) => LineTls) | undefined> {
  if (!pki) return undefined;
  const key = await readFile(pki.device.key);
  const ca = await readFile(pki.device.authority);
  return (id) => ({ cert: pki.more([id]).join(''), key, ca });
}

/** Watches the memory of both processes. */
function watchEach({ servers }: BenchSite) {
  const samples = new Map([...servers.pids.keys()].map((name) => [name, [] as Sample[]]));
  let turn = Promise.resolve();
  const look = async (): Promise<void> => {
    for (const [name, pid] of servers.pids) {
      samples.get(name)?.push({ atMs: performance.now(), value: await residentMib(pid) });
    }
  };
  const timer = setInterval(() => {
    turn = turn.then(look);
  }, 500);
  const slope = (of: readonly Sample[]): number =>
    rounded(slopePerMinute(of.slice(Math.floor(of.length * warmUpShare))));
  return {
    figures() {
      const relay = samples.get('relay-vault') ?? [];
      const nats = samples.get('relay-vault-nats') ?? [];
      const sums = relay.map((sample, i) => sample.value + (nats[i]?.value ?? 0));
      return {
        rss_mb: Math.round(Math.max(0, ...sums)),
        relay_rss_mb: Math.round(relay.at(-1)?.value ?? 0),
        nats_rss_mb: Math.round(nats.at(-1)?.value ?? 0),
        relay_mb_per_minute: slope(relay),
        nats_mb_per_minute: slope(nats),
      };
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await turn;
    },
  };
}

function cellOf(value: number | boolean): string | number {
  return typeof value === 'boolean' ? String(value) : value;
}
