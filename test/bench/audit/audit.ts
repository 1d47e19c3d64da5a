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
import { median } from '../measure/statistics.ts';
import type { BenchOptions } from '../options.ts';
import { rounded, type BenchResult } from '../report.ts';

const writers = 32;
const rounds = 3;
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
    await round(db, Math.min(roundMs, 2_000), true); // plans, caches, the first pages of tables
    const measured: Round[] = [];
    for (let i = 1; i <= rounds; i += 1) {
      const plain = await round(db, roundMs, false);
      const audited = await round(db, roundMs, true);
      const waiting = (await unsealedState(own)).count;
      measured.push({ plain, audited, waiting });
      say(`round ${i}: ${Math.round(plain)}/s without, ${Math.round(audited)}/s with auditing`);
    }
    const sealMs = await untilSealed(own);
    const check = await verifyChain(own, signKey.publicKey);
    if (!check.whole) throw new InvalidRunError(`the chain is broken at ${check.position}`);
    return resultOf(measured, check.entries, sealMs);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Round {
  readonly plain: number;
  readonly audited: number;
  /** Entries that the sealer had not come to when the writers stopped. */
  readonly waiting: number;
}

/** Lets all writers write for so long; transactions per second. */
async function round(db: Database, ms: number, isAudited: boolean): Promise<number> {
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
  return (1_000 * counts.reduce((a, b) => a + b, 0)) / (performance.now() - began);
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

function resultOf(measured: readonly Round[], entries: number, sealMs: number): BenchResult {
  const plain = median(measured.map((each) => each.plain));
  const audited = median(measured.map((each) => each.audited));
  const ratio = median(measured.map((each) => each.audited / each.plain));
  const waiting = Math.max(...measured.map((each) => each.waiting));
  return {
    figures: {
      writers,
      transactions_per_second: Math.round(plain),
      audited_per_second: Math.round(audited),
      ratio: rounded(ratio),
      entries_sealed: entries,
      unsealed_most: waiting,
      sealed_after_ms: Math.round(sealMs),
    },
    table: [
      ['', 'transactions/s', 'ratio'],
      ['without auditing', Math.round(plain), ''],
      ['with auditing', Math.round(audited), rounded(ratio)],
    ],
    notes: [
      `${writers} writers, each transaction locks and changes a row and leaves word in an outbox`,
      `medians of ${rounds} rounds of each kind in turn; commits are on disk`,
      `${entries} entries sealed into one verified chain; at most ${waiting} waited when the ` +
        `writers stopped, all were sealed ${Math.round(sealMs)} ms later`,
    ],
  };
}
