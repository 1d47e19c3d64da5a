import { startConstellation } from '../../kit/constellation.ts';
import { makeTicket, readSurroundings, relayServers } from '../../swarm/ticket.ts';
import { cpuBetween, findServers, readCpu, watchMemory } from '../edge/servers.ts';
import { InvalidRunError } from '../errors.ts';
import { quantile } from '../measure/statistics.ts';
import type { BenchOptions } from '../options.ts';
import { rounded, type BenchResult } from '../report.ts';
import { openDriver } from './driver.ts';

// The relay of this site never connects to the hub: nothing but the relay works.
const site = 'vault';
const devicesUsual = 5_000;
const eventsPerBatch = 10;
const eventsPerSecondMost = 60_000;
const inFlight = 256;

/** What a relay accepts from its devices with durable acks. */
export async function relayBench(options: BenchOptions): Promise<BenchResult> {
  const { seconds, say } = options;
  const devices = options.devices ?? devicesUsual;
  await using edge = await startConstellation();
  const around = await readSurroundings(edge.dataDir);
  const ticket = await makeTicket(around, site, devices);
  const [server] = relayServers(around, site);
  if (server === undefined) throw new InvalidRunError(`site ${site} has no server`);
  say(`${devices} devices connect, enrol and cut what they will say`);
  const wanted = options.eventsPerSecond ?? eventsPerSecondMost;
  const batchesPerDevice = Math.ceil((wanted * seconds) / eventsPerBatch / devices);
  const load = { devices, eventsPerBatch, batchesPerDevice };
  await using driver = await openDriver({ ticket, server, ...load });
  const servers = await findServers(edge.dataDir, ['relay-vault', 'relay-vault-nats']);
  await using memory = watchMemory(servers);
  say(`${seconds} s of batches`);
  const before = { cpu: await readCpu(servers), own: process.cpuUsage() };
  const driven = await driver.run(seconds, inFlight);
  const cpu = cpuBetween(before.cpu, await readCpu(servers));
  const own = process.cpuUsage(before.own);
  const micros = (used = 0): number => (1e6 * used) / driven.events;
  const figures = {
    accepted_per_second: Math.round(driven.events / driven.seconds),
    p99_ms: rounded(quantile(driven.latenciesMs, 0.99)),
    p50_ms: rounded(quantile(driven.latenciesMs, 0.5)),
    rss_mb: Math.round(memory.peakMib()),
    agents: devices,
    relay_cpu_us_per_event: rounded(micros(cpu.get('relay-vault'))),
    nats_cpu_us_per_event: rounded(micros(cpu.get('relay-vault-nats'))),
    driver_cpu_us_per_event: rounded((own.user + own.system) / driven.events),
    busy_answers: driven.busy,
    tls: false,
  };
  return {
    figures,
    table: [['figure', 'value'], ...Object.entries(figures).map(([k, v]) => [k, cellOf(v)])],
    notes: [
      `${eventsPerBatch} events per batch, offer and delivery each, acked after fdatasync; ${inFlight} devices at once`,
      'connections are plain TCP with nkeys: the product has no TLS yet',
      'rss: highest sum of relay and its nats-server',
      'the driver signs beforehand and runs on the same cores; its CPU per event is given too',
    ],
  };
}

function cellOf(value: number | boolean): string | number {
  return typeof value === 'boolean' ? String(value) : value;
}
