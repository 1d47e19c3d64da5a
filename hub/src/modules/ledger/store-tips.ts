import {
  laneNumber,
  likelyMs,
  type JournalTip,
  type LinkHold,
  type LinkOutlook,
} from '@eucora/protocol';
import type { Queryable, Tx } from '../../platform/db.ts';
import type { SiteLink } from '../../platform/ledger-reader.ts';
import { endedThrough } from './journal-ranges.ts';
import { boundedDate, lockSite, openJournalLane } from './store-journals.ts';

/** What a tip brought to light. */
export interface TipNoted {
  /** The journal was not known before. */
  readonly isNew: boolean;
  /** How many of the segments that it names are not here, by `incarnation/lane`. */
  readonly missing: ReadonlyMap<string, number>;
}

/** Notes what a journal says it holds. */
export async function recordTip(tx: Tx, tip: JournalTip, now: Date): Promise<TipNoted> {
  await lockSite(tx, tip.site);
  const issued = boundedDate(Math.min(likelyMs(tip.issued, tip.issued.wallMs), now.getTime()));
  let isNew = false;
  const missing = new Map<string, number>();
  for (const lane of tip.lanes) {
    const place = { ...tip, lane: lane.lane };
    const own = await openJournalLane(tx, place, null, now);
    const { journalNo, known } = own;
    isNew ||= !known;
    const segments = Math.max(0, lane.sealedThrough - endedThrough(own));
    missing.set(`${tip.incarnation}/${lane.lane}`, segments);
    const sql = `UPDATE ledger.journal_lanes
                    SET tip_oldest_held = $3, tip_sealed_through = $4, tip_head_hash = $5,
                        tip_issued_at = $6, tip_at = $7
                  WHERE journal_no = $1 AND lane = $2`;
    const { oldestHeld, sealedThrough, headHash } = lane;
    const values = [oldestHeld, sealedThrough, headHash, issued, now];
    await tx.query(sql, [journalNo, laneNumber(lane.lane), ...values]);
  }
  if (tip.link) await recordLink(tx, tip, tip.link, now);
  const seen = 'UPDATE ledger.sites SET last_tip_at = greatest(last_tip_at, $2) WHERE site_id = $1';
  await tx.query(seen, [tip.site, now]);
  return { isNew, missing };
}

async function recordLink(tx: Tx, tip: JournalTip, link: LinkOutlook, now: Date): Promise<void> {
  const { backlogBytes, bytesPerSecond, hold, finishInMs } = link;
  const finish = finishInMs === null ? null : boundedDate(now.getTime() + finishInMs);
  const sql = `
    INSERT INTO ledger.relay_links
      (site_id, relay_id, backlog_bytes, bytes_per_second, hold, finish_at, told_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (site_id, relay_id) DO UPDATE
       SET backlog_bytes = excluded.backlog_bytes, bytes_per_second = excluded.bytes_per_second,
           hold = excluded.hold, finish_at = excluded.finish_at, told_at = excluded.told_at`;
  await tx.query(sql, [tip.site, tip.relayId, backlogBytes, bytesPerSecond, hold, finish, now]);
}

/** What a site's relays last said of their links, as one. */
export async function siteLink(db: Queryable, siteId: string): Promise<SiteLink | null> {
  type Row = {
    backlog_bytes: number;
    bytes_per_second: number;
    hold: LinkHold | null;
    finish_at: Date | null;
    told_at: Date;
  };
  // A relay that was replaced says nothing any more; what is older than a day is not the site's.
  const sql = `
    SELECT backlog_bytes, bytes_per_second, hold, finish_at, told_at
      FROM ledger.relay_links
     WHERE site_id = $1
       AND told_at > (SELECT max(told_at) FROM ledger.relay_links WHERE site_id = $1) - interval '1 day'
     ORDER BY told_at`;
  const { rows } = await db.query<Row>(sql, [siteId]);
  const [oldest] = rows;
  if (!oldest) return null;
  const busy = rows.filter((row) => row.backlog_bytes > 0);
  const finishes = busy.map((row) => row.finish_at);
  const latest = Math.max(...finishes.map((at) => at?.getTime() ?? 0));
  return {
    backlogBytes: rows.reduce((sum, row) => sum + row.backlog_bytes, 0),
    bytesPerSecond: rows.reduce((sum, row) => sum + row.bytes_per_second, 0),
    hold: rows.find((row) => row.hold !== null)?.hold ?? null,
    finishAt: busy.length === 0 || finishes.includes(null) ? null : new Date(latest),
    toldAt: oldest.told_at,
  };
}
