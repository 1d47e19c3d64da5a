import type { Queryable } from '../../platform/db.ts';
import type { Place, ScopeKey } from '../../platform/scope.ts';

const ofSite = `SELECT s.id AS site, s.business_unit AS "businessUnit", s.environment`;
const ofDevice = `${ofSite},
    (SELECT coalesce(array_agg(m.group_id), '{}') FROM devices.group_members m
      WHERE m.device_no = d.no) AS "deviceGroups"`;
const siteOfDevice = 'JOIN sites.sites s ON s.id = d.site_id';

const sqlOf: Readonly<Record<ScopeKey['kind'], string>> = {
  site: `${ofSite} FROM sites.sites s WHERE s.id = $1`,
  device: `${ofDevice} FROM devices.devices d ${siteOfDevice} WHERE d.id = decode($1, 'hex')`,
  conflict: `${ofDevice} FROM devices.conflicts c
               JOIN devices.devices d ON d.no = c.device_no ${siteOfDevice}
              WHERE c.conflict_no = $1::int8`,
  // What no site sent lies nowhere, and only an unlimited grant reaches it.
  quarantined: `SELECT q.site_id AS site, s.business_unit AS "businessUnit", s.environment,
                       (SELECT coalesce(array_agg(m.group_id), '{}')
                          FROM devices.group_members m
                          JOIN devices.devices d ON d.no = m.device_no
                         WHERE d.id = decode(replace(q.device_id::text, '-', ''), 'hex'))
                         AS "deviceGroups"
                  FROM ledger.quarantine q LEFT JOIN sites.sites s ON s.id = q.site_id
                 WHERE q.quarantine_no = $1::int8`,
  device_group: `SELECT ARRAY[id] AS "deviceGroups" FROM devices.groups WHERE id = $1`,
};

/** Where an object lies; undefined when there is none. */
export async function selectPlace(
  db: Queryable,
  { kind, id }: ScopeKey,
): Promise<Place | undefined> {
  return (await db.query<Place & Record<string, unknown>>(sqlOf[kind], [id])).rows[0];
}

/** Devices of groups at some sites, by number. */
export async function selectGroupDevices(
  db: Queryable,
  groups: readonly string[],
  sites: readonly string[],
): Promise<number[]> {
  const sql = `SELECT DISTINCT d.no FROM devices.group_members m
                 JOIN devices.devices d ON d.no = m.device_no
                WHERE m.group_id = ANY($1) AND d.site_id = ANY($2) ORDER BY d.no`;
  return (await db.query<{ no: number }>(sql, [groups, sites])).rows.map(({ no }) => no);
}

/** Numbers of some devices by site, and how many of them spoke since the site's cutoff. */
export async function countAmong(
  db: Queryable,
  devices: readonly number[],
  cutoffs: readonly { readonly siteId: string; readonly since: Date }[],
): Promise<{ siteId: string; devices: number; devicesFresh: number }[]> {
  const sql = `SELECT a.site_id AS "siteId", count(*) AS devices,
                      count(*) FILTER (WHERE a.last_event_at >= c.since) AS "devicesFresh"
                 FROM devices.activity a
                 JOIN unnest($1::text[], $2::timestamptz[]) AS c (site, since)
                   ON c.site = a.site_id
                WHERE a.device_no = ANY($3) GROUP BY a.site_id`;
  type Row = { siteId: string; devices: number; devicesFresh: number };
  const sites = cutoffs.map(({ siteId }) => siteId);
  const since = cutoffs.map((cutoff) => cutoff.since);
  return (await db.query<Row>(sql, [sites, since, devices])).rows;
}

/** Ids of devices by their numbers: live events name devices by id. */
export async function selectIds(db: Queryable, devices: readonly number[]): Promise<string[]> {
  const sql = `SELECT encode(id, 'hex') AS id FROM devices.devices WHERE no = ANY($1)`;
  return (await db.query<{ id: string }>(sql, [devices])).rows.map(({ id }) => id);
}
