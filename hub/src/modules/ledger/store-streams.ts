import {
  laneNumber,
  type DeviceId,
  type Incarnation,
  type IncarnationParent,
  type Lane,
  type ReadBatch,
} from '@eucora/protocol';
import type { Tx } from '../../platform/db.ts';
import { formatMultirange, parseMultirange } from './multirange.ts';
import {
  emptyStream,
  type Candidate,
  type Neighbour,
  type StreamDraft,
  type StreamState,
} from './stream-rules.ts';

/** One device's life as the ledger numbers it. */
export interface IncarnationRef {
  /** Through which it spoke. */
  readonly siteId: string;
  readonly deviceNo: number;
  readonly deviceId: DeviceId;
  readonly incarnation: Incarnation;
}
/** Key of an incarnation in maps: incarnations are random, but a device may claim another's. */
export const incarnationKey = (deviceNo: number, incarnation: Incarnation): string =>
  `${deviceNo}/${incarnation}`;

/** Numbers the incarnations, opening those that are new. Device rows are locked by the caller. */
export async function openIncarnations(
  tx: Tx,
  refs: readonly IncarnationRef[],
  now: Date,
): Promise<Map<string, number>> {
  const sql = `
    INSERT INTO ledger.incarnations
      (device_no, device_id, incarnation, site_id, first_seen_at, last_seen_at)
    SELECT device_no, device_id, incarnation, site_id, $5, $5
      FROM unnest($1::int[], $2::uuid[], $3::uuid[], $4::text[])
        AS given (device_no, device_id, incarnation, site_id)
     ORDER BY device_no, incarnation
    ON CONFLICT (device_no, incarnation) DO UPDATE
      SET last_seen_at = greatest(ledger.incarnations.last_seen_at, EXCLUDED.last_seen_at)
    RETURNING incarnation_no, device_no, replace(incarnation::text, '-', '') AS incarnation`;
  type Row = { incarnation_no: number; device_no: number; incarnation: string };
  const { rows } = await tx.query<Row>(sql, [
    refs.map((ref) => ref.deviceNo),
    refs.map((ref) => ref.deviceId),
    refs.map((ref) => ref.incarnation),
    refs.map((ref) => ref.siteId),
    now,
  ]);
  return new Map(
    rows.map((row) => [incarnationKey(row.device_no, row.incarnation), row.incarnation_no]),
  );
}

interface StreamRow {
  incarnation_no: number;
  committed: string;
  rejected: string;
  voided: string;
  head_last: number;
  head_hash: Buffer;
  forked: boolean;
}

/** What the ledger has of these incarnations in one lane; those without a row have nothing. */
export async function loadStreams(
  tx: Tx,
  lane: Lane,
  incarnationNos: readonly number[],
): Promise<Map<number, StreamState>> {
  const sql = `SELECT incarnation_no, committed::text AS committed, rejected::text AS rejected,
                      voided::text AS voided, head_last, head_hash, forked
                 FROM ledger.streams WHERE incarnation_no = ANY($1) AND lane = $2`;
  const { rows } = await tx.query<StreamRow>(sql, [incarnationNos, laneNumber(lane)]);
  const states = new Map<number, StreamState>(incarnationNos.map((no) => [no, emptyStream]));
  for (const row of rows) {
    states.set(row.incarnation_no, {
      committed: parseMultirange(row.committed),
      rejected: parseMultirange(row.rejected),
      voided: parseMultirange(row.voided),
      headLast: row.head_last,
      headHash: row.head_hash,
      forked: row.forked,
    });
  }
  return states;
}

/** A candidate that needs to know what is stored around it. */
export interface NeighbourQuery {
  readonly incarnationNo: number;
  readonly candidate: Candidate;
}

/** Stored batches and voids that overlap or touch the candidates, by incarnation. */
export async function loadNeighbours(
  tx: Tx,
  lane: Lane,
  queries: readonly NeighbourQuery[],
): Promise<Map<number, Neighbour[]>> {
  const found = new Map<number, Neighbour[]>();
  if (queries.length === 0) return found;
  // A batch holds at most 1,000 events (limits.batchEventsMax), which bounds the index scan below.
  const sql = `
    WITH wanted AS (
      SELECT * FROM unnest($1::int[], $2::bigint[], $3::bigint[]) AS w (incarnation_no, lo, hi))
    SELECT DISTINCT 'batch' AS kind, b.incarnation_no, b.first, b.last, b.hash, b.prev_hash,
           ''::bytea AS replaced_last_hash
      FROM wanted AS w JOIN ledger.batches AS b
        ON b.incarnation_no = w.incarnation_no AND b.lane = $4
       AND b.first BETWEEN w.lo - 1000 AND w.hi AND b.last >= w.lo
    UNION ALL
    SELECT DISTINCT 'void', v.incarnation_no, v.first, v.last, v.hash, v.prev_hash,
           v.replaced_last_hash
      FROM wanted AS w JOIN ledger.voids AS v
        ON v.incarnation_no = w.incarnation_no AND v.lane = $4
       AND v.first <= w.hi AND v.last >= w.lo`;
  type Row = {
    kind: 'batch' | 'void';
    incarnation_no: number;
    first: number;
    last: number;
    hash: Buffer;
    prev_hash: Buffer;
    replaced_last_hash: Buffer;
  };
  const { rows } = await tx.query<Row>(sql, [
    queries.map((each) => each.incarnationNo),
    queries.map((each) => each.candidate.first - 1),
    queries.map((each) => each.candidate.last + 1),
    laneNumber(lane),
  ]);
  for (const row of rows) {
    const { kind, first, last, hash } = row;
    const there = found.get(row.incarnation_no) ?? [];
    found.set(row.incarnation_no, there);
    const replacedLastHash = row.replaced_last_hash;
    there.push({ kind, first, last, hash, prevHash: row.prev_hash, replacedLastHash });
  }
  return found;
}

/** A stream as a commit leaves it. */
export interface StreamChange {
  readonly incarnationNo: number;
  readonly draft: StreamDraft;
  readonly parent: IncarnationParent | null;
}

/** Writes the streams back. They are protected by their devices' row locks. */
export async function saveStreams(
  tx: Tx,
  lane: Lane,
  changes: readonly StreamChange[],
): Promise<void> {
  if (changes.length === 0) return;
  const sql = `
    INSERT INTO ledger.streams AS s
      (incarnation_no, lane, committed, rejected, voided, events_committed, events_rejected,
       events_void, through, gaps, head_last, head_hash, forked, parent, parent_last_seq,
       parent_last_hash)
    SELECT no, $1, committed, rejected, voided, n_committed, n_rejected, n_void, through, gaps,
           head_last, head_hash, forked, parent, parent_last_seq, parent_last_hash
      FROM unnest($2::int[], $3::int8multirange[], $4::int8multirange[], $5::int8multirange[],
                  $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::int[],
                  $11::bigint[], $12::bytea[], $13::boolean[], $14::uuid[], $15::bigint[],
                  $16::bytea[])
        AS given (no, committed, rejected, voided, n_committed, n_rejected, n_void, through, gaps,
                  head_last, head_hash, forked, parent, parent_last_seq, parent_last_hash)
     ORDER BY no
    ON CONFLICT (incarnation_no, lane) DO UPDATE SET
      committed = EXCLUDED.committed, rejected = EXCLUDED.rejected, voided = EXCLUDED.voided,
      events_committed = EXCLUDED.events_committed, events_rejected = EXCLUDED.events_rejected,
      events_void = EXCLUDED.events_void, through = EXCLUDED.through, gaps = EXCLUDED.gaps,
      head_last = EXCLUDED.head_last, head_hash = EXCLUDED.head_hash, forked = EXCLUDED.forked,
      parent = coalesce(s.parent, EXCLUDED.parent),
      parent_last_seq = coalesce(s.parent_last_seq, EXCLUDED.parent_last_seq),
      parent_last_hash = coalesce(s.parent_last_hash, EXCLUDED.parent_last_hash)`;
  const states = changes.map((change) => change.draft.state);
  const sums = changes.map((change) => change.draft.sums());
  await tx.query(sql, [
    laneNumber(lane),
    changes.map((change) => change.incarnationNo),
    states.map((state) => formatMultirange(state.committed)),
    states.map((state) => formatMultirange(state.rejected)),
    states.map((state) => formatMultirange(state.voided)),
    sums.map((sum) => sum.committed),
    sums.map((sum) => sum.rejected),
    sums.map((sum) => sum.void),
    sums.map((sum) => sum.through),
    sums.map((sum) => sum.gaps),
    states.map((state) => state.headLast),
    states.map((state) => state.headHash),
    states.map((state) => state.forked),
    changes.map((change) => change.parent?.incarnation ?? null),
    changes.map((change) => change.parent?.lastSeq ?? null),
    changes.map((change) => change.parent?.lastHash ?? null),
  ]);
}

/** A void as it is kept: what ended, by whose word and why. */
export interface VoidRow {
  readonly incarnationNo: number;
  readonly first: number;
  readonly last: number;
  readonly hash: Uint8Array; // empty: a relay's word, not the device's
  readonly prevHash: Uint8Array;
  readonly replacedLastHash: Uint8Array;
  readonly reason: string;
}

/** Keeps voids, each once. */
export async function insertVoids(
  tx: Tx,
  lane: Lane,
  voids: readonly VoidRow[],
  now: Date,
): Promise<void> {
  if (voids.length === 0) return;
  const sql = `
    INSERT INTO ledger.voids
      (incarnation_no, lane, first, last, hash, prev_hash, replaced_last_hash, reason, at)
    SELECT no, $1, first, last, hash, prev_hash, replaced, reason, $2
      FROM unnest($3::int[], $4::bigint[], $5::bigint[], $6::bytea[], $7::bytea[], $8::bytea[],
                  $9::text[]) AS given (no, first, last, hash, prev_hash, replaced, reason)
    ON CONFLICT DO NOTHING`;
  await tx.query(sql, [
    laneNumber(lane),
    now,
    voids.map((each) => each.incarnationNo),
    voids.map((each) => each.first),
    voids.map((each) => each.last),
    voids.map((each) => each.hash),
    voids.map((each) => each.prevHash),
    voids.map((each) => each.replacedLastHash),
    voids.map((each) => each.reason),
  ]);
}

/**
 * Takes a rejected range back out of its stream, so that the same batch, understood by now, can be
 * taken. Returns how many numbers were rejected. The device's row is locked.
 */
export async function reopenRejected(
  tx: Tx,
  deviceNo: number,
  batch: Pick<ReadBatch, 'incarnation' | 'lane' | 'first' | 'last' | 'hash'>,
): Promise<number> {
  const { incarnation, first, last, hash } = batch;
  const lane = laneNumber(batch.lane);
  const remove = `
    DELETE FROM ledger.batches AS b USING ledger.incarnations AS i
     WHERE i.device_no = $1 AND i.incarnation = $2 AND b.incarnation_no = i.incarnation_no
       AND b.lane = $3 AND b.first = $4 AND b.hash = $5 AND b.rejected
    RETURNING b.incarnation_no`;
  const values = [deviceNo, incarnation, lane, first, hash];
  const { rows } = await tx.query<{ incarnation_no: number }>(remove, values);
  const removed = rows[0];
  if (!removed) return 0;
  const sql = `UPDATE ledger.streams SET rejected = rejected - $3::int8multirange
                WHERE incarnation_no = $1 AND lane = $2`;
  const range = formatMultirange([{ first, last }]);
  await tx.query(sql, [removed.incarnation_no, lane, range]);
  return last - first + 1;
}
