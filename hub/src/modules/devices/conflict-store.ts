import type { Fact } from '@eucora/protocol';
import type { Queryable, Tx } from '../../platform/db.ts';
import { visibleValues, type Visible } from '../../platform/scope.ts';
import type { History } from './histories.ts';

export const conflictCauses = ['contradiction', 'concurrent'] as const;
export const resolutions = ['same_machine', 'two_machines'] as const;
export type ConflictCause = (typeof conflictCauses)[number];
export type Resolution = (typeof resolutions)[number];

export interface ConflictRow {
  readonly no: number;
  readonly deviceNo: number;
  readonly deviceId: string;
  readonly siteId: string;
  readonly openedAt: Date;
  readonly cause: ConflictCause;
  readonly resolvedAt: Date | null;
  readonly resolution: Resolution | null;
  readonly kept: string | null;
  readonly reason: string | null;
  readonly resolvedBy: string | null;
  readonly histories: readonly StoredHistory[] | null;
}
/** A history as it was when its conflict was resolved, and the device that it became. */
export interface StoredHistory extends History {
  readonly deviceId: string;
}

const columns = `c.conflict_no AS no, c.device_no AS "deviceNo", encode(d.id, 'hex') AS "deviceId",
  d.site_id AS "siteId", c.opened_at AS "openedAt", c.cause, c.resolved_at AS "resolvedAt",
  c.resolution, encode(c.kept, 'hex') AS kept, c.reason, c.resolved_by AS "resolvedBy",
  c.histories`;
const source = 'devices.conflicts c JOIN devices.devices d ON d.no = c.device_no';

const visibleDevices = (sites: string, devices: string): string =>
  `(${sites}::text[] IS NULL OR d.site_id = ANY(${sites}) OR d.no = ANY(${devices}::int4[]))`;

export interface ConflictFilter {
  readonly state?: 'open' | 'resolved' | undefined;
  readonly device?: string | undefined;
  readonly visible: Visible;
}

/** Conflicts, the newest first. */
export async function selectConflicts(
  db: Queryable,
  { state, device, visible }: ConflictFilter,
  before: number | null,
  limit: number,
): Promise<ConflictRow[]> {
  const sql = `SELECT ${columns} FROM ${source}
                WHERE ($1::text IS NULL OR (c.resolved_at IS NULL) = ($1 = 'open'))
                  AND ($2::text IS NULL OR d.id = decode($2, 'hex'))
                  AND ($3::int4 IS NULL OR c.conflict_no < $3) AND ${visibleDevices('$5', '$6')}
                ORDER BY c.conflict_no DESC LIMIT $4`;
  const values = [state ?? null, device ?? null, before, limit, ...visibleValues(visible)];
  return (await db.query<ConflictRow>(sql, values)).rows;
}

export async function countOpenConflicts(db: Queryable, visible: Visible): Promise<number> {
  const sql = `SELECT count(*) AS n FROM ${source}
                WHERE resolved_at IS NULL AND ${visibleDevices('$1', '$2')}`;
  return (await db.query<{ n: number }>(sql, visibleValues(visible))).rows[0]!.n;
}

/** One conflict; `locked` holds it and its device's row until the transaction ends. */
export async function selectConflict(
  db: Queryable,
  no: number,
  locked = false,
): Promise<ConflictRow | undefined> {
  const sql = `SELECT ${columns} FROM ${source} WHERE c.conflict_no = $1
               ${locked ? 'FOR NO KEY UPDATE' : ''}`;
  return (await db.query<ConflictRow>(sql, [no])).rows[0];
}

/** Opens a conflict of a device; null when one is open. */
export async function insertConflict(
  tx: Tx,
  deviceNo: number,
  cause: ConflictCause,
  now: Date,
): Promise<number | null> {
  const sql = `INSERT INTO devices.conflicts (device_no, cause, opened_at) VALUES ($1, $2, $3)
               ON CONFLICT DO NOTHING RETURNING conflict_no AS no`;
  return (await tx.query<{ no: number }>(sql, [deviceNo, cause, now])).rows[0]?.no ?? null;
}

export interface Decision {
  readonly resolution: Resolution;
  readonly kept: string;
  readonly reason: string;
  readonly by: string;
  readonly histories: readonly StoredHistory[];
}

export async function updateResolved(
  tx: Tx,
  no: number,
  { resolution, kept, reason, by, histories }: Decision,
  now: Date,
): Promise<void> {
  const sql = `UPDATE devices.conflicts
                  SET resolved_at = $2, resolution = $3, kept = decode($4, 'hex'), reason = $5,
                      resolved_by = $6, histories = $7
                WHERE conflict_no = $1`;
  const values = [no, now, resolution, kept, reason, by, JSON.stringify(histories)];
  await tx.query(sql, values);
}

/** Everything that earlier decisions about a device named. */
export async function decidedHistories(db: Queryable, deviceNo: number): Promise<Set<string>> {
  const sql = `SELECT histories FROM devices.conflicts
                WHERE device_no = $1 AND resolved_at IS NOT NULL`;
  const { rows } = await db.query<{ histories: StoredHistory[] | null }>(sql, [deviceNo]);
  const all = rows.flatMap(({ histories }) => histories ?? []);
  return new Set(
    all.flatMap(({ id, incarnations, contradictions, sentAgain }) => [
      id,
      ...incarnations,
      ...contradictions,
      ...sentAgain,
    ]),
  );
}

/**
 * Of devices that just sent something: those to be looked at. `changed` sent the first batch of an
 * incarnation; others are known to have more than one history, or speak in one that is not current.
 */
export async function selectSuspects(
  tx: Tx,
  spoken: readonly { readonly no: number; readonly incarnation: string }[],
  changed: readonly number[],
): Promise<{ readonly no: number; readonly id: string; readonly siteId: string }[]> {
  const note = `INSERT INTO devices.forks (device_no)
                SELECT DISTINCT no FROM unnest($1::int4[]) AS c (no)
                ON CONFLICT DO NOTHING`;
  if (changed.length > 0) await tx.query(note, [changed]);
  const sql = `
    SELECT DISTINCT d.no, encode(d.id, 'hex') AS id, d.site_id AS "siteId"
      FROM unnest($1::int4[], $2::bytea[]) AS s (no, incarnation)
      JOIN devices.forks f ON f.device_no = s.no
      JOIN devices.devices d ON d.no = s.no
     WHERE NOT EXISTS (SELECT 1 FROM devices.conflicts c
                        WHERE c.device_no = d.no AND c.resolved_at IS NULL)
       AND (f.histories > 1 OR d.no = ANY($3::int4[])
            OR d.current_incarnation IS DISTINCT FROM s.incarnation)
     ORDER BY d.no`;
  type Row = { no: number; id: string; siteId: string };
  const { rows } = await tx.query<Row>(sql, [
    [...spoken.map(({ no }) => no), ...changed],
    [
      ...spoken.map(({ incarnation }) => Buffer.from(incarnation, 'hex')),
      ...changed.map(() => null),
    ],
    changed,
  ]);
  return rows;
}

export async function updateFork(tx: Tx, deviceNo: number, histories: number): Promise<void> {
  const sql = `UPDATE devices.forks SET histories = $2
                WHERE device_no = $1 AND histories <> $2`;
  await tx.query(sql, [deviceNo, histories]);
}

/** Inventory facts of incarnations, by incarnation: what each history says of its machine. */
export async function selectFactsOf(
  db: Queryable,
  incarnations: readonly string[],
  deviceNos: readonly number[],
): Promise<Map<string, readonly Fact[]>> {
  const sql = `SELECT encode(incarnation, 'hex') AS incarnation, facts FROM devices.inventories
                WHERE device_no = ANY($1) AND incarnation = ANY($2) AND seq IS NOT NULL`;
  type Row = { incarnation: string; facts: Fact[] };
  const ids = incarnations.map((id) => Buffer.from(id, 'hex'));
  const { rows } = await db.query<Row>(sql, [deviceNos, ids]);
  return new Map(rows.map(({ incarnation, facts }) => [incarnation, facts]));
}

/** Says which incarnations are not the device's own history, and that the others are. */
export async function setAsideIncarnations(
  tx: Tx,
  deviceNo: number,
  aside: readonly string[],
): Promise<void> {
  const sql = `UPDATE devices.incarnations SET aside = incarnation = ANY($2)
                WHERE device_no = $1 AND aside <> (incarnation = ANY($2))`;
  await tx.query(sql, [deviceNo, aside.map((id) => Buffer.from(id, 'hex'))]);
}

/** Adds a device for a machine that used another's key, at the same site; answers its number. */
export async function insertSplit(tx: Tx, of: number, id: string, seenAt: Date): Promise<number> {
  const sql = `
    WITH root AS (
      UPDATE devices.devices AS d SET splits = d.splits + 1
       WHERE d.no = (SELECT coalesce(split_of, no) FROM devices.devices WHERE no = $1)
      RETURNING d.no),
    new AS (
      INSERT INTO devices.devices (id, site_id, public_key, enrolled_at, simulated, run, split_of)
      SELECT decode($2, 'hex'), d.site_id, d.public_key, d.enrolled_at, d.simulated, d.run, root.no
        FROM devices.devices AS d, root WHERE d.no = $1
      RETURNING no, site_id, simulated),
    counted AS (
      UPDATE devices.counts AS c SET devices = c.devices + 1 FROM new
       WHERE c.site_id = new.site_id AND c.simulated = new.simulated)
    INSERT INTO devices.activity (device_no, site_id, last_event_at)
    SELECT no, site_id, $3 FROM new RETURNING device_no AS no`;
  return (await tx.query<{ no: number }>(sql, [of, id, seenAt])).rows[0]!.no;
}

/** Gives incarnations and what is known by them to another device. */
export async function moveOwnIncarnations(
  tx: Tx,
  from: number,
  to: number,
  incarnations: readonly string[],
): Promise<void> {
  const ids = incarnations.map((id) => Buffer.from(id, 'hex'));
  for (const table of ['incarnations', 'inventories']) {
    const sql = `UPDATE devices.${table} SET device_no = $2
                  WHERE device_no = $1 AND incarnation = ANY($3)`;
    await tx.query(sql, [from, to, ids]);
  }
}

/** Devices that were split from this one. */
export async function selectFamily(db: Queryable, deviceNo: number): Promise<number[]> {
  const sql = 'SELECT no FROM devices.devices WHERE split_of = $1 ORDER BY no';
  return (await db.query<{ no: number }>(sql, [deviceNo])).rows.map(({ no }) => no);
}
