import { generateKeyPair, openAuditCheckpoint, sealAuditCheckpoint } from '@eucora/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLiveBus } from '../../platform/live.ts';
import { silent, startTestDatabase, type TestDatabase } from '../../platform/testing.ts';
import { lastCheckpoint } from './chain-store.ts';
import { audit, checkpointNow, sealTurn } from './index.ts';
import { acknowledge, noteWitness, witnesses } from './witnesses.ts';

const signKey = generateKeyPair();
const now = (): Date => new Date();
let postgres: TestDatabase;
let envelope: Uint8Array;
beforeAll(async () => {
  postgres = await startTestDatabase();
  const { db } = postgres;
  for (const subject of ['a', 'b', 'c']) await audit(db, { actor: 'anna', action: 'x', subject });
  await sealTurn({ db, signKey, live: createLiveBus(), logger: silent, now });
  await checkpointNow({ db, signKey, now });
  envelope = (await lastCheckpoint(db))!.envelope;
});
afterAll(() => postgres[Symbol.asyncDispose]());

function tell(relayId: string, checkpoint: Uint8Array, contradicting = 0) {
  const witness = { position: 0, root: new Uint8Array(0), contradicting, checkpoint };
  const testimony = { relayId, siteId: 'hq', witness };
  return postgres.db.transaction((tx) => noteWitness(tx, testimony, signKey.publicKey, now()));
}
const contradictions = async (): Promise<string[]> => {
  const sql = `SELECT actor FROM audit.entries WHERE action = 'audit.contradicted' ORDER BY id`;
  return (await postgres.db.query<{ actor: string }>(sql)).rows.map((row) => row.actor);
};

test('a relay that holds what is here agrees', async () => {
  expect(await tell('honest', envelope)).toBeUndefined();
  expect(await witnesses(postgres.db)).toMatchObject([{ relayId: 'honest', fault: null }]);
});

test('a rewritten database is noticed against a relay’s checkpoint, and put on record once', async () => {
  const said = openAuditCheckpoint(envelope, signKey.publicKey);
  const other = sealAuditCheckpoint({ ...said, root: said.root.toReversed() }, signKey);
  expect(await tell('differs', other)).toMatch(/says otherwise here/);
  const longer = sealAuditCheckpoint({ ...said, position: said.position + 500 }, signKey);
  expect(await tell('ahead', longer)).toMatch(/the relay knows 503 entries, and 3 are here/);
  expect(await tell('saw', envelope, 2)).toMatch(/2 checkpoints that do not continue/);
  await tell('differs', other);
  expect(await contradictions()).toEqual(['relay:differs', 'relay:ahead', 'relay:saw']);
});

test('a relay can’t make a contradiction up: only what this hub signed counts', async () => {
  const said = openAuditCheckpoint(envelope, signKey.publicKey);
  const foreign = sealAuditCheckpoint({ ...said, position: 9_999 }, generateKeyPair());
  expect(await tell('liar', foreign)).toBeUndefined();
  expect((await contradictions()).length).toBe(3);
});

test('a contradiction that was explained stays so until the relay shows another', async () => {
  const deps = { db: postgres.db, now };
  const of = async (relayId: string) =>
    (await witnesses(postgres.db)).find((row) => row.relayId === relayId);
  await acknowledge(deps, 'ahead', 'restored from the backup of Monday', 'anna');
  const said = openAuditCheckpoint(envelope, signKey.publicKey);
  expect(await of('ahead')).toMatchObject({ acknowledgedBy: 'anna' });
  const again = acknowledge(deps, 'ahead', 'once more', 'anna');
  await expect(again).rejects.toMatchObject({ code: 'conflict' });
  const held = `SELECT checkpoint FROM audit.witnesses WHERE relay_id = 'ahead'`;
  const { checkpoint } = (await postgres.db.query<{ checkpoint: Buffer }>(held)).rows[0]!;
  await tell('ahead', checkpoint);
  expect(await of('ahead')).toMatchObject({
    fault: expect.stringContaining('503'),
    acknowledgedReason: 'restored from the backup of Monday',
  });
  await tell('ahead', sealAuditCheckpoint({ ...said, position: said.position + 900 }, signKey));
  expect(await of('ahead')).toMatchObject({ acknowledgedAt: null, acknowledgedReason: null });
});

test('who agrees, and who was never heard, can’t be explained away', async () => {
  const deps = { db: postgres.db, now };
  const fine = acknowledge(deps, 'honest', 'no reason', 'anna');
  await expect(fine).rejects.toMatchObject({ code: 'conflict' });
  const nobody = acknowledge(deps, 'nobody', 'no reason', 'anna');
  await expect(nobody).rejects.toMatchObject({ code: 'not_found' });
});
