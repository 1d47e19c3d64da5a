import type { Queryable, Tx } from '../../platform/db.ts';

/** A data key as it lies in the database. */
export interface DataKeyRow {
  readonly id: string;
  readonly envelopeId: string;
  readonly wrapped: Buffer;
  readonly createdAt: Date;
}
/** A version of a secret as it lies in the database. */
export interface VersionRow {
  readonly name: string;
  readonly version: number;
  readonly dataKey: string;
  readonly sealed: Buffer;
  readonly createdAt: Date;
  readonly acceptedUntil: Date | null;
}

const keyColumns = `id, envelope_id AS "envelopeId", wrapped, created_at AS "createdAt"`;
const versionColumns = `name, version, data_key AS "dataKey", sealed, created_at AS "createdAt",
  accepted_until AS "acceptedUntil"`;

export async function currentDataKey(db: Queryable): Promise<DataKeyRow | undefined> {
  const sql = `SELECT ${keyColumns} FROM secrets.data_keys WHERE retired_at IS NULL`;
  return (await db.query<DataKeyRow>(sql)).rows[0];
}

export async function dataKeyById(db: Queryable, id: string): Promise<DataKeyRow | undefined> {
  const sql = `SELECT ${keyColumns} FROM secrets.data_keys WHERE id = $1`;
  return (await db.query<DataKeyRow>(sql, [id])).rows[0];
}

/** Enters the first data key, unless somebody else did in the meantime. */
export async function insertDataKey(
  db: Queryable,
  key: Omit<DataKeyRow, 'wrapped'> & { readonly wrapped: Uint8Array },
): Promise<void> {
  const sql = `INSERT INTO secrets.data_keys (id, envelope_id, wrapped, created_at)
               VALUES ($1, $2, $3, $4) ON CONFLICT ((true)) WHERE retired_at IS NULL DO NOTHING`;
  await db.query(sql, [key.id, key.envelopeId, Buffer.from(key.wrapped), key.createdAt]);
}

/** From now on the current data key seals nothing new. Waits for another who does the same. */
export async function retireDataKey(tx: Tx, now: Date): Promise<void> {
  await tx.query('UPDATE secrets.data_keys SET retired_at = $1 WHERE retired_at IS NULL', [now]);
}

/** Data keys that a key other than this wraps, locked, in the order of their ids. */
export async function lockKeysNotUnder(tx: Tx, envelopeId: string): Promise<DataKeyRow[]> {
  const sql = `SELECT ${keyColumns} FROM secrets.data_keys WHERE envelope_id <> $1
                ORDER BY id FOR UPDATE`;
  return (await tx.query<DataKeyRow>(sql, [envelopeId])).rows;
}

export async function setWrapped(
  tx: Tx,
  id: string,
  envelopeId: string,
  wrapped: Uint8Array,
): Promise<void> {
  const sql = 'UPDATE secrets.data_keys SET envelope_id = $2, wrapped = $3 WHERE id = $1';
  await tx.query(sql, [id, envelopeId, Buffer.from(wrapped)]);
}

/** Removes retired data keys under which nothing lies. */
export async function removeSpentKeys(db: Queryable): Promise<void> {
  const sql = `DELETE FROM secrets.data_keys AS k WHERE retired_at IS NOT NULL
                AND NOT EXISTS (SELECT FROM secrets.versions WHERE data_key = k.id)`;
  await db.query(sql);
}

/** One version that lies under a retired data key, locked; undefined: there is none. */
export async function lockVersionUnderRetired(tx: Tx): Promise<VersionRow | undefined> {
  const sql = `SELECT ${versionColumns} FROM secrets.versions
                WHERE data_key IN (SELECT id FROM secrets.data_keys WHERE retired_at IS NOT NULL)
                ORDER BY name, version LIMIT 1 FOR UPDATE`;
  return (await tx.query<VersionRow>(sql)).rows[0];
}

export async function setSealed(
  tx: Tx,
  row: Pick<VersionRow, 'name' | 'version' | 'dataKey'> & { readonly sealed: Uint8Array },
): Promise<void> {
  const sql = `UPDATE secrets.versions SET data_key = $3, sealed = $4
                WHERE name = $1 AND version = $2`;
  await tx.query(sql, [row.name, row.version, row.dataKey, Buffer.from(row.sealed)]);
}

/** Versions that are accepted at `now`, the newest first. */
export async function acceptedVersions(
  db: Queryable,
  name: string,
  now: Date,
): Promise<VersionRow[]> {
  const sql = `SELECT ${versionColumns} FROM secrets.versions
                WHERE name = $1 AND (accepted_until IS NULL OR accepted_until > $2)
                ORDER BY version DESC`;
  return (await db.query<VersionRow>(sql, [name, now])).rows;
}

/** The current version. */
export async function currentVersion(db: Queryable, name: string): Promise<VersionRow | undefined> {
  const sql = `SELECT ${versionColumns} FROM secrets.versions
                WHERE name = $1 AND accepted_until IS NULL`;
  return (await db.query<VersionRow>(sql, [name])).rows[0];
}

/** Who changes one name waits for whoever else does, also while there is no version of it yet. */
export async function lockName(tx: Tx, name: string): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('eucora secret ' || $1, 0))`, [
    name,
  ]);
}

export async function newestVersionNumber(db: Queryable, name: string): Promise<number> {
  const sql = 'SELECT coalesce(max(version), 0) AS newest FROM secrets.versions WHERE name = $1';
  return (await db.query<{ newest: number }>(sql, [name])).rows[0]?.newest ?? 0;
}

export async function insertVersion(
  tx: Tx,
  row: Omit<VersionRow, 'sealed' | 'acceptedUntil'> & { readonly sealed: Uint8Array },
): Promise<void> {
  const sql = `INSERT INTO secrets.versions (name, version, data_key, sealed, created_at)
               VALUES ($1, $2, $3, $4, $5)`;
  const { name, version, dataKey, sealed, createdAt } = row;
  await tx.query(sql, [name, version, dataKey, Buffer.from(sealed), createdAt]);
}

/** The current version is accepted until then, and no longer the current one. */
export async function endCurrent(tx: Tx, name: string, acceptedUntil: Date): Promise<void> {
  const sql = `UPDATE secrets.versions SET accepted_until = $2
                WHERE name = $1 AND accepted_until IS NULL`;
  await tx.query(sql, [name, acceptedUntil]);
}

/** Removes versions that are no longer accepted; of one name, or of all. */
export async function removeEnded(db: Queryable, now: Date, name?: string): Promise<number> {
  const sql = `DELETE FROM secrets.versions
                WHERE accepted_until <= $1 AND ($2::text IS NULL OR name = $2)`;
  return (await db.query(sql, [now, name ?? null])).rowCount ?? 0;
}

/** Removes one version, unless it is the current one. */
export async function removeVersion(tx: Tx, name: string, version: number): Promise<boolean> {
  const sql = `DELETE FROM secrets.versions
                WHERE name = $1 AND version = $2 AND accepted_until IS NOT NULL`;
  return (await tx.query(sql, [name, version])).rowCount === 1;
}

/** The current version of every name, without its value. */
export async function currentVersions(
  db: Queryable,
): Promise<{ readonly name: string; readonly createdAt: Date }[]> {
  const sql = `SELECT name, created_at AS "createdAt" FROM secrets.versions
                WHERE accepted_until IS NULL ORDER BY name`;
  return (await db.query<{ name: string; createdAt: Date }>(sql)).rows;
}

export async function removeName(tx: Tx, name: string): Promise<number> {
  return (await tx.query('DELETE FROM secrets.versions WHERE name = $1', [name])).rowCount ?? 0;
}
