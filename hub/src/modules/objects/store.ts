import type { Queryable, Tx } from '../../platform/db.ts';
import type { KeptObject } from './collect.ts';

const bytesOf = (sha256: string): Buffer => Buffer.from(sha256, 'hex');

/** Notes that an object is needed from now on; what was to be removed stays. */
export async function upsertWanted(
  tx: Tx,
  object: { readonly sha256: string; readonly bytes: number },
  now: Date,
): Promise<void> {
  const sql = `INSERT INTO objects.objects (sha256, bytes, stored_at) VALUES ($1, $2, $3)
               ON CONFLICT (sha256) DO UPDATE SET unwanted_since = NULL`;
  await tx.query(sql, [bytesOf(object.sha256), object.bytes, now]);
}

/** Notes what the store has and nobody named, as not needed; what is known stays as it is. */
export async function insertStranger(
  db: Queryable,
  object: { readonly sha256: string; readonly bytes: number; readonly storedAt: Date },
  now: Date,
): Promise<boolean> {
  const sql = `INSERT INTO objects.objects (sha256, bytes, stored_at, unwanted_since)
               VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`;
  const values = [bytesOf(object.sha256), object.bytes, object.storedAt, now];
  return (await db.query(sql, values)).rowCount === 1;
}

/** Objects by name, after one. */
export async function selectObjects(
  db: Queryable,
  after: string,
  limit: number,
): Promise<KeptObject[]> {
  const sql = `SELECT encode(sha256, 'hex') AS sha256, unwanted_since AS "unwantedSince"
                 FROM objects.objects WHERE sha256 > $1 ORDER BY sha256 LIMIT $2`;
  return (await db.query<KeptObject>(sql, [bytesOf(after), limit])).rows;
}

/** Begins the grace of some, or ends it. */
export async function setUnwanted(
  db: Queryable,
  sha256s: readonly string[],
  since: Date | null,
): Promise<void> {
  if (sha256s.length === 0) return;
  const sql = 'UPDATE objects.objects SET unwanted_since = $2 WHERE sha256 = ANY($1)';
  await db.query(sql, [sha256s.map(bytesOf), since]);
}

/** Locks an object; undefined: it is gone. */
export async function lockObject(tx: Tx, sha256: string): Promise<KeptObject | undefined> {
  const sql = `SELECT encode(sha256, 'hex') AS sha256, unwanted_since AS "unwantedSince"
                 FROM objects.objects WHERE sha256 = $1 FOR UPDATE`;
  return (await tx.query<KeptObject>(sql, [bytesOf(sha256)])).rows[0];
}

export async function deleteObject(tx: Tx, sha256: string): Promise<void> {
  await tx.query('DELETE FROM objects.objects WHERE sha256 = $1', [bytesOf(sha256)]);
}

export interface ScrubCandidate {
  readonly sha256: string;
  readonly bytes: number;
  readonly fault: string | null;
}

/** The object that was not read for longest, if that is before `before`; never read is longest. */
export async function selectToScrub(
  db: Queryable,
  before: Date,
): Promise<ScrubCandidate | undefined> {
  const sql = `SELECT encode(sha256, 'hex') AS sha256, bytes, fault FROM objects.objects
                WHERE unwanted_since IS NULL
                  AND coalesce(scrubbed_at, stored_at) < $1
                ORDER BY scrubbed_at NULLS FIRST LIMIT 1`;
  return (await db.query<ScrubCandidate>(sql, [before])).rows[0];
}

export async function updateScrubbed(
  db: Queryable,
  sha256: string,
  fault: string | null,
  now: Date,
): Promise<void> {
  const sql = 'UPDATE objects.objects SET scrubbed_at = $2, fault = $3 WHERE sha256 = $1';
  await db.query(sql, [bytesOf(sha256), now, fault]);
}

/** How many there are, their bytes, and how many were found damaged. */
export async function selectTotals(
  db: Queryable,
): Promise<{ objects: number; bytes: number; damaged: number }> {
  const sql = `SELECT count(*) AS objects, coalesce(sum(bytes), 0)::int8 AS bytes,
                      count(*) FILTER (WHERE fault IS NOT NULL) AS damaged
                 FROM objects.objects`;
  return (await db.query<{ objects: number; bytes: number; damaged: number }>(sql)).rows[0]!;
}

/** What was wrong with an object when it was last read; null: nothing, or it is not known. */
export async function selectFault(db: Queryable, sha256: string): Promise<string | null> {
  const sql = 'SELECT fault FROM objects.objects WHERE sha256 = $1';
  return (await db.query<{ fault: string | null }>(sql, [bytesOf(sha256)])).rows[0]?.fault ?? null;
}
