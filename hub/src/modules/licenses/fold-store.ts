import { copyInto } from '../../platform/copy.ts';
import { CopyRows } from '../../platform/copy-rows.ts';
import type { Tx } from '../../platform/db.ts';
import { hexArray, numberArray } from '../../platform/sql-arrays.ts';
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
    numberArray(intervals.map((interval) => interval.deviceNo)),
    hexArray(intervals.map((interval) => interval.bootId)),
    numberArray(intervals.map((interval) => interval.pid)),
    numberArray(intervals.map((interval) => interval.startMs)),
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

const columns =
  'device_no, boot_id, pid, start_ms, subject_id, program, path, title, instances_max, started_at, ' +
  'start_uncertainty_ms, start_reported, end_ms, ended_at, end_uncertainty_ms';

/** Adds intervals of which nothing is stored. Their devices' rows are locked by the caller. */
export async function insertIntervals(tx: Tx, intervals: readonly UsageInterval[]): Promise<void> {
  const rows = new CopyRows();
  for (const interval of intervals) appendInterval(rows, interval);
  await copyInto(tx, 'licenses.usage', columns, rows);
}

function appendInterval(rows: CopyRows, interval: UsageInterval): void {
  const { path, title, end } = interval;
  rows.row(15);
  rows.int4(interval.deviceNo);
  rows.hex(interval.bootId);
  rows.int8(interval.pid);
  rows.int8(interval.startMs);
  rows.hex(interval.subjectId);
  rows.text(interval.program);
  if (path === null) rows.null();
  else rows.text(path);
  if (title === null) rows.null();
  else rows.text(title);
  rows.int4(interval.instancesMax);
  rows.time(interval.startedAtMs);
  rows.int8(interval.startUncertaintyMs);
  rows.bool(interval.startReported);
  if (end === null) {
    for (let nulls = 0; nulls < 3; nulls += 1) rows.null();
    return;
  }
  rows.int8(end.endMs);
  rows.time(end.endedAtMs);
  rows.int8(end.uncertaintyMs);
}

/** Writes stored intervals as they now are. */
export async function updateIntervals(tx: Tx, intervals: readonly UsageInterval[]): Promise<void> {
  if (intervals.length === 0) return;
  const sql = `
    UPDATE licenses.usage u
       SET subject_id = n.subject_id, program = n.program, path = n.path, title = n.title,
           instances_max = n.instances_max, started_at = n.started_at,
           start_uncertainty_ms = n.start_uncertainty_ms, start_reported = n.start_reported,
           end_ms = n.end_ms, ended_at = n.ended_at, end_uncertainty_ms = n.end_uncertainty_ms
      FROM unnest($1::int4[], $2::bytea[], $3::int8[], $4::int8[], $5::bytea[], $6::text[],
                  $7::text[], $8::text[], $9::int4[], $10::timestamptz[], $11::int8[], $12::bool[],
                  $13::int8[], $14::timestamptz[], $15::int8[]) AS n (${columns})
     WHERE u.device_no = n.device_no AND u.boot_id = n.boot_id AND u.pid = n.pid
       AND u.start_ms = n.start_ms`;
  const column = <T>(pick: (interval: UsageInterval) => T): T[] => intervals.map(pick);
  await tx.query(sql, [
    numberArray(column((interval) => interval.deviceNo)),
    hexArray(column((interval) => interval.bootId)),
    numberArray(column((interval) => interval.pid)),
    numberArray(column((interval) => interval.startMs)),
    hexArray(column((interval) => interval.subjectId)),
    column((interval) => interval.program),
    column((interval) => interval.path),
    column((interval) => interval.title),
    numberArray(column((interval) => interval.instancesMax)),
    column((interval) => new Date(interval.startedAtMs)),
    numberArray(column((interval) => interval.startUncertaintyMs)),
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
