import type { Queryable, Tx } from '../../platform/db.ts';
import { Repository, type MetadataFile } from './repository.ts';

/** Whoever changes what is served waits for whoever else does. */
export async function lockTrust(tx: Tx): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('eucora trust', 0))`);
}

/** Tells hubs on the same database, once the transaction commits. */
export async function notifyTrust(tx: Tx): Promise<void> {
  await tx.query(`SELECT pg_notify('eucora_trust', '')`);
}

/** Rises with each file that is stored. */
export async function selectRevision(db: Queryable): Promise<number> {
  const sql = 'SELECT coalesce(max(no), 0) AS revision FROM trust.files';
  return (await db.query<{ revision: number }>(sql)).rows[0]?.revision ?? 0;
}

export async function selectRepository(db: Queryable): Promise<Repository> {
  const sql = `SELECT role, version, bytes FROM trust.files
                WHERE role = 'root' OR replaced_at IS NULL ORDER BY role, version`;
  const { rows } = await db.query<MetadataFile>(sql);
  return Repository.empty.with(rows);
}

/** SHA-256 of each version that is kept, by `role version`. */
export async function selectKnown(db: Queryable): Promise<ReadonlyMap<string, string>> {
  const sql = `SELECT role || ' ' || version AS name, encode(sha256(bytes), 'hex') AS sha256
                 FROM trust.files`;
  const { rows } = await db.query<{ name: string; sha256: string }>(sql);
  return new Map(rows.map(({ name, sha256 }) => [name, sha256]));
}

/** When the newest version of each role came. */
export async function selectStoredAt(db: Queryable): Promise<ReadonlyMap<string, Date>> {
  const sql = 'SELECT role, stored_at AS "storedAt" FROM trust.files WHERE replaced_at IS NULL';
  const { rows } = await db.query<{ role: string; storedAt: Date }>(sql);
  return new Map(rows.map(({ role, storedAt }) => [role, storedAt]));
}

/** A version by role; without a number the newest one. */
export async function selectFile(
  db: Queryable,
  role: string,
  version: number | undefined,
): Promise<Uint8Array | undefined> {
  const sql = `SELECT bytes FROM trust.files
                WHERE role = $1 AND ($2::int8 IS NULL AND replaced_at IS NULL OR version = $2)`;
  return (await db.query<{ bytes: Uint8Array }>(sql, [role, version ?? null])).rows[0]?.bytes;
}

/** Stores a role's next version. */
export async function insertFile(
  tx: Tx,
  { role, version, bytes }: MetadataFile,
  by: string,
  at: Date,
): Promise<void> {
  const replaced = `UPDATE trust.files SET replaced_at = $2
                     WHERE role = $1 AND replaced_at IS NULL`;
  await tx.query(replaced, [role, at]);
  const sql = `INSERT INTO trust.files (role, version, bytes, stored_at, stored_by)
               VALUES ($1, $2, $3, $4, $5)`;
  await tx.query(sql, [role, version, Buffer.from(bytes), at, by]);
}

/** Removes what nobody who began before `before` can still ask for; roots are a chain and stay. */
export async function deleteReplaced(tx: Tx, before: Date): Promise<void> {
  const sql = `DELETE FROM trust.files WHERE role <> 'root' AND replaced_at < $1`;
  await tx.query(sql, [before]);
}
