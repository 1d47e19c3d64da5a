import { sha256, type DeviceId, type SiteId } from '@eucora/protocol';
import type { Queryable, Tx } from '../../platform/db.ts';
import { visibleValues, type Visible } from '../../platform/scope.ts';
import { idFromUuid } from './ids.ts';
import { takeRoom } from './quarantine-bound.ts';

/** Something that was not believed or not understood, with its bytes. */
export interface Evidence {
  readonly scope: 'segment' | 'batch';
  readonly code: string;
  readonly siteId: SiteId;
  readonly deviceId: DeviceId | null; // as claimed
  readonly batchHash: Uint8Array | null;
  readonly bytes: Uint8Array;
  readonly detail: string;
}
/** One quarantined thing as it is listed. */
export interface QuarantineItem {
  readonly id: string;
  readonly at: Date;
  readonly lastAt: Date;
  readonly times: number;
  readonly scope: 'segment' | 'batch';
  readonly code: string;
  readonly siteId: SiteId;
  readonly deviceId: DeviceId | null;
  readonly bytes: number;
  readonly detail: string;
  readonly releasedAt: Date | null;
}

const detailCharsMax = 500;

/** What became of evidence: `repeated` was there, `not_kept` found no room and is only counted. */
export type Kept = 'fresh' | 'repeated' | 'not_kept';

/** Whether a site's quarantine is bounded: a rebuild repeats months of it within minutes. */
export type QuarantineRoom = 'bounded' | 'as_recorded';

/**
 * Keeps evidence, each once per code; a repetition is counted. Says of each, in the order given,
 * what became of it: what is fresh is worth an audit entry.
 */
export async function keepEvidence(
  tx: Queryable,
  evidence: readonly Evidence[],
  segmentNo: number | null,
  now: Date,
  room: QuarantineRoom = 'bounded',
): Promise<Kept[]> {
  const kept: Kept[] = [];
  for (const each of evidence) kept.push(await keepOne(tx, each, segmentNo, now, room));
  return kept;
}

async function keepOne(
  tx: Queryable,
  evidence: Evidence,
  segmentNo: number | null,
  now: Date,
  room: QuarantineRoom,
): Promise<Kept> {
  const { scope, code, siteId, deviceId, batchHash, bytes, detail } = evidence;
  const hash = sha256(bytes);
  const again = `UPDATE ledger.quarantine SET times = times + 1, last_at = $3
                  WHERE sha256 = $1 AND code = $2`;
  const repeated = await tx.query(again, [hash, code, now]);
  if (repeated.rowCount) return 'repeated';
  const request = { siteId, code, bytes: bytes.length };
  if (room === 'bounded' && !(await takeRoom(tx, request, now))) return 'not_kept';
  const sql = `
    INSERT INTO ledger.quarantine
      (at, last_at, scope, code, site_id, device_id, segment_no, sha256, batch_hash, bytes, detail)
    VALUES ($1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (sha256, code) DO UPDATE
      SET times = ledger.quarantine.times + 1, last_at = EXCLUDED.last_at
    RETURNING (xmax = 0) AS fresh`;
  const values = [now, scope, code, siteId, deviceId, segmentNo, hash, batchHash, bytes];
  const { rows } = await tx.query<{ fresh: boolean }>(sql, [...values, storableText(detail)]);
  return rows[0]?.fresh === true ? 'fresh' : 'repeated';
}

/** Text that a text column takes: no zero byte, bounded. */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\u{fffd}').slice(0, detailCharsMax);
}

/** Hashes of quarantined batches that branch off a device's own history. */
export async function loadRefusedHashes(
  tx: Tx,
  prevHashes: readonly Uint8Array[],
): Promise<Buffer[]> {
  if (prevHashes.length === 0) return [];
  const sql = `SELECT DISTINCT batch_hash FROM ledger.quarantine
                WHERE batch_hash = ANY($1) AND code IN ('conflict', 'fork')
                  AND released_at IS NULL`;
  const { rows } = await tx.query<{ batch_hash: Buffer }>(sql, [prevHashes]);
  return rows.map((row) => row.batch_hash);
}

/** A quarantined batch on its way back. */
export interface WaitingBatch {
  readonly quarantineNo: number;
  readonly bytes: Buffer;
}

/** Batches that came before their device's enrolment did, oldest first. */
export async function batchesAwaiting(
  tx: Tx,
  deviceIds: readonly DeviceId[],
): Promise<WaitingBatch[]> {
  if (deviceIds.length === 0) return [];
  const sql = `SELECT quarantine_no AS "quarantineNo", bytes FROM ledger.quarantine
                WHERE device_id = ANY($1) AND code = 'unknown_device' AND released_at IS NULL
                ORDER BY quarantine_no FOR UPDATE`;
  return (await tx.query<WaitingBatch>(sql, [deviceIds])).rows;
}

/** Marks quarantined things as released. */
export async function markReleased(
  tx: Queryable,
  quarantineNos: readonly number[],
  by: string,
  now: Date,
): Promise<void> {
  if (quarantineNos.length === 0) return;
  const sql = `UPDATE ledger.quarantine SET released_at = $2, released_by = $3
                WHERE quarantine_no = ANY($1)`;
  await tx.query(sql, [quarantineNos, now, by]);
}

/** One quarantined thing with its bytes, its row locked; undefined when there is none. */
export async function lockQuarantined(
  tx: Tx,
  quarantineNo: number,
): Promise<(QuarantineItem & { readonly content: Buffer }) | undefined> {
  const sql = `SELECT ${itemColumns}, bytes AS content FROM ledger.quarantine
                WHERE quarantine_no = $1 FOR UPDATE`;
  const { rows } = await tx.query<ItemRow & { content: Buffer }>(sql, [quarantineNo]);
  const row = rows[0];
  return row && { ...itemOf(row), content: row.content };
}

type ItemRow = Omit<QuarantineItem, 'id'> & { quarantineNo: number };
const itemColumns = `quarantine_no AS "quarantineNo", at, last_at AS "lastAt", times, scope, code,
  site_id AS "siteId", device_id AS "deviceId", octet_length(bytes) AS bytes, detail,
  released_at AS "releasedAt"`;

function itemOf(row: ItemRow): QuarantineItem {
  const { quarantineNo, at, lastAt, times, scope, code, siteId, bytes, detail, releasedAt } = row;
  const deviceId = row.deviceId === null ? null : idFromUuid(row.deviceId);
  const id = String(quarantineNo);
  return { id, at, lastAt, times, scope, code, siteId, deviceId, bytes, detail, releasedAt };
}

// Of devices, their id as UUID is what quarantine keeps.
const visibleItems = (sites: string, devices: string): string =>
  `(${sites}::text[] IS NULL OR site_id = ANY(${sites}) OR device_id IN (
      SELECT encode(id, 'hex')::uuid FROM devices.devices WHERE no = ANY(${devices}::int4[])))`;

export interface QuarantinePage {
  readonly visible: Visible;
  readonly before?: number; // quarantine number, exclusive
  readonly limit: number;
}

/** Quarantined things, newest first. */
export async function listQuarantine(
  db: Queryable,
  page: QuarantinePage,
): Promise<QuarantineItem[]> {
  const sql = `SELECT ${itemColumns} FROM ledger.quarantine
                WHERE ${visibleItems('$1', '$2')} AND ($3::bigint IS NULL OR quarantine_no < $3)
                ORDER BY quarantine_no DESC LIMIT $4`;
  const values = [...visibleValues(page.visible), page.before ?? null, page.limit];
  return (await db.query<ItemRow>(sql, values)).rows.map(itemOf);
}

/** How many things are in quarantine and not released. */
export async function countQuarantined(db: Queryable, visible: Visible): Promise<number> {
  const sql = `SELECT count(*) AS n FROM ledger.quarantine
                WHERE released_at IS NULL AND ${visibleItems('$1', '$2')}`;
  return (await db.query<{ n: number }>(sql, visibleValues(visible))).rows[0]!.n;
}
