import { countIn, laneOf, missingIn, type Range, type Ranges } from '@eucora/protocol';
import type { Queryable } from '../../platform/db.ts';
import type { DetailedJournal, DetailedLane, JournalGap } from '../../platform/ledger-reader.ts';
import { idFromUuid } from './ids.ts';
import { ended } from './journal-ranges.ts';
import { statementsSql, unavailableFrom, type Statement } from './journal-statements.ts';
import { ledgerLimits } from './limits.ts';
import { parseMultirange } from './multirange.ts';
import { journalsPerRelayMax } from './store-receipts.ts';

interface JournalRow {
  readonly no: number;
  readonly relay_id: string;
  readonly incarnation: string;
  readonly parent: string | null;
  readonly first_seen_at: Date;
  readonly last_seen_at: Date;
  readonly nth: number; // of its relay, the newest is 1
}
interface LaneRow {
  readonly journal_no: number;
  readonly lane: number;
  readonly received: string;
  readonly unavailable: string;
  readonly statements: readonly Statement[];
  readonly committed_through: number;
  readonly safe_through: number;
  readonly tip_sealed_through: number | null;
  readonly tip_oldest_held: number | null;
  readonly tip_at: Date | null;
}
interface Request extends Range {
  readonly journalNo: number;
  readonly lane: number;
  readonly firstAskedAt: Date;
  readonly lastAskedAt: Date;
  readonly times: number;
}

/** A site's journals, the newest first, with their lanes and every hole by exact range. */
export async function journalPage(
  db: Queryable,
  siteId: string,
  limit: number,
  before: number | null,
): Promise<DetailedJournal[]> {
  const sql = `
    SELECT * FROM (
      SELECT journal_no AS no, relay_id, incarnation, parent, first_seen_at, last_seen_at,
             row_number() OVER (
               PARTITION BY relay_id ORDER BY last_seen_at DESC, journal_no DESC) AS nth
        FROM ledger.journals WHERE site_id = $1) AS j
     WHERE $2::int IS NULL OR no < $2 ORDER BY no DESC LIMIT $3`;
  const { rows } = await db.query<JournalRow>(sql, [siteId, before, limit]);
  const nos = rows.map((row) => row.no);
  const lanes = Map.groupBy(await lanesOf(db, nos), (lane) => lane.journal_no);
  const requests = Map.groupBy(await requestsOf(db, nos), placeOf);
  return rows.map((row) => ({
    no: row.no,
    relayId: idFromUuid(row.relay_id),
    incarnation: idFromUuid(row.incarnation),
    parent: row.parent === null ? null : idFromUuid(row.parent),
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    current: row.nth === 1,
    lanes: (lanes.get(row.no) ?? []).map((lane) => {
      const place = placeOf({ journalNo: row.no, lane: lane.lane });
      return laneFrom(lane, requests.get(place) ?? [], row.nth <= journalsPerRelayMax);
    }),
  }));
}

const placeOf = ({ journalNo, lane }: { journalNo: number; lane: number }): string =>
  `${journalNo}/${lane}`;

async function lanesOf(db: Queryable, journalNos: readonly number[]): Promise<LaneRow[]> {
  const sql = `SELECT journal_no, lane, received::text AS received,
                      unavailable::text AS unavailable, ${statementsSql} AS statements,
                      committed_through, safe_through, tip_sealed_through, tip_oldest_held, tip_at
                 FROM ledger.journal_lanes AS jl WHERE journal_no = ANY($1) ORDER BY journal_no, lane`;
  return (await db.query<LaneRow>(sql, [journalNos])).rows;
}

async function requestsOf(db: Queryable, journalNos: readonly number[]): Promise<Request[]> {
  const sql = `SELECT journal_no AS "journalNo", lane, first, last, times,
                      first_asked_at AS "firstAskedAt", last_asked_at AS "lastAskedAt"
                 FROM ledger.gap_requests WHERE journal_no = ANY($1) ORDER BY first`;
  return (await db.query<Request>(sql, [journalNos])).rows;
}

function laneFrom(row: LaneRow, asked: readonly Request[], isNamed: boolean): DetailedLane {
  const received = ended({
    received: parseMultirange(row.received),
    unavailable: parseMultirange(row.unavailable),
  });
  const highest = received.at(-1)?.last ?? 0;
  const sealedThrough = Math.max(row.tip_sealed_through ?? 0, highest);
  // A tail that was asked for is missed like any hole; one that was not may be on its way.
  const missedThrough = Math.max(highest, ...asked.map((request) => request.last));
  const holes = missingIn(received, 1, missedThrough);
  return {
    lane: laneOf(row.lane),
    committedThrough: row.committed_through,
    safeThrough: row.safe_through,
    sealedThrough,
    oldestHeld: row.tip_oldest_held ?? 0,
    backlog: sealedThrough - countIn(received),
    tipAt: row.tip_at,
    gapsTotal: holes.length,
    segmentsMissing: countIn(holes),
    gaps: gapsOf(holes, asked, isNamed),
    unavailable: unavailableFrom(row.statements),
  };
}

function gapsOf(holes: Ranges, asked: readonly Request[], isNamed: boolean): JournalGap[] {
  return holes.slice(0, ledgerLimits.gapsPerLaneShown).map(({ first, last }) => {
    const request = asked.find((each) => each.first <= last && each.last >= first);
    return {
      first,
      last,
      state: request ? 'asked' : isNamed ? 'queued' : 'not_asked',
      timesAsked: request?.times ?? 0,
      firstAskedAt: request?.firstAskedAt ?? null,
      lastAskedAt: request?.lastAskedAt ?? null,
    };
  });
}
