import type { Queryable, Tx } from '../../../platform/db.ts';
import type { UploadState } from './rules.ts';

export interface UploadRow {
  readonly id: string;
  /** Whose it is: nobody else adds to it. */
  readonly subject: string;
  readonly actor: string;
  readonly answersTo: string | null;
  readonly fileName: string;
  readonly bytes: number;
  readonly received: number;
  readonly state: UploadState;
  readonly createdAt: Date;
  readonly touchedAt: Date;
  readonly sha256: string | null;
  readonly reason: string | null;
  readonly detail: string | null;
  readonly versionId: string | null;
}

const columns = `id, subject, actor, answers_to AS "answersTo", file_name AS "fileName", bytes,
  received, state, created_at AS "createdAt", touched_at AS "touchedAt",
  encode(sha256, 'hex') AS sha256, reason, detail, version_id AS "versionId"`;

export type NewUpload = Pick<UploadRow, 'subject' | 'actor' | 'answersTo' | 'fileName' | 'bytes'>;

export async function insertUpload(tx: Tx, upload: NewUpload, now: Date): Promise<UploadRow> {
  const sql = `INSERT INTO packages.uploads
                 (subject, actor, answers_to, file_name, bytes, state, created_at, touched_at)
               VALUES ($1, $2, $3, $4, $5, 'receiving', $6, $6) RETURNING ${columns}`;
  const { subject, actor, answersTo, fileName, bytes } = upload;
  const values = [subject, actor, answersTo, fileName, bytes, now];
  return (await tx.query<UploadRow>(sql, values)).rows[0]!;
}

/** One new upload after the other, so that two do not count on the same room. */
export async function lockUploads(tx: Tx): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(4218)');
}

/** What open uploads may still bring, and how many of them are one caller's. */
export async function selectOpen(
  db: Queryable,
  subject: string,
): Promise<{ promisedBytes: number; ownUploads: number }> {
  const sql = `SELECT coalesce(sum(bytes - received), 0)::int8 AS "promisedBytes",
                      count(*) FILTER (WHERE subject = $1) AS "ownUploads"
                 FROM packages.uploads WHERE state = 'receiving'`;
  const { rows } = await db.query<{ promisedBytes: number; ownUploads: number }>(sql, [subject]);
  return rows[0]!;
}

export async function selectUpload(db: Queryable, id: string): Promise<UploadRow | undefined> {
  const sql = `SELECT ${columns} FROM packages.uploads WHERE id = $1`;
  return (await db.query<UploadRow>(sql, [id])).rows[0];
}

/** Newest first, after one. */
export async function selectUploads(
  db: Queryable,
  after: readonly [createdAtMs: number, id: string] | null,
  limit: number,
): Promise<UploadRow[]> {
  const sql = `SELECT ${columns} FROM packages.uploads
                WHERE $1::timestamptz IS NULL OR (created_at, id) < ($1, $2::uuid)
                ORDER BY created_at DESC, id DESC LIMIT $3`;
  const from = after === null ? null : new Date(after[0]);
  return (await db.query<UploadRow>(sql, [from, after?.[1] ?? null, limit])).rows;
}

/** Notes what is synced; the last byte makes it whole. */
export async function updateReceived(
  db: Queryable,
  id: string,
  received: number,
  now: Date,
): Promise<void> {
  const sql = `UPDATE packages.uploads
                  SET received = $2, touched_at = $3,
                      state = CASE WHEN $2 = bytes THEN 'received' ELSE state END
                WHERE id = $1 AND state = 'receiving'`;
  await db.query(sql, [id, received, now]);
}

/** The upload that waits for intake the longest. */
export async function selectWaiting(db: Queryable): Promise<UploadRow | undefined> {
  const sql = `SELECT ${columns} FROM packages.uploads WHERE state = 'received'
                ORDER BY touched_at, id LIMIT 1`;
  return (await db.query<UploadRow>(sql)).rows[0];
}

export async function updateHashed(tx: Tx, id: string, sha256: string): Promise<void> {
  const sql = 'UPDATE packages.uploads SET sha256 = $2 WHERE id = $1';
  await tx.query(sql, [id, Buffer.from(sha256, 'hex')]);
}

/** How intake ended. */
export type Ending =
  | { readonly state: 'done'; readonly versionId: string; readonly reason: 'known' | null }
  | { readonly state: 'refused'; readonly reason: string; readonly detail: string };

export async function updateEnded(tx: Tx, id: string, ending: Ending, now: Date): Promise<void> {
  const sql = `UPDATE packages.uploads
                  SET state = $2, reason = $3, detail = $4, version_id = $5, touched_at = $6
                WHERE id = $1`;
  const detail = ending.state === 'refused' ? ending.detail : null;
  const versionId = ending.state === 'done' ? ending.versionId : null;
  await tx.query(sql, [id, ending.state, ending.reason, detail, versionId, now]);
}

/** Forgets an upload that is on its way; whether there was one. */
export async function deleteOpen(tx: Tx, id: string): Promise<boolean> {
  const sql = `DELETE FROM packages.uploads WHERE id = $1 AND state = 'receiving'`;
  return (await tx.query(sql, [id])).rowCount === 1;
}

/** Uploads to which nothing was added since, while they are on their way. */
export async function selectAbandoned(db: Queryable, since: Date): Promise<UploadRow[]> {
  const sql = `SELECT ${columns} FROM packages.uploads
                WHERE state = 'receiving' AND touched_at < $1 ORDER BY touched_at LIMIT 100`;
  return (await db.query<UploadRow>(sql, [since])).rows;
}

/** Forgets how uploads ended that ended before. */
export async function deleteEnded(db: Queryable, before: Date): Promise<void> {
  const sql = `DELETE FROM packages.uploads
                WHERE state IN ('done', 'refused') AND touched_at < $1`;
  await db.query(sql, [before]);
}

/** Of all uploads whose file may be there. */
export async function selectFiledIds(db: Queryable): Promise<string[]> {
  const sql = `SELECT id FROM packages.uploads WHERE state IN ('receiving', 'received')`;
  return (await db.query<{ id: string }>(sql)).rows.map(({ id }) => id);
}
