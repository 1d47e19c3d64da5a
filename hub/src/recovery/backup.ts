import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { toHex } from '@eucora/protocol';
import type { Database, Queryable } from '../platform/db.ts';
import type { HubKeys } from '../platform/keys.ts';
import { appliedMigrations } from '../platform/migrate.ts';
import {
  describe,
  homeFolders,
  indexFile,
  makeFolder,
  registrationsFile,
  retain,
  syncFolder,
  writeDurably,
  type BackedUpTable,
  type BackupIndex,
} from './backup-files.ts';
import { verifyBackup } from './backup-verify.ts';
import { readRegistrations } from './registrations.ts';
import { copiedTables, copyOut } from './table-copy.ts';

export interface BackupDeps {
  readonly db: Database;
  readonly home: string;
  readonly keys: HubKeys;
  readonly now: () => Date;
}
/** A backup that is complete. */
export interface BackedUp {
  readonly dir: string;
  readonly bytes: number;
  readonly rows: number;
  readonly removed: readonly string[]; // older backups
}

type Snapshot = Omit<BackupIndex, 'version' | 'created_at' | 'hub_key' | 'files'>;

/**
 * Backs the hub up into a folder of its own below `to`: every table of one snapshot, the keys and
 * counters, the registrations that a rebuild needs, and an index with hashes. It is read back, and
 * there complete or not at all. Archive packs are not in it: they lie on another failure domain by themselves.
 * PostgreSQL's own tools are not needed, and so none can be of the wrong version.
 */
export async function backUp(deps: BackupDeps, to: string, keep?: number): Promise<BackedUp> {
  const createdAt = deps.now().toISOString();
  const dir = join(to, createdAt.replaceAll(/[-:.]/g, ''));
  const part = `${dir}.part`;
  await makeFolder(join(part, 'tables'));
  try {
    const snapshot = await copyDatabase(deps.db, part);
    // After the snapshot: what it remembers was reserved before, so no counter is behind it.
    for (const folder of homeFolders) await copyFolder(join(deps.home, folder), join(part, folder));
    const files = await describeAll(part);
    const hubKey = toHex(deps.keys.sign.publicKey.raw);
    const index = { version: 1, created_at: createdAt, hub_key: hubKey, ...snapshot, files };
    await writeDurably(join(part, indexFile), `${JSON.stringify(index, undefined, 2)}\n`);
    await syncFolder(join(part, 'tables'));
    await syncFolder(part);
    await verifyBackup(part, { ...snapshot, files });
    await rename(part, dir);
    await syncFolder(to);
    const removed = keep === undefined ? [] : await retain(to, keep);
    const rows = snapshot.tables.reduce((sum, table) => sum + table.rows, 0);
    return { dir, bytes: files.reduce((sum, file) => sum + file.bytes, 0), rows, removed };
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  }
}

function copyDatabase(db: Database, part: string): Promise<Snapshot> {
  const snapshot = { isolation: 'repeatable read', readOnly: true, attemptsMax: 1 } as const;
  return db.transaction(async (tx) => {
    // A large table takes longer than any question of ingest.
    await tx.query('SET LOCAL statement_timeout = 0');
    const registrations = await readRegistrations(tx);
    await writeDurably(join(part, registrationsFile), `${registrations}\n`);
    const tables: BackedUpTable[] = [];
    for (const table of await copiedTables(tx)) {
      const file = join('tables', `${table.name.replaceAll('"', '')}.copy.zst`);
      tables.push({ ...table, file, rows: await copyOut(tx, table, join(part, file)) });
    }
    return {
      migrations: await appliedMigrations(tx),
      partition_days: await partitionDays(tx),
      tables,
      sequences: await sequences(tx),
    };
  }, snapshot);
}

async function partitionDays(db: Queryable): Promise<string[]> {
  const sql = `SELECT replace(substring(relname FROM '\\d{4}_\\d{2}_\\d{2}$'), '_', '-') AS day
                 FROM pg_inherits JOIN pg_class ON oid = inhrelid
                WHERE inhparent = 'ledger.events'::regclass AND relname <> 'events_default'
                ORDER BY 1`;
  return (await db.query<{ day: string }>(sql)).rows.map((row) => row.day);
}

async function sequences(db: Queryable): Promise<Record<string, number>> {
  const sql = `SELECT format('%I.%I', schemaname, sequencename) AS name, last_value AS value
                 FROM pg_sequences
                WHERE last_value IS NOT NULL AND sequencename NOT LIKE 'schema\\_migrations%'
                ORDER BY 1`;
  const { rows } = await db.query<{ name: string; value: number }>(sql);
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

async function copyFolder(from: string, to: string): Promise<void> {
  await makeFolder(to);
  const names = await readdir(from).catch((error: unknown) => {
    // A hub that never gave out a number has no counters yet.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  for (const name of names) {
    if (name.startsWith('.') || name.endsWith('.part')) continue;
    await writeDurably(join(to, name), await readFile(join(from, name)));
  }
  await syncFolder(to);
}

async function describeAll(dir: string): Promise<BackupIndex['files']> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1))
    .toSorted();
  const files: BackupIndex['files'][number][] = [];
  for (const path of paths) files.push(await describe(dir, path));
  return files;
}
