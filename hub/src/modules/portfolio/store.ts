import { containsPattern } from '../../platform/api.ts';
import type { Queryable } from '../../platform/db.ts';

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

/** Installed applications, the most installed first. */
export async function selectApplications(
  db: Queryable,
  search: string,
  after: readonly [number, number] | null,
  limit: number,
): Promise<ApplicationRow[]> {
  const sql = `
    SELECT ${columns} FROM portfolio.applications
     WHERE installs + installs_simulated > 0
       AND ($1 = '%%' OR name ILIKE $1 OR purl ILIKE $1)
       AND ($2::int8 IS NULL OR installs + installs_simulated < $2
            OR (installs + installs_simulated = $2 AND id > $3::int4))
     ORDER BY (installs + installs_simulated) DESC, id LIMIT $4`;
  const [installs = null, no = null] = after ?? [];
  const values = [containsPattern(search), installs, no, limit];
  return (await db.query<ApplicationRow>(sql, values)).rows;
}

export async function selectApplication(
  db: Queryable,
  purl: string,
): Promise<ApplicationRow | undefined> {
  const sql = `SELECT ${columns} FROM portfolio.applications WHERE purl = $1`;
  return (await db.query<ApplicationRow>(sql, [purl])).rows[0];
}

/** Installed versions of applications, the most installed first, at most `each` per application. */
export async function selectVersions(
  db: Queryable,
  applicationNos: readonly number[],
  each: number,
): Promise<VersionRow[]> {
  const sql = `
    SELECT v.* FROM unnest($1::int4[]) AS a (no), LATERAL (
      SELECT application_id AS "applicationNo", version, installs,
             installs_simulated AS "installsSimulated", count(*) OVER () AS "versionCount"
        FROM portfolio.versions
       WHERE application_id = a.no AND installs + installs_simulated > 0
       ORDER BY installs + installs_simulated DESC, id LIMIT $2) v`;
  return (await db.query<VersionRow>(sql, [applicationNos, each])).rows;
}

export async function countApplications(db: Queryable): Promise<number> {
  const sql = `SELECT count(*) AS n FROM portfolio.applications
                WHERE installs + installs_simulated > 0`;
  return (await db.query<{ n: number }>(sql)).rows[0]?.n ?? 0;
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
