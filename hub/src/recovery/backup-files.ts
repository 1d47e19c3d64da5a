import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UsageError } from '../platform/errors.ts';
import type { CopiedTable } from './table-copy.ts';

/** A table in a backup: its rows lie in `file`. */
export interface BackedUpTable extends CopiedTable {
  readonly file: string;
  readonly rows: number;
}
/** What a backup holds; it lies beside it as index.json. */
export interface BackupIndex {
  readonly version: 1;
  readonly created_at: string; // RFC 3339
  readonly hub_key: string; // public, hex: whose backup this is
  readonly migrations: readonly string[]; // applied, in order
  readonly partition_days: readonly string[]; // days of the partitions of the ledger
  readonly tables: readonly BackedUpTable[]; // in the order in which they can be filled
  readonly sequences: Readonly<Record<string, number>>;
  readonly files: readonly {
    readonly path: string;
    readonly bytes: number;
    readonly sha256: string;
  }[];
}

export const indexFile = 'index.json';
export const registrationsFile = 'registrations.json';
/** Folders of a hub's home that a backup holds as they are. */
export const homeFolders = ['keys', 'counters'] as const;

const backupName = /^\d{8}T\d{9}Z$/;

/** Names of the complete backups in a folder, oldest first. */
export async function listBackups(dir: string): Promise<string[]> {
  const names = await readdir(dir).catch(() => []);
  return names.filter((name) => backupName.test(name)).toSorted();
}

/** Removes all but the newest `keep` backups, and what a stopped backup left behind. */
export async function retain(dir: string, keep: number): Promise<string[]> {
  const names = await listBackups(dir);
  const old = names.slice(0, Math.max(0, names.length - keep));
  await removeParts(dir, names.at(-1));
  for (const name of old) await rm(join(dir, name), { recursive: true });
  return old;
}

/** Removes what stopped backups left behind; with `before`, only what is older than that. */
export async function removeParts(dir: string, before?: string): Promise<void> {
  const names = await readdir(dir).catch(() => []);
  for (const name of names) {
    const isPart = name.endsWith('.part') && backupName.test(name.slice(0, -'.part'.length));
    if (isPart && (before === undefined || name < before)) {
      await rm(join(dir, name), { recursive: true });
    }
  }
}

/** Writes a file durably, readable by its owner alone. */
export async function writeDurably(path: string, content: Uint8Array | string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes a folder's entries durable. */
export async function syncFolder(dir: string): Promise<void> {
  const handle = await open(dir, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A private folder, with its parents. */
export async function makeFolder(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
}

/** Size and hash of a file of a backup. */
export async function describe(dir: string, path: string): Promise<BackupIndex['files'][number]> {
  const hash = createHash('sha256');
  const full = join(dir, path);
  await pipeline(createReadStream(full), hash);
  return { path, bytes: (await stat(full)).size, sha256: hash.digest('hex') };
}

/**
 * Opens a backup, or the newest in a folder of backups, and checks every file against its index.
 * @throws UsageError naming the file that is missing or changed
 */
export async function openBackup(dir: string): Promise<{ dir: string; index: BackupIndex }> {
  const newest = (await listBackups(dir)).at(-1);
  const found = newest === undefined ? dir : join(dir, newest);
  const index = await readIndex(found);
  for (const file of index.files) {
    const actual = await describe(found, file.path).catch((cause: unknown) => {
      throw new UsageError(`The backup ${found} lacks ${file.path}; use another.`, { cause });
    });
    if (actual.sha256 === file.sha256) continue;
    throw new UsageError(`${file.path} in the backup ${found} was changed or is damaged.`);
  }
  return { dir: found, index };
}

async function readIndex(dir: string): Promise<BackupIndex> {
  const none = `${dir} holds no complete backup; name a folder that "backup --to" wrote.`;
  const text = await readFile(join(dir, indexFile), 'utf8').catch((cause: unknown) => {
    throw new UsageError(none, { cause });
  });
  let index: BackupIndex;
  try {
    index = JSON.parse(text);
  } catch (cause) {
    throw new UsageError(none, { cause });
  }
  if (index.version === 1) return index;
  throw new UsageError(`The backup ${dir} is of another version; restore it with its program.`);
}
