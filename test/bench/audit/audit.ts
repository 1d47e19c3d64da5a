import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  audit,
  createLiveBus,
  createLogger,
  Database,
  migrate,
  startSealer,
  unsealedState,
  verifyChain,
} from '@eucora/hub/testing';
import { startPostgres } from '@eucora/packaging';
import { generateKeyPair } from '@eucora/protocol';
import { InvalidRunError } from '../errors.ts';
import { cpuSeconds } from '../measure/cpu.ts';
import { median } from '../measure/statistics.ts';
import type { BenchOptions } from '../options.ts';
import { rounded, type BenchResult } from '../report.ts';

const writers = 32;
const rounds = 5;
const sealedWithinMs = 30_000;

/** A write as the hub's services make it: lock, change, leave word in an outbox. */
const schemaSql = `
  CREATE SCHEMA bench;
  CREATE TABLE bench.things (id int PRIMARY KEY, n int8 NOT NULL, changed_at timestamptz NOT NULL);
  CREATE TABLE bench.outbox (id int8 GENERATED ALWAYS AS IDENTITY PRIMARY KEY, thing int, n int8);
  INSERT INTO bench.things SELECT i, 0, now() FROM generate_series(1, ${writers}) AS i`;
const lockSql = 'SELECT n FROM bench.things WHERE id = $1 FOR UPDATE';
const changeSql = 'UPDATE bench.things SET n = $2, changed_at = now() WHERE id = $1';
const outboxSql = 'INSERT INTO bench.outbox (thing, n) VALUES ($1, $2)';

/** Transactions per second with and without auditing, while one sealer chains what is written. */
export async function auditBench(options: BenchOptions): Promise<BenchResult> {
  const { seconds, say } = options;
  const folder = await mkdtemp(join(tmpdir(), 'eucora-bench-'));
  try {
    await using postgres = await startPostgres({ dir: join(folder, 'postgres') });
    const logger = createLogger('error');
    await migrate(postgres.ownerUrl, logger);
    {
      await using owner = new Database({ url: postgres.ownerUrl, connectionsMax: 1 });
      await owner.query(schemaSql);
    }
    await migrate(postgres.ownerUrl, logger); // grants what was just made
    await using db = new Database({ url: postgres.url, connectionsMax: writers });
    await using own = new Database({ url: postgres.url, connectionsMax: 2 });
    const signKey = generateKeyPair();
    const now = (): Date => new Date();
    await using _ = startSealer({ db: own, signKey, live: createLiveBus(), logger, now });
    const roundMs = (1_000 * seconds) / (2 * rounds);
    await write32(db, Math.min(roundMs, 2_000), true); // plans, caches, the first pages of tables
    await untilSealed(own);
    const measured: Pair[] = [];
    for (let i = 1; i <= rounds; i += 1) {
      const plain = await round({ db, own, postgres: postgres.pid }, roundMs, false);
      const audited = await round({ db, own, postgres: postgres.pid }, roundMs, true);
      measured.push({ plain, audited });
      say(`round ${i}: ${told(plain)} without, ${told(audited)} with auditing`);
    }
    const check = await verifyChain(own, signKey.publicKey);
    if (!check.whole) throw new InvalidRunError(`the chain is broken at ${check.position}`);
    return resultOf(measured, check.entries);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Round {
  readonly perSecond: number;
  /** CPU of a transaction and of sealing its entry, µs: of this process, which is the hub here. */
  readonly hubUs: number;
  readonly postgresUs: number;
  /** Entries that the sealer had not come to when the writers stopped. */
  readonly waiting: number;
  /** How long it took to seal those. */
  readonly sealMs: number;
}
interface Pair {
  readonly plain: Round;
  readonly audited: Round;
}
interface Bench {
  readonly db: Database;
  readonly own: Database;
  readonly postgres: number; // pid
}

const told = ({ perSecond, hubUs, postgresUs }: Round): string =>
  `${Math.round(perSecond)}/s (${Math.round(hubUs)} + ${Math.round(postgresUs)} µs)`;

/** Lets all writers write for so long, and the sealer come to its end: nothing is left to the next. */
async function round(bench: Bench, ms: number, isAudited: boolean): Promise<Round> {
  const { db, own, postgres } = bench;
  const before = await cpuSeconds([postgres], { children: true });
  const began = process.cpuUsage();
  const { done, perSecond } = await write32(db, ms, isAudited);
  const waiting = (await unsealedState(own)).count;
  const sealMs = await untilSealed(own);
  const { user, system } = process.cpuUsage(began);
  const used = (await cpuSeconds([postgres], { children: true })) - before;
  const [hubUs, postgresUs] = [(user + system) / done, (1e6 * used) / done];
  return { perSecond, hubUs, postgresUs, waiting, sealMs };
}

async function write32(db: Database, ms: number, isAudited: boolean) {
  const began = performance.now();
  const counts = await Promise.all(
    Array.from({ length: writers }, async (_, i) => {
      let done = 0;
      while (performance.now() - began < ms) {
        await write(db, i + 1, isAudited);
        done += 1;
      }
      return done;
    }),
  );
  const done = counts.reduce((a, b) => a + b, 0);
  return { done, perSecond: (1_000 * done) / (performance.now() - began) };
}

function write(db: Database, id: number, isAudited: boolean): Promise<void> {
  return db.transaction(async (tx) => {
    const n = ((await tx.query<{ n: number }>(lockSql, [id])).rows[0]?.n ?? 0) + 1;
    await tx.query(changeSql, [id, n]);
    await tx.query(outboxSql, [id, n]);
    if (!isAudited) return;
    const fact = { actor: `writer-${id}`, action: 'thing.change', subject: String(id) };
    await audit(tx, { ...fact, detail: { n } });
  });
}

/** How long the sealer takes for what the writers left. */
async function untilSealed(db: Database): Promise<number> {
  const began = performance.now();
  while ((await unsealedState(db)).count > 0) {
    if (performance.now() - began > sealedWithinMs) {
      throw new InvalidRunError('entries were still unsealed half a minute after the last write');
    }
    await pause(20);
  }
  return performance.now() - began;
}

const cpuOf = ({ hubUs, postgresUs }: Round): number => hubUs + postgresUs;

function resultOf(measured: readonly Pair[], entries: number): BenchResult {
  const of = (kind: keyof Pair, figure: keyof Round): number =>
    Math.round(median(measured.map((each) => each[kind][figure])));
  const ratio = median(measured.map(({ plain, audited }) => audited.perSecond / plain.perSecond));
  const cpuRatio = median(measured.map(({ plain, audited }) => cpuOf(plain) / cpuOf(audited)));
  const waiting = Math.max(...measured.map(({ audited }) => audited.waiting));
  const sealMs = Math.round(Math.max(...measured.map(({ audited }) => audited.sealMs)));
  const row = (kind: keyof Pair) =>
    [of(kind, 'perSecond'), of(kind, 'hubUs'), of(kind, 'postgresUs')] as const;
  return {
    figures: {
      writers,
      transactions_per_second: of('plain', 'perSecond'),
      audited_per_second: of('audited', 'perSecond'),
      ratio: rounded(ratio),
      cpu_ratio: rounded(cpuRatio),
      hub_us: of('plain', 'hubUs'),
      hub_us_audited: of('audited', 'hubUs'),
      postgres_us: of('plain', 'postgresUs'),
      postgres_us_audited: of('audited', 'postgresUs'),
      entries_sealed: entries,
      unsealed_most: waiting,
      sealed_after_ms: sealMs,
    },
    table: [
      ['', 'transactions/s', 'hub µs', 'PostgreSQL µs', 'ratio', 'ratio by CPU'],
      ['without auditing', ...row('plain'), '', ''],
      ['with auditing', ...row('audited'), rounded(ratio), rounded(cpuRatio)],
    ],
    notes: [
      `${writers} writers, each transaction locks and changes a row and leaves word in an outbox`,
      `medians of ${rounds} rounds of each kind in turn; commits are on disk`,
      'CPU is that of a transaction with all that seals its entry; its ratio stands beside other load',
      `${entries} entries sealed into one verified chain; at most ${waiting} waited when the ` +
        `writers stopped, all were sealed ${sealMs} ms later`,
    ],
  };
}
