import { afterAll, beforeAll, expect, it } from 'vitest';
import { whileOwner } from './ownership.ts';
import { startTestDatabase, type TestDatabase } from './testing.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

it('one of two does a duty, the other may when it is done', async () => {
  const { db } = database;
  const inner = await whileOwner(db, 1, () => whileOwner(db, 1, async () => 'both'));
  expect(inner).toBeUndefined();
  expect(await whileOwner(db, 1, () => whileOwner(db, 2, async () => 'other'))).toBe('other');
  await expect(whileOwner(db, 1, () => Promise.reject(new Error('work')))).rejects.toThrow('work');
  expect(await whileOwner(db, 1, async () => 'again')).toBe('again');
});

it('tells the work when the connection that holds the duty is lost', async () => {
  const { db } = database;
  const reason = await whileOwner(db, 3, async (owned) => {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    owned.addEventListener('abort', () => resolve(owned.reason));
    await db.query(`SELECT pg_terminate_backend(pid) FROM pg_locks
                     WHERE locktype = 'advisory' AND objid = 3`);
    return promise;
  });
  expect(String(reason)).toMatch(/terminat/);
  expect(await whileOwner(db, 3, async () => 'again')).toBe('again');
});
