import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import { grantRuntime } from './database-roles.ts';
import { Database, type Queryable } from './db.ts';
import { UnavailableError, messageOf } from './errors.ts';
import type { Logger } from './logger.ts';

const dir = fileURLToPath(new URL('../../migrations', import.meta.url));
const table = 'schema_migrations';

/**
 * Brings the schema to this program's version; a second hub doing the same waits for the first.
 * Run by whoever owns the tables; the hub's runtime role is granted what it needs afterwards.
 * Files are plain SQL, applied in the order of their names, each in its own transaction. With a
 * `count` no more than so many are applied.
 * @throws UnavailableError when the database does not answer or a migration fails
 */
export async function migrate(
  databaseUrl: string,
  logger: Logger,
  count?: number,
): Promise<string[]> {
  try {
    const applied = await runner({
      databaseUrl: { connectionString: databaseUrl, application_name: 'eucora-hub migrate' },
      dir,
      direction: 'up',
      migrationsTable: table,
      schema: 'public',
      checkOrder: false,
      singleTransaction: false,
      ...(count !== undefined && { count }),
      advisoryLockMode: 'wait',
      logger: {
        debug: (message) => logger.debug(message),
        info: (message) => logger.debug(message),
        warn: (message) => logger.warn(message),
        error: (message) => logger.error(message),
      },
    });
    await using owner = new Database({ url: databaseUrl, connectionsMax: 1 });
    await grantRuntime(owner);
    return applied.map((migration) => migration.name);
  } catch (cause) {
    throw new UnavailableError(`The database could not be migrated: ${messageOf(cause)}`, {
      cause,
    });
  }
}

/** Names of the migrations that this program knows, in their order. */
export async function knownMigrations(): Promise<string[]> {
  const files = (await readdir(dir)).filter((file) => file.endsWith('.sql'));
  return files.map((file) => file.slice(0, -'.sql'.length)).toSorted();
}

/** Names of the migrations that the database has applied, in their order. */
export async function appliedMigrations(db: Queryable): Promise<string[]> {
  const sql = `SELECT name FROM public.${table} ORDER BY name`;
  return (await db.query<{ name: string }>(sql)).rows.map((row) => row.name);
}

/** Names of the migrations that this program knows and the database has not applied. */
export async function pendingMigrations(db: Queryable): Promise<string[]> {
  const applied = new Set(await appliedMigrations(db));
  return (await knownMigrations()).filter((name) => !applied.has(name));
}
