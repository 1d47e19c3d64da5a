import {
  generateKeyPair,
  MerkleFrontier,
  merkleLeaf,
  openAuditCheckpoint,
  sealAuditCheckpoint,
} from '@eucora/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Database } from '../../platform/db.ts';
import { createLiveBus } from '../../platform/live.ts';
import { knownMigrations, migrate } from '../../platform/migrate.ts';
import { silent, startTestDatabase, type TestDatabase } from '../../platform/testing.ts';
import { lastCheckpoint } from './chain-store.ts';
import { chainHash, genesisHash } from './entry.ts';
import { checkpointNow, sealTurn, verifyChain } from './index.ts';
import { retentionTurn } from './retention.ts';
import { listEntries, unsealedState } from './store.ts';

/*
 * An installation whose entries hold their own places, as they did before the chain had a table of
 * its own: some of them of months that are over, one not sealed, with a checkpoint that a relay has.
 */

const signKey = generateKeyPair();
const now = (): Date => new Date();
let server: TestDatabase;
let owner: Database;
let kept: Uint8Array;
let unsealedId: number;
const oldMonth = new Date(Date.UTC(now().getUTCFullYear() - 3, 2, 10));

type OldRow = {
  id: number;
  at: Date;
  actor: string;
  action: string;
  subject: string;
  detail: unknown;
};

beforeAll(async () => {
  server = await startTestDatabase();
  const url = await server.empty();
  const moved = (await knownMigrations()).findIndex((name) => name.endsWith('_audit-chain'));
  await migrate(url, silent, moved);
  owner = new Database({ url, connectionsMax: 3 });
  await writeOldForm();
  await migrate(url, silent);
}, 60_000);
afterAll(async () => {
  await owner[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

async function writeOldForm(): Promise<void> {
  await owner.query('SELECT audit.ensure_partitions($1::date, 1)', [oldMonth]);
  const insert = `INSERT INTO audit.entries (at, actor, action, subject, detail)
                  SELECT $1::timestamptz + n * interval '1 s', 'anna',
                         CASE WHEN n % 3 = 0 THEN 'segment.refused' ELSE 'user.create' END,
                         's' || n, '{"n": 1}' FROM generate_series(1, 30) AS n`;
  await owner.query(insert, [oldMonth]);
  await owner.query(insert, [now()]);
  const columns = 'id, at, actor, action, subject, detail';
  const { rows } = await owner.query<OldRow>(`SELECT ${columns} FROM audit.entries ORDER BY id`);
  const waiting = rows.splice(50, 1)[0]!;
  unsealedId = waiting.id;
  const frontier = new MerkleFrontier();
  let hash: Uint8Array = genesisHash;
  const hashes = rows.map((row, i) => {
    hash = chainHash(hash, { ...row, position: i + 1 });
    frontier.append(merkleLeaf(hash));
    return Buffer.from(hash);
  });
  const seal = 'SELECT audit.seal($1::int8[], $2::timestamptz[], $3::bytea[], $4::bytea[])';
  const ids = rows.map((row) => row.id);
  const roots = frontier.roots.map((root) => Buffer.from(root));
  await owner.query(seal, [ids, rows.map((row) => row.at), hashes, roots]);
  const statement = { position: rows.length, hash, root: frontier.root, issuedMs: Date.now() };
  kept = sealAuditCheckpoint(statement, signKey);
  const checkpoint =
    'INSERT INTO audit.checkpoints (position, at, envelope) VALUES ($1, now(), $2)';
  await owner.query(checkpoint, [rows.length, Buffer.from(kept)]);
}

const check = () =>
  verifyChain(owner, signKey.publicKey, { against: openAuditCheckpoint(kept, signKey.publicKey) });
const seal = () => sealTurn({ db: owner, signKey, live: createLiveBus(), logger: silent, now });

test('a chain that was moved verifies, by itself and against a checkpoint of before', async () => {
  expect(await check()).toMatchObject({ whole: true, entries: 59, checkpoints: 1 });
});

test('what was not sealed is sealed next, and only that', async () => {
  expect((await unsealedState(owner)).count).toBe(1);
  expect(await seal()).toBe(1);
  expect(await seal()).toBe(0);
  const last = await listEntries(owner, {}, null, 100);
  expect(last.find((row) => row.position === 60)?.id).toBe(unsealedId);
  expect(await check()).toMatchObject({ whole: true, entries: 60 });
  await checkpointNow({ db: owner, signKey, now });
  expect((await lastCheckpoint(owner))?.position).toBe(60);
});

test('entries are found as before, by site and by outcome', async () => {
  const refused = await listEntries(owner, { outcome: 'refused' }, null, 100);
  expect(refused).toHaveLength(20);
  expect(refused.map((row) => row.site)).toEqual(refused.map((row) => row.subject));
  expect(await listEntries(owner, { site: 's3' }, null, 100)).toHaveLength(2);
  expect(await listEntries(owner, { outcome: 'done' }, null, 100)).toHaveLength(40);
  expect(await listEntries(owner, { actor: 'anna', action: 'user' }, null, 100)).toHaveLength(40);
  expect(await listEntries(owner, { subject: 's4' }, null, 100)).toHaveLength(2);
});

test('a month of before is dropped with its part of the chain, and the rest verifies', async () => {
  const [month] = oldMonth.toISOString().replace('-', '').split('-');
  expect(await retentionTurn({ db: owner, signKey, logger: silent, now })).toEqual([
    `entries_${month}`,
  ]);
  expect(await seal()).toBe(1);
  expect(await check()).toMatchObject({ whole: true, entries: 61, droppedThrough: 30 });
  const left = await owner.query(`SELECT to_regclass('audit.chain_${month}') AS part`);
  expect(left.rows).toEqual([{ part: null }]);
});

test('nobody may write into an entry, nor into what it is found by', async () => {
  for (const update of [
    `UPDATE audit.entries SET actor = 'x'`,
    `UPDATE audit.chain SET site = 'x'`,
  ]) {
    await expect(owner.query(update)).rejects.toThrow(/append-only/);
  }
});
