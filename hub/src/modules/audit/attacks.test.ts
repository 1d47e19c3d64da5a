import {
  generateKeyPair,
  MerkleFrontier,
  merkleLeaf,
  openAuditCheckpoint,
  sealAuditCheckpoint,
  type AuditCheckpointStatement,
} from '@eucora/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Database } from '../../platform/db.ts';
import { createLiveBus } from '../../platform/live.ts';
import { migrate } from '../../platform/migrate.ts';
import { silent, startTestDatabase, type TestDatabase } from '../../platform/testing.ts';
import { lastCheckpoint, sealedAfter } from './chain-store.ts';
import { chainHash, genesisHash } from './entry.ts';
import { audit, checkpointNow, sealTurn, verifyChain } from './index.ts';

/*
 * Somebody with every right on the database (the owner's password, a superuser, the disk) and
 * without the hub's key. The triggers hold nobody like that; what holds is that it shows.
 */

const signKey = generateKeyPair();
let server: TestDatabase;
let template: string;
let copies = 0;
let owner: Database | undefined;
let kept: AuditCheckpointStatement;
const entriesMade = 40;

/** A sealed record of forty entries, as a template: each test has a copy to spoil. */
beforeAll(async () => {
  server = await startTestDatabase();
  const url = await server.empty();
  template = new URL(url).pathname.slice(1);
  await migrate(url, silent);
  await using db = new Database({ url, connectionsMax: 3 });
  for (let i = 1; i <= entriesMade; i += 1) {
    const detail = { amount: i };
    await audit(db, { actor: 'anna', action: 'site.create', subject: `s${i}`, detail });
  }
  await sealTurn({ db, signKey, live: createLiveBus(), logger: silent, now });
  await checkpointNow({ db, signKey, now });
  kept = openAuditCheckpoint((await lastCheckpoint(db))!.envelope, signKey.publicKey);
});
beforeEach(async () => {
  await owner?.[Symbol.asyncDispose]();
  copies += 1;
  await server.owner.query(`CREATE DATABASE copy_${copies} TEMPLATE ${template}`);
  const url = new URL(`copy_${copies}`, server.ownerUrl).href;
  owner = new Database({ url, connectionsMax: 3 });
});
afterAll(async () => {
  await owner?.[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const now = (): Date => new Date();
const own = (): Database => owner!;
const check = (against?: AuditCheckpointStatement) =>
  verifyChain(own(), signKey.publicKey, { against });

/** As the owner can: with the triggers off. */
const tamper = (...statements: string[]): Promise<void> =>
  own().transaction(async (tx) => {
    const tables = ['entries', 'checkpoints', 'nodes', 'tombstones'];
    const partitions = await tx.query<{ name: string }>(
      `SELECT relid::regclass::text AS name FROM pg_partition_tree('audit.entries') WHERE isleaf`,
    );
    const all = [...tables.map((name) => `audit.${name}`), ...partitions.rows.map((r) => r.name)];
    for (const name of all) await tx.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`);
    for (const statement of statements) await tx.query(statement);
    for (const name of all) await tx.query(`ALTER TABLE ${name} ENABLE TRIGGER USER`);
  });

/** Chains everything anew from a position on, as if it had always been so. */
async function rechain(): Promise<void> {
  const frontier = new MerkleFrontier();
  let hash: Uint8Array = genesisHash;
  const statements: string[] = [];
  for (const row of await sealedAfter(own(), 0, 1_000)) {
    hash = chainHash(hash, { ...row, position: frontier.size + 1 });
    frontier.append(merkleLeaf(hash));
    const hex = Buffer.from(hash).toString('hex');
    statements.push(`UPDATE audit.entries SET position = ${frontier.size},
                            hash = decode('${hex}', 'hex') WHERE id = ${row.id}`);
  }
  await tamper(...statements);
}

describe('forged audit row', () => {
  test('a row that was changed is named', async () => {
    await tamper(`UPDATE audit.entries SET detail = '{"amount": 1000}' WHERE position = 17`);
    expect(await check()).toEqual({
      whole: false,
      position: 17,
      reason: 'an entry was changed',
    });
  });

  test('a row that is given another hash breaks the one behind it', async () => {
    await tamper(
      `UPDATE audit.entries SET hash = decode(repeat('ab', 32), 'hex') WHERE position = 9`,
    );
    expect(await check()).toMatchObject({ whole: false, position: 9 });
  });

  test('a row that was never written by the hub is named', async () => {
    await tamper(`INSERT INTO audit.entries (actor, action, subject, detail, position, hash)
                  VALUES ('eve', 'site.create', 'x', '{}', ${entriesMade + 1},
                          decode(repeat('cd', 32), 'hex'))`);
    expect(await check()).toMatchObject({ whole: false, position: entriesMade + 1 });
  });

  test('a row with the place of another is named', async () => {
    await tamper(`INSERT INTO audit.entries (actor, action, subject, detail, position, hash)
                  VALUES ('eve', 'site.create', 'x', '{}', 5, decode(repeat('cd', 32), 'hex'))`);
    expect(await check()).toMatchObject({ whole: false, position: 5 });
  });

  test('a row in the middle that is gone is named', async () => {
    await tamper('DELETE FROM audit.entries WHERE position = 23');
    expect(await check()).toMatchObject({ position: 23, reason: 'an entry is missing' });
  });
});

describe('truncated audit chain', () => {
  test('a tail that is gone is named by the checkpoint that knew it', async () => {
    await tamper('DELETE FROM audit.entries WHERE position > 30');
    expect(await check()).toMatchObject({
      whole: false,
      position: 31,
      reason: expect.stringMatching(/a signed checkpoint knows 40 entries/),
    });
  });

  test('with its checkpoints gone too it is named by one that was kept elsewhere', async () => {
    await tamper(
      'DELETE FROM audit.entries WHERE position > 30',
      'DELETE FROM audit.checkpoints WHERE position > 30',
    );
    expect(await check()).toMatchObject({ whole: true, entries: 30 });
    expect(await check(kept)).toMatchObject({
      whole: false,
      position: 31,
      reason: expect.stringMatching(/the given checkpoint knows 40 entries/),
    });
  });

  test('a beginning that is gone needs a tombstone by the hub', async () => {
    await tamper('DELETE FROM audit.entries WHERE position <= 10');
    expect(await check()).toMatchObject({ position: 1, reason: 'an entry is missing' });
    const forged = sealAuditCheckpoint(kept, generateKeyPair());
    await tamper(`INSERT INTO audit.tombstones (partition, through, at, envelope)
                  VALUES ('entries_202001', 10, now(),
                    decode('${Buffer.from(forged).toString('hex')}', 'hex'))`);
    expect(await check()).toMatchObject({ reason: expect.stringMatching(/not by this hub/) });
  });
});

describe('rewritten database', () => {
  test('a chain that was computed anew contradicts its own checkpoints', async () => {
    await tamper(`UPDATE audit.entries SET actor = 'eve' WHERE position = 12`);
    await rechain();
    expect(await check()).toMatchObject({
      whole: false,
      reason: 'a signed checkpoint says otherwise',
    });
  });

  test('without any checkpoint it contradicts the one that was kept elsewhere', async () => {
    await tamper(`UPDATE audit.entries SET actor = 'eve' WHERE position = 12`);
    await rechain();
    await tamper('DELETE FROM audit.checkpoints');
    expect(await check()).toMatchObject({ whole: true });
    expect(await check(kept)).toMatchObject({
      whole: false,
      position: entriesMade,
      reason: 'the given checkpoint says otherwise',
    });
  });

  test('without any checkpoint it contradicts the one that a relay holds, until explained', async () => {
    const { envelope } = (await lastCheckpoint(own()))!;
    const held = `INSERT INTO audit.witnesses (relay_id, site_id, position, seen_at, checkpoint)
                  VALUES ('r1', 'hq', $1, now(), $2)`;
    await own().query(held, [entriesMade, envelope]);
    expect(await check()).toMatchObject({ whole: true, held: 1 });
    await tamper(`UPDATE audit.entries SET actor = 'eve' WHERE position = 12`);
    await rechain();
    await tamper('DELETE FROM audit.checkpoints');
    const reason = 'the checkpoint that relay r1 holds says otherwise';
    expect(await check()).toEqual({ whole: false, position: entriesMade, reason });
    await tamper('DELETE FROM audit.entries WHERE position > 30');
    expect(await check()).toMatchObject({
      position: 31,
      reason: 'the chain ends here, and the checkpoint that relay r1 holds knows 40 entries',
    });
    await own().query('UPDATE audit.witnesses SET acknowledged_at = now()');
    expect(await check()).toMatchObject({ whole: true, entries: 30, held: 0 });
  });

  test('checkpoints by another key vouch for nothing', async () => {
    const forged = Buffer.from(sealAuditCheckpoint(kept, generateKeyPair())).toString('hex');
    await tamper(`UPDATE audit.checkpoints SET envelope = decode('${forged}', 'hex')`);
    expect(await check()).toMatchObject({
      whole: false,
      reason: expect.stringMatching(/otherwise/),
    });
  });
});
