import { DatabaseError } from 'pg';
import type { Queryable, Tx } from '../../platform/db.ts';
import type { Deed, Done } from '../identity/index.ts';
import type { Format, Metadata } from './formats/metadata.ts';
import { needsBytes, type VersionState } from './lifecycle.ts';

/** A version of a package, or bytes of which nobody said yet what they are. */
export interface VersionRow {
  readonly id: string;
  readonly packageId: string | null;
  readonly name: string | null;
  readonly version: string | null;
  readonly architecture: string | null;
  readonly format: Format;
  readonly sha256: string;
  readonly bytes: number;
  readonly fileName: string;
  readonly metadata: Metadata;
  readonly state: VersionState;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly changedAt: Date;
}
export interface VersionFilter {
  readonly search?: string | undefined;
  readonly state?: VersionState | undefined;
  readonly format?: Format | undefined;
}

const columns = `v.id, v.package_id AS "packageId", p.name, v.version, v.architecture, v.format,
  encode(v.sha256, 'hex') AS sha256, v.bytes, v.file_name AS "fileName", v.metadata, v.state,
  v.created_at AS "createdAt", v.created_by AS "createdBy", v.changed_at AS "changedAt"`;
const joined = 'packages.versions v LEFT JOIN packages.packages p ON p.id = v.package_id';

/** Newest first, after one; `pattern` is a LIKE pattern of names and file names. */
export async function selectVersions(
  db: Queryable,
  { search: pattern, state, format }: VersionFilter,
  after: readonly [createdAtMs: number, id: string] | null,
  limit: number,
): Promise<VersionRow[]> {
  const sql = `SELECT ${columns} FROM ${joined}
                WHERE ($1::text IS NULL OR p.name ILIKE $1 OR v.file_name ILIKE $1
                       OR v.metadata->>'title' ILIKE $1)
                  AND ($2::text IS NULL OR v.state = $2) AND ($3::text IS NULL OR v.format = $3)
                  AND ($4::timestamptz IS NULL OR (v.created_at, v.id) < ($4, $5::uuid))
                ORDER BY v.created_at DESC, v.id DESC LIMIT $6`;
  const from = after === null ? null : new Date(after[0]);
  const values = [pattern ?? null, state ?? null, format ?? null, from, after?.[1] ?? null, limit];
  return (await db.query<VersionRow>(sql, values)).rows;
}

export async function selectVersion(db: Queryable, id: string): Promise<VersionRow | undefined> {
  const sql = `SELECT ${columns} FROM ${joined} WHERE v.id = $1`;
  return (await db.query<VersionRow>(sql, [id])).rows[0];
}

/** A version that nobody else changes until the transaction ends. */
export async function lockVersion(tx: Tx, id: string): Promise<VersionRow | undefined> {
  const sql = `SELECT ${columns} FROM ${joined} WHERE v.id = $1 FOR UPDATE OF v`;
  return (await tx.query<VersionRow>(sql, [id])).rows[0];
}

/** Versions of some bytes in a state, which nobody else changes until the transaction ends. */
export async function lockVersionsOfBytes(
  tx: Tx,
  sha256s: readonly string[],
  state: VersionState,
): Promise<VersionRow[]> {
  const sql = `SELECT ${columns} FROM ${joined}
                WHERE v.sha256 = ANY($1) AND v.state = $2 ORDER BY v.id FOR UPDATE OF v`;
  const hashes = sha256s.map((sha256) => Buffer.from(sha256, 'hex'));
  return (await tx.query<VersionRow>(sql, [hashes, state])).rows;
}

/** The version whose bytes these are, unless it was withdrawn. */
export async function versionOfBytes(
  db: Queryable,
  sha256: string,
): Promise<VersionRow | undefined> {
  const sql = `SELECT ${columns} FROM ${joined}
                WHERE v.sha256 = $1 AND v.state <> 'withdrawn'`;
  return (await db.query<VersionRow>(sql, [Buffer.from(sha256, 'hex')])).rows[0];
}

export interface NewVersion {
  readonly named: Named | null;
  readonly format: Format;
  readonly sha256: string;
  readonly bytes: number;
  readonly fileName: string;
  readonly metadata: Metadata;
  readonly createdBy: string;
}
export interface Named {
  readonly name: string;
  readonly version: string;
  readonly architecture: string | null;
}

async function packageOf(tx: Tx, format: Format, name: string, now: Date): Promise<string> {
  const sql = `INSERT INTO packages.packages (format, name, created_at) VALUES ($1, $2, $3)
               ON CONFLICT (format, name) DO UPDATE SET name = excluded.name RETURNING id`;
  return (await tx.query<{ id: string }>(sql, [format, name, now])).rows[0]!.id;
}

/**
 * Stores a version; undefined: another content has its name, version and architecture already. The
 * caller looked for the same bytes before, under `lockIntake`.
 */
export async function insertVersion(
  tx: Tx,
  version: NewVersion,
  now: Date,
): Promise<string | undefined> {
  const { named, format } = version;
  const packageId = named === null ? null : await packageOf(tx, format, named.name, now);
  const sql = `INSERT INTO packages.versions (package_id, format, version, architecture, sha256,
                 bytes, file_name, metadata, state, created_at, created_by, changed_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $10)
               ON CONFLICT DO NOTHING RETURNING id`;
  const values = [
    packageId,
    format,
    named?.version ?? null,
    named?.architecture ?? version.metadata.architecture,
    Buffer.from(version.sha256, 'hex'),
    version.bytes,
    version.fileName,
    JSON.stringify(version.metadata),
    named === null ? 'uploaded' : 'inspected',
    now,
    version.createdBy,
  ];
  return (await tx.query<{ id: string }>(sql, values)).rows[0]?.id;
}

/** One intake after the other: two of the same bytes are one version. */
export async function lockIntake(tx: Tx): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(4217)');
}

export async function updateState(
  tx: Tx,
  id: string,
  state: VersionState,
  now: Date,
): Promise<void> {
  const sql = 'UPDATE packages.versions SET state = $2, changed_at = $3 WHERE id = $1';
  await tx.query(sql, [id, state, now]);
}

const alreadyThere = '23505';

/** Says what bytes are; false: another content has that name, version and architecture. */
export async function updateNamed(
  tx: Tx,
  version: VersionRow,
  named: Named,
  now: Date,
): Promise<boolean> {
  const packageId = await packageOf(tx, version.format, named.name, now);
  const sql = `UPDATE packages.versions
                  SET package_id = $2, version = $3, architecture = $4, changed_at = $5
                WHERE id = $1`;
  await tx.query('SAVEPOINT naming');
  try {
    await tx.query(sql, [version.id, packageId, named.version, named.architecture, now]);
    return true;
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== alreadyThere) throw error;
    await tx.query('ROLLBACK TO SAVEPOINT naming');
    return false;
  }
}

export interface DeedRow {
  readonly at: Date;
  readonly deed: Deed;
  readonly actor: string;
  readonly by: readonly string[];
}

export async function insertDeed(
  tx: Tx,
  versionId: string,
  deed: Deed,
  actor: { readonly id: string; readonly answersTo: string | null },
  at: Date,
): Promise<void> {
  const sql = `INSERT INTO packages.deeds (version_id, at, deed, actor, by)
               VALUES ($1, $2, $3, $4, $5)`;
  const by = [actor.id, ...(actor.answersTo === null ? [] : [actor.answersTo])];
  await tx.query(sql, [versionId, at, deed, actor.id, by]);
}

/** What was done to a version, oldest first. */
export async function selectDeeds(db: Queryable, versionId: string): Promise<DeedRow[]> {
  const sql = `SELECT at, deed, actor, by FROM packages.deeds WHERE version_id = $1 ORDER BY at`;
  return (await db.query<DeedRow>(sql, [versionId])).rows;
}

export const historyOf = (deeds: readonly DeedRow[]): Done[] =>
  deeds.map(({ deed, by }) => ({ deed, by }));

interface ByteNeed {
  readonly sha256: string;
  readonly state: VersionState;
  readonly changedAt: Date;
}

/** Which of some objects are the bytes of a version that may still be needed. */
export async function neededObjects(
  db: Queryable,
  sha256s: readonly string[],
  now: Date,
): Promise<string[]> {
  const sql = `SELECT encode(sha256, 'hex') AS sha256, state, changed_at AS "changedAt"
                 FROM packages.versions WHERE sha256 = ANY($1)
               UNION ALL
               SELECT encode(sha256, 'hex'), 'uploaded', touched_at FROM packages.uploads
                WHERE sha256 = ANY($1) AND state = 'received'`;
  const values = [sha256s.map((sha256) => Buffer.from(sha256, 'hex'))];
  const { rows } = await db.query<ByteNeed>(sql, values);
  return rows.filter((row) => needsBytes(row, now)).map(({ sha256 }) => sha256);
}
