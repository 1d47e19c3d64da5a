import { laneNumber, likelyMs, type JournalTip } from '@eucora/protocol';
import type { Tx } from '../../platform/db.ts';
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
  const seen = 'UPDATE ledger.sites SET last_tip_at = greatest(last_tip_at, $2) WHERE site_id = $1';
  await tx.query(seen, [tip.site, now]);
  return { isNew, missing };
}
