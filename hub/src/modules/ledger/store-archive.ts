import { addRange, laneOf, type Lane } from '@eucora/protocol';
import type { Database, Queryable, Tx } from '../../platform/db.ts';
import { idFromUuid } from './ids.ts';
import { endedThrough } from './journal-ranges.ts';
import { formatMultirange, parseMultirange } from './multirange.ts';
import { lockSite, wantDocument } from './store-journals.ts';

/** A committed segment that no pack holds yet. */
export interface UnpackedSegment {
  readonly segmentNo: number;
  readonly byteCount: number;
  readonly committedAt: Date;
}
/** A segment as a pack holds it. */
export interface PackSegment {
  readonly segmentNo: number;
  readonly siteId: string;
  readonly relayId: string;
  readonly incarnation: string;
  readonly lane: Lane;
  readonly seq: number;
  readonly branch: number;
  readonly headerHash: Buffer;
  readonly receivedMs: number; // Unix ms
  readonly bytes: Buffer;
  readonly outcome: unknown;
}

/** Segments to be packed, oldest first. */
export async function unpackedSegments(db: Queryable, limit: number): Promise<UnpackedSegment[]> {
  const sql = `SELECT segment_no AS "segmentNo", byte_count AS "byteCount",
                      committed_at AS "committedAt"
                 FROM ledger.segments WHERE pack_no IS NULL ORDER BY segment_no LIMIT $1`;
  return (await db.query<UnpackedSegment>(sql, [limit])).rows;
}

/** The content of segments, in the order of their numbers. */
export async function segmentsForPack(
  db: Queryable,
  segmentNos: readonly number[],
): Promise<PackSegment[]> {
  const sql = `SELECT s.segment_no AS "segmentNo", j.site_id AS "siteId",
                      j.relay_id AS "relayId", j.incarnation, s.lane, s.seq, s.branch,
                      s.header_hash AS "headerHash", s.bytes, s.outcome,
                      floor(extract(epoch FROM s.committed_at) * 1000)::int8 AS "receivedMs"
                 FROM ledger.segments AS s JOIN ledger.journals AS j USING (journal_no)
                WHERE s.segment_no = ANY($1) AND s.bytes IS NOT NULL ORDER BY s.segment_no`;
  type Row = Omit<PackSegment, 'lane'> & { lane: number };
  return (await db.query<Row>(sql, [segmentNos])).rows.map((row) => {
    const relayId = idFromUuid(row.relayId);
    return { ...row, relayId, incarnation: idFromUuid(row.incarnation), lane: laneOf(row.lane) };
  });
}

/**
 * Marks a site's packed segments as safe, lets go of their bytes and asks for a receipt that says
 * so. A segment that changed since it was packed (a set-aside one that was taken after all) stays.
 */
export function markSafe(
  db: Database,
  siteId: string,
  packNo: number,
  segments: readonly PackSegment[],
): Promise<void> {
  return db.transaction(async (tx) => {
    await lockSite(tx, siteId);
    const sql = `
      UPDATE ledger.segments AS s SET pack_no = $1, bytes = NULL
        FROM unnest($2::bigint[], $3::jsonb[]) AS packed (segment_no, outcome)
       WHERE s.segment_no = packed.segment_no AND s.pack_no IS NULL
         AND s.outcome = packed.outcome
      RETURNING s.journal_no, s.lane, s.seq`;
    const { rows } = await tx.query<{ journal_no: number; lane: number; seq: number }>(sql, [
      packNo,
      segments.map((segment) => segment.segmentNo),
      segments.map((segment) => JSON.stringify(segment.outcome)),
    ]);
    const lanes = Map.groupBy(rows, (row) => `${row.journal_no}/${row.lane}`);
    for (const group of lanes.values()) {
      const { journal_no: journalNo, lane } = group[0]!;
      await addSafe(
        tx,
        journalNo,
        lane,
        group.map((row) => row.seq),
      );
    }
    await wantDocument(tx, siteId, 'receipt');
  });
}

async function addSafe(
  tx: Tx,
  journalNo: number,
  lane: number,
  seqs: readonly number[],
): Promise<void> {
  const read = `SELECT safe::text AS safe, unavailable::text AS unavailable
                  FROM ledger.journal_lanes WHERE journal_no = $1 AND lane = $2 FOR UPDATE`;
  type Row = { safe: string; unavailable: string };
  const { rows } = await tx.query<Row>(read, [journalNo, lane]);
  const before = parseMultirange(rows[0]?.safe ?? '{}');
  const safe = seqs.reduce((ranges, seq) => addRange(ranges, seq, seq), before);
  const write = `UPDATE ledger.journal_lanes SET safe = $3, safe_through = $4
                  WHERE journal_no = $1 AND lane = $2`;
  // What nobody can send needs no second place.
  const unavailable = parseMultirange(rows[0]?.unavailable ?? '{}');
  const through = endedThrough({ received: safe, unavailable });
  await tx.query(write, [journalNo, lane, formatMultirange(safe), through]);
}
