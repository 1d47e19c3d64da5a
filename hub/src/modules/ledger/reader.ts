import { countIn, laneOf, missingIn, type Ranges } from '@eucora/protocol';
import type { Database, Queryable } from '../../platform/db.ts';
import type {
  DeviceStream,
  Journal,
  JournalLane,
  LedgerReader,
  LostEvents,
  RatePoint,
  SiteLedger,
} from '../../platform/ledger-reader.ts';
import type { Visible } from '../../platform/scope.ts';
import { idFromUuid } from './ids.ts';
import { digestedTotals } from './store-digests.ts';
import { hoursOf } from './store-hours.ts';
import { ended } from './journal-ranges.ts';
import { journalPage } from './journal-page.ts';
import { statementsSql, unavailableFrom, type Statement } from './journal-statements.ts';
import { parseMultirange } from './multirange.ts';
import { siteLink } from './store-tips.ts';
import { countQuarantined, listQuarantine } from './store-quarantine.ts';

const rateWindowSeconds = 10;
const rateBucketSeconds = 5;
const ratePoints = (15 * 60) / rateBucketSeconds;

/** Answers what routes ask of the ledger; `release` is ingest's, which knows how to take things. */
export function createLedgerReader(
  db: Database,
  release: LedgerReader['release'],
  now: () => Date,
): LedgerReader {
  return {
    sites: (siteId) => sitesOf(db, now(), siteId ?? null),
    link: (siteId) => siteLink(db, siteId),
    journals: (siteId) => journalsOf(db, siteId),
    losses: (siteId, limit) => lossesOf(db, siteId, limit),
    journalPage: (siteId, limit, before) => journalPage(db, siteId, limit, before),
    streams: (deviceNo) => streamsOf(db, deviceNo),
    hours: (deviceNo, span, limit, after) => hoursOf(db, deviceNo, span, limit, after),
    totals: (run, visible) => digestedTotals(db, run, visible),
    rates: (at, visible) => ratesOf(db, at, visible),
    quarantinedOpen: (visible) => countQuarantined(db, visible),
    quarantine: async (limit, before, visible) => {
      const page = { limit, visible, ...(before !== null && { before }) };
      const items = await listQuarantine(db, page);
      return items.map(({ id, at, siteId, deviceId, code, bytes, releasedAt, detail }) => {
        return { id: Number(id), at, siteId, deviceId, code, bytes, releasedAt, detail };
      });
    },
    release,
  };
}

interface LaneRow {
  site_id: string;
  relay_id: string;
  incarnation: string;
  parent: string | null;
  first_seen_at: Date;
  last_seen_at: Date;
  newest: boolean; // of its relay
  lane: number;
  received: string;
  unavailable: string;
  statements: readonly Statement[];
  committed_through: number;
  safe_through: number;
  tip_sealed_through: number | null;
  tip_oldest_held: number | null;
}

async function lanesOf(db: Queryable, siteId: string | null): Promise<LaneRow[]> {
  const sql = `
    SELECT j.site_id, j.relay_id, j.incarnation, j.parent, j.first_seen_at, j.last_seen_at,
           j.journal_no = first_value(j.journal_no) OVER (
             PARTITION BY j.site_id, j.relay_id ORDER BY j.last_seen_at DESC, j.journal_no DESC
           ) AS newest,
           jl.lane, jl.received::text AS received, jl.unavailable::text AS unavailable,
           jl.committed_through, jl.safe_through, ${statementsSql} AS statements,
           jl.tip_sealed_through, jl.tip_oldest_held
      FROM ledger.journals AS j JOIN ledger.journal_lanes AS jl USING (journal_no)
     WHERE $1::text IS NULL OR j.site_id = $1
     ORDER BY j.site_id, j.last_seen_at DESC, j.journal_no DESC, jl.lane`;
  return (await db.query<LaneRow>(sql, [siteId])).rows;
}

function gapsIn(received: Ranges): Ranges {
  return missingIn(received, 1, received.at(-1)?.last ?? 0);
}

function laneFrom(row: LaneRow): JournalLane {
  const received = ended({
    received: parseMultirange(row.received),
    unavailable: parseMultirange(row.unavailable),
  });
  const sealedThrough = Math.max(row.tip_sealed_through ?? 0, received.at(-1)?.last ?? 0);
  return {
    lane: laneOf(row.lane),
    committedThrough: row.committed_through,
    safeThrough: row.safe_through,
    sealedThrough,
    oldestHeld: row.tip_oldest_held ?? 0,
    backlog: sealedThrough - countIn(received),
    gaps: gapsIn(received),
    unavailable: unavailableFrom(row.statements),
  };
}

async function sitesOf(
  db: Queryable,
  now: Date,
  siteId: string | null,
): Promise<Map<string, SiteLedger>> {
  const sql = `
    SELECT s.site_id, s.events_committed, s.events_rejected, s.events_void,
           coalesce(r.events, 0)::float8 / $2 AS rate
      FROM ledger.sites AS s
      LEFT JOIN (SELECT j.site_id, sum(g.events_new) AS events
                   FROM ledger.segments AS g JOIN ledger.journals AS j USING (journal_no)
                  WHERE g.committed_at > $1 GROUP BY j.site_id) AS r USING (site_id)
     WHERE $3::text IS NULL OR s.site_id = $3`;
  type Row = {
    site_id: string;
    events_committed: number;
    events_rejected: number;
    events_void: number;
    rate: number;
  };
  const since = new Date(now.getTime() - rateWindowSeconds * 1_000);
  const { rows } = await db.query<Row>(sql, [since, rateWindowSeconds, siteId]);
  const lanes = Map.groupBy(await lanesOf(db, siteId), (row) => row.site_id);
  return new Map(
    rows.map((row) => {
      const own = (lanes.get(row.site_id) ?? []).map((lane) => ({
        newest: lane.newest,
        ...laneFrom(lane),
      }));
      const site: SiteLedger = {
        siteId: row.site_id,
        eventsCommitted: row.events_committed,
        eventsRejected: row.events_rejected,
        eventsVoid: row.events_void,
        // What a replaced journal still held is not on its way any more.
        backlogSegments: own.reduce((sum, lane) => sum + (lane.newest ? lane.backlog : 0), 0),
        gaps: own.reduce((sum, lane) => sum + lane.gaps.length, 0),
        eventsPerSecond: row.rate,
      };
      return [row.site_id, site];
    }),
  );
}

async function journalsOf(db: Queryable, siteId: string): Promise<Journal[]> {
  const rows = await lanesOf(db, siteId);
  const journals = Map.groupBy(rows, (row) => `${row.relay_id}/${row.incarnation}`);
  return [...journals.values()].map((lanes) => {
    const row = lanes[0]!;
    return {
      relayId: idFromUuid(row.relay_id),
      incarnation: idFromUuid(row.incarnation),
      parent: row.parent === null ? null : idFromUuid(row.parent),
      firstSeenAt: row.first_seen_at,
      lastSeenAt: row.last_seen_at,
      lanes: lanes.map(laneFrom),
    };
  });
}

async function lossesOf(db: Queryable, siteId: string, limit: number): Promise<LostEvents[]> {
  const sql = `
    SELECT i.device_id, i.incarnation, v.lane, v.reason, v.at,
           (int8multirange(int8range(v.first, v.last + 1)) - s.committed - s.rejected)::text
             AS ranges
      FROM ledger.voids AS v
      JOIN ledger.incarnations AS i USING (incarnation_no)
      JOIN ledger.streams AS s USING (incarnation_no, lane)
     WHERE i.site_id = $1 AND v.hash = ''::bytea
       AND NOT int8multirange(int8range(v.first, v.last + 1)) <@ (s.committed + s.rejected)
     ORDER BY i.device_id, i.incarnation, v.lane, v.first LIMIT $2`;
  type Row = {
    device_id: string;
    incarnation: string;
    lane: number;
    reason: string;
    at: Date;
    ranges: string;
  };
  return (await db.query<Row>(sql, [siteId, limit])).rows.flatMap((row) =>
    parseMultirange(row.ranges).map(({ first, last }) => ({
      deviceId: idFromUuid(row.device_id),
      incarnation: idFromUuid(row.incarnation),
      lane: laneOf(row.lane),
      first,
      last,
      cause: row.reason.replace(/^lost: /, ''),
      saidAt: row.at,
    })),
  );
}

async function streamsOf(db: Queryable, deviceNo: number): Promise<DeviceStream[]> {
  const sql = `SELECT i.incarnation, s.lane, s.through, s.events_committed AS "eventsCommitted",
                      s.events_rejected AS "eventsRejected", s.events_void AS "eventsVoid"
                 FROM ledger.streams AS s JOIN ledger.incarnations AS i USING (incarnation_no)
                WHERE i.device_no = $1 ORDER BY i.last_seen_at DESC, i.incarnation_no, s.lane`;
  type Row = Omit<DeviceStream, 'lane'> & { lane: number };
  return (await db.query<Row>(sql, [deviceNo])).rows.map((row) => {
    return { ...row, incarnation: idFromUuid(row.incarnation), lane: laneOf(row.lane) };
  });
}

async function ratesOf(db: Queryable, now: Date, visible: Visible): Promise<RatePoint[]> {
  const width = rateBucketSeconds * 1_000;
  const end = Math.floor(now.getTime() / width) * width;
  const from = new Date(end - ratePoints * width);
  const sql = `
    SELECT floor(extract(epoch FROM committed_at - $1) / $3)::int AS bucket,
           sum(events_new) AS events
      FROM ledger.segments
     WHERE committed_at >= $1 AND committed_at < $2
       AND ($4::text[] IS NULL
            OR journal_no IN (SELECT journal_no FROM ledger.journals WHERE site_id = ANY($4)))
     GROUP BY 1`;
  const { rows } = await db.query<{ bucket: number; events: number }>(sql, [
    from,
    new Date(end),
    rateBucketSeconds,
    visible.all ? null : visible.sites,
  ]);
  const events = new Map(rows.map((row) => [row.bucket, row.events]));
  return Array.from({ length: ratePoints }, (_, i) => ({
    at: new Date(from.getTime() + (i + 1) * width),
    eventsPerSecond: (events.get(i) ?? 0) / rateBucketSeconds,
  }));
}
