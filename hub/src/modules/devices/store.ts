import type { Fact } from '@eucora/protocol';
import { containsPattern } from '../../platform/api.ts';
import type { Queryable } from '../../platform/db.ts';
import type { Visible } from '../../platform/scope.ts';
import { numberArray, parseNumberArray } from '../../platform/sql-arrays.ts';

export interface ListedRow {
  readonly no: number;
  readonly id: string;
  readonly siteId: string;
  readonly simulated: boolean;
  readonly run: string | null;
  readonly subjectId: Buffer | null;
  readonly sealedKey: Buffer | null;
  readonly nonce: Buffer | null;
  readonly ciphertext: Buffer | null;
}

/** The oldest transaction that may still be running: what is older has its effect visible. */
export async function currentHorizonXid(db: Queryable): Promise<string> {
  const sql = 'SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xid';
  return (await db.query<{ xid: string }>(sql)).rows[0]?.xid ?? '0';
}

/** Devices whose listing changed in or after a transaction, with their newest host name. */
export async function changedDevices(
  db: Queryable,
  sinceXid: string,
  afterNo: number,
  limit: number,
): Promise<ListedRow[]> {
  const sql = `
    SELECT d.no, encode(d.id, 'hex') AS id, d.site_id AS "siteId", d.simulated, d.run,
           n.subject_id AS "subjectId", k.sealed_key AS "sealedKey", n.nonce, n.ciphertext
      FROM (SELECT * FROM devices.devices
             WHERE listed_xid >= $1::text::xid8 AND no > $2 ORDER BY no LIMIT $3) d
      LEFT JOIN LATERAL (
        SELECT subject_id, nonce, ciphertext FROM devices.personal_names
         WHERE device_no = d.no AND role = 'device_host'
         ORDER BY at DESC, subject_id LIMIT 1) n ON true
      LEFT JOIN devices.subject_keys k ON k.subject_id = n.subject_id
     ORDER BY d.no`;
  return (await db.query<ListedRow>(sql, [sinceXid, afterNo, limit])).rows;
}

export interface DeviceState {
  readonly no: number;
  readonly os: string | null;
  readonly softwareCount: number | null;
  readonly lastEventAt: Date | null;
}

const stateColumns = `d.no, d.os, d.software_count AS "softwareCount",
  nullif(a.last_event_at, '-infinity') AS "lastEventAt"`;

export async function deviceStates(
  db: Queryable,
  nos: readonly number[],
): Promise<Map<number, DeviceState>> {
  const sql = `SELECT ${stateColumns} FROM devices.devices d
                 JOIN devices.activity a ON a.device_no = d.no WHERE d.no = ANY($1)`;
  const { rows } = await db.query<DeviceState>(sql, [nos]);
  return new Map(rows.map((row) => [row.no, row]));
}

export interface RecentFilter {
  readonly site?: string | undefined;
  readonly simulated?: boolean | undefined;
  readonly nos?: readonly number[] | undefined;
  readonly visible: Visible;
}

/** Numbers of devices by their last event, newest first; those that never spoke come last. */
export async function recentDevices(
  db: Queryable,
  filter: RecentFilter,
  after: { readonly atMs: number | null; readonly no: number } | null,
  limit: number,
): Promise<{ no: number; atMs: number | null }[]> {
  const values: unknown[] = [limit];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const where = ['true'];
  if (filter.site !== undefined) where.push(`a.site_id = ${bind(filter.site)}`);
  if (filter.simulated !== undefined) where.push(`d.simulated = ${bind(filter.simulated)}`);
  if (filter.nos !== undefined) where.push(`a.device_no = ANY(${bind(filter.nos)})`);
  if (!filter.visible.all) {
    const [sites, devices] = [bind(filter.visible.sites), bind(filter.visible.devices)];
    where.push(`(a.site_id = ANY(${sites}) OR a.device_no = ANY(${devices}))`);
  }
  if (after !== null) {
    const at = after.atMs === null ? '-infinity' : new Date(after.atMs).toISOString();
    const [atParam, noParam] = [bind(at), bind(after.no)];
    where.push(`(a.last_event_at < ${atParam}::timestamptz
      OR (a.last_event_at = ${atParam}::timestamptz AND a.device_no > ${noParam}))`);
    where.push(`a.last_event_at <= ${atParam}::timestamptz`);
  }
  const sql = `SELECT a.device_no AS no, nullif(a.last_event_at, '-infinity') AS at
                 FROM devices.activity a JOIN devices.devices d ON d.no = a.device_no
                WHERE ${where.join(' AND ')}
                ORDER BY a.last_event_at DESC, a.device_no LIMIT $1`;
  const { rows } = await db.query<{ no: number; at: Date | null }>(sql, values);
  return rows.map((row) => ({ no: row.no, atMs: row.at?.getTime() ?? null }));
}

export interface DeviceRow extends DeviceState {
  readonly id: string;
  readonly siteId: string;
  readonly enrolledAt: Date;
  readonly simulated: boolean;
  readonly run: string | null;
  readonly currentIncarnation: string | null;
  readonly inventoryIncarnation: string | null;
  /** The device whose key it still uses, after it turned out to be another machine. */
  readonly splitOf: string | null;
}

export async function selectDevice(db: Queryable, id: string): Promise<DeviceRow | undefined> {
  const sql = `SELECT ${stateColumns}, encode(d.id, 'hex') AS id, d.site_id AS "siteId",
                      d.enrolled_at AS "enrolledAt", d.simulated, d.run,
                      encode(d.current_incarnation, 'hex') AS "currentIncarnation",
                      encode(d.inventory_incarnation, 'hex') AS "inventoryIncarnation",
                      (SELECT encode(o.id, 'hex') FROM devices.devices AS o
                        WHERE o.no = d.split_of) AS "splitOf"
                 FROM devices.devices d JOIN devices.activity a ON a.device_no = d.no
                WHERE d.id = decode($1, 'hex')`;
  return (await db.query<DeviceRow>(sql, [id])).rows[0];
}

export interface InventoryRow {
  readonly hash: Buffer | null;
  readonly at: Date | null;
  readonly facts: readonly Fact[];
  readonly pendingDeltas: number;
}

export async function selectInventory(
  db: Queryable,
  no: number,
  incarnation: string,
): Promise<InventoryRow | undefined> {
  const sql = `SELECT hash, at, facts, pending_deltas AS "pendingDeltas" FROM devices.inventories
                WHERE device_no = $1 AND incarnation = decode($2, 'hex')`;
  return (await db.query<InventoryRow>(sql, [no, incarnation])).rows[0];
}

export interface CollectorRow {
  readonly name: string;
  readonly status: 'ok' | 'slowed' | 'failed';
  readonly runs: number;
  readonly wallMsLast: number;
  readonly cpuMsTotal: number;
  readonly items: number;
  readonly detail: string | null;
}

export async function selectCollectors(db: Queryable, no: number): Promise<CollectorRow[]> {
  const sql = `SELECT name, status, runs, wall_ms_last AS "wallMsLast",
                      cpu_ms_total AS "cpuMsTotal", items, detail
                 FROM devices.collectors WHERE device_no = $1 ORDER BY name`;
  return (await db.query<CollectorRow>(sql, [no])).rows;
}

export interface MeasurementRow {
  readonly what: string;
  readonly state: 'measured' | 'unmeasured';
  readonly reason: string | null;
}

export async function selectMeasurements(db: Queryable, no: number): Promise<MeasurementRow[]> {
  const sql = `SELECT what, state, reason FROM devices.measurements
                WHERE device_no = $1 ORDER BY what`;
  return (await db.query<MeasurementRow>(sql, [no])).rows;
}

export interface SoftwareRow {
  readonly id: number;
  readonly name: string;
  readonly version: string;
  readonly source: string;
  readonly architecture: string | null;
  readonly publisher: string | null;
}

/** Software of one incarnation's inventory by name, after a place in that order. */
export async function selectSoftware(
  db: Queryable,
  no: number,
  incarnation: string,
  search: string,
  after: readonly [string, number] | null,
  limit: number,
): Promise<SoftwareRow[]> {
  const sql = `
    SELECT s.id, s.name, s.version, s.source, s.architecture, s.publisher
      FROM devices.inventories i, unnest(i.items) AS item (id),
           -- OFFSET 0: item by item; else all software of the fleet is read to find some hundred.
           LATERAL (SELECT * FROM devices.software_items WHERE id = item.id OFFSET 0) s
     WHERE i.device_no = $1 AND i.incarnation = decode($2, 'hex')
       AND ($3 = '%%' OR s.name ILIKE $3)
       AND ($4::text IS NULL OR (s.name COLLATE "C", s.id) > ($4, $5::int4))
     ORDER BY s.name COLLATE "C", s.id LIMIT $6`;
  const pattern = containsPattern(search);
  const [name = null, id = null] = after ?? [];
  return (await db.query<SoftwareRow>(sql, [no, incarnation, pattern, name, id, limit])).rows;
}

export interface SiteCount {
  readonly siteId: string;
  readonly simulated: boolean;
  readonly devices: number;
}

export async function selectCounts(db: Queryable): Promise<SiteCount[]> {
  const sql = 'SELECT site_id AS "siteId", simulated, devices FROM devices.counts';
  return (await db.query<SiteCount>(sql)).rows;
}

/** How many devices of each site spoke since the site's own cutoff. */
export async function countFresh(
  db: Queryable,
  cutoffs: readonly { readonly siteId: string; readonly since: Date }[],
): Promise<Map<string, number>> {
  const sql = `SELECT c.site AS "siteId",
                      (SELECT count(*) FROM devices.activity a
                        WHERE a.site_id = c.site AND a.last_event_at >= c.since) AS fresh
                 FROM unnest($1::text[], $2::timestamptz[]) AS c (site, since)`;
  const { rows } = await db.query<{ siteId: string; fresh: number }>(sql, [
    cutoffs.map((cutoff) => cutoff.siteId),
    cutoffs.map((cutoff) => cutoff.since),
  ]);
  return new Map(rows.map((row) => [row.siteId, row.fresh]));
}

export interface NameRow {
  readonly subjectId: Buffer;
  readonly sealedKey: Buffer;
  readonly nonce: Buffer;
  readonly ciphertext: Buffer;
}

/** Encrypted names of users of a device, where their keys still exist. */
export async function selectUserNames(
  db: Queryable,
  no: number,
  subjectIds: readonly Buffer[],
): Promise<NameRow[]> {
  const sql = `SELECT n.subject_id AS "subjectId", k.sealed_key AS "sealedKey", n.nonce,
                      n.ciphertext
                 FROM devices.personal_names n
                 JOIN devices.subject_keys k ON k.subject_id = n.subject_id AND k.erased_at IS NULL
                WHERE n.device_no = $1 AND n.role = 'device_user' AND n.subject_id = ANY($2)`;
  return (await db.query<NameRow>(sql, [no, subjectIds])).rows;
}

/** The current software of devices, where an inventory is complete. */
export async function selectInstalled(
  db: Queryable,
  nos: readonly number[],
): Promise<{ no: number; simulated: boolean; hash: Buffer; itemIds: number[] }[]> {
  const sql = `SELECT d.no, d.simulated, i.hash, i.items::text AS items
                 FROM devices.devices d
                 JOIN devices.inventories i
                   ON i.device_no = d.no AND i.incarnation = d.inventory_incarnation
                WHERE d.no = ANY($1::int4[])`;
  type Row = { no: number; simulated: boolean; hash: Buffer; items: string };
  const { rows } = await db.query<Row>(sql, [numberArray(nos)]);
  return rows.map(({ items, ...row }) => ({ ...row, itemIds: parseNumberArray(items) }));
}

export async function selectItemsById(
  db: Queryable,
  ids: readonly number[],
): Promise<SoftwareRow[]> {
  const sql = `SELECT id, name, version, source, architecture, publisher
                 FROM devices.software_items WHERE id = ANY($1)`;
  return (await db.query<SoftwareRow>(sql, [ids])).rows;
}
