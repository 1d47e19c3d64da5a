import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { startPostgres, type PostgresServer } from '@eucora/packaging';
import { InvalidRunError } from '../errors.ts';
import { cpuSeconds } from '../measure/cpu.ts';
import { median } from '../measure/statistics.ts';
import type { BenchOptions } from '../options.ts';
import { rounded, type BenchResult } from '../report.ts';
import { copyRows, exportRows, runSql, type CopyTime } from './baseline.ts';
import type { Profile } from './feeder.ts';
import { startFeeder, type FeederProcess } from './feeder-process.ts';
import { createLoad, type LoadSegment } from './load.ts';

const devicesUsual = 1_000;
const sites = 4;
const rounds = 3;
// Making, ingesting and copying an event takes about this much of the time that is given.
const eventsPerSecondGiven = 20_000;
const statementStatistics = { shared_preload_libraries: 'pg_stat_statements' };
const table = 'ledger.events';
const columns =
  'received_day, device_no, incarnation_no, lane, kind, seq, at_lo, at_hi, wall, body';

/** Time that some events took, and whose CPU. */
interface Fed {
  readonly events: number;
  readonly seconds: number;
  readonly hubCpu: number;
  readonly postgresCpu: number;
}

/** The hub's ingest, from signed segments to committed rows, beside COPY of the same rows. */
export async function ingestBench(options: BenchOptions): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'eucora-bench-'));
  try {
    const settings = options.profile === undefined ? {} : statementStatistics;
    await using postgres = await startPostgres({ dir: join(folder, 'postgres'), settings });
    await using feeder = startFeeder();
    const home = join(folder, 'hub');
    await feeder.do({ task: 'open', databaseOwnerUrl: postgres.ownerUrl, home });
    return await measure(options, { folder, postgres, feeder });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Surroundings {
  readonly folder: string;
  readonly postgres: PostgresServer;
  readonly feeder: FeederProcess;
}

async function measure(options: BenchOptions, around: Surroundings): Promise<BenchResult> {
  const { say, profile } = options;
  const { postgres, feeder, folder } = around;
  const devices = options.devices ?? devicesUsual;
  const load = createLoad({ devices, sites, seed: 'ingest-1' });
  await feeder.do({ task: 'admit', sites: load.sites });
  const arrival = await feed(around, load.arrival(), profileOf(profile, 'arrival'));
  say(`${devices} devices arrived: ${lineOf(arrival)}`);
  const measured: Round[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const segments = load.round(Math.ceil((options.seconds * eventsPerSecondGiven) / rounds));
    await emptyTable(postgres);
    const fed = await feed(around, segments, profileOf(profile, `round-${round}`));
    const file = join(folder, 'rows');
    await exportRows(postgres.ownerUrl, `SELECT ${columns} FROM ${table}`, file);
    await emptyTable(postgres);
    const cpuBefore = await cpuOf(postgres);
    const copy = await copyRows(postgres.ownerUrl, { table, columns }, file);
    const copyCpu = (await cpuOf(postgres)) - cpuBefore;
    if (copy.rows !== fed.events) {
      throw new InvalidRunError(`${fed.events} events were fed and ${copy.rows} rows are there`);
    }
    measured.push({ fed, copy, copyCpu });
    say(`round ${round}: ${lineOf(fed)}; COPY ${Math.round(copy.rows / copy.seconds)}/s`);
  }
  if (profile !== undefined) await reportStatements(postgres, profile);
  return resultOf(devices, arrival, measured);
}

function profileOf(folder: string | undefined, name: string): Profile | undefined {
  return folder === undefined ? undefined : { folder, name };
}

/** Both measurements begin with an empty table and a log that was just written down. */
async function emptyTable({ ownerUrl, superuserUrl }: PostgresServer): Promise<void> {
  await runSql(ownerUrl, `TRUNCATE ${table}`);
  await runSql(superuserUrl, 'CHECKPOINT');
}

async function feed(
  { feeder, postgres, folder }: Surroundings,
  segments: readonly LoadSegment[],
  profile: Profile | undefined,
): Promise<Fed> {
  const file = join(folder, 'segments');
  await writeFile(file, serialize(segments));
  const before = await cpuOf(postgres);
  const { events, seconds, cpuSeconds: hubCpu } = await feeder.do({ task: 'feed', file, profile });
  return { events, seconds, hubCpu, postgresCpu: (await cpuOf(postgres)) - before };
}

function cpuOf({ pid }: PostgresServer): Promise<number> {
  return cpuSeconds([pid], { children: true });
}

/** Writes which statements took PostgreSQL's time, dearest first. */
async function reportStatements({ superuserUrl }: PostgresServer, folder: string): Promise<void> {
  const sql = `SELECT round(total_exec_time) AS ms, calls, rows, regexp_replace(query, '\\s+', ' ', 'g')
                 FROM pg_stat_statements ORDER BY total_exec_time DESC LIMIT 40`;
  const said = await runSql(superuserUrl, 'CREATE EXTENSION IF NOT EXISTS pg_stat_statements', sql);
  await writeFile(join(folder, 'statements.txt'), `${said}\n`);
}

function lineOf({ events, seconds, hubCpu, postgresCpu }: Fed): string {
  const rate = Math.round(events / seconds);
  const share = (cpu: number): string => `${Math.round((100 * cpu) / seconds)} %`;
  return `${events} events, ${rate}/s, hub ${share(hubCpu)} and PostgreSQL ${share(postgresCpu)} of a core`;
}

interface Round {
  readonly fed: Fed;
  readonly copy: CopyTime;
  readonly copyCpu: number;
}

function resultOf(devices: number, arrival: Fed, measured: readonly Round[]): BenchResult {
  const rows = measured.map(({ fed, copy, copyCpu }) => {
    const [ours, theirs] = [fed.events / fed.seconds, copy.rows / copy.seconds];
    const micros = (cpu: number): number => (1e6 * cpu) / fed.events;
    const cpu = [fed.hubCpu, fed.postgresCpu, copyCpu].map(micros) as [number, number, number];
    return { events: fed.events, ours, theirs, ratio: ours / theirs, cpu };
  });
  const middle = (of: (row: (typeof rows)[number]) => number): number => median(rows.map(of));
  const [hub, postgres, copy] = [0, 1, 2].map((at) => middle(({ cpu }) => cpu[at]!));
  return {
    figures: {
      events_per_second: Math.round(middle(({ ours }) => ours)),
      copy_rows_per_second: Math.round(middle(({ theirs }) => theirs)),
      ratio: rounded(middle(({ ratio }) => ratio)),
      hub_cpu_us_per_event: rounded(hub!),
      postgres_cpu_us_per_event: rounded(postgres!),
      copy_cpu_us_per_row: rounded(copy!),
      devices,
      events: rows.reduce((sum, { events }) => sum + events, 0),
    },
    table: [
      ['round', 'events', 'events/s', 'COPY rows/s', 'ratio', 'hub µs', 'PostgreSQL µs', 'COPY µs'],
      ...rows.map(({ events, ours, theirs, ratio, cpu }, round) => {
        return [String(round + 1), events, ours, theirs, ratio, ...cpu];
      }),
    ],
    notes: [
      'µs: CPU time per event of the hub, of PostgreSQL while it ingests, and while it copies',
      `${devices} devices of ${sites} sites, 50 to 100 events per batch, segments as full as a relay's`,
      'both signatures verified, one row per event, folds and ranges in the same transaction',
      'COPY: one psql, text file of the same rows, same table, index and partition',
      `arrival of the fleet (enrolments, inventories): ${Math.round(devices / arrival.seconds)} devices/s`,
    ],
  };
}
