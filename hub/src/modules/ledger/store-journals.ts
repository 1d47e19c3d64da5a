import { laneNumber, likelyMs, type Ranges, type ReadSegment } from '@eucora/protocol';
import { storableMs } from '../../platform/copy-rows.ts';
import type { Queryable, Tx } from '../../platform/db.ts';
import { ended, endedThrough, withReceived } from './journal-ranges.ts';
import { formatMultirange, parseMultirange } from './multirange.ts';

/** A journal's lane, locked through its site. */
export interface JournalLane {
  readonly journalNo: number;
  readonly received: Ranges;
  readonly unavailable: Ranges;
  /** False for a journal that no segment or tip had named before. */
  readonly known: boolean;
}
/** A stored segment beside or at the place of a new one. */
export interface StoredSegment {
  readonly segmentNo: number;
  readonly seq: number;
  readonly branch: number;
  readonly headerHash: Buffer;
  readonly prevHash: Buffer;
  readonly state: 'committed' | 'poison';
  readonly sealedAt: Date;
}
export type SegmentLink = 'linked' | 'unlinked' | 'forked';

/** Locks the site's row: the first lock of every commit, so that one site's segments take turns. */
export async function lockSite(tx: Tx, siteId: string): Promise<void> {
  const sql = `INSERT INTO ledger.sites (site_id) VALUES ($1)
               ON CONFLICT (site_id) DO UPDATE SET site_id = EXCLUDED.site_id`;
  await tx.query(sql, [siteId]);
}

/** Finds or opens the journal and its lane. The site's row is locked. */
export async function openJournalLane(
  tx: Tx,
  place: Pick<ReadSegment, 'site' | 'relayId' | 'incarnation' | 'lane'>,
  parent: string | null,
  now: Date,
): Promise<JournalLane> {
  const sql = `
    WITH journal AS (
      INSERT INTO ledger.journals
        (site_id, relay_id, incarnation, parent, first_seen_at, last_seen_at)
      VALUES ($1, $2, $3, $4, $5, $5)
      ON CONFLICT (site_id, relay_id, incarnation) DO UPDATE
        SET last_seen_at = greatest(ledger.journals.last_seen_at, EXCLUDED.last_seen_at),
            parent = coalesce(ledger.journals.parent, EXCLUDED.parent)
      RETURNING journal_no, (xmax <> 0) AS known)
    INSERT INTO ledger.journal_lanes (journal_no, lane) SELECT journal_no, $6 FROM journal
    ON CONFLICT (journal_no, lane) DO UPDATE SET lane = EXCLUDED.lane
    RETURNING journal_no AS "journalNo", received::text AS received,
              unavailable::text AS unavailable,
              (SELECT known FROM journal) AS known`;
  const values = [place.site, place.relayId, place.incarnation, parent, now];
  type Row = { journalNo: number; received: string; unavailable: string; known: boolean };
  const { rows } = await tx.query<Row>(sql, [...values, laneNumber(place.lane)]);
  const row = rows[0]!;
  const received = parseMultirange(row.received);
  return { ...row, received, unavailable: parseMultirange(row.unavailable) };
}

/** What is stored at this sequence number and on both sides of it. */
export async function segmentsAround(
  tx: Tx,
  journalNo: number,
  segment: ReadSegment,
): Promise<StoredSegment[]> {
  const sql = `SELECT segment_no AS "segmentNo", seq, branch, header_hash AS "headerHash",
                      prev_hash AS "prevHash", state, sealed_at AS "sealedAt"
                 FROM ledger.segments
                WHERE journal_no = $1 AND lane = $2 AND seq BETWEEN $3 AND $4
                ORDER BY seq, branch`;
  const { lane, seq } = segment;
  const values = [journalNo, laneNumber(lane), seq - 1, seq + 1];
  return (await tx.query<StoredSegment>(sql, values)).rows;
}

/** True when this very segment is committed: a cheap look before any work is spent on it. */
export async function hasSegment(db: Queryable, headerHash: Uint8Array): Promise<boolean> {
  const sql = `SELECT 1 FROM ledger.segments WHERE header_hash = $1 AND state = 'committed'`;
  return (await db.query(sql, [headerHash])).rows.length > 0;
}

export interface SegmentRow {
  readonly journalNo: number;
  readonly segment: ReadSegment;
  readonly branch: number;
  readonly link: SegmentLink;
  readonly state: 'committed' | 'poison';
  readonly eventsNew: number;
  readonly outcome: unknown;
  readonly now: Date;
}

/**
 * Stores a segment's bytes and outcome; one that was set aside before gets its real outcome and a new
 * number: numbers are the order of commits, in which the archive is filled and replayed.
 */
export async function insertSegment(tx: Tx, row: SegmentRow): Promise<number> {
  const { segment } = row;
  const sql = `
    INSERT INTO ledger.segments
      (journal_no, lane, seq, branch, header_hash, prev_hash, link, state, sealed_at, committed_at,
       events_new, byte_count, bytes, outcome)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
    ON CONFLICT (journal_no, lane, seq, branch) DO UPDATE
      SET segment_no = DEFAULT, state = EXCLUDED.state, link = EXCLUDED.link,
          committed_at = EXCLUDED.committed_at, events_new = EXCLUDED.events_new,
          bytes = EXCLUDED.bytes, outcome = EXCLUDED.outcome, pack_no = NULL
    RETURNING segment_no`;
  const { rows } = await tx.query<{ segment_no: number }>(sql, [
    row.journalNo,
    laneNumber(segment.lane),
    segment.seq,
    row.branch,
    segment.headerHash,
    segment.prevHash,
    row.link,
    row.state,
    sealedAt(segment),
    row.now,
    row.eventsNew,
    segment.bytes.length,
    segment.bytes,
    JSON.stringify(row.outcome),
  ]);
  return rows[0]!.segment_no;
}

/** When the relay sealed it, as well as is known, never later than when it came. */
export function sealedAt(segment: ReadSegment): Date {
  return boundedDate(likelyMs(segment.sealed, segment.sealed.wallMs));
}

/** A claimed time as a date that PostgreSQL and JavaScript both hold. */
export function boundedDate(ms: number): Date {
  return new Date(Math.min(storableMs.max, Math.max(0, ms)));
}

/** Marks stored neighbours whose link to a new segment is known now. */
export async function linkSegments(
  tx: Tx,
  segmentNos: readonly number[],
  link: SegmentLink,
): Promise<void> {
  if (segmentNos.length === 0) return;
  const sql = `UPDATE ledger.segments SET link = $2
                WHERE segment_no = ANY($1) AND link <> 'forked'`;
  await tx.query(sql, [segmentNos, link]);
}

/** Adds a sequence number to what was received and moves the mark. Returns the ranges' number. */
export async function advanceJournal(tx: Tx, lane: JournalLane, segment: ReadSegment, now: Date) {
  const next = withReceived(lane, segment.seq);
  const through = endedThrough(next);
  const sql = `
    UPDATE ledger.journal_lanes AS jl
       SET received = $3, unavailable = $6, committed_through = $4,
           through_sealed_at = least($5, coalesce((
             SELECT s.sealed_at FROM ledger.segments s
              WHERE s.journal_no = $1 AND s.lane = $2 AND s.seq = $4 AND s.branch = 0), $5))
     WHERE jl.journal_no = $1 AND jl.lane = $2`;
  const received = formatMultirange(next.received);
  const values = [lane.journalNo, laneNumber(segment.lane), received, through];
  await tx.query(sql, [...values, now, formatMultirange(next.unavailable)]);
  return ended(next).length;
}

export interface SiteDelta {
  readonly committed: number;
  readonly rejected: number;
  readonly void: number;
}

/** Adds to the site's running counts. Asking for a receipt is the caller's (wantDocument). */
export async function addToSiteCounts(
  tx: Tx,
  siteId: string,
  delta: SiteDelta,
  now: Date,
): Promise<void> {
  const sql = `UPDATE ledger.sites
                  SET events_committed = events_committed + $2,
                      events_rejected = events_rejected + $3,
                      events_void = events_void + $4,
                      last_segment_at = greatest(last_segment_at, $5)
                WHERE site_id = $1`;
  await tx.query(sql, [siteId, delta.committed, delta.rejected, delta.void, now]);
}

/** Says that the site is to be told something: the publisher picks it up after the commit. */
export async function wantDocument(tx: Queryable, siteId: string, kind: string): Promise<void> {
  const sql = `INSERT INTO ledger.outbox (site_id, kind, wanted) VALUES ($1, $2, 1)
               ON CONFLICT (site_id, kind) DO UPDATE SET wanted = ledger.outbox.wanted + 1`;
  await tx.query(sql, [siteId, kind]);
}

/**
 * Up to when what the ledger holds of a site is complete: per lane of its newest journal the moment
 * of the last tip if everything up to it is here, else of the last segment without a hole before it.
 * Null when nothing says so.
 */
export async function siteHorizon(db: Queryable, siteId: string): Promise<Date | null> {
  const sql = `
    SELECT min(CASE
             WHEN jl.tip_sealed_through <= jl.committed_through
               THEN greatest(jl.tip_issued_at, jl.through_sealed_at)
             ELSE jl.through_sealed_at END) AS horizon
      FROM ledger.journal_lanes AS jl
      JOIN (SELECT DISTINCT ON (relay_id) journal_no FROM ledger.journals
             WHERE site_id = $1 ORDER BY relay_id, last_seen_at DESC, journal_no DESC) AS newest
        USING (journal_no)`;
  return (await db.query<{ horizon: Date | null }>(sql, [siteId])).rows[0]?.horizon ?? null;
}
