import type { Tx } from '../../platform/db.ts';
import type { UsageInterval } from './usage.ts';

export interface ShortProgramReport {
  readonly deviceNo: number;
  readonly incarnation: string;
  readonly seq: number;
  readonly program: string;
  readonly count: number;
  readonly from: Date;
  readonly to: Date;
}

const hexBytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

interface IntervalRow extends Omit<UsageInterval, 'end' | 'startedAtMs'> {
  readonly startedAt: Date;
  readonly endMs: number | null;
  readonly endedAt: Date | null;
  readonly endUncertaintyMs: number | null;
}

/** What is stored of the same intervals. */
export async function selectIntervals(
  tx: Tx,
  intervals: readonly UsageInterval[],
): Promise<UsageInterval[]> {
  const sql = `
    SELECT u.device_no AS "deviceNo", encode(u.boot_id, 'hex') AS "bootId", u.pid,
           u.start_ms AS "startMs", encode(u.subject_id, 'hex') AS "subjectId", u.program, u.path,
           u.title, u.instances_max AS "instancesMax", u.started_at AS "startedAt",
           u.start_uncertainty_ms AS "startUncertaintyMs", u.start_reported AS "startReported",
           u.end_ms AS "endMs", u.ended_at AS "endedAt",
           u.end_uncertainty_ms AS "endUncertaintyMs"
      FROM unnest($1::int4[], $2::bytea[], $3::int8[], $4::int8[])
        AS k (device_no, boot_id, pid, start_ms)
      JOIN licenses.usage u USING (device_no, boot_id, pid, start_ms)`;
  const { rows } = await tx.query<IntervalRow>(sql, [
    intervals.map((interval) => interval.deviceNo),
    intervals.map((interval) => hexBytes(interval.bootId)),
    intervals.map((interval) => interval.pid),
    intervals.map((interval) => interval.startMs),
  ]);
  return rows.map(({ startedAt, endMs, endedAt, endUncertaintyMs, ...row }) => ({
    ...row,
    startedAtMs: startedAt.getTime(),
    end:
      endMs === null || endedAt === null
        ? null
        : { endMs, endedAtMs: endedAt.getTime(), uncertaintyMs: endUncertaintyMs ?? 0 },
  }));
}

/** Writes intervals as they now are. */
export async function upsertIntervals(tx: Tx, intervals: readonly UsageInterval[]): Promise<void> {
  const sql = `
    INSERT INTO licenses.usage
      (device_no, boot_id, pid, start_ms, subject_id, program, path, title, instances_max,
       started_at, start_uncertainty_ms, start_reported, end_ms, ended_at, end_uncertainty_ms)
    SELECT * FROM unnest($1::int4[], $2::bytea[], $3::int8[], $4::int8[], $5::bytea[], $6::text[],
      $7::text[], $8::text[], $9::int4[], $10::timestamptz[], $11::int8[], $12::bool[],
      $13::int8[], $14::timestamptz[], $15::int8[])
    ON CONFLICT (device_no, boot_id, pid, start_ms) DO UPDATE
      SET subject_id = EXCLUDED.subject_id, program = EXCLUDED.program, path = EXCLUDED.path,
          title = EXCLUDED.title, instances_max = EXCLUDED.instances_max,
          started_at = EXCLUDED.started_at, start_uncertainty_ms = EXCLUDED.start_uncertainty_ms,
          start_reported = EXCLUDED.start_reported, end_ms = EXCLUDED.end_ms,
          ended_at = EXCLUDED.ended_at, end_uncertainty_ms = EXCLUDED.end_uncertainty_ms`;
  const column = <T>(pick: (interval: UsageInterval) => T): T[] => intervals.map(pick);
  await tx.query(sql, [
    column((interval) => interval.deviceNo),
    column((interval) => hexBytes(interval.bootId)),
    column((interval) => interval.pid),
    column((interval) => interval.startMs),
    column((interval) => hexBytes(interval.subjectId)),
    column((interval) => interval.program),
    column((interval) => interval.path),
    column((interval) => interval.title),
    column((interval) => interval.instancesMax),
    column((interval) => new Date(interval.startedAtMs)),
    column((interval) => interval.startUncertaintyMs),
    column((interval) => interval.startReported),
    column((interval) => interval.end?.endMs ?? null),
    column((interval) => (interval.end ? new Date(interval.end.endedAtMs) : null)),
    column((interval) => interval.end?.uncertaintyMs ?? null),
  ]);
}

export async function insertShortPrograms(
  tx: Tx,
  reports: readonly ShortProgramReport[],
): Promise<void> {
  const sql = `
    INSERT INTO licenses.short_programs
      (device_no, incarnation, seq, program, count, from_at, to_at)
    SELECT * FROM unnest($1::int4[], $2::bytea[], $3::int8[], $4::text[], $5::int8[],
                         $6::timestamptz[], $7::timestamptz[])
    ON CONFLICT DO NOTHING`;
  await tx.query(sql, [
    reports.map((report) => report.deviceNo),
    reports.map((report) => hexBytes(report.incarnation)),
    reports.map((report) => report.seq),
    reports.map((report) => report.program),
    reports.map((report) => report.count),
    reports.map((report) => report.from),
    reports.map((report) => report.to),
  ]);
}
