import { laneNumber, type SiteReceipt } from '@eucora/protocol';
import type { Tx } from '../../platform/db.ts';

/**
 * Notes what a receipt asks for by exact range, and forgets what it no longer asks for. A range that
 * grew or shrank since keeps its count: it is still the same hole.
 */
export async function noteGapRequests(tx: Tx, receipt: SiteReceipt): Promise<void> {
  const asked = receipt.journals.flatMap(({ relayId, incarnation, lanes }) =>
    lanes.flatMap(({ lane, gaps }) =>
      gaps.map(({ first, last }) => ({
        relayId,
        incarnation,
        lane: laneNumber(lane),
        first,
        last,
      })),
    ),
  );
  const at = new Date(receipt.issuedMs);
  const note = `
    INSERT INTO ledger.gap_requests AS g
      (journal_no, lane, first, last, first_asked_at, last_asked_at, times)
    SELECT j.journal_no, a.lane, a.first, a.last,
           coalesce(min(old.first_asked_at), $7), $7, coalesce(max(old.times), 0) + 1
      FROM unnest($2::uuid[], $3::uuid[], $4::smallint[], $5::bigint[], $6::bigint[])
             AS a (relay_id, incarnation, lane, first, last)
      JOIN ledger.journals AS j
        ON j.site_id = $1 AND j.relay_id = a.relay_id AND j.incarnation = a.incarnation
      LEFT JOIN ledger.gap_requests AS old
        ON old.journal_no = j.journal_no AND old.lane = a.lane
       AND old.first <= a.last AND old.last >= a.first
     GROUP BY j.journal_no, a.lane, a.first, a.last
    ON CONFLICT (journal_no, lane, first, last) DO UPDATE
      SET last_asked_at = EXCLUDED.last_asked_at, times = EXCLUDED.times`;
  if (asked.length > 0) {
    await tx.query(note, [
      receipt.site,
      asked.map((each) => each.relayId),
      asked.map((each) => each.incarnation),
      asked.map((each) => each.lane),
      asked.map((each) => each.first),
      asked.map((each) => each.last),
      at,
    ]);
  }
  const forget = `DELETE FROM ledger.gap_requests AS g USING ledger.journals AS j
                   WHERE j.site_id = $1 AND g.journal_no = j.journal_no
                     AND NOT (g.lane, g.first, g.last, j.relay_id, j.incarnation) IN (
                       SELECT * FROM unnest($2::smallint[], $3::bigint[], $4::bigint[],
                                            $5::uuid[], $6::uuid[]))`;
  await tx.query(forget, [
    receipt.site,
    asked.map((each) => each.lane),
    asked.map((each) => each.first),
    asked.map((each) => each.last),
    asked.map((each) => each.relayId),
    asked.map((each) => each.incarnation),
  ]);
}
