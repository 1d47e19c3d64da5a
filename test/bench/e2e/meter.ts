import { Client } from 'pg';
import type { ProcessName } from '../../kit/processes.ts';
import { cpuBetween, findServers, readCpu, type Servers } from '../edge/servers.ts';
import { watchGrowth, type Growth, type GrowthWatch } from './growth.ts';
import type { Probes } from './probe.ts';

/** What a stretch of a run showed. */
export interface Window {
  readonly seconds: number;
  readonly committed: number;
  readonly cpu: ReadonlyMap<ProcessName, number>;
  readonly growth: Growth;
  readonly urgentMs: readonly number[];
  readonly ledgerMs: readonly number[];
}
/** What became rows since a moment. */
export interface Drain {
  readonly seconds: number;
  readonly committed: number;
}
/** Reads what the processes of a site use and what the hub has. */
export interface Meter extends AsyncDisposable {
  read(): Promise<{ readonly committed: number }>;
  /** Forgets what was seen so far; the window begins now. */
  restart(): void;
  /** The window from its beginning to the end of this. */
  until(ended: Promise<void>): Promise<Window>;
  /** Memory while this goes on. */
  growthDuring(work: () => Promise<void>): Promise<Growth>;
  since(atMs: number, committed: number): Promise<Drain>;
}
export interface MeterOptions {
  readonly dataDir: string;
  readonly site: string;
  readonly databaseUrl: string;
  readonly probes: Probes;
}

/** The site's whole way, the fleet and this program excluded. */
const counted: readonly ProcessName[] = [
  'hub',
  'hub-postgres',
  'hub-nats',
  'relay-hq',
  'relay-hq-nats',
];

/** Opens a meter on a running constellation; its window begins at once. */
export async function openMeter(options: MeterOptions): Promise<Meter> {
  const { site, probes } = options;
  await using stack = new AsyncDisposableStack();
  const servers = await findServers(options.dataDir, counted);
  const client = new Client({ connectionString: options.databaseUrl });
  await client.connect();
  stack.defer(() => client.end());
  const read = async () => {
    const sql = 'SELECT events_committed AS n FROM ledger.sites WHERE site_id = $1';
    const { rows } = await client.query<{ n: string }>(sql, [site]);
    return { committed: Number(rows[0]?.n ?? 0) };
  };
  const begin = () => beginWindow(servers, read, probes);
  let window = begin();
  const owned = stack.move();
  return {
    read,
    restart: () => void (window = begin()),
    async until(ended) {
      const { beganMs, before, committed } = await window;
      await using growth = watchGrowth(servers);
      await ended;
      const seconds = (performance.now() - beganMs) / 1_000;
      const cpu = cpuBetween(before, await readCpu(servers));
      const { urgent, ledger } = probes.read();
      return {
        seconds,
        committed: (await read()).committed - committed,
        cpu,
        growth: growth.read(),
        urgentMs: [...urgent],
        ledgerMs: [...ledger],
      };
    },
    growthDuring: (work) => growthDuring(watchGrowth(servers), work),
    async since(atMs, committed) {
      const now = await read();
      const seconds = (performance.now() - atMs) / 1_000;
      return { seconds, committed: now.committed - committed };
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function beginWindow(
  servers: Servers,
  read: () => Promise<{ readonly committed: number }>,
  probes: Probes,
) {
  probes.reset();
  const [before, { committed }] = [await readCpu(servers), await read()];
  return { beganMs: performance.now(), before, committed };
}

async function growthDuring(watch: GrowthWatch, work: () => Promise<void>): Promise<Growth> {
  await using growth = watch;
  await work();
  return growth.read();
}
