import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { loadHubKeys } from '../platform/keys.ts';
import { createMetrics } from '../platform/metrics.ts';
import { silent, startTestDatabase, type TestDatabase } from '../platform/testing.ts';
import { openBackup } from './backup-files.ts';
import { BackupDamagedError, verifyBackup } from './backup-verify.ts';
import { BackupWork } from './scheduled-backups.ts';

const hour = 3_600_000;
let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eucora-backups-'));
  return () => rm(folder, { recursive: true, force: true });
});

/** Backups every hour of which two stay, and a clock that is moved. */
async function scene() {
  const home = join(folder, 'home');
  const dir = join(folder, 'backups');
  const keys = await loadHubKeys(home);
  const clock = { ms: Date.parse('2026-11-24T12:00:00Z') };
  const metrics = createMetrics();
  const now = (): Date => new Date(clock.ms);
  const policy = { intervalMs: hour, keepCount: 2, keepMs: 0 };
  const { db } = database;
  const work = new BackupWork({ db, home, keys, dir, policy, metrics, now, logger: silent });
  const metric = async (name: string): Promise<number | undefined> =>
    (await metrics.getSingleMetric(name)?.get())?.values[0]?.value;
  const names = async (): Promise<string[]> => (await work.state()).backups.map((b) => b.name);
  const audited = async (action: string): Promise<number> => {
    const sql = 'SELECT count(*) AS n FROM audit.entries WHERE action = $1';
    return (await db.query<{ n: number }>(sql, [action])).rows[0]!.n;
  };
  return { home, dir, clock, work, metric, names, audited };
}

test('one is taken when it is due and not before, and only so many stay', async () => {
  const { dir, clock, work, metric, names } = await scene();
  await work.turn();
  expect(await names()).toEqual([]);
  for (const at of ['12:10', '13:10', '14:10']) {
    clock.ms = Date.parse(`2026-11-24T${at}:00Z`);
    await work.turn();
    await work.turn();
  }
  expect(await names()).toEqual(['20261124T141000000Z', '20261124T131000000Z']);
  expect(await metric('eucora_backup_last_good_timestamp_seconds')).toBe(clock.ms / 1_000);
  expect(await work.state()).toMatchObject({ failure: null, nextAtMs: clock.ms + hour });
  const { index } = await openBackup(dir);
  expect(index.tables.find(({ name }) => name === 'audit.entries')?.rows).toBeGreaterThan(0);
});

test('a failure is told, counted and tried again, and costs no older backup', async () => {
  const { home, dir, clock, work, metric, names, audited } = await scene();
  clock.ms += hour;
  await work.turn();
  const before = await names();
  const told = await audited('backup.failed');
  clock.ms += hour;
  await rename(join(home, 'keys'), join(home, 'away'));
  await writeFile(join(home, 'keys'), 'no folder');
  await work.turn();
  await work.turn();
  expect((await work.state()).failure?.message).toMatch(/ENOTDIR/);
  expect(await metric('eucora_backup_failing')).toBe(1);
  expect(await metric('eucora_backup_failures_total')).toBe(1);
  expect((await audited('backup.failed')) - told).toBe(1);
  expect(await readdir(dir)).toEqual(before);
  await rm(join(home, 'keys'));
  await rename(join(home, 'away'), join(home, 'keys'));
  clock.ms += 60_000;
  await work.turn();
  expect((await work.state()).failure).toBeNull();
  expect(await metric('eucora_backup_failing')).toBe(0);
  expect(await names()).toEqual(['20261124T140100000Z', ...before]);
});

test('a backup that does not read as it was written is none', async () => {
  const { dir, clock, work } = await scene();
  clock.ms += hour;
  await work.turn();
  const { dir: made, index } = await openBackup(dir);
  await verifyBackup(made, index);
  const table = index.tables.find(({ rows }) => rows > 0)!;
  const short = { ...index, tables: [{ ...table, rows: table.rows + 1 }] };
  await expect(verifyBackup(made, short)).rejects.toThrow(BackupDamagedError);
  const path = join(made, table.file);
  const bytes = await readFile(path);
  bytes[bytes.length >> 1]! ^= 1;
  await writeFile(path, bytes);
  await expect(verifyBackup(made, index)).rejects.toThrow(BackupDamagedError);
});
