import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPostgres } from './postgres.ts';

const state = { dir: '' };
beforeAll(async () => {
  state.dir = await mkdtemp(join(tmpdir(), 'eucora-postgres-'));
});
afterAll(() => rm(state.dir, { recursive: true, force: true }));

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

test('a committed row survives a killed server, and its leftovers are cleared', async () => {
  const dir = join(state.dir, 'killed');
  await using first = await startPostgres({ dir });
  await query(first.ownerUrl, 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (42)');
  // A backend that is busy does not notice the death of its postmaster by itself.
  const busy = new Client({ connectionString: first.ownerUrl });
  busy.on('error', () => undefined);
  await busy.connect();
  const spinning = busy
    .query('SELECT count(*) FROM generate_series(1, 1e9)')
    .then(() => 'answered')
    .catch(() => 'lost');
  process.kill(first.pid, 'SIGKILL');
  await first.exited;

  await using second = await startPostgres({ dir, port: first.port });
  expect(await spinning).toBe('lost');
  expect(await query(second.ownerUrl, 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
  expect(second.url).toBe(first.url);
});

test('a server that is still running for the cluster is stopped before the next start', async () => {
  const dir = join(state.dir, 'orphan');
  await using orphan = await startPostgres({ dir });
  await using next = await startPostgres({ dir });
  await orphan.exited;
  expect(await query(next.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('nobody gets in without the password, and the password is nobody else’s to read', async () => {
  const dir = join(state.dir, 'closed');
  await using server = await startPostgres({ dir });
  const wrong = new URL(server.url);
  wrong.password = 'guess';
  await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
  expect((await stat(join(dir, 'credentials.json'))).mode & 0o777).toBe(0o600);
  const hba = await readFile(join(dir, 'cluster', 'pg_hba.conf'), 'utf8');
  expect(hba).not.toMatch(/trust|peer/);
  await expect(query(server.ownerUrl, 'CREATE ROLE other SUPERUSER')).rejects.toThrow(/permission/);
});

test('the hub at work owns nothing and is not the owner', async () => {
  const dir = join(state.dir, 'roles');
  await using server = await startPostgres({ dir });
  expect(await query(server.url, 'SELECT current_user AS who')).toEqual([{ who: 'eucora_hub' }]);
  await query(server.ownerUrl, 'CREATE TABLE owned (n int)');
  for (const sql of ['SELECT * FROM owned', 'CREATE TABLE mine (n int)', 'SET ROLE eucora']) {
    await expect(query(server.url, sql)).rejects.toThrow(/permission denied/);
  }
});

test('a cluster of an earlier program gets the role at its next start', async () => {
  const dir = join(state.dir, 'earlier');
  {
    await using server = await startPostgres({ dir });
    const drop = 'DROP ROLE eucora_hub; DROP ROLE eucora_runtime';
    await query(server.superuserUrl, drop);
  }
  const file = join(dir, 'credentials.json');
  const { superuser, owner } = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ superuser, owner }));
  await rm(join(dir, 'runtime-role'));
  await using server = await startPostgres({ dir });
  expect(await query(server.url, 'SELECT current_user AS who')).toEqual([{ who: 'eucora_hub' }]);
});
