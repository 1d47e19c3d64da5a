import type { Queryable } from '../../platform/db.ts';

export interface UsageRow {
  readonly program: string;
  readonly path: string | null;
  readonly title: string | null;
  readonly subjectId: string;
  readonly pid: number;
  readonly startMs: number;
  readonly startedAt: Date;
  readonly startUncertaintyMs: number;
  readonly endedAt: Date | null;
  readonly endUncertaintyMs: number | null;
  readonly instancesMax: number;
}
/** A place in a device's usage: (started at, start, pid), all falling. */
export type UsagePlace = readonly [startedAtMs: number, startMs: number, pid: number];

export interface UsageWindow {
  readonly from: Date | null;
  readonly to: Date | null;
}

/** Intervals that touch the window, newest first. */
export async function selectUsage(
  db: Queryable,
  deviceNo: number,
  window: UsageWindow,
  after: UsagePlace | null,
  limit: number,
): Promise<UsageRow[]> {
  const sql = `
    SELECT program, path, title, encode(subject_id, 'hex') AS "subjectId", pid,
           start_ms AS "startMs", started_at AS "startedAt",
           start_uncertainty_ms AS "startUncertaintyMs", ended_at AS "endedAt",
           end_uncertainty_ms AS "endUncertaintyMs", instances_max AS "instancesMax"
      FROM licenses.usage
     WHERE device_no = $1
       AND ($2::timestamptz IS NULL OR ended_at IS NULL OR ended_at >= $2)
       AND ($3::timestamptz IS NULL OR started_at <= $3)
       AND ($4::timestamptz IS NULL OR (started_at, start_ms, pid) < ($4, $5::int8, $6::int8))
     ORDER BY started_at DESC, start_ms DESC, pid DESC LIMIT $7`;
  const [startedAtMs, startMs = null, pid = null] = after ?? [];
  const startedAt = startedAtMs === undefined ? null : new Date(startedAtMs);
  const values = [deviceNo, window.from, window.to, startedAt, startMs, pid, limit];
  return (await db.query<UsageRow>(sql, values)).rows;
}

export interface ShortProgramRow {
  readonly program: string;
  readonly count: number;
  readonly from: Date;
  readonly to: Date;
}

/** Short-lived programs in the window, added up, the most frequent first. */
export async function selectShortPrograms(
  db: Queryable,
  deviceNo: number,
  window: UsageWindow,
  limit: number,
): Promise<ShortProgramRow[]> {
  const sql = `
    SELECT program, sum(count)::int8 AS count, min(from_at) AS "from", max(to_at) AS "to"
      FROM licenses.short_programs
     WHERE device_no = $1
       AND ($2::timestamptz IS NULL OR to_at >= $2) AND ($3::timestamptz IS NULL OR from_at <= $3)
     GROUP BY program ORDER BY sum(count) DESC, program LIMIT $4`;
  const values = [deviceNo, window.from, window.to, limit];
  return (await db.query<ShortProgramRow>(sql, values)).rows;
}
