import { containsPattern } from '../../platform/api.ts';
import type { Queryable } from '../../platform/db.ts';
import type { Visible } from '../../platform/scope.ts';

export interface ApplicationRow {
  readonly no: number;
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly publisher: string | null;
  readonly installs: number;
  readonly installsSimulated: number;
}
export interface VersionRow {
  readonly applicationNo: number;
  readonly version: string;
  readonly installs: number;
  readonly installsSimulated: number;
  readonly versionCount: number;
}

const columns = `id AS no, purl AS id, name, source, publisher, installs,
  installs_simulated AS "installsSimulated"`;

/** What is counted: the kept counts of the whole fleet, or those of the devices that may be seen. */
interface Counted {
  readonly with: string;
  readonly applications: string;
  readonly versions: string;
  readonly values: readonly unknown[];
}

const whole: Counted = {
  with: '',
  applications: 'portfolio.applications',
  versions: 'portfolio.versions',
  values: [],
};

/** Counts in the moment, since nobody keeps counts for each scope. */
function counted(visible: Visible, used: number): Counted {
  if (visible.all) return whole;
  const [sites, devices] = [`$${used + 1}`, `$${used + 2}`];
  const count = (what: string): string => `count(DISTINCT device_no) FILTER (WHERE ${what})`;
  return {
    with: `WITH seen AS (
      SELECT c.device_no, d.simulated, v.id AS version_id, v.application_id
        FROM devices.devices d JOIN portfolio.device_versions c ON c.device_no = d.no,
             unnest(c.version_ids) AS u (id) JOIN portfolio.versions v ON v.id = u.id
       WHERE d.site_id = ANY(${sites}) OR d.no = ANY(${devices}::int4[])),
    application_counts AS (
      SELECT a.id, a.purl, a.name, a.source, a.publisher, ${count('NOT simulated')} AS installs,
             ${count('simulated')} AS installs_simulated
        FROM seen JOIN portfolio.applications a ON a.id = application_id GROUP BY a.id),
    version_counts AS (
      SELECT v.id, v.application_id, v.version, ${count('NOT simulated')} AS installs,
             ${count('simulated')} AS installs_simulated
        FROM seen JOIN portfolio.versions v ON v.id = version_id GROUP BY v.id)`,
    applications: 'application_counts',
    versions: 'version_counts',
    values: [visible.sites, visible.devices],
  };
}

/** Installed applications, the most installed first. */
export async function selectApplications(
  db: Queryable,
  visible: Visible,
  search: string,
  after: readonly [number, number] | null,
  limit: number,
): Promise<ApplicationRow[]> {
  const from = counted(visible, 4);
  const sql = `${from.with}
    SELECT ${columns} FROM ${from.applications}
     WHERE installs + installs_simulated > 0
       AND ($1 = '%%' OR name ILIKE $1 OR purl ILIKE $1)
       AND ($2::int8 IS NULL OR installs + installs_simulated < $2
            OR (installs + installs_simulated = $2 AND id > $3::int4))
     ORDER BY (installs + installs_simulated) DESC, id LIMIT $4`;
  const [installs = null, no = null] = after ?? [];
  const values = [containsPattern(search), installs, no, limit, ...from.values];
  return (await db.query<ApplicationRow>(sql, values)).rows;
}

/** One application; for whoever sees a part of the fleet, one that is installed there. */
export async function selectApplication(
  db: Queryable,
  visible: Visible,
  purl: string,
): Promise<ApplicationRow | undefined> {
  const from = counted(visible, 1);
  const sql = `${from.with} SELECT ${columns} FROM ${from.applications} WHERE purl = $1`;
  return (await db.query<ApplicationRow>(sql, [purl, ...from.values])).rows[0];
}

/** Installed versions of applications, the most installed first, at most `each` per application. */
export async function selectVersions(
  db: Queryable,
  visible: Visible,
  applicationNos: readonly number[],
  each: number,
): Promise<VersionRow[]> {
  const from = counted(visible, 2);
  const sql = `${from.with}
    SELECT v.* FROM unnest($1::int4[]) AS a (no), LATERAL (
      SELECT application_id AS "applicationNo", version, installs,
             installs_simulated AS "installsSimulated", count(*) OVER () AS "versionCount"
        FROM ${from.versions}
       WHERE application_id = a.no AND installs + installs_simulated > 0
       ORDER BY installs + installs_simulated DESC, id LIMIT $2) v`;
  return (await db.query<VersionRow>(sql, [applicationNos, each, ...from.values])).rows;
}

export async function countApplications(db: Queryable, visible: Visible): Promise<number> {
  const from = counted(visible, 0);
  const sql = `${from.with} SELECT count(*) AS n FROM ${from.applications}
                WHERE installs + installs_simulated > 0`;
  return (await db.query<{ n: number }>(sql, from.values)).rows[0]?.n ?? 0;
}

/** The application that each software item is a version of. */
export async function selectPurls(
  db: Queryable,
  itemIds: readonly number[],
): Promise<Map<number, string>> {
  const sql = `SELECT i.item_id AS item, a.purl FROM portfolio.items i
                 JOIN portfolio.versions v ON v.id = i.version_id
                 JOIN portfolio.applications a ON a.id = v.application_id
                WHERE i.item_id = ANY($1)`;
  const { rows } = await db.query<{ item: number; purl: string }>(sql, [itemIds]);
  return new Map(rows.map((row) => [row.item, row.purl]));
}
