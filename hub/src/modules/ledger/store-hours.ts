import { kindNumber, kindOf } from '@eucora/protocol';
import type { Queryable } from '../../platform/db.ts';
import type { HourKey, HourlyValue } from '../../platform/ledger-reader.ts';

/** `next_incarnation` of a day that is counted whole. */
export const allCounted = 2_147_483_647;

/** Rows that came to a day after they would have been counted. */
export function lateRows(columns: string, ranges = 'ledger.late_rows', where = 'true'): string {
  // OFFSET 0: range by range, by the key of the day's partition.
  return `
    SELECT ${columns} FROM ${ranges} AS late CROSS JOIN LATERAL (
      SELECT * FROM ledger.events AS e
       WHERE e.received_day = late.received_day AND e.incarnation_no = late.incarnation_no
         AND e.lane = late.lane AND e.seq BETWEEN late.first AND late.last AND ${where}
       OFFSET 0) AS e`;
}

/**
 * Rows of ledger.events that are in no count yet: of today and yesterday, of other open days (a
 * clock was wrong, or counting is behind), and late ones. Bounds are such that PostgreSQL leaves
 * out the partitions of counted days; the first part can run in parallel.
 * @param columns of the row `e`
 * @param where what else the rows have to be; empty: nothing
 */
export function uncountedRows(columns: string, where = 'true'): string {
  const today = `(now() AT TIME ZONE 'UTC')::date`;
  return `
    SELECT ${columns} FROM ledger.events AS e
     WHERE e.received_day >= (SELECT min(received_day) FROM ledger.days
                               WHERE next_incarnation < ${allCounted}
                                 AND received_day >= ${today} - 1)
       AND e.received_day <= ${today}
       AND NOT EXISTS (SELECT FROM ledger.days AS day
                        WHERE day.received_day = e.received_day
                          AND e.incarnation_no < day.next_incarnation)
       AND ${where}
    UNION ALL
    SELECT ${columns} FROM ledger.days AS day CROSS JOIN LATERAL (
      SELECT * FROM ledger.events AS e
       WHERE e.received_day = day.received_day AND e.incarnation_no >= day.next_incarnation
         AND ${where} OFFSET 0) AS e
     WHERE day.next_incarnation < ${allCounted}
       AND day.received_day NOT BETWEEN ${today} - 1 AND ${today}
    UNION ALL ${lateRows(columns, 'ledger.late_rows', where)}`;
}

const metric = kindNumber('metric');
/** Rows as hours: what both kept and raw rows are told by. */
export const hourColumns = `
  e.device_no, date_trunc('hour', e.at_lo, 'UTC') AS hour, e.kind,
  CASE WHEN e.kind = ${metric} THEN
    CASE WHEN e.body ->> 'labels' IS NULL THEN e.body ->> 'name'
         ELSE (e.body ->> 'name') || '{' || (e.body ->> 'labels') || '}' END
  ELSE '' END AS series,
  e.at_lo, e.seq, CASE WHEN e.kind = ${metric} THEN (e.body ->> 'value')::numeric END AS value`;

type HourRow = Omit<HourlyValue, 'kind'>;

/** What a device said by hour, kind and series: of counted days as it is kept, of others by row. */
export async function hoursOf(
  db: Queryable,
  deviceNo: number,
  span: { readonly from: Date; readonly to: Date },
  limit: number,
  after: HourKey | null,
): Promise<HourlyValue[]> {
  const own = `e.incarnation_no IN (SELECT incarnation_no FROM ledger.incarnations
                                     WHERE device_no = $1) AND e.at_lo >= $2 AND e.at_lo < $3`;
  const sql = `
    WITH told AS (
      SELECT hour, kind, series, events, value_min, value_max, value_sum, last_at, last_seq,
             last_value
        FROM ledger.hourly WHERE device_no = $1 AND hour >= $2 AND hour < $3
      UNION ALL
      SELECT hour, kind, series, 1, value::float8, value::float8, value, at_lo, seq, value::float8
        FROM (${uncountedRows(hourColumns, own)}) AS raw)
    SELECT hour, kind AS "kindNo", series, sum(events)::int8 AS events, min(value_min) AS min,
           max(value_max) AS max,
           (sum(value_sum) / sum(events) FILTER (WHERE value_sum IS NOT NULL))::float8 AS average,
           (array_agg(last_value ORDER BY last_at DESC, last_seq DESC))[1] AS last
      FROM told
     WHERE $4::timestamptz IS NULL OR (hour, kind, series COLLATE "C") > ($4, $5::int8, $6)
     GROUP BY hour, kind, series ORDER BY hour, kind, series COLLATE "C" LIMIT $7`;
  const { rows } = await db.query<HourRow>(sql, [
    deviceNo,
    span.from,
    span.to,
    after?.hour ?? null,
    after?.kind ?? null,
    after?.series ?? null,
    limit,
  ]);
  return rows.map((row) => ({ ...row, kind: kindOf(row.kindNo) ?? `kind ${row.kindNo}` }));
}
