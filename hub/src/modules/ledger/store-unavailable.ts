import {
  contiguousThrough,
  laneNumber,
  limits,
  type ReadSegment,
  type UnavailableRange,
} from '@eucora/protocol';
import type { Tx } from '../../platform/db.ts';
import { ended, endedThrough, newlyEnded, withUnavailable } from './journal-ranges.ts';
import { formatMultirange, parseMultirange } from './multirange.ts';
import { openJournalLane } from './store-journals.ts';

/** What a relay's word about segments that are gone did. */
export interface NotedUnavailable {
  readonly range: UnavailableRange;
  /** Segment numbers that ended by it; 0: it told nothing new. */
  readonly segments: number;
}

/**
 * Takes a relay's word that segments of its journals are gone (PROTOCOL: receipts): what has not
 * arrived ends, so that marks and trimming go on. The site's row is locked.
 * @throws RangeError when a journal would need too many ranges
 */
export async function noteUnavailable(
  tx: Tx,
  segment: Pick<ReadSegment, 'site' | 'relayId'>,
  ranges: readonly UnavailableRange[],
  now: Date,
): Promise<NotedUnavailable[]> {
  const noted: NotedUnavailable[] = [];
  for (const range of ranges) {
    const { site, relayId } = segment;
    const { incarnation, lane } = range;
    const place = { site, relayId, incarnation, lane };
    const journal = await openJournalLane(tx, place, null, now);
    const after = withUnavailable(journal, range);
    const segments = newlyEnded(journal, after);
    noted.push({ range, segments });
    await keepStatement(tx, journal.journalNo, range, now);
    if (segments === 0) continue;
    if (ended(after).length > limits.rangesPerStreamMax) {
      throw new RangeError(`journal ${incarnation} would need too many ranges`);
    }
    const sql = `UPDATE ledger.journal_lanes
                    SET unavailable = $3, committed_through = $4, safe_through = $5
                  WHERE journal_no = $1 AND lane = $2`;
    const safe = { received: await safeOf(tx, journal.journalNo, lane) };
    await tx.query(sql, [
      journal.journalNo,
      laneNumber(lane),
      formatMultirange(after.unavailable),
      endedThrough(after),
      contiguousThrough(ended({ ...safe, unavailable: after.unavailable })),
    ]);
  }
  return noted;
}

async function safeOf(tx: Tx, journalNo: number, lane: UnavailableRange['lane']) {
  const sql = `SELECT safe::text AS safe FROM ledger.journal_lanes
                WHERE journal_no = $1 AND lane = $2`;
  const { rows } = await tx.query<{ safe: string }>(sql, [journalNo, laneNumber(lane)]);
  return parseMultirange(rows[0]?.safe ?? '{}');
}

async function keepStatement(
  tx: Tx,
  journalNo: number,
  range: UnavailableRange,
  now: Date,
): Promise<void> {
  const sql = `INSERT INTO ledger.unavailable
                 (journal_no, lane, first, last, reason, epoch, generation, said_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`;
  const { lane, first, last, reason, ledgerEpoch, generation } = range;
  const values = [journalNo, laneNumber(lane), first, last, reason, ledgerEpoch, generation];
  await tx.query(sql, [...values, now]);
}
