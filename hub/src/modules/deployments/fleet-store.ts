import type { Queryable } from '../../platform/db.ts';
import { settledKey } from './compile.ts';
import type { PlaneRule, TargetDevice } from './model.ts';
import { doneSteps } from './states.ts';

const deviceColumns = `encode(d.id, 'hex') AS id, d.no, d.site_id AS "siteId",
  s.business_unit AS "businessUnit",
  coalesce((SELECT array_agg(m.group_id ORDER BY m.group_id) FROM devices.group_members m
             WHERE m.device_no = d.no), '{}') AS groups`;
const deviceTables = 'devices.devices d JOIN sites.sites s ON s.id = d.site_id';

/** Every device of some sites. */
export async function devicesOfSites(
  db: Queryable,
  sites: readonly string[],
): Promise<TargetDevice[]> {
  const sql = `SELECT ${deviceColumns} FROM ${deviceTables} WHERE d.site_id = ANY($1)`;
  return (await db.query<TargetDevice>(sql, [sites])).rows;
}

/** Some devices, by number. */
export async function devicesByNo(db: Queryable, nos: readonly number[]): Promise<TargetDevice[]> {
  const sql = `SELECT ${deviceColumns} FROM ${deviceTables} WHERE d.no = ANY($1::int4[])`;
  return (await db.query<TargetDevice>(sql, [nos])).rows;
}

/** Devices that an intent is aimed at, or that said something of it: $1 is the intent. */
export const devicesOfIntent = `
  SELECT d.no FROM deployments.targets t
    JOIN devices.devices d ON CASE t.kind
      WHEN 'site' THEN d.site_id = t.value
      WHEN 'business_unit' THEN d.site_id IN (SELECT s.id FROM sites.sites s
                                               WHERE s.business_unit = t.value)
      WHEN 'device_group' THEN d.no IN (SELECT m.device_no FROM devices.group_members m
                                         WHERE m.group_id = t.value)
      ELSE d.id = decode(CASE WHEN t.kind = 'device' THEN t.value ELSE '' END, 'hex') END
   WHERE t.intent_id = $1
  UNION
  SELECT r.device_no FROM deployments.results r
    JOIN deployments.assignments a ON a.id = r.assignment_id WHERE a.intent_id = $1`;

/** Sites that have orders, or had a document: the others need none. */
export async function concernedSites(db: Queryable): Promise<string[]> {
  const sql = `
    SELECT DISTINCT site FROM (
      SELECT d.site_id AS site FROM deployments.documents d
      UNION ALL
      SELECT t.value FROM deployments.targets t JOIN deployments.intents i ON i.id = t.intent_id
       WHERE t.kind = 'site' AND i.state = 'active'
      UNION ALL
      SELECT s.id FROM deployments.targets t JOIN deployments.intents i ON i.id = t.intent_id
        JOIN sites.sites s ON s.business_unit = t.value
       WHERE t.kind = 'business_unit' AND i.state = 'active'
      UNION ALL
      SELECT d.site_id FROM deployments.targets t JOIN deployments.intents i ON i.id = t.intent_id
        JOIN devices.group_members m ON m.group_id = t.value
        JOIN devices.devices d ON d.no = m.device_no
       WHERE t.kind = 'device_group' AND i.state = 'active'
      UNION ALL
      SELECT d.site_id FROM deployments.targets t JOIN deployments.intents i ON i.id = t.intent_id
        JOIN devices.devices d ON d.id = CASE WHEN t.kind = 'device' THEN decode(t.value, 'hex') END
       WHERE t.kind = 'device' AND i.state = 'active') AS c
      JOIN sites.sites s ON s.id = c.site ORDER BY site`;
  return (await db.query<{ site: string }>(sql)).rows.map(({ site }) => site);
}

export interface PlaneRow extends PlaneRule {
  readonly packageName: string | null;
  readonly format: string | null;
  readonly createdAt: Date;
  readonly createdBy: string;
}

/** Which plane executes where, oldest first. */
export async function selectPlanes(db: Queryable): Promise<PlaneRow[]> {
  const sql = `SELECT l.id, l.package_id AS "packageId", p.name AS "packageName", p.format,
                      l.device_group AS "deviceGroup", l.site_id AS "siteId", l.plane,
                      l.created_at AS "createdAt", l.created_by AS "createdBy"
                 FROM deployments.planes l LEFT JOIN packages.packages p ON p.id = l.package_id
                ORDER BY l.id`;
  return (await db.query<PlaneRow>(sql)).rows;
}

/** What devices of some sites said is done of the assignments that hold. */
export async function settledOf(db: Queryable, sites: readonly string[]): Promise<Set<string>> {
  const sql = `SELECT encode(d.id, 'hex') AS device, encode(r.assignment_id, 'hex') AS assignment
                 FROM deployments.results r
                 JOIN deployments.intents i ON i.assignment_id = r.assignment_id
                 JOIN devices.devices d ON d.no = r.device_no
                WHERE i.state = 'active' AND r.step = ANY($1) AND d.site_id = ANY($2)`;
  type Row = { device: string; assignment: string };
  const { rows } = await db.query<Row>(sql, [doneSteps, sites]);
  return new Set(rows.map(({ device, assignment }) => settledKey(device, assignment)));
}
