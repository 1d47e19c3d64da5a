import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Database } from '../platform/db.ts';
import { loadHubKeys } from '../platform/keys.ts';
import { migrate } from '../platform/migrate.ts';
import { silent, startTestDatabase, type TestDatabase } from '../platform/testing.ts';
import { backUp, copiedSigningKey, copySigningKey, restore } from './index.ts';

// A rotation since the newest backup, and then the machine is lost.

let server: TestDatabase;
let folder: string;
beforeAll(async () => {
  server = await startTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'eucora-copies-'));
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});
const now = (): Date => new Date();
const emptyDatabase = async (): Promise<Database> =>
  new Database({ url: await server.empty(), connectionsMax: 3 });

test('the key comes back from beside the backups, and no other is named in its place', async () => {
  const [home, backups] = [join(folder, 'home'), join(folder, 'backups')];
  const keys = await loadHubKeys(home);
  await using db = await emptyDatabase();
  await migrate(db.url, silent);
  await db.query(`INSERT INTO secrets.rotations (name, last_at)
                  VALUES ('hub-signing-key', '2020-01-01')`);
  await backUp({ db, home, keys, now }, backups);
  const first = keys.sign.successor(now());
  await copySigningKey(backups, first);
  // One that came to nothing, and the one that is used.
  const next = keys.sign.successor(now());
  await copySigningKey(backups, next);
  await keys.sign.adopt(next);
  expect((await copiedSigningKey(backups))?.text).toBe(next.text);

  await rm(home, { recursive: true });
  await using lost = await emptyDatabase();
  const restored = await restore({ db: lost, home, now, logger: silent }, backups);
  expect(restored.keys.sign.text).toBe(next.text);
  // The first key, which the backup holds, is destroyed once more.
  expect(await readdir(join(home, 'keys'))).not.toContain('sign.key');
  // Were the copy lost, too, the calendar would name another successor at once: it waits.
  const sql = `SELECT last_at > now() - interval '1 hour' AS waits FROM secrets.rotations`;
  expect((await lost.query(sql)).rows).toEqual([{ waits: true }]);
}, 60_000);

test('a folder without copies has none', async () => {
  expect(await copiedSigningKey(join(folder, 'nowhere'))).toBeUndefined();
});
