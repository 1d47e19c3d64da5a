import type { Queryable } from '../../platform/db.ts';
import type { RotationState } from './calendar.ts';

export interface RotationRow extends RotationState {
  readonly name: string;
  readonly requestedBy: string | null;
  readonly failure: string | null;
}

const columns = `name, last_at AS "lastAt", requested_at AS "requestedAt",
  requested_by AS "requestedBy", failed_at AS "failedAt", failures, failure`;

export async function rotationRows(db: Queryable): Promise<Map<string, RotationRow>> {
  const { rows } = await db.query<RotationRow>(`SELECT ${columns} FROM secrets.rotations`);
  return new Map(rows.map((row) => [row.name, row]));
}

/** Enters what the calendar did not know; its interval begins at `lastAt`. */
export async function enterRotation(db: Queryable, name: string, lastAt: Date): Promise<void> {
  const sql = `INSERT INTO secrets.rotations (name, last_at) VALUES ($1, $2)
               ON CONFLICT (name) DO NOTHING`;
  await db.query(sql, [name, lastAt]);
}

/** False: the calendar does not know it. */
export async function requestRotation(
  db: Queryable,
  name: string,
  at: Date,
  actor: string,
): Promise<boolean> {
  const sql = `UPDATE secrets.rotations SET requested_at = $2, requested_by = $3, failures = 0
                WHERE name = $1`;
  return ((await db.query(sql, [name, at, actor])).rowCount ?? 0) > 0;
}

export async function noteRotated(db: Queryable, name: string, at: Date): Promise<void> {
  const sql = `UPDATE secrets.rotations
                  SET last_at = $2, requested_at = NULL, requested_by = NULL,
                      failed_at = NULL, failures = 0, failure = NULL
                WHERE name = $1`;
  await db.query(sql, [name, at]);
}

export async function noteFailed(
  db: Queryable,
  name: string,
  at: Date,
  failure: string,
): Promise<void> {
  const sql = `UPDATE secrets.rotations
                  SET failed_at = $2, failures = failures + 1, failure = $3 WHERE name = $1`;
  await db.query(sql, [name, at, failure.slice(0, 1_000)]);
}
