import {
  contiguousThrough,
  laneOf,
  missingIn,
  type JournalReceipt,
  type LaneReceipt,
  type Range,
  type SiteReceipt,
} from '@eucora/protocol';
import type { Queryable, Tx } from '../../platform/db.ts';
import { readMarks } from './device-marks.ts';
import { idFromUuid } from './ids.ts';
import { ended } from './journal-ranges.ts';
import { noteGapRequests } from './gap-requests.ts';
import { parseMultirange } from './multirange.ts';

/** A site that wants to be told something, and up to which wish. */
export interface Wanted {
  readonly siteId: string;
  readonly wanted: number;
}
/** A receipt as it was issued. */
export interface IssuedReceipt {
  readonly siteId: string;
  readonly epoch: number;
  readonly generation: number;
  readonly bytes: Buffer;
}

// A relay holds few journals; the mark of one that is long gone helps nobody and costs the QR code.
export const journalsPerRelayMax = 4;
const receiptsKept = 20;

/** Sites whose receipt is older than what was committed since. */
export async function sitesWanting(db: Queryable, kind: string): Promise<Wanted[]> {
  const sql = `SELECT site_id AS "siteId", wanted FROM ledger.outbox
                WHERE kind = $1 AND done < wanted ORDER BY site_id`;
  return (await db.query<Wanted>(sql, [kind])).rows;
}

/** Asks for a document of a kind for every site: after a new epoch, everybody is told. */
export async function wantForAll(db: Queryable, kind: string): Promise<void> {
  const sql = `INSERT INTO ledger.outbox (site_id, kind, wanted) SELECT site_id, $1, 1
                 FROM ledger.sites
               ON CONFLICT (site_id, kind) DO UPDATE SET wanted = ledger.outbox.wanted + 1`;
  await db.query(sql, [kind]);
}

interface LaneRow {
  relay_id: string;
  incarnation: string;
  lane: number;
  received: string;
  unavailable: string;
  safe_through: number;
  tip_sealed_through: number | null;
  tip_at: Date | null;
}

/** A receipt's words about a lane, before credit is dealt. */
export type LaneMarks = Omit<LaneReceipt, 'windowBytes'>;
export type JournalMarks = Omit<JournalReceipt, 'lanes'> & { readonly lanes: readonly LaneMarks[] };

/** What can be said of a site's journals and devices; all of one snapshot. */
export interface SiteMarks {
  readonly wanted: number;
  readonly journals: readonly JournalMarks[];
  /** Segments that a tip named and that are not here, by `incarnation/lane`. */
  readonly missing: ReadonlyMap<string, number>;
  /** One for each stream of the site's devices, for `DeviceMarks`. */
  readonly deviceMarks: readonly string[];
}

/**
 * Reads a site's marks. Run it in one repeatable-read transaction, so that the root and the journal
 * marks tell of the same moment. A tail that a tip named `tailAfterMs` ago and that is not here is
 * a gap like any other.
 */
export async function readSiteMarks(
  tx: Tx,
  siteId: string,
  asOf: { readonly tailAfterMs: number; readonly now: Date },
): Promise<SiteMarks> {
  const wish = `SELECT wanted FROM ledger.outbox WHERE site_id = $1 AND kind = 'receipt'`;
  const wanted = (await tx.query<{ wanted: number }>(wish, [siteId])).rows[0]?.wanted ?? 0;
  const sql = `
    SELECT j.relay_id, j.incarnation, jl.lane, jl.received::text AS received,
           jl.unavailable::text AS unavailable, jl.safe_through, jl.tip_sealed_through, jl.tip_at
      FROM (SELECT *, row_number() OVER (
                     PARTITION BY relay_id ORDER BY last_seen_at DESC, journal_no DESC) AS nth
              FROM ledger.journals WHERE site_id = $1) AS j
      JOIN ledger.journal_lanes AS jl USING (journal_no)
     WHERE j.nth <= $2 ORDER BY j.relay_id, j.incarnation, jl.lane`;
  const { rows } = await tx.query<LaneRow>(sql, [siteId, journalsPerRelayMax]);
  const journals = Map.groupBy(rows, (row) => `${row.relay_id}/${row.incarnation}`);
  const missingOf = (row: LaneRow): [string, number] => {
    const { lane, committedThrough } = laneMarks(row, asOf);
    const segments = Math.max(0, (row.tip_sealed_through ?? 0) - committedThrough);
    return [`${idFromUuid(row.incarnation)}/${lane}`, segments];
  };
  return {
    missing: new Map(rows.map(missingOf)),
    wanted,
    journals: [...journals.values()].map((lanes) => ({
      relayId: idFromUuid(lanes[0]!.relay_id),
      incarnation: idFromUuid(lanes[0]!.incarnation),
      lanes: lanes.map((row) => laneMarks(row, asOf)),
    })),
    deviceMarks: await readMarks(tx, siteId),
  };
}

function laneMarks(
  row: LaneRow,
  asOf: { readonly tailAfterMs: number; readonly now: Date },
): LaneMarks {
  const received = ended({
    received: parseMultirange(row.received),
    unavailable: parseMultirange(row.unavailable),
  });
  const committedThrough = contiguousThrough(received);
  const tipAgeMs = row.tip_at === null ? 0 : asOf.now.getTime() - row.tip_at.getTime();
  const tail = tipAgeMs >= asOf.tailAfterMs ? (row.tip_sealed_through ?? 0) : 0;
  const highest = Math.max(received.at(-1)?.last ?? 0, tail);
  const gaps: Range[] = missingIn(received, committedThrough + 1, highest).map((gap) => gap);
  return {
    lane: laneOf(row.lane),
    committedThrough,
    safeThrough: row.safe_through,
    gaps: gaps.slice(0, gapsPerLaneMax),
  };
}

// The first holes are the ones to fill; a receipt has to fit a QR code (PROTOCOL: receipts).
const gapsPerLaneMax = 8;

/** Writes a receipt down before anybody sees it, and notes which wish it fulfils. */
export async function storeReceipt(
  tx: Tx,
  receipt: SiteReceipt,
  bytes: Uint8Array,
  wanted: number,
): Promise<void> {
  const { site, ledgerEpoch, generation } = receipt;
  const insert = `INSERT INTO ledger.receipts (site_id, epoch, generation, issued_at, bytes)
                  VALUES ($1, $2, $3, $4, $5)`;
  const issuedAt = new Date(receipt.issuedMs);
  await tx.query(insert, [site, ledgerEpoch, generation, issuedAt, bytes]);
  await noteGapRequests(tx, receipt);
  const done = `UPDATE ledger.outbox SET done = greatest(done, $2)
                 WHERE site_id = $1 AND kind = 'receipt'`;
  await tx.query(done, [site, wanted]);
  const prune = `
    DELETE FROM ledger.receipts WHERE site_id = $1 AND (epoch, generation) < (
      SELECT epoch, generation FROM ledger.receipts WHERE site_id = $1
       ORDER BY epoch DESC, generation DESC OFFSET $2 LIMIT 1)`;
  await tx.query(prune, [site, receiptsKept]);
}

/** The highest generation that is written down for a site; 0 before its first receipt. */
export async function newestGeneration(db: Queryable, siteId: string): Promise<number> {
  const sql = 'SELECT max(generation) AS newest FROM ledger.receipts WHERE site_id = $1';
  return (await db.query<{ newest: number | null }>(sql, [siteId])).rows[0]?.newest ?? 0;
}

/** The newest receipt of each site, or of one. */
export async function newestReceipts(db: Queryable, siteId?: string): Promise<IssuedReceipt[]> {
  const sql = `SELECT DISTINCT ON (site_id) site_id AS "siteId", epoch, generation, bytes
                 FROM ledger.receipts WHERE $1::text IS NULL OR site_id = $1
                ORDER BY site_id, epoch DESC, generation DESC`;
  return (await db.query<IssuedReceipt>(sql, [siteId ?? null])).rows;
}

/** The ledger's epoch; undefined before the first start. */
export async function currentEpoch(db: Queryable): Promise<number | undefined> {
  const sql = 'SELECT max(epoch) AS epoch FROM ledger.epochs';
  return (await db.query<{ epoch: number | null }>(sql)).rows[0]?.epoch ?? undefined;
}

/** Opens an epoch: from now on lower marks than before are true and not stale. */
export async function insertEpoch(
  tx: Queryable,
  epoch: number,
  reason: string,
  now: Date,
): Promise<void> {
  const sql = 'INSERT INTO ledger.epochs (epoch, opened_at, reason) VALUES ($1, $2, $3)';
  await tx.query(sql, [epoch, now, reason]);
}
