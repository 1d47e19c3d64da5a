import { generateKeyPair, openAuditCheckpoint, verifyConsistency } from '@eucora/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLiveBus } from '../../platform/live.ts';
import { silent, startTestDatabase, type TestDatabase } from '../../platform/testing.ts';
import { checkpointsAfter } from './chain-store.ts';
import { checkpointNow, sealTurn, verifyChain } from './index.ts';
import { consistencyProof } from './proofs.ts';
import { retentionTurn } from './retention.ts';
import { partitions } from './retention-store.ts';

const signKey = generateKeyPair();
let postgres: TestDatabase;
let today = new Date();
const now = (): Date => today;
beforeAll(async () => {
  postgres = await startTestDatabase();
});
afterAll(() => postgres[Symbol.asyncDispose]());

const monthsAgo = (months: number, day = 15): Date => {
  const date = new Date();
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months, day));
};
const nameOf = (date: Date): string => `entries_${date.toISOString().slice(0, 7).replace('-', '')}`;

/** Entries of an earlier day; only the owner can date them. */
async function entriesOf(at: Date, count: number): Promise<void> {
  await postgres.owner.query('SELECT audit.ensure_partitions($1::date, 1)', [at]);
  const sql = `INSERT INTO audit.entries (at, actor, action, subject, detail)
               SELECT $1::timestamptz + n * interval '1 ms', 'anna', 'a', 's' || n, '{}'
                 FROM generate_series(1, $2) AS n`;
  await postgres.owner.query(sql, [at, count]);
}
const sealAndSign = async (): Promise<void> => {
  const { db } = postgres;
  await sealTurn({ db, signKey, live: createLiveBus(), logger: silent, now });
  await checkpointNow({ db, signKey, now });
};
const turn = () => retentionTurn({ db: postgres.db, signKey, logger: silent, now });
const check = () => verifyChain(postgres.db, signKey.publicKey);

test('an old partition goes and leaves a signed tombstone across which the chain verifies', async () => {
  await entriesOf(monthsAgo(27), 70);
  await sealAndSign();
  await entriesOf(monthsAgo(26), 50);
  await sealAndSign();
  await entriesOf(monthsAgo(1), 30);
  await sealAndSign();
  const dropped = await turn();
  expect(dropped).toEqual([nameOf(monthsAgo(27)), nameOf(monthsAgo(26))]);
  expect(await partitions(postgres.db)).not.toContain(dropped[0]);
  await sealAndSign();
  expect(await check()).toMatchObject({ whole: true, entries: 152, droppedThrough: 120 });
  const { rows } = await postgres.db.query(
    `SELECT detail FROM audit.entries WHERE action = 'audit.dropped' ORDER BY id`,
  );
  expect(rows.map((row) => row['detail'].through)).toEqual([70, 120]);
});

test('checkpoints from before still prove that they were continued', async () => {
  const rows = await checkpointsAfter(postgres.db, 0, 100);
  const said = rows.map((row) => openAuditCheckpoint(row.envelope, signKey.publicKey));
  expect(said.map(({ position }) => position)).toEqual([70, 120, 150, 152]);
  const last = said.at(-1)!;
  for (const { position, root } of said) {
    const proof = await consistencyProof(postgres.db, position, last.position);
    const grown = { size: last.position, root: last.root };
    verifyConsistency({ size: position, root }, grown, proof!);
  }
});

test('a partition with an entry that is not sealed stays, and so do younger ones', async () => {
  await entriesOf(monthsAgo(28), 3);
  expect(await turn()).toEqual([]);
  await sealAndSign();
  expect(await check()).toMatchObject({ whole: true, entries: 155 });
  await entriesOf(monthsAgo(20), 2);
  await sealAndSign();
  // Its entries stand behind those of younger months: they go, and their hashes stay signed.
  expect(await turn()).toEqual([nameOf(monthsAgo(28))]);
  await sealAndSign();
  expect(await check()).toMatchObject({ whole: true, entries: 158, droppedThrough: 120 });
});

test.each([
  ['is younger than 730 days', 20, /younger than 730 days/],
  ['has no tombstone', 29, /has no tombstone/],
] as const)('the database itself keeps a partition that %s', async (_, months, reason) => {
  await entriesOf(monthsAgo(29), 2);
  await sealAndSign();
  const part = nameOf(monthsAgo(months));
  await expect(postgres.db.query('SELECT audit.drop_partition($1)', [part])).rejects.toThrow(
    reason,
  );
});

test('what was tampered with is not buried', async () => {
  const part = nameOf(monthsAgo(29));
  await postgres.owner.transaction(async (tx) => {
    await tx.query(`ALTER TABLE audit.${part} DISABLE TRIGGER USER`);
    await tx.query(`UPDATE audit.${part} SET actor = 'eve'`);
    await tx.query(`ALTER TABLE audit.${part} ENABLE TRIGGER USER`);
  });
  today = new Date(Date.now() + 86_400_000);
  await expect(turn()).rejects.toThrow(/broken at \d+; it is not dropped/);
  expect(await partitions(postgres.db)).toContain(part);
  expect(await check()).toMatchObject({ whole: false });
});
