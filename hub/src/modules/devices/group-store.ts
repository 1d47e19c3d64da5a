import type { Queryable, Tx } from '../../platform/db.ts';

export interface DeviceGroup {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly devices: number;
}

const columns = `g.id, g.name, g.created_at AS "createdAt",
  (SELECT count(*) FROM devices.group_members m WHERE m.group_id = g.id) AS devices`;

/** Groups by id, after one. */
export async function selectGroups(
  db: Queryable,
  after: string,
  limit: number,
): Promise<DeviceGroup[]> {
  const sql = `SELECT ${columns} FROM devices.groups g WHERE g.id > $1 ORDER BY g.id LIMIT $2`;
  return (await db.query<DeviceGroup>(sql, [after, limit])).rows;
}

export async function selectGroup(db: Queryable, id: string): Promise<DeviceGroup | undefined> {
  const sql = `SELECT ${columns} FROM devices.groups g WHERE g.id = $1`;
  return (await db.query<DeviceGroup>(sql, [id])).rows[0];
}

/** Those of the ids that are groups. */
export async function existingGroups(db: Queryable, ids: readonly string[]): Promise<string[]> {
  const sql = 'SELECT id FROM devices.groups WHERE id = ANY($1)';
  return (await db.query<{ id: string }>(sql, [ids])).rows.map(({ id }) => id);
}

export async function insertGroup(tx: Tx, group: Omit<DeviceGroup, 'devices'>): Promise<boolean> {
  const sql = `INSERT INTO devices.groups (id, name, created_at) VALUES ($1, $2, $3)
               ON CONFLICT DO NOTHING`;
  return (await tx.query(sql, [group.id, group.name, group.createdAt])).rowCount === 1;
}

export async function deleteGroup(tx: Tx, id: string): Promise<boolean> {
  return (await tx.query('DELETE FROM devices.groups WHERE id = $1', [id])).rowCount === 1;
}

/** Puts a device into a group; whether that changed anything. */
export async function insertMember(tx: Tx, group: string, deviceNo: number): Promise<boolean> {
  const sql = `INSERT INTO devices.group_members (group_id, device_no) VALUES ($1, $2)
               ON CONFLICT DO NOTHING`;
  return (await tx.query(sql, [group, deviceNo])).rowCount === 1;
}

/** Takes a device out of a group; whether it was in it. */
export async function deleteMember(tx: Tx, group: string, deviceNo: number): Promise<boolean> {
  const sql = 'DELETE FROM devices.group_members WHERE group_id = $1 AND device_no = $2';
  return (await tx.query(sql, [group, deviceNo])).rowCount === 1;
}

export interface Member {
  readonly no: number;
  readonly id: string;
  readonly siteId: string;
}

/** Devices of a group by number, after one. */
export async function selectMembers(
  db: Queryable,
  group: string,
  after: number,
  limit: number,
): Promise<Member[]> {
  const sql = `SELECT d.no, encode(d.id, 'hex') AS id, d.site_id AS "siteId"
                 FROM devices.group_members m JOIN devices.devices d ON d.no = m.device_no
                WHERE m.group_id = $1 AND d.no > $2 ORDER BY d.no LIMIT $3`;
  return (await db.query<Member>(sql, [group, after, limit])).rows;
}
