import { laneNumber, type Lane, type ReadSegment } from '@eucora/protocol';
import { copyInto } from '../../platform/copy.ts';
import { CopyRows } from '../../platform/copy-rows.ts';
import type { Queryable, Tx } from '../../platform/db.ts';
import { idFromUuid } from './ids.ts';
import { ended, endedThrough, type JournalRanges } from './journal-ranges.ts';
import { formatMultirange, parseMultirange } from './multirange.ts';
import {
  sealedAt,
  type JournalLane,
  type SegmentRow,
  type StoredSegment,
} from './store-journals.ts';

/*
 * What store-journals.ts does for one segment, for a group of several sites in one lane: as many
 * statements as for one. Rows are taken in the order of their keys.
 */

/** Locks the rows of these sites, as `lockSite` does. */
export async function lockSites(tx: Tx, siteIds: readonly string[]): Promise<void> {
  const sql = `INSERT INTO ledger.sites (site_id)
               SELECT DISTINCT id FROM unnest($1::text[]) AS s (id) ORDER BY id
               ON CONFLICT (site_id) DO UPDATE SET site_id = EXCLUDED.site_id`;
  await tx.query(sql, [siteIds]);
}

/** Which of these segments are committed, by their header hashes in hex. */
export async function committedAmong(
  db: Queryable,
  headerHashes: readonly Uint8Array[],
): Promise<Set<string>> {
  const sql = `SELECT encode(header_hash, 'hex') AS hash FROM ledger.segments
                WHERE header_hash = ANY($1) AND state = 'committed'`;
  const { rows } = await db.query<{ hash: string }>(sql, [headerHashes]);
  return new Set(rows.map(({ hash }) => hash));
}

type Place = Pick<ReadSegment, 'site' | 'relayId' | 'incarnation'>;
/** A journal as a key of maps. */
export const journalKey = ({ site, relayId, incarnation }: Place): string =>
  `${site}/${relayId}/${incarnation}`;

/** A lane of a journal that was known before. */
export interface KnownLane extends JournalLane {
  readonly parent: string | null;
}

/**
 * The lane of those of these journals that are known, opened where it is new, by `journalKey`. The
 * sites' rows are locked.
 */
export async function lanesOfKnownJournals(
  tx: Tx,
  lane: Lane,
  places: readonly Place[],
): Promise<Map<string, KnownLane>> {
  const sql = `
    WITH known AS (
      SELECT j.* FROM unnest($1::text[], $2::uuid[], $3::uuid[]) AS p (site_id, relay_id, incarnation)
        JOIN ledger.journals AS j USING (site_id, relay_id, incarnation)),
    lanes AS (
      INSERT INTO ledger.journal_lanes (journal_no, lane)
      SELECT journal_no, $4 FROM known ORDER BY journal_no
      ON CONFLICT (journal_no, lane) DO UPDATE SET lane = EXCLUDED.lane
      RETURNING journal_no, received::text AS received, unavailable::text AS unavailable)
    SELECT k.site_id AS site, k.relay_id AS "relayId", k.incarnation, k.parent,
           journal_no AS "journalNo", received, unavailable
      FROM known AS k JOIN lanes USING (journal_no)`;
  type Row = Place & {
    parent: string | null;
    journalNo: number;
    received: string;
    unavailable: string;
  };
  const { rows } = await tx.query<Row>(sql, [
    places.map(({ site }) => site),
    places.map(({ relayId }) => relayId),
    places.map(({ incarnation }) => incarnation),
    laneNumber(lane),
  ]);
  return new Map(
    rows.map(({ site, relayId, incarnation, parent, journalNo, ...ranges }) => [
      journalKey({ site, relayId: idFromUuid(relayId), incarnation: idFromUuid(incarnation) }),
      {
        journalNo,
        parent,
        received: parseMultirange(ranges.received),
        unavailable: parseMultirange(ranges.unavailable),
        known: true,
      },
    ]),
  );
}

/** Numbers of a journal's segments. */
export interface SegmentNumbers {
  readonly journalNo: number;
  readonly first: number;
  readonly last: number;
}

/** What is stored at and beside these numbers, by journal. */
export async function segmentsNear(
  tx: Tx,
  lane: Lane,
  wanted: readonly SegmentNumbers[],
): Promise<Map<number, StoredSegment[]>> {
  const sql = `
    SELECT s.journal_no AS "journalNo", s.segment_no AS "segmentNo", s.seq, s.branch,
           s.header_hash AS "headerHash", s.prev_hash AS "prevHash", s.state,
           s.sealed_at AS "sealedAt"
      FROM unnest($1::int[], $2::bigint[], $3::bigint[]) AS w (journal_no, first, last)
      JOIN ledger.segments AS s
        ON s.journal_no = w.journal_no AND s.lane = $4 AND s.seq BETWEEN w.first - 1 AND w.last + 1
     ORDER BY s.journal_no, s.seq, s.branch`;
  const { rows } = await tx.query<StoredSegment & { journalNo: number }>(sql, [
    wanted.map(({ journalNo }) => journalNo),
    wanted.map(({ first }) => first),
    wanted.map(({ last }) => last),
    laneNumber(lane),
  ]);
  return Map.groupBy(rows, ({ journalNo }) => journalNo);
}

const segmentColumns =
  'journal_no, lane, seq, branch, header_hash, prev_hash, link, state, sealed_at, committed_at, ' +
  'events_new, byte_count, bytes, outcome';

/** Stores segments that are new, in this order. Fails where one of them is there. */
export async function copySegments(tx: Tx, segments: readonly SegmentRow[]): Promise<void> {
  const rows = new CopyRows();
  for (const { journalNo, segment, branch, link, state, eventsNew, outcome, now } of segments) {
    rows.row(14);
    rows.int4(journalNo);
    rows.int2(laneNumber(segment.lane));
    rows.int8(segment.seq);
    rows.int2(branch);
    rows.bytes(segment.headerHash);
    rows.bytes(segment.prevHash);
    rows.text(link);
    rows.text(state);
    rows.time(sealedAt(segment).getTime());
    rows.time(now.getTime());
    rows.int4(eventsNew);
    rows.int4(segment.bytes.length);
    rows.bytes(segment.bytes);
    rows.jsonb(JSON.stringify(outcome));
  }
  await copyInto(tx, 'ledger.segments', segmentColumns, rows);
}

/** Writes what journals have now and moves their marks; `ended` counts what a lane may have. */
export async function advanceJournals(
  tx: Tx,
  lane: Lane,
  journals: ReadonlyMap<number, JournalRanges>,
  now: Date,
): Promise<void> {
  const sql = `
    WITH given AS (
      SELECT * FROM unnest($1::int[], $2::int8multirange[], $3::int8multirange[], $4::bigint[])
        AS g (journal_no, received, unavailable, through)),
    seen AS (
      UPDATE ledger.journals AS j SET last_seen_at = greatest(j.last_seen_at, $6)
        FROM given AS g WHERE j.journal_no = g.journal_no)
    UPDATE ledger.journal_lanes AS jl
       SET received = g.received, unavailable = g.unavailable, committed_through = g.through,
           through_sealed_at = least($6, coalesce((
             SELECT s.sealed_at FROM ledger.segments s
              WHERE s.journal_no = g.journal_no AND s.lane = $5 AND s.seq = g.through
                AND s.branch = 0), $6))
      FROM given AS g WHERE jl.journal_no = g.journal_no AND jl.lane = $5`;
  const ranges = [...journals.values()];
  await tx.query(sql, [
    [...journals.keys()],
    ranges.map(({ received }) => formatMultirange(received)),
    ranges.map(({ unavailable }) => formatMultirange(unavailable)),
    ranges.map(endedThrough),
    laneNumber(lane),
    now,
  ]);
}

/** How many separate ranges of numbers have ended. */
export const endedRanges = (ranges: JournalRanges): number => ended(ranges).length;

/**
 * Adds committed events to running counts of sites, asks for their receipts, and says up to when
 * what is held of each is complete.
 */
export async function noteSites(
  tx: Tx,
  committed: ReadonlyMap<string, number>,
  now: Date,
): Promise<Map<string, Date | null>> {
  const siteIds = [...committed.keys()].toSorted();
  const counts = `
    UPDATE ledger.sites AS s
       SET events_committed = s.events_committed + g.n,
           last_segment_at = greatest(s.last_segment_at, $3)
      FROM unnest($1::text[], $2::bigint[]) AS g (site_id, n) WHERE s.site_id = g.site_id`;
  await tx.query(counts, [siteIds, siteIds.map((id) => committed.get(id)), now]);
  const wanted = `
    INSERT INTO ledger.outbox (site_id, kind, wanted)
    SELECT id, 'receipt', 1 FROM unnest($1::text[]) AS s (id) ORDER BY id
    ON CONFLICT (site_id, kind) DO UPDATE SET wanted = ledger.outbox.wanted + 1`;
  await tx.query(wanted, [siteIds]);
  return siteHorizons(tx, siteIds);
}

/** As `siteHorizon`, of several sites. */
async function siteHorizons(
  db: Queryable,
  siteIds: readonly string[],
): Promise<Map<string, Date | null>> {
  const sql = `
    SELECT newest.site_id AS "siteId", min(CASE
             WHEN jl.tip_sealed_through <= jl.committed_through
               THEN greatest(jl.tip_issued_at, jl.through_sealed_at)
             ELSE jl.through_sealed_at END) AS horizon
      FROM (SELECT DISTINCT ON (site_id, relay_id) site_id, journal_no FROM ledger.journals
             WHERE site_id = ANY($1)
             ORDER BY site_id, relay_id, last_seen_at DESC, journal_no DESC) AS newest
      JOIN ledger.journal_lanes AS jl USING (journal_no)
     GROUP BY newest.site_id ORDER BY newest.site_id`;
  const { rows } = await db.query<{ siteId: string; horizon: Date | null }>(sql, [siteIds]);
  return new Map(rows.map(({ siteId, horizon }) => [siteId, horizon]));
}
