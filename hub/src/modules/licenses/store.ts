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

/** Usage that one subject left on one device. */
export interface SubjectUsage {
  readonly subjectId: string;
  readonly intervals: number;
  readonly firstAt: Date | null;
  readonly lastAt: Date | null;
}

/** How much usage there is of subjects, each on its own device. */
export async function usageOfSubjects(
  db: Queryable,
  subjects: readonly { readonly deviceNo: number; readonly subjectId: string }[],
): Promise<Map<string, SubjectUsage>> {
  const sql = `
    SELECT encode(s.subject_id, 'hex') AS "subjectId", count(u.device_no) AS intervals,
           min(u.started_at) AS "firstAt", max(coalesce(u.ended_at, u.started_at)) AS "lastAt"
      FROM unnest($1::int4[], $2::bytea[]) AS s (device_no, subject_id)
      LEFT JOIN licenses.usage AS u USING (device_no, subject_id)
     GROUP BY s.subject_id`;
  const ids = subjects.map(({ subjectId }) => Buffer.from(subjectId, 'hex'));
  const numbers = subjects.map(({ deviceNo }) => deviceNo);
  const { rows } = await db.query<SubjectUsage>(sql, [numbers, ids]);
  return new Map(rows.map((row) => [row.subjectId, row]));
}

/** The usage of one subject on its device, newest first, in pages as `selectUsage`. */
export async function selectUsageOfSubject(
  db: Queryable,
  of: { readonly deviceNo: number; readonly subjectId: string },
  after: UsagePlace | null,
  limit: number,
): Promise<UsageRow[]> {
  const sql = `
    SELECT program, path, title, encode(subject_id, 'hex') AS "subjectId", pid,
           start_ms AS "startMs", started_at AS "startedAt",
           start_uncertainty_ms AS "startUncertaintyMs", ended_at AS "endedAt",
           end_uncertainty_ms AS "endUncertaintyMs", instances_max AS "instancesMax"
      FROM licenses.usage
     WHERE device_no = $1 AND subject_id = $2
       AND ($3::timestamptz IS NULL OR (started_at, start_ms, pid) < ($3, $4::int8, $5::int8))
     ORDER BY started_at DESC, start_ms DESC, pid DESC LIMIT $6`;
  const [startedAtMs, startMs = null, pid = null] = after ?? [];
  const startedAt = startedAtMs === undefined ? null : new Date(startedAtMs);
  const subject = Buffer.from(of.subjectId, 'hex');
  const values = [of.deviceNo, subject, startedAt, startMs, pid, limit];
  return (await db.query<UsageRow>(sql, values)).rows;
}
