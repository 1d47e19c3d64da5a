import { generateKeyPair } from '@eucora/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditRoleFault, checkAuditRole } from '../../platform/database-roles.ts';
import { createLiveBus } from '../../platform/live.ts';
import { silent, startTestDatabase, type TestDatabase } from '../../platform/testing.ts';
import { audit, sealTurn } from './index.ts';

let postgres: TestDatabase;
beforeAll(async () => {
  postgres = await startTestDatabase();
  const { db } = postgres;
  const now = (): Date => new Date();
  await audit(db, { actor: 'anna', action: 'a', subject: 's' });
  const signKey = generateKeyPair();
  await sealTurn({ db, signKey, live: createLiveBus(), logger: silent, now });
});
afterAll(() => postgres[Symbol.asyncDispose]());

describe('the role of a hub at work', () => {
  test.each([
    ['change an entry', `UPDATE audit.entries SET actor = 'eve'`],
    ['place an entry itself', 'UPDATE audit.chain SET position = 7'],
    ['take places away', 'DELETE FROM audit.chain'],
    ['truncate the chain', 'TRUNCATE audit.chain'],
    ['delete entries', 'DELETE FROM audit.entries'],
    ['truncate entries', 'TRUNCATE audit.entries'],
    ['file an entry elsewhere', `UPDATE audit.chain SET site = 'x', actor = 'eve'`],
    ['insert a place', `INSERT INTO audit.chain VALUES (9, 9, now(), '\\x00')`],
    [
      'date an entry back',
      `INSERT INTO audit.entries (at, actor, action, subject, detail)
                            VALUES ('2020-01-01', 'eve', 'a', 's', '{}')`,
    ],
    ['move the head', 'UPDATE audit.head SET position = 0'],
    ['delete checkpoints', 'DELETE FROM audit.checkpoints'],
    ['delete tree nodes', 'DELETE FROM audit.nodes'],
    ['delete tombstones', 'TRUNCATE audit.tombstones'],
    ['disable triggers', 'ALTER TABLE audit.entries DISABLE TRIGGER USER'],
    ['drop the record', 'DROP TABLE audit.entries CASCADE'],
    [
      'replace the sealing function',
      `CREATE OR REPLACE FUNCTION audit.seal(int8[], timestamptz, timestamptz, bytea, text[],
       text[], bytea[], int8, jsonb) RETURNS int8 LANGUAGE sql AS 'SELECT 1::int8'`,
    ],
    ['make tables', 'CREATE TABLE public.mine (n int)'],
    ['become the owner', 'SET ROLE postgres'],
  ])('may not %s', async (_, sql) => {
    await expect(postgres.db.query(sql)).rejects.toMatchObject({ code: '42501' });
  });

  test('may not seal an entry twice, nor one that is not there', async () => {
    const hash = Buffer.alloc(32);
    const again = `SELECT audit.seal(ARRAY[id], at, at, $1, '{NULL}', '{NULL}', '{}', 1, '[]')
                     FROM audit.chain WHERE position = 1`;
    await expect(postgres.db.query(again, [hash])).rejects.toMatchObject({ code: '23505' });
    const absent = `SELECT audit.seal('{99}', now(), now(), $1, '{NULL}', '{NULL}', '{}', 1, '[]')`;
    await expect(postgres.db.query(absent, [hash])).rejects.toThrow(/0 of 1 entries are there/);
  });

  test('is what a hub asks for at its start', async () => {
    expect(await auditRoleFault(postgres.db)).toBeUndefined();
    await expect(checkAuditRole(postgres.owner)).rejects.toThrow(
      /owns audit\.\w+; name a login there that is only a member of eucora_runtime/,
    );
  });

  test('is found out when somebody grants it more', async () => {
    await postgres.owner.query('GRANT DELETE ON audit.checkpoints TO eucora_hub');
    expect(await auditRoleFault(postgres.db)).toMatch(/may change audit\.checkpoints/);
    await postgres.owner.query('REVOKE DELETE ON audit.checkpoints FROM eucora_hub');
  });
});
