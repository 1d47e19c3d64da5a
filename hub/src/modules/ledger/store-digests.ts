import type { Database, Queryable } from '../../platform/db.ts';
import type { LedgerTotals } from '../../platform/ledger-reader.ts';
import { visibleValues, type Visible } from '../../platform/scope.ts';
import { lateRows } from './store-hours.ts';

const rowsDefault = 200_000; // about a second of PostgreSQL: read, hashed and added up
const streamsAtOnce = 100;
const partsAtOnce = 5;

/** Events of stream `s` that the memory `d` has not looked at. */
const behindSql = `s.committed - coalesce(d.covered, '{}'::int8multirange)`;

/**
 * Rows of ledger.events that lie in ranges of streams and in days that are not counted.
 * @param from has incarnation_no, lane and `ranges`; its name is `p`
 */
function openRows(columns: string, from: string): string {
  // OFFSET 0: day by day and range by range, by the key of the day's partition.
  return `
    SELECT ${columns}
      FROM ${from} AS p CROSS JOIN LATERAL unnest(p.ranges) AS r
      JOIN ledger.days AS day ON p.incarnation_no >= day.next_incarnation
      CROSS JOIN LATERAL (
        SELECT * FROM ledger.events AS e
         WHERE e.received_day = day.received_day AND e.incarnation_no = p.incarnation_no
           AND e.lane = p.lane AND e.seq >= lower(r) AND e.seq < upper(r) OFFSET 0) AS e`;
}

/** Streams that the memory is behind of, and which part of each is read next. */
const partsSql = (rowsAtOnce: number): string => `
  WITH behind AS (
    SELECT s.incarnation_no, s.lane, ${behindSql} AS ranges
      FROM ledger.streams AS s LEFT JOIN ledger.digest_cover AS d USING (incarnation_no, lane)
     WHERE s.committed <> coalesce(d.covered, '{}'::int8multirange)
     LIMIT ${streamsAtOnce})
  SELECT incarnation_no, lane, ranges * int8multirange(int8range(
           lower(ranges), lower(ranges) + greatest(1, ${rowsAtOnce} / (SELECT count(*) FROM behind)))) AS ranges
    FROM behind WHERE NOT isempty(ranges)`;

/**
 * Reads a bounded part of what the digest has not looked at yet, and remembers its sums. Where
 * somebody else does so at this moment, it does nothing.
 * @returns events that were looked at
 */
export function digestPart(db: Database, rowsAtOnce = rowsDefault): Promise<number> {
  return db.transaction(async (tx) => {
    const lock = `SELECT pg_try_advisory_xact_lock(hashtext('ledger.digest')) AS mine`;
    if (!(await tx.query<{ mine: boolean }>(lock)).rows[0]!.mine) return 0;
    // One statement, so one snapshot: a row is in a counted day, or its sum is in the memory.
    const sql = `
      WITH parts AS MATERIALIZED (${partsSql(rowsAtOnce)}),
      added AS (
        INSERT INTO ledger.digest_sums AS t (received_day, incarnation_no, lane, events, digest)
        SELECT e.received_day, e.incarnation_no, e.lane, count(*),
               sum(ledger.event_digest(i.device_id, i.incarnation, e.lane, e.seq))
          FROM (${openRows('e.received_day, e.incarnation_no, e.lane, e.seq', 'parts')}) AS e
          JOIN ledger.incarnations AS i USING (incarnation_no)
         GROUP BY 1, 2, 3
        ON CONFLICT (received_day, incarnation_no, lane) DO UPDATE SET
          events = t.events + EXCLUDED.events, digest = t.digest + EXCLUDED.digest),
      covered AS (
        INSERT INTO ledger.digest_cover AS c (incarnation_no, lane, covered)
        SELECT incarnation_no, lane, ranges FROM parts
        ON CONFLICT (incarnation_no, lane) DO UPDATE SET covered = c.covered + EXCLUDED.covered)
      SELECT coalesce(sum(upper(r) - lower(r)), 0)::int8 AS events
        FROM parts CROSS JOIN LATERAL unnest(parts.ranges) AS r`;
    return (await tx.query<{ events: number }>(sql)).rows[0]!.events;
  });
}

/** Forgets sums of days that are counted by now. */
export async function pruneDigests(db: Queryable, counted: number): Promise<void> {
  const sql = `DELETE FROM ledger.digest_sums AS t USING ledger.days AS day
                WHERE day.received_day = t.received_day AND day.next_incarnation >= $1`;
  await db.query(sql, [counted]);
}

/** Forgets all of it, when counts are forgotten: what it left out because it was counted is missed. */
export async function forgetDigests(db: Queryable): Promise<void> {
  await db.query('DELETE FROM ledger.digest_sums');
  await db.query('DELETE FROM ledger.digest_cover');
}

/**
 * Sums per site with a digest over rows, for checking against what senders count: every row was
 * read once, those of counted days when they were counted, those of open days by `digestPart` or
 * here. `run` limits it to the simulated devices of one run. What is more than can be read while
 * somebody waits is told as `eventsToDigest`; then there is no digest.
 */
export async function ledgerTotals(
  db: Queryable,
  run: string | null,
  visible: Visible = { all: true },
  rowsAtOnce = rowsDefault,
): Promise<LedgerTotals[]> {
  const digested = `sum(ledger.event_digest(c.device_id, c.incarnation, e.lane, e.seq)) AS digest`;
  const sql = `
    WITH chosen AS (
      SELECT i.* FROM ledger.incarnations AS i
       WHERE ($1::text IS NULL
              OR i.device_no IN (SELECT no FROM devices.devices WHERE run = $1))
         AND ($2::text[] IS NULL OR i.site_id = ANY($2) OR i.device_no = ANY($3::int4[]))),
    counted AS (
      SELECT c.site_id, sum(s.events_rejected) AS rejected, sum(s.events_void) AS void,
             sum(s.gaps) AS gaps, count(DISTINCT c.device_no) AS devices
        FROM chosen AS c JOIN ledger.streams AS s USING (incarnation_no) GROUP BY c.site_id),
    behind AS MATERIALIZED (
      SELECT c.site_id, s.incarnation_no, s.lane, ${behindSql} AS ranges
        FROM chosen AS c JOIN ledger.streams AS s USING (incarnation_no)
        LEFT JOIN ledger.digest_cover AS d USING (incarnation_no, lane)
       WHERE s.committed <> coalesce(d.covered, '{}'::int8multirange)),
    waiting AS MATERIALIZED (
      SELECT b.site_id, sum(upper(r) - lower(r)) AS events
        FROM behind AS b CROSS JOIN LATERAL unnest(b.ranges) AS r GROUP BY b.site_id),
    few AS MATERIALIZED (SELECT coalesce(sum(events), 0) <= ${rowsAtOnce} AS are FROM waiting),
    readable AS (SELECT * FROM behind WHERE (SELECT are FROM few)),
    digested AS (
      SELECT site_id, sum(events) AS committed, sum(digest) AS total FROM (
        SELECT c.site_id, t.events, t.digest
          FROM chosen AS c JOIN ledger.stream_totals AS t USING (incarnation_no)
        UNION ALL
        SELECT c.site_id, t.events, t.digest
          FROM chosen AS c JOIN ledger.digest_sums AS t USING (incarnation_no)
          JOIN ledger.days AS day USING (received_day)
         WHERE t.incarnation_no >= day.next_incarnation
        UNION ALL
        SELECT c.site_id, count(*), ${digested}
          FROM chosen AS c JOIN (${lateRows('e.incarnation_no, e.lane, e.seq')}) AS e
               USING (incarnation_no) GROUP BY c.site_id
        UNION ALL
        SELECT c.site_id, count(*), ${digested}
          FROM chosen AS c JOIN (${openRows('e.incarnation_no, e.lane, e.seq', 'readable')}) AS e
               USING (incarnation_no) GROUP BY c.site_id) AS parts
       GROUP BY site_id)
    SELECT k.site_id AS "siteId", left_over.events AS "eventsToDigest",
           (coalesce(d.committed, 0) + left_over.events)::int8 AS "eventsCommitted",
           k.rejected::int8 AS "eventsRejected", k.void::int8 AS "eventsVoid",
           k.devices AS devices, k.gaps AS gaps,
           CASE WHEN left_over.events = 0 THEN ledger.digest_text(d.total) END AS digest
      FROM counted AS k
      LEFT JOIN digested AS d USING (site_id) LEFT JOIN waiting AS w USING (site_id)
     CROSS JOIN LATERAL (
       SELECT CASE WHEN (SELECT are FROM few) THEN 0 ELSE coalesce(w.events, 0) END::int8
              AS events) AS left_over
     ORDER BY k.site_id`;
  return (await db.query<LedgerTotals>(sql, [run, ...visibleValues(visible)])).rows;
}

/** `ledgerTotals`, after the memory was brought up to date as far as somebody may wait for it. */
export async function digestedTotals(
  db: Database,
  run: string | null,
  visible: Visible,
): Promise<LedgerTotals[]> {
  for (let part = 0; part < partsAtOnce; part += 1) {
    if ((await digestPart(db)) < rowsDefault / 2) break;
  }
  return ledgerTotals(db, run, visible);
}
