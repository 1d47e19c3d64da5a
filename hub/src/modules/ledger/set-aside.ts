import { limits, type ReadSegment } from '@eucora/protocol';
import type { Queryable, Tx } from '../../platform/db.ts';
import {
  advanceJournal,
  insertSegment,
  lockSite,
  openJournalLane,
  segmentsAround,
  wantDocument,
} from './store-journals.ts';
import { judgeLink } from './segment-links.ts';
import { keepEvidence, storableText } from './store-quarantine.ts';

/** Counts a failure of ours to take these bytes; returns how many there were. Outlives restarts. */
export async function noteFailure(
  db: Queryable,
  sha256: Uint8Array,
  error: string,
  now: Date,
): Promise<number> {
  const sql = `INSERT INTO ledger.ingest_failures (sha256, failures, last_error, last_at)
               VALUES ($1, 1, $2, $3)
               ON CONFLICT (sha256) DO UPDATE
                 SET failures = ledger.ingest_failures.failures + 1,
                     last_error = EXCLUDED.last_error, last_at = EXCLUDED.last_at
               RETURNING failures`;
  const values = [sha256, storableText(error), now];
  return (await db.query<{ failures: number }>(sql, values)).rows[0]!.failures;
}

/** Forgets the failures of bytes that were taken or set aside. */
export async function clearFailures(db: Queryable, sha256: Uint8Array): Promise<void> {
  await db.query('DELETE FROM ledger.ingest_failures WHERE sha256 = $1', [sha256]);
}

const failuresKeptMs = 30 * 86_400_000;

/** Forgets failures of segments that were taken at a later try, a month after. */
export async function pruneFailures(db: Queryable, now: Date): Promise<void> {
  const before = new Date(now.getTime() - failuresKeptMs);
  await db.query('DELETE FROM ledger.ingest_failures WHERE last_at < $1', [before]);
}

/**
 * Sets a genuine segment aside that this program can't take: its bytes are kept and archived, its
 * sequence number ends, no device's mark moves. Released or sent again, it is tried again.
 */
export async function setAside(
  tx: Tx,
  segment: ReadSegment,
  reason: string,
  now: Date,
): Promise<void> {
  await lockSite(tx, segment.site);
  const lane = await openJournalLane(tx, segment, segment.parent?.incarnation ?? null, now);
  const link = judgeLink(segment, await segmentsAround(tx, lane.journalNo, segment));
  if (link.kind === 'duplicate') return;
  const segmentNo = await insertSegment(tx, {
    journalNo: lane.journalNo,
    segment,
    branch: link.branch,
    link: link.link,
    state: 'poison',
    eventsNew: 0,
    outcome: { poison: reason },
    now,
  });
  const evidence = {
    scope: 'segment' as const,
    code: 'poison',
    siteId: segment.site,
    deviceId: null,
    batchHash: null,
    bytes: segment.bytes,
    detail: reason,
  };
  await keepEvidence(tx, [evidence], segmentNo, now);
  const ranges = await advanceJournal(tx, lane, segment, now);
  if (ranges > limits.rangesPerStreamMax) throw new RangeError('too many ranges in a journal');
  await wantDocument(tx, segment.site, 'receipt');
}
