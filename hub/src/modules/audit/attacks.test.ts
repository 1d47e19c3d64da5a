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
import { verifyPart } from './verify-part.ts';
import { acknowledge } from './witnesses.ts';

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

/** As a superuser can: with the triggers off. */
const tamper = (...statements: string[]): Promise<void> =>
  own().transaction(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = 'replica'`);
    for (const statement of statements) await tx.query(statement);
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
    statements.push(`UPDATE audit.chain SET position = ${frontier.size},
                            hash = decode('${hex}', 'hex') WHERE id = ${row.id}`);
  }
  await tamper(...statements, refiled);
}
/** Everything is found under what it says now. */
const refiled = `
  UPDATE audit.chain AS c
     SET actor = e.actor, action = e.action, subject = e.subject, site = e.subject, outcome = NULL
    FROM audit.entries AS e WHERE e.id = c.id`;
const at = (position: number): string =>
  `id = (SELECT id FROM audit.chain WHERE position = ${position})`;
/** An entry with a place that no hub gave it. */
const forgedAt = (position: number): string => `
  WITH e AS (INSERT INTO audit.entries (actor, action, subject, detail)
             VALUES ('eve', 'site.create', 'x', '{}') RETURNING id, at)
  INSERT INTO audit.chain (position, id, at, hash, actor, action, subject, site)
  SELECT ${position}, id, at, decode(repeat('cd', 32), 'hex'), 'eve', 'site.create', 'x', 'x'
    FROM e`;
const cutAfter30 = [
  'DELETE FROM audit.entries WHERE id IN (SELECT id FROM audit.chain WHERE position > 30)',
  'DELETE FROM audit.chain WHERE position > 30',
];
const seal = () => sealTurn({ db: own(), signKey, live: createLiveBus(), logger: silent, now });

describe('forged audit row', () => {
  test('a row that was changed is named', async () => {
    await tamper(`UPDATE audit.entries SET detail = '{"amount": 1000}' WHERE ${at(17)}`);
    expect(await check()).toEqual({
      whole: false,
      position: 17,
      reason: 'an entry was changed',
    });
  });

  test('a row that is given another hash breaks the one behind it', async () => {
    await tamper(
      `UPDATE audit.chain SET hash = decode(repeat('ab', 32), 'hex') WHERE position = 9`,
    );
    expect(await check()).toMatchObject({ whole: false, position: 9 });
  });

  test('a row that was never written by the hub is named', async () => {
    await tamper(forgedAt(entriesMade + 1));
    expect(await check()).toMatchObject({ whole: false, position: entriesMade + 1 });
  });

  test('a row with the place of another is named', async () => {
    await tamper(forgedAt(5));
    expect(await check()).toMatchObject({ whole: false, position: 5 });
  });

  test('a row in the middle that is gone is named', async () => {
    await tamper(`DELETE FROM audit.entries WHERE ${at(23)}`);
    expect(await check()).toMatchObject({ position: 23, reason: 'an entry is missing' });
  });

  test('a row that lost its place is named', async () => {
    await tamper('DELETE FROM audit.chain WHERE position = 23');
    expect(await check()).toMatchObject({ position: 23, reason: 'an entry is missing' });
  });

  test.each([
    ['actor', `'eve'`],
    ['action', 'NULL'],
    ['subject', `'s9'`],
    ['site', `'elsewhere'`],
    ['outcome', `'refused'`],
  ])('a row that is found under another %s is named', async (column, value) => {
    await tamper(`UPDATE audit.chain SET ${column} = ${value} WHERE position = 8`);
    expect(await check()).toMatchObject({
      position: 8,
      reason: expect.stringMatching(/is filed under/),
    });
    await tamper(refiled);
    expect(await check()).toMatchObject({ whole: true });
  });
});

describe('swapped audit rows', () => {
  test('places that were exchanged are named at the first', async () => {
    await tamper('UPDATE audit.chain SET position = 14 - position WHERE position IN (5, 9)');
    expect(await check()).toMatchObject({ position: 5, reason: 'an entry was changed' });
  });

  test('so are rows that were exchanged below their places', async () => {
    await tamper(`UPDATE audit.entries AS e SET subject = o.subject, detail = o.detail
                    FROM audit.chain AS c, audit.chain AS d, audit.entries AS o
                   WHERE c.id = e.id AND c.position IN (5, 9)
                     AND d.position = 14 - c.position AND o.id = d.id`);
    expect(await check()).toMatchObject({ position: 5, reason: 'an entry was changed' });
  });
});

describe('audit row with an old time', () => {
  const old = `INSERT INTO audit.entries (at, actor, action, subject, detail)
               VALUES ('2020-01-01', 'eve', 'site.create', 'x', '{}')`;

  test('below what the sealer has looked at it stands outside of the chain', async () => {
    await tamper(old.replace('(at,', '(id, at,').replace('VALUES (', 'VALUES (0, '));
    expect(await seal()).toBe(0);
    expect(await check()).toEqual({
      whole: false,
      position: entriesMade + 1,
      reason: 'the entry with the id 0 stands outside of the chain',
    });
  });

  test('above it is sealed, and told as dated back by the checkpoints before it', async () => {
    await tamper(old);
    expect(await seal()).toBe(1);
    const found = { datedBack: 1, datedBackAt: entriesMade + 1 };
    expect(await check()).toMatchObject({ whole: true, ...found });
    const part = await verifyPart(own(), signKey.publicKey, { after: entriesMade });
    expect(part).toMatchObject({ whole: true, isLast: true, ...found });
  });
});

describe('truncated audit chain', () => {
  test('a tail that is gone is named by the checkpoint that knew it', async () => {
    await tamper(...cutAfter30);
    expect(await check()).toMatchObject({
      whole: false,
      position: 31,
      reason: expect.stringMatching(/a signed checkpoint knows 40 entries/),
    });
  });

  test('with its checkpoints gone too it is named by one that was kept elsewhere', async () => {
    await tamper(...cutAfter30, 'DELETE FROM audit.checkpoints WHERE position > 30');
    expect(await check()).toMatchObject({ whole: true, entries: 30 });
    expect(await check(kept)).toMatchObject({
      whole: false,
      position: 31,
      reason: expect.stringMatching(/the given checkpoint knows 40 entries/),
    });
  });

  test('a beginning that is gone needs a tombstone by the hub', async () => {
    await tamper('DELETE FROM audit.chain WHERE position <= 10');
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
    await tamper(`UPDATE audit.entries SET actor = 'eve' WHERE ${at(12)}`);
    await rechain();
    expect(await check()).toMatchObject({
      whole: false,
      reason: 'a signed checkpoint says otherwise',
    });
  });

  test('without any checkpoint it contradicts the one that was kept elsewhere', async () => {
    await tamper(`UPDATE audit.entries SET actor = 'eve' WHERE ${at(12)}`);
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
    await tamper(`UPDATE audit.entries SET actor = 'eve' WHERE ${at(12)}`);
    await rechain();
    await tamper('DELETE FROM audit.checkpoints');
    const reason = 'the checkpoint that relay r1 holds says otherwise';
    expect(await check()).toEqual({ whole: false, position: entriesMade, reason });
    await tamper(...cutAfter30);
    expect(await check()).toMatchObject({
      position: 31,
      reason: 'the chain ends here, and the checkpoint that relay r1 holds knows 40 entries',
    });
    // A mark in the table explains nothing, whoever has the right to set it.
    await tamper(`UPDATE audit.witnesses SET acknowledged_at = now() - interval '3 years',
                    acknowledged_by = 'anna', acknowledged_reason = 'all is well', fault = 'x'`);
    expect(await check()).toMatchObject({
      whole: false,
      reason: expect.stringMatching(/marked as explained, and no sealed entry explains it/),
    });
    // As after a restore: the hub goes on from what is there, and a person says why.
    await tamper('DELETE FROM audit.head');
    await acknowledge({ db: own(), now }, 'r1', 'restored from the backup of Monday', 'anna');
    expect(await check()).toMatchObject({ whole: false });
    expect(await seal()).toBe(1);
    expect(await check()).toMatchObject({ whole: true, entries: 31, held: 0 });
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
