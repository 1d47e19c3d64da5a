import {
  idFromBytes,
  laneNumber,
  likelyMs,
  type Incarnation,
  type ReadBatch,
} from '@eucora/protocol';
import type { Queryable, Tx } from '../../platform/db.ts';
import { boundedDate } from './store-journals.ts';

/** A batch that contradicts what the ledger holds of its device. Its bytes are in quarantine. */
export interface ContradictingBatch {
  readonly deviceNo: number;
  readonly batch: ReadBatch;
}
interface Arrival {
  readonly siteId: string;
  readonly relayId: string;
  readonly now: Date;
}

/** When a batch was cut, by the device's clock, never later than it was received. */
export function cutAt(batch: Pick<ReadBatch, 'anchors'>, now: Date): Date {
  const [anchor] = batch.anchors;
  if (!anchor) return now;
  return boundedDate(Math.min(likelyMs(anchor, anchor.wallMs), now.getTime()));
}

/**
 * Files contradicting batches under the history that they belong to: the one of the batch they name
 * as before them, or one cut in the same boot whose numbers they leave alone, or one of their own.
 * The devices' rows are locked.
 */
export async function noteContradictions(
  tx: Tx,
  batches: readonly ContradictingBatch[],
  { siteId, relayId, now }: Arrival,
): Promise<void> {
  const sql = `
    INSERT INTO ledger.contradictions
      (device_no, incarnation, lane, first, last, hash, prev_hash, branch, boot_id, cut_at,
       received_at, site_id, relay_id, quarantine_no)
    SELECT $1, $2, $3, $4, $5, $6, $7,
           coalesce(
             (SELECT c.branch FROM ledger.contradictions AS c
               WHERE c.device_no = $1 AND c.incarnation = $2 AND c.lane = $3
                 AND (c.hash = $7 OR c.prev_hash = $6) LIMIT 1),
             (SELECT c.branch FROM ledger.contradictions AS c
               WHERE c.device_no = $1 AND c.incarnation = $2 AND c.boot_id = $9
                 AND NOT EXISTS (
                   SELECT 1 FROM ledger.contradictions AS o
                    WHERE o.device_no = $1 AND o.branch = c.branch AND o.lane = $3
                      AND o.first <= $5 AND o.last >= $4)
               ORDER BY c.received_at, c.branch LIMIT 1),
             $8),
           $9, $10, $11, $12, $13, q.quarantine_no
      FROM ledger.quarantine AS q
     WHERE q.batch_hash = $6 AND q.code IN ('conflict', 'fork')
     ORDER BY q.quarantine_no LIMIT 1
    ON CONFLICT DO NOTHING`;
  for (const { deviceNo, batch } of batches) {
    const { incarnation, first, last, hash, prevHash, anchors } = batch;
    const place = [deviceNo, incarnation, laneNumber(batch.lane), first, last, hash, prevHash];
    const branch = branchNamed(hash);
    const boot = anchors[0]?.bootId ?? branch;
    await tx.query(sql, [...place, branch, boot, cutAt(batch, now), now, siteId, relayId]);
  }
}

/** A history is named after the first of its contradicting batches that came. */
function branchNamed(hash: Uint8Array): string {
  return idFromBytes(hash.subarray(0, 16), 'branch');
}

/** The contradicting branches of a device, lane by lane, with exact ranges and counts. */
export interface BranchLane {
  readonly branch: string;
  readonly incarnation: Incarnation;
  readonly lane: number;
  readonly first: number;
  readonly last: number;
  readonly batches: number;
  readonly waiting: number; // batches that no decision has put into the ledger
  readonly events: number;
  readonly beganAt: Date;
  readonly lastAt: Date;
  readonly firstReceivedAt: Date;
  readonly lastReceivedAt: Date;
  readonly boots: readonly string[];
  readonly sites: readonly string[];
  readonly relays: readonly string[];
}

const hexId = (column: string): string => `replace(${column}::text, '-', '')`;

export async function branchLanes(db: Queryable, deviceNo: number): Promise<BranchLane[]> {
  const sql = `
    SELECT ${hexId('branch')} AS branch, ${hexId('incarnation')} AS incarnation, lane,
           min(first) AS first, max(last) AS last, count(*) AS batches,
           count(*) FILTER (WHERE NOT taken) AS waiting, sum(last - first + 1)::int8 AS events,
           min(cut_at) AS "beganAt", max(cut_at) AS "lastAt",
           min(received_at) AS "firstReceivedAt", max(received_at) AS "lastReceivedAt",
           array_agg(DISTINCT ${hexId('boot_id')}) AS boots,
           array_agg(DISTINCT site_id) AS sites,
           array_agg(DISTINCT ${hexId('relay_id')}) AS relays
      FROM ledger.contradictions WHERE device_no = $1
     GROUP BY branch, incarnation, lane ORDER BY branch, incarnation, lane`;
  return (await db.query<BranchLane>(sql, [deviceNo])).rows;
}

/** One lane of one incarnation of a device, with where it forks and when it was said. */
export interface LineageLane {
  readonly incarnation: Incarnation;
  readonly siteId: string;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly lane: number;
  readonly last: number;
  readonly lastAt: Date | null;
  readonly events: number;
  readonly fork: number | null;
  readonly beyondAt: Date | null;
  readonly parentLast: number | null;
  readonly parentBranch: string | null;
}

/**
 * What the ledger holds of all incarnations of a device and of those split from it. Reads one event
 * at each end of each lane.
 */
export async function lineageLanes(
  db: Queryable,
  deviceNos: readonly number[],
): Promise<LineageLane[]> {
  // The wall clock as the bounds allow it, never later than the day's end on which it came.
  const said = `least(greatest(e.wall, e.at_lo), coalesce(e.at_hi, 'infinity'), i.last_seen_at)`;
  const sql = `
    WITH own AS (
      SELECT i.*, s.lane, s.head_last, s.events_committed, s.parent, s.parent_last_seq,
             s.parent_last_hash
        FROM ledger.incarnations AS i JOIN ledger.streams AS s USING (incarnation_no)
       WHERE i.device_no = ANY($1)),
    forks AS (
      SELECT p.incarnation_no, p.lane, min(c.parent_last_seq) AS fork
        FROM own AS c JOIN own AS p ON p.incarnation = c.parent AND p.lane = c.lane
       GROUP BY p.incarnation_no, p.lane)
    SELECT ${hexId('i.incarnation')} AS incarnation, i.site_id AS "siteId",
           i.first_seen_at AS "firstSeenAt", i.last_seen_at AS "lastSeenAt", i.lane,
           i.head_last AS last, i.events_committed AS events, f.fork,
           i.parent_last_seq AS "parentLast",
           (SELECT ${said} FROM ledger.events AS e
             WHERE e.incarnation_no = i.incarnation_no AND e.lane = i.lane
             ORDER BY e.seq DESC LIMIT 1) AS "lastAt",
           (SELECT ${said} FROM ledger.events AS e
             WHERE e.incarnation_no = i.incarnation_no AND e.lane = i.lane AND e.seq > f.fork
             ORDER BY e.seq LIMIT 1) AS "beyondAt",
           (SELECT ${hexId('c.branch')} FROM ledger.contradictions AS c
             WHERE c.hash = i.parent_last_hash AND c.device_no = ANY($1) LIMIT 1) AS "parentBranch"
      FROM own AS i LEFT JOIN forks AS f ON f.incarnation_no = i.incarnation_no AND f.lane = i.lane
     ORDER BY i.incarnation_no, i.lane`;
  return (await db.query<LineageLane>(sql, [deviceNos])).rows;
}

/** A contradicting batch on its way into the ledger. */
export interface WaitingContradiction {
  readonly quarantineNo: number;
  readonly lane: number;
  readonly first: number;
  readonly bytes: Buffer;
}

/** Batches of a branch that no decision has put into the ledger, by lane and number. */
export async function waitingContradictions(
  tx: Tx,
  deviceNo: number,
  branch: string,
): Promise<WaitingContradiction[]> {
  const sql = `SELECT c.quarantine_no AS "quarantineNo", c.lane, c.first, q.bytes
                 FROM ledger.contradictions AS c JOIN ledger.quarantine AS q USING (quarantine_no)
                WHERE c.device_no = $1 AND c.branch = $2 AND NOT c.taken
                ORDER BY c.lane, c.first`;
  return (await tx.query<WaitingContradiction>(sql, [deviceNo, branch])).rows;
}

/** Says that a decision has put these batches into the ledger. */
export async function markTaken(tx: Tx, quarantineNos: readonly number[]): Promise<void> {
  const sql = 'UPDATE ledger.contradictions SET taken = true WHERE quarantine_no = ANY($1)';
  await tx.query(sql, [quarantineNos]);
}

/** Branches of these devices that somebody decided to take and of which more waits; and who did. */
export async function takenBranches(
  tx: Tx,
  deviceNos: readonly number[],
): Promise<{ readonly deviceNo: number; readonly branch: string; readonly by: string }[]> {
  const sql = `SELECT c.device_no AS "deviceNo", ${hexId('c.branch')} AS branch,
                      min(q.released_by) FILTER (WHERE c.taken) AS by
                 FROM ledger.contradictions AS c JOIN ledger.quarantine AS q USING (quarantine_no)
                WHERE c.device_no = ANY($1) GROUP BY c.device_no, c.branch
               HAVING bool_or(c.taken) AND NOT bool_and(c.taken)`;
  type Row = { deviceNo: number; branch: string; by: string };
  return (await tx.query<Row>(sql, [deviceNos])).rows;
}

/** After which number of its lanes a branch left the shared history. */
export async function branchOffsets(
  tx: Tx,
  deviceNos: readonly number[],
  branch: string,
): Promise<Map<number, number>> {
  const sql = `SELECT s.lane, s.parent_last_seq AS after
                 FROM ledger.streams AS s JOIN ledger.incarnations AS i USING (incarnation_no)
                WHERE i.device_no = ANY($1) AND i.incarnation = $2`;
  const { rows } = await tx.query<{ lane: number; after: number | null }>(sql, [deviceNos, branch]);
  return new Map(rows.map(({ lane, after }) => [lane, after ?? 0]));
}

/** Gives incarnations, with everything in them, to another device. */
export async function moveIncarnations(
  tx: Tx,
  from: number,
  to: number,
  incarnations: readonly Incarnation[],
): Promise<void> {
  const own = `UPDATE ledger.incarnations SET device_no = $2
                WHERE device_no = $1 AND incarnation = ANY($3) RETURNING incarnation_no`;
  const { rows } = await tx.query<{ incarnation_no: number }>(own, [from, to, incarnations]);
  const events = 'UPDATE ledger.events SET device_no = $1 WHERE incarnation_no = ANY($2)';
  await tx.query(events, [to, rows.map((row) => row.incarnation_no)]);
}
