import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Database } from '../../platform/db.ts';
import { listen } from '../../platform/listen.ts';
import { whileOwner } from '../../platform/ownership.ts';
import { silent, startTestDatabase, type TestDatabase } from '../../platform/testing.ts';
import { KeptLogin, loginPath } from './database-login.ts';
import { Envelope } from './envelope.ts';
import { envelopeSource } from './envelope-sources.ts';
import { writeSealedFile } from './sealed-file.ts';

let database: TestDatabase;
let home: string;
let envelope: Envelope;
let url: string;

beforeAll(async () => {
  database = await startTestDatabase();
  await database.owner.query(`CREATE ROLE "hub ""login" LOGIN PASSWORD 'first'`);
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'eucora-login-'));
  const place = { kind: 'file', path: join(home, 'keys', 'envelope.key') } as const;
  envelope = await Envelope.open(envelopeSource(place));
  await database.owner.query(`ALTER ROLE "hub ""login" PASSWORD 'first'`);
  const address = new URL(database.url);
  address.username = 'hub "login';
  address.password = 'first';
  url = address.href;
  return () => rm(home, { recursive: true, force: true });
});

const open = (): Promise<KeptLogin> => KeptLogin.open({ url, home, envelope });

async function isLetIn(connectionString: string): Promise<boolean> {
  const client = new Client({ connectionString });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end();
  }
}
const backends = async (): Promise<Set<number>> => {
  const sql = `SELECT pid FROM pg_stat_activity WHERE usename = 'hub "login'`;
  return new Set((await database.owner.query<{ pid: number }>(sql)).rows.map(({ pid }) => pid));
};

test('the role has another password, and no request was lost meanwhile', async () => {
  const login = await open();
  await using db = new Database({ url, login, connectionsMax: 6 });
  const stop = new AbortController();
  const failures: unknown[] = [];
  const done = { queries: 0, transactions: 0, duties: 0 };
  let heard = 0;
  const onChange = (): number => (heard += 1);
  await using _ = listen({ url, login, channel: 'login_test', logger: silent, onChange });
  const repeat = async (work: () => Promise<unknown>, what: keyof typeof done): Promise<void> => {
    while (!stop.signal.aborted) {
      await work().then(
        () => (done[what] += 1),
        (error: unknown) => failures.push(error),
      );
    }
  };
  const work = [
    ...Array.from({ length: 8 }, () =>
      repeat(() => db.query('SELECT pg_sleep($1)', [0.002]), 'queries'),
    ),
    ...Array.from({ length: 4 }, () =>
      repeat(() => db.transaction((tx) => tx.query('SELECT pg_sleep(0.005)')), 'transactions'),
    ),
    repeat(() => whileOwner(db, 999, () => db.query('SELECT 1')), 'duties'),
  ];
  const before = await backends();
  const passwords = new Set<string>();
  for (let round = 0; round < 5; round += 1) {
    passwords.add(new URL(login.url()).password);
    await login.change(db);
    const during = done.queries;
    await expect.poll(() => done.queries).toBeGreaterThan(during + 20);
  }
  stop.abort();
  await Promise.all(work);
  expect(failures).toEqual([]);
  expect(Math.min(...Object.values(done))).toBeGreaterThan(0);
  expect(passwords.size).toBe(5);
  expect(await isLetIn(url)).toBe(false);
  expect(await isLetIn(login.url())).toBe(true);
  // Every connection was opened anew, the one that listens too, and it hears.
  await expect
    .poll(async () => [...(await backends())].filter((pid) => before.has(pid)))
    .toEqual([]);
  await expect.poll(() => heard).toBeGreaterThan(1);
  const until = heard;
  await expect
    .poll(async () => {
      await db.query('NOTIFY login_test');
      return heard;
    })
    .toBeGreaterThan(until);
});

test('the password is in no statement, and sealed on disk for its owner alone', async () => {
  const login = await open();
  const statements: string[] = [];
  await using db = new Database({ url, login });
  await login.change({
    query: (sql, values) => {
      statements.push(sql);
      return db.query(sql, values);
    },
  });
  const password = new URL(login.url()).password;
  expect(password).toHaveLength(32);
  expect(statements.join()).toMatch(/^ALTER ROLE "hub ""login" PASSWORD 'SCRAM-SHA-256\$4096:/);
  expect(statements.join()).not.toContain(password);
  expect(await readFile(loginPath(home), 'utf8')).not.toContain(password);
  expect((await stat(loginPath(home))).mode & 0o777).toBe(0o600);
});

test('a process that starts again, or never stopped, gets in with what is in force', async () => {
  const running = await open();
  await using db = new Database({ url, login: running });
  await db.query('SELECT 1');
  // Another process of the same home changes it, as a command does.
  const other = await open();
  await using otherDb = new Database({ url, login: other });
  await other.change(otherDb);
  await using fresh = new Database({ url, login: running });
  await fresh.query('SELECT 1');
  expect(running.url()).toBe(other.url());
  expect(await isLetIn((await open()).url())).toBe(true);
});

test.each([
  ['before the server was told', ['never-told', 'first']],
  ['after it was told, before that was noted', ['first', 'long-ago']],
  ['and an administrator set the configured one again', ['long-ago', 'longer-ago']],
])('stopped %s, it still gets in', async (_, passwords) => {
  const content = Buffer.from(JSON.stringify({ user: 'hub "login', passwords }));
  await writeSealedFile(loginPath(home), 'database login', content, envelope);
  const login = await open();
  await using db = new Database({ url, login });
  const results = await Promise.all(Array.from({ length: 8 }, () => db.query('SELECT 1 AS one')));
  expect(results.every(({ rows }) => rows[0]?.['one'] === 1)).toBe(true);
  expect(await isLetIn(await (await open()).workingUrl())).toBe(true);
  await login.change(db);
  expect(await isLetIn((await open()).url())).toBe(true);
});

test('passwords of another role are not tried', async () => {
  const content = Buffer.from(JSON.stringify({ user: 'other', passwords: ['x'] }));
  await writeSealedFile(loginPath(home), 'database login', content, envelope);
  expect((await open()).url()).toBe(url);
});

test('the file follows the envelope key', async () => {
  const login = await open();
  await using db = new Database({ url, login });
  await login.change(db);
  const inForce = login.url();
  await envelope.replace();
  await login.rewrap();
  await envelope.replace(); // the first key is gone now
  expect((await open()).url()).toBe(inForce);
});

test('a password that nobody has is told as such, within its bound', async () => {
  const wrong = new URL(url);
  wrong.password = 'wrong';
  const login = await KeptLogin.open({ url: wrong.href, home, envelope });
  await using db = new Database({ url: wrong.href, login });
  await expect(db.query('SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  expect(await login.workingUrl()).toBe(wrong.href);
});
