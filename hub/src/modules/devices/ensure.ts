import { likelyMs, type DeviceEnrolment, type DeviceId, type SiteId } from '@eucora/protocol';
import type { Queryable, Tx } from '../../platform/db.ts';
import { audit } from '../audit/index.ts';

/** A device as ingest needs it: who it is, and the key its batches must be signed with. */
export interface KnownDevice {
  readonly id: DeviceId;
  readonly no: number;
  readonly siteId: SiteId;
  readonly publicKey: Uint8Array;
  readonly simulated: boolean;
  /**
   * Where the device's key was used by several machines: which device each incarnation belongs to.
   * Incarnations that continue one of these belong to the same device as it does.
   */
  readonly homes?: ReadonlyMap<string, number>;
}
interface DeviceRow extends KnownDevice {
  readonly enrolledAt: Date;
  readonly splits: number;
}

const bytea = (ids: readonly DeviceId[]): Buffer[] => ids.map((id) => Buffer.from(id, 'hex'));

async function lockRows(tx: Tx, ids: readonly DeviceId[]): Promise<Map<DeviceId, DeviceRow>> {
  const sql = `SELECT encode(id, 'hex') AS id, no, site_id AS "siteId",
                      public_key AS "publicKey", simulated, enrolled_at AS "enrolledAt", splits
                 FROM devices.devices WHERE id = ANY($1) ORDER BY devices.id FOR NO KEY UPDATE`;
  const { rows } = await tx.query<DeviceRow>(sql, [bytea(ids)]);
  const split = rows.filter((row) => row.splits > 0).map((row) => row.no);
  const homes = split.length > 0 ? await selectHomes(tx, split) : new Map<number, never>();
  return new Map(
    rows.map((row) => {
      const own = homes.get(row.no);
      return [row.id, own ? { ...row, homes: own } : row];
    }),
  );
}

/** By split device: the device of each incarnation that was sent under its key. */
async function selectHomes(
  tx: Tx,
  nos: readonly number[],
): Promise<Map<number, Map<string, number>>> {
  const sql = `SELECT coalesce(d.split_of, d.no) AS root, d.no,
                      encode(i.incarnation, 'hex') AS incarnation
                 FROM devices.devices d JOIN devices.incarnations i ON i.device_no = d.no
                WHERE d.no = ANY($1) OR d.split_of = ANY($1)`;
  type Row = { root: number; no: number; incarnation: string };
  const { rows } = await tx.query<Row>(sql, [nos]);
  const byRoot = Map.groupBy(rows, ({ root }) => root);
  return new Map(
    [...byRoot].map(([root, own]) => [
      root,
      new Map(own.map(({ incarnation, no }) => [incarnation, no])),
    ]),
  );
}

/**
 * Registers devices that enrolments speak of and locks, in the order of ids, all of these and of
 * `deviceIds` that are known. The order is the same everywhere, so two commits can't deadlock here.
 * A newer enrolment at another site moves a device there; its key and id never change.
 */
export async function ensureDevices(
  tx: Tx,
  enrolments: readonly DeviceEnrolment[],
  deviceIds: readonly DeviceId[] = [],
): Promise<Map<DeviceId, KnownDevice>> {
  const newest = newestEnrolments(enrolments);
  const ids = [...new Set([...newest.keys(), ...deviceIds])].toSorted((a, b) => (a < b ? -1 : 1));
  if (ids.length === 0) return new Map();
  let known = await lockRows(tx, ids);
  const missing = ids.flatMap((id) => {
    const enrolment = newest.get(id);
    return enrolment && !known.has(id) ? [enrolment] : [];
  });
  if (missing.length > 0) {
    await insertDevices(tx, missing);
    known = await lockRows(tx, ids);
  }
  const moved = [...newest.values()].filter((enrolment) => {
    const row = known.get(enrolment.deviceId);
    return row && row.siteId !== enrolment.site && row.enrolledAt < enrolledAt(enrolment);
  });
  if (moved.length === 0) return known;
  for (const enrolment of moved) await moveDevice(tx, enrolment);
  return lockRows(tx, ids);
}

function newestEnrolments(enrolments: readonly DeviceEnrolment[]): Map<DeviceId, DeviceEnrolment> {
  const newest = new Map<DeviceId, DeviceEnrolment>();
  for (const enrolment of enrolments) {
    const other = newest.get(enrolment.deviceId);
    if (!other || enrolledAt(other) < enrolledAt(enrolment)) {
      newest.set(enrolment.deviceId, enrolment);
    }
  }
  return newest;
}

function enrolledAt({ issued }: DeviceEnrolment): Date {
  return new Date(likelyMs(issued, issued.wallMs));
}

async function insertDevices(tx: Tx, enrolments: readonly DeviceEnrolment[]): Promise<void> {
  const sql = `WITH new AS (
      INSERT INTO devices.devices (id, site_id, public_key, enrolled_at, simulated, run)
      SELECT * FROM unnest($1::bytea[], $2::text[], $3::bytea[], $4::timestamptz[], $5::bool[],
                           $6::text[]) AS e (id, site, key, at, simulated, run)
       ORDER BY e.id
      ON CONFLICT (id) DO NOTHING
      RETURNING no, encode(id, 'hex') AS id, site_id, simulated),
    silent AS (
      INSERT INTO devices.activity (device_no, site_id) SELECT no, site_id FROM new)
    SELECT id, site_id, simulated FROM new`;
  const { rows } = await tx.query<{ id: string; site_id: string; simulated: boolean }>(sql, [
    bytea(enrolments.map((enrolment) => enrolment.deviceId)),
    enrolments.map((enrolment) => enrolment.site),
    enrolments.map((enrolment) => Buffer.from(enrolment.publicKey)),
    enrolments.map(enrolledAt),
    enrolments.map((enrolment) => enrolment.simulated),
    enrolments.map((enrolment) => enrolment.run || null),
  ]);
  const counted = Map.groupBy(rows, (row) => `${row.site_id} ${row.simulated}`);
  for (const group of [...counted.values()].toSorted((a, b) => compareGroups(a[0], b[0]))) {
    const [row] = group;
    if (row) await addToCount(tx, row.site_id, row.simulated, group.length);
  }
  for (const row of rows.filter((device) => !device.simulated)) {
    const detail = { site: row.site_id };
    await audit(tx, {
      actor: `site:${row.site_id}`,
      action: 'device.enrol',
      subject: row.id,
      detail,
    });
  }
}

type Group = { readonly site_id: string; readonly simulated: boolean } | undefined;

function compareGroups(a: Group, b: Group): number {
  const key = (group: Group): string => `${group?.site_id} ${group?.simulated}`;
  return key(a) < key(b) ? -1 : 1;
}

async function addToCount(
  tx: Queryable,
  siteId: string,
  simulated: boolean,
  delta: number,
): Promise<void> {
  const row = `INSERT INTO devices.counts (site_id, simulated, devices) VALUES ($1, $2, 0)
               ON CONFLICT DO NOTHING`;
  await tx.query(row, [siteId, simulated]);
  const sql = `UPDATE devices.counts SET devices = devices + $3
                WHERE site_id = $1 AND simulated = $2`;
  await tx.query(sql, [siteId, simulated, delta]);
}

async function moveDevice(tx: Tx, enrolment: DeviceEnrolment): Promise<void> {
  const sql = `UPDATE devices.devices d
                  SET site_id = $2, enrolled_at = $3, listed_xid = pg_current_xact_id()
                 FROM devices.devices before
                WHERE d.id = $1 AND before.no = d.no
            RETURNING before.site_id AS "from", d.simulated, d.no`;
  const values = [Buffer.from(enrolment.deviceId, 'hex'), enrolment.site, enrolledAt(enrolment)];
  const { rows } = await tx.query<{ from: string; simulated: boolean; no: number }>(sql, values);
  const [row] = rows;
  if (!row) return;
  const moves = [
    [row.from, -1],
    [enrolment.site, 1],
  ] as const;
  for (const [site, delta] of moves.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    await addToCount(tx, site, row.simulated, delta);
  }
  const activity = 'UPDATE devices.activity SET site_id = $2 WHERE device_no = $1';
  await tx.query(activity, [row.no, enrolment.site]);
  await audit(tx, {
    actor: `site:${enrolment.site}`,
    action: 'device.move',
    subject: enrolment.deviceId,
    detail: { site: enrolment.site, from: row.from, to: enrolment.site },
  });
}
