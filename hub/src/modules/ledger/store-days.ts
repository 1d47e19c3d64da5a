import type { Database, Queryable, Tx } from '../../platform/db.ts';
import type { DueDrop, StoredDay } from '../../platform/retention.ts';
import { forgetDigests, pruneDigests } from './store-digests.ts';
import { allCounted, hourColumns, lateRows } from './store-hours.ts';

const graceMs = 3_600_000; // after midnight, UTC: segments on their way then are in
const atOnceDefault = 500;

/** A part of ledger.events, as a query with parameters. */
interface RowSet {
  readonly sql: string;
  readonly values: readonly unknown[];
}
export interface CountOptions {
  readonly signal?: AbortSignal;
  /** Incarnations of a day, or ranges of late rows, in one transaction. */
  readonly atOnce?: number;
  /** Days to be counted although they are not over. */
  readonly days?: readonly string[];
}

/**
 * Counts receiving days that are over: per stream, per day and kind, and by hour; and what came to
 * counted days later. Every row is counted once, in the transaction that says so; may be stopped
 * anywhere and by two at once. A day may be counted before it is over: its other rows are late.
 * @returns how many days were finished
 */
export async function countDays(
  db: Database,
  now: Date,
  { signal, atOnce = atOnceDefault, days = [] }: CountOptions = {},
): Promise<number> {
  const before = new Date(now.getTime() - graceMs).toISOString().slice(0, 10);
  let counted = 0;
  for (;;) {
    if (signal?.aborted) return counted;
    const step = await db.transaction((tx) => countStep(tx, before, days, atOnce));
    if (step === 'done') return counted;
    if (step === 'day') counted += 1;
  }
}

async function countStep(
  tx: Tx,
  before: string,
  days: readonly string[],
  atOnce: number,
): Promise<'done' | 'day' | 'part'> {
  await tx.query('SET LOCAL statement_timeout = 0');
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('ledger.count_days'))`);
  const late = await takeLate(tx, atOnce);
  if (late) {
    await addRows(tx, late);
    return 'part';
  }
  const open = `
    SELECT received_day::text AS day FROM ledger.days
     WHERE next_incarnation < ${allCounted} AND (received_day < $1 OR received_day = ANY($2::date[]))
     ORDER BY 1 LIMIT 1`;
  const day = (await tx.query<{ day: string }>(open, [before, days])).rows[0]?.day;
  if (day === undefined) return 'done';
  const lock = 'SELECT ledger.count_day($1) AS next';
  const { next } = (await tx.query<{ next: number }>(lock, [day])).rows[0]!;
  const upto = await lastOfPart(tx, day, next, atOnce);
  const moved = 'UPDATE ledger.days SET next_incarnation = $2 WHERE received_day = $1';
  await tx.query(moved, [day, upto === null ? allCounted : upto + 1]);
  if (upto === null) {
    await pruneDigests(tx, allCounted);
    return 'day';
  }
  const sql = `SELECT * FROM ledger.events
                WHERE received_day = $1 AND incarnation_no BETWEEN $2 AND $3`;
  await addRows(tx, { sql, values: [day, next, upto] });
  return 'part';
}

/** Rows that came to days after they would have been counted; they are to be counted now. */
async function takeLate(tx: Tx, atOnce: number): Promise<RowSet | undefined> {
  const take = `
    WITH taken AS (
      DELETE FROM ledger.late_rows WHERE (received_day, incarnation_no, lane, first) IN (
        SELECT received_day, incarnation_no, lane, first FROM ledger.late_rows
         ORDER BY 1, 2, 3, 4 LIMIT $1) RETURNING *)
    SELECT jsonb_agg(to_jsonb(taken))::text AS late FROM taken`;
  const { late } = (await tx.query<{ late: string | null }>(take, [atOnce])).rows[0]!;
  if (late === null) return undefined;
  const ranges = 'jsonb_populate_recordset(NULL::ledger.late_rows, $1)';
  return { sql: lateRows('e.*', ranges), values: [late] };
}

/** The last incarnation of the next part of a day; null when no row is left to be counted. */
async function lastOfPart(
  tx: Tx,
  day: string,
  from: number,
  atOnce: number,
): Promise<number | null> {
  const rest = `SELECT EXISTS (SELECT FROM ledger.events
                                WHERE received_day = $1 AND incarnation_no >= $2) AS some`;
  if (!(await tx.query<{ some: boolean }>(rest, [day, from])).rows[0]!.some) return null;
  const sql = `SELECT max(no) AS upto FROM (
                 SELECT incarnation_no AS no FROM ledger.incarnations
                  WHERE incarnation_no >= $1 ORDER BY 1 LIMIT $2) AS part`;
  return (await tx.query<{ upto: number | null }>(sql, [from, atOnce])).rows[0]!.upto;
}

async function addRows(tx: Tx, rows: RowSet): Promise<void> {
  await addTotals(tx, rows);
  await addHours(tx, rows);
}

async function addTotals(tx: Tx, rows: RowSet): Promise<void> {
  const sql = `
    WITH part AS (
      SELECT e.received_day, e.incarnation_no, e.lane, e.kind, i.site_id, count(*) AS events,
             sum(ledger.event_digest(i.device_id, i.incarnation, e.lane, e.seq)) AS digest
        FROM (${rows.sql}) AS e JOIN ledger.incarnations AS i USING (incarnation_no)
       GROUP BY e.received_day, e.incarnation_no, e.lane, e.kind, i.site_id),
    streams AS (
      INSERT INTO ledger.stream_totals AS t (incarnation_no, lane, events, digest)
      SELECT incarnation_no, lane, sum(events), sum(digest) FROM part GROUP BY 1, 2
      ON CONFLICT (incarnation_no, lane) DO UPDATE
        SET events = t.events + EXCLUDED.events, digest = t.digest + EXCLUDED.digest)
    INSERT INTO ledger.day_totals AS t (received_day, site_id, kind, events, stored, digest)
    SELECT received_day, site_id, kind, sum(events), sum(events), sum(digest)
      FROM part GROUP BY 1, 2, 3
    ON CONFLICT (received_day, site_id, kind) DO UPDATE
      SET events = t.events + EXCLUDED.events, stored = t.stored + EXCLUDED.stored,
          digest = t.digest + EXCLUDED.digest`;
  await tx.query(sql, rows.values);
}

async function addHours(tx: Tx, rows: RowSet): Promise<void> {
  const sql = `
    INSERT INTO ledger.hourly AS h
      (device_no, hour, kind, series, events, value_min, value_max, value_sum, last_at, last_seq,
       last_value)
    SELECT device_no, hour, kind, series, count(*), min(value), max(value), sum(value),
           (array_agg(at_lo ORDER BY at_lo DESC, seq DESC, value DESC NULLS LAST))[1],
           (array_agg(seq ORDER BY at_lo DESC, seq DESC, value DESC NULLS LAST))[1],
           (array_agg(value ORDER BY at_lo DESC, seq DESC, value DESC NULLS LAST))[1]
      FROM (SELECT ${hourColumns} FROM (${rows.sql}) AS e) AS rows
     GROUP BY device_no, hour, kind, series
    ON CONFLICT (device_no, hour, kind, series) DO UPDATE SET
      events = h.events + EXCLUDED.events,
      value_min = least(h.value_min, EXCLUDED.value_min),
      value_max = greatest(h.value_max, EXCLUDED.value_max),
      value_sum = CASE WHEN h.value_sum IS NULL THEN EXCLUDED.value_sum
                       ELSE h.value_sum + coalesce(EXCLUDED.value_sum, 0) END,
      (last_at, last_seq, last_value) = (
        SELECT at, seq, value FROM (VALUES
            (h.last_at, h.last_seq, h.last_value),
            (EXCLUDED.last_at, EXCLUDED.last_seq, EXCLUDED.last_value)) AS two (at, seq, value)
         ORDER BY at DESC, seq DESC, value DESC NULLS LAST LIMIT 1)`;
  await tx.query(sql, rows.values);
}

/** Days of which at least a part was counted, over or not. */
export async function countedDays(db: Queryable): Promise<string[]> {
  const sql = 'SELECT received_day::text AS day FROM ledger.days WHERE next_incarnation > 0';
  return (await db.query<{ day: string }>(sql)).rows.map(({ day }) => day);
}

/**
 * The hub's clock, but never far ahead of what relays last said of theirs: a hub whose clock jumps
 * must not take everything for old. Where no relay speaks, nothing grows old.
 */
export async function plausibleNow(db: Queryable, now: Date): Promise<Date> {
  const sql = `SELECT greatest(max(through_sealed_at), max(tip_issued_at)) + interval '2 days' AS at
                 FROM ledger.journal_lanes`;
  const latest = (await db.query<{ at: Date | null }>(sql)).rows[0]!.at;
  return latest !== null && latest < now ? latest : now;
}

/**
 * Forgets all counts, so that rows may be added to days that were counted. They are not forgotten
 * once anything was dropped: then they are all that is left of it.
 */
export function uncountDays(db: Database): Promise<void> {
  return db.transaction(async (tx) => {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('ledger.count_days'))`);
    await tx.query('SELECT ledger.count_day(received_day) FROM ledger.days ORDER BY received_day');
    const sql = 'SELECT EXISTS (SELECT FROM ledger.day_totals WHERE dropped_at IS NOT NULL) AS any';
    if ((await tx.query<{ any: boolean }>(sql)).rows[0]!.any) return;
    for (const table of ['late_rows', 'stream_totals', 'day_totals', 'hourly']) {
      await tx.query(`DELETE FROM ledger.${table}`);
    }
    await forgetDigests(tx);
    await tx.query('UPDATE ledger.days SET next_incarnation = 0');
  });
}

/** Which kinds of which days were dropped, as `[day, kind]` in JSON. */
export async function droppedKinds(db: Queryable): Promise<string> {
  const sql = `SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_array(received_day, kind)), '[]')::text
                      AS dropped
                 FROM ledger.day_totals WHERE dropped_at IS NOT NULL`;
  return (await db.query<{ dropped: string }>(sql)).rows[0]!.dropped;
}

/** Counted days, oldest first, that have rows and were received more than `days` days ago. */
export async function storedDays(db: Queryable, now: Date, days: number): Promise<StoredDay[]> {
  const sql = `
    SELECT received_day::text AS day, jsonb_agg(
             jsonb_build_object('kind', kind, 'events', events) ORDER BY kind) AS kinds
      FROM (SELECT received_day, kind, sum(stored) AS events
              FROM ledger.day_totals JOIN ledger.days USING (received_day)
             WHERE stored > 0 AND received_day < $1::date - $2::int
               AND next_incarnation = ${allCounted}
             GROUP BY 1, 2) AS kept
     GROUP BY 1 ORDER BY 1`;
  const today = now.toISOString().slice(0, 10);
  return (await db.query<StoredDay>(sql, [today, days])).rows;
}

/** Segments that were committed until the end of a day and lie in no pack. */
export async function unpackedThrough(db: Queryable, day: string): Promise<number> {
  const sql = `SELECT count(*) AS n FROM ledger.segments
                WHERE pack_no IS NULL AND committed_at < ($1::date + 1)::timestamp AT TIME ZONE 'UTC'`;
  return (await db.query<{ n: number }>(sql, [day])).rows[0]!.n;
}

/** Packs in which segments of a day lie. */
export async function packsOfDay(db: Queryable, day: string): Promise<number[]> {
  const sql = `SELECT DISTINCT pack_no FROM ledger.segments
                WHERE committed_at >= $1::date::timestamp AT TIME ZONE 'UTC'
                  AND committed_at < ($1::date + 1)::timestamp AT TIME ZONE 'UTC'
                  AND pack_no IS NOT NULL ORDER BY 1`;
  return (await db.query<{ pack_no: number }>(sql, [day])).rows.map((row) => row.pack_no);
}

/**
 * Drops rows that were counted; what was counted stays. Waits at most two seconds for the table,
 * so that commits never wait longer behind it: then it fails and is tried again.
 */
export async function dropRows(tx: Tx, { day, kinds, events }: DueDrop, now: Date): Promise<void> {
  await tx.query('SET LOCAL statement_timeout = 0');
  await tx.query(`SET LOCAL lock_timeout = '2s'`);
  await tx.query('SELECT ledger.drop_rows($1, $2, $3)', [day, kinds, events]);
  const sql = `UPDATE ledger.day_totals SET dropped_at = $3, stored = 0
                WHERE received_day = $1 AND kind = ANY($2) AND stored > 0`;
  await tx.query(sql, [day, kinds, now]);
}

/** Forgets hourly values older than so many days. */
export async function pruneHours(db: Queryable, now: Date, days: number): Promise<number> {
  const before = new Date(now.getTime() - days * 86_400_000);
  const { rowCount } = await db.query('DELETE FROM ledger.hourly WHERE hour < $1', [before]);
  return rowCount ?? 0;
}
