import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { toHex } from '@eucora/protocol';
import { Counters, currentEpoch, parseReserved } from '../modules/ledger/index.ts';
import { noteRotated } from '../modules/secrets/index.ts';
import type { Database } from '../platform/db.ts';
import { ConflictError, UsageError } from '../platform/errors.ts';
import { loadHubKeys, type HubKeys } from '../platform/keys.ts';
import type { Logger } from '../platform/logger.ts';
import { knownMigrations, migrate } from '../platform/migrate.ts';
import { numbersIn, type SignKeys } from '../platform/sign-keys.ts';
import { openEpoch } from '../publish/index.ts';
import {
  makeFolder,
  openBackup,
  registrationsFile,
  syncFolder,
  writeDurably,
  type BackupIndex,
} from './backup-files.ts';
import { copiedSigningKey } from './signing-key-copies.ts';
import { copyIn } from './table-copy.ts';

export interface RestoreDeps {
  readonly db: Database; // empty
  readonly home: string;
  readonly now: () => Date;
  readonly logger: Logger;
}
/** A hub that is restored as far as the backup knows. */
export interface Restored {
  readonly dir: string;
  readonly createdAt: string;
  readonly keys: HubKeys;
  readonly epoch: number;
  readonly rows: number;
  /** What a rebuild needs to fill the ledger up from the archive. */
  readonly registrations: string;
}

/**
 * Restores a backup into an empty database and opens a new ledger epoch, so that sites take the
 * lower marks for true and send again what lies above them (PROTOCOL: receipts, after a restore).
 * Keys and counters that the home still has are kept: they are newer.
 * @throws UsageError when the backup is damaged, of another hub or of a newer program;
 *   ConflictError when the database is not empty
 */
export async function restore(deps: RestoreDeps, from: string): Promise<Restored> {
  const { db, home, now, logger } = deps;
  const { dir, index } = await openBackup(from);
  await checkMigrations(index);
  await checkEmpty(db);
  const isLost = await isSigningKeyLost(home);
  await restoreKeys(join(dir, 'keys'), join(home, 'keys'));
  const keys = await loadHubKeys(home);
  await restoreSigningKey(keys.sign, dir);
  if (!keys.sign.keys.some(({ raw }) => toHex(raw) === index.hub_key)) {
    throw new UsageError(`The backup ${dir} is of a hub with other keys.`);
  }
  await migrate(db.url, logger, index.migrations.length);
  await load(db, dir, index);
  await migrate(db.url, logger);
  await db.query('ANALYZE');
  const counters = await Counters.open(home);
  await raiseCounters(counters, home, await backedUpCounters(dir), now());
  // Should the copy be lost, too, the key may be an old one, and another successor divide the fleet.
  if (isLost) await noteRotated(db, signingKeyRow, now());
  const reason = `restored from the backup of ${index.created_at}`;
  const above = (await currentEpoch(db)) ?? 0;
  const epoch = await openEpoch({ db, counters, now }, reason, above);
  const registrations = await readFile(join(dir, registrationsFile), 'utf8');
  const rows = index.tables.reduce((sum, table) => sum + table.rows, 0);
  return { dir, createdAt: index.created_at, keys, epoch, rows, registrations };
}

/** The backup's migrations must be the first of those that this program knows. */
async function checkMigrations(index: BackupIndex): Promise<void> {
  const known = await knownMigrations();
  const unknown = index.migrations.find((name, i) => known[i] !== name);
  if (unknown === undefined) return;
  throw new UsageError(
    `The backup has the migration ${unknown}, which this program does not; ` +
      'restore with the program that made it, or a newer one.',
  );
}

async function checkEmpty(db: Database): Promise<void> {
  const sql = `SELECT 1 FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
                WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' LIMIT 1`;
  if ((await db.query(sql)).rows.length === 0) return;
  throw new ConflictError(
    'The database is not empty; create an empty one and name it in EUCORA_DATABASE_URL and EUCORA_DATABASE_OWNER_URL.',
    'not_empty',
  );
}

/**
 * Puts back the keys that are missing. Of those that change while a hub works the home's are newer
 * and stay; any other that differs is another hub's, or damaged.
 */
async function restoreKeys(from: string, to: string): Promise<void> {
  await makeFolder(to);
  for (const name of await readdir(from)) {
    const path = join(to, name);
    const key = await readFile(join(from, name));
    const own = await readFile(path).catch(() => undefined);
    if (own === undefined) await writeDurably(path, key);
    else if (name === 'envelope.key') await addEnvelopeKeys(path, own, key);
    else if (!own.equals(key) && name !== 'database-login.sealed') {
      throw new UsageError(`${path} is not the key of the backup; use an empty home.`);
    }
  }
  await syncFolder(to);
}

/** What the calendar calls the signing key. */
const signingKeyRow = 'hub-signing-key';

async function isSigningKeyLost(home: string): Promise<boolean> {
  return (await numbersIn(join(home, 'keys')).catch(() => [])).length === 0;
}

/** A rotation since the backup left its key beside it: sites may follow it, and no other. */
async function restoreSigningKey(sign: SignKeys, dir: string): Promise<void> {
  const copy = await copiedSigningKey(dirname(dir));
  if (copy) await sign.adopt(copy);
  await sign.reload();
}

// Entries lie where retention finds them again; a schema from before has no such months.
const auditMonthsSql = `
  DO $$ BEGIN
    IF to_regprocedure('audit.ensure_partitions(date, integer)') IS NOT NULL THEN
      PERFORM audit.ensure_partitions((now() - interval '30 months')::date, 43);
    END IF;
  END $$`;
/** What is restored may be wrapped by an envelope key that the home has replaced since. */
async function addEnvelopeKeys(path: string, own: Buffer, backedUp: Buffer): Promise<void> {
  const linesOf = (text: Buffer): string[] => text.toString('utf8').trim().split('\n');
  const known = linesOf(own);
  const added = linesOf(backedUp).filter((line) => !known.includes(line));
  if (added.length === 0) return;
  const fresh = `${path}.part`;
  await rm(fresh, { force: true });
  await writeDurably(fresh, `${[...known, ...added].join('\n')}\n`);
  await rename(fresh, path);
}

/** All in one transaction: the tables are filled, or empty. */
function load(db: Database, dir: string, index: BackupIndex): Promise<void> {
  return db.transaction(
    async (tx) => {
      for (const day of index.partition_days) {
        await tx.query('SELECT ledger.ensure_partitions($1::date, 1)', [day]);
      }
      await tx.query(auditMonthsSql);
      for (const table of index.tables) {
        const rows = await copyIn(tx, table, join(dir, table.file));
        if (rows === table.rows) continue;
        throw new UsageError(`${table.file} holds ${rows} rows and not ${table.rows}.`);
      }
      for (const [name, value] of Object.entries(index.sequences)) {
        await tx.query('SELECT setval($1::regclass, $2)', [name, value]);
      }
    },
    { attemptsMax: 1 },
  );
}

async function backedUpCounters(dir: string): Promise<Map<string, number>> {
  const reserved = new Map<string, number>();
  for (const name of await readdir(join(dir, 'counters'))) {
    const text = await readFile(join(dir, 'counters', name), 'utf8');
    const number = parseReserved(text);
    if (number === undefined) {
      throw new UsageError(`The counter ${name} in the backup ${dir} is damaged; use another.`);
    }
    reserved.set(name, number);
  }
  return reserved;
}

/** What may have been given out since a backup that did not know of it yet. */
const countersAlways = ['receipt', 'ledger-epoch', 'trust-snapshot', 'trust-timestamp'];

/**
 * Moves counters above everything that was ever given out. A counter that the home still has is
 * exact. One that was lost with the home is as old as the backup: it goes on from the clock in
 * milliseconds, which is ahead of any count of documents.
 */
async function raiseCounters(
  counters: Counters,
  home: string,
  backedUp: ReadonlyMap<string, number>,
  now: Date,
): Promise<void> {
  const kept = new Set(await readdir(join(home, 'counters')));
  for (const name of new Set([...backedUp.keys(), ...countersAlways])) {
    const reserved = backedUp.get(name) ?? 0;
    await counters.next(name, kept.has(name) ? reserved : Math.max(reserved, now.getTime()));
  }
}

/**
 * Opens an epoch for a ledger that was rebuilt without a backup of its database, so that sites do
 * not take its receipts for old ones. A database that has an epoch keeps it: then undefined.
 */
export async function openRebuilt(deps: Omit<RestoreDeps, 'logger'>): Promise<number | undefined> {
  const { db, home, now } = deps;
  if ((await currentEpoch(db)) !== undefined) return undefined;
  const counters = await Counters.open(home);
  await raiseCounters(counters, home, new Map(), now());
  return openEpoch({ db, counters, now }, 'rebuilt from the archive', 0);
}
