import type { Queryable, Tx } from '../../platform/db.ts';
import { numberArray, parseNumberArray } from '../../platform/sql-arrays.ts';
import type { Normalised } from './normalise.ts';
import type { InstallChange } from './tally.ts';

export interface CountedDevice {
  readonly no: number;
  readonly hash: Uint8Array;
  readonly versionIds: readonly number[];
}

/** What of devices is in the counts. */
export async function selectCounted(tx: Tx, nos: readonly number[]): Promise<CountedDevice[]> {
  const sql = `SELECT device_no AS no, inventory_hash AS hash, version_ids::text AS versions
                 FROM portfolio.device_versions WHERE device_no = ANY($1::int4[])`;
  type Row = { no: number; hash: Buffer; versions: string };
  const { rows } = await tx.query<Row>(sql, [numberArray(nos)]);
  return rows.map(({ no, hash, versions }) => {
    return { no, hash, versionIds: parseNumberArray(versions) };
  });
}

/** Writes down what of devices is in the counts now. */
export async function upsertCounted(tx: Tx, rows: readonly CountedDevice[]): Promise<void> {
  const sql = `
    INSERT INTO portfolio.device_versions AS c (device_no, inventory_hash, version_ids)
    SELECT no, hash, versions::int4[]
      FROM unnest($1::int4[], $2::bytea[], $3::text[]) AS r (no, hash, versions)
    ON CONFLICT (device_no) DO UPDATE
      SET inventory_hash = EXCLUDED.inventory_hash, version_ids = EXCLUDED.version_ids`;
  await tx.query(sql, [
    numberArray(rows.map((row) => row.no)),
    rows.map((row) => row.hash),
    rows.map((row) => numberArray(row.versionIds)),
  ]);
}

/** A version and the application that it is one of. */
export interface VersionRef {
  readonly versionId: number;
  readonly applicationId: number;
}

/** The version that each of these items is, where that was found out before. */
export async function selectVersionsOfItems(
  tx: Tx,
  itemIds: readonly number[],
): Promise<Map<number, VersionRef>> {
  // As three columns of one row: there are as many of them as devices have software.
  const sql = `SELECT array_agg(i.item_id)::text AS items, array_agg(v.id)::text AS versions,
                      array_agg(v.application_id)::text AS applications
                 FROM portfolio.items i JOIN portfolio.versions v ON v.id = i.version_id
                WHERE i.item_id = ANY($1::int4[])`;
  type Row = Record<'items' | 'versions' | 'applications', string | null>;
  const [row] = (await tx.query<Row>(sql, [numberArray(itemIds)])).rows;
  const [items, versions, applications] = [row?.items, row?.versions, row?.applications].map(
    (text) => parseNumberArray(text ?? '{}'),
  );
  return new Map(
    items!.map((item, i) => {
      return [item, { versionId: versions![i]!, applicationId: applications![i]! }];
    }),
  );
}

export async function selectApplicationsOf(
  tx: Tx,
  versionIds: readonly number[],
): Promise<Map<number, number>> {
  const sql = `SELECT id, application_id AS application FROM portfolio.versions
                WHERE id = ANY($1::int4[])`;
  const { rows } = await tx.query<{ id: number; application: number }>(sql, [
    numberArray(versionIds),
  ]);
  return new Map(rows.map((row) => [row.id, row.application]));
}

/**
 * Files items under their applications and versions, making those that are new. Everything goes in
 * the order of its key, so that two commits wait for each other one way only.
 */
export async function fileItems(
  tx: Tx,
  items: readonly { readonly id: number; readonly normalised: Normalised }[],
): Promise<void> {
  const inOrder = items.toSorted((a, b) => compareKeys(a.normalised, b.normalised));
  const column = (pick: (normalised: Normalised) => string | null): (string | null)[] =>
    inOrder.map(({ normalised }) => pick(normalised));
  const [purls, versions] = [column(({ purl }) => purl), column(({ version }) => version)];
  const applications = `
    INSERT INTO portfolio.applications (purl, name, source, publisher)
    SELECT DISTINCT ON (purl) purl, name, source, publisher
      FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
        AS n (purl, name, source, publisher)
     ORDER BY purl
    ON CONFLICT (purl) DO NOTHING`;
  await tx.query(applications, [
    purls,
    column(({ name }) => name),
    column(({ source }) => source),
    column(({ publisher }) => publisher),
  ]);
  const made = `
    INSERT INTO portfolio.versions (application_id, version)
    SELECT DISTINCT a.id, n.version
      FROM unnest($1::text[], $2::text[]) AS n (purl, version)
      JOIN portfolio.applications a ON a.purl = n.purl
     ORDER BY a.id, n.version
    ON CONFLICT (application_id, version) DO NOTHING`;
  await tx.query(made, [purls, versions]);
  const filed = `
    INSERT INTO portfolio.items (item_id, version_id)
    SELECT n.item, v.id
      FROM unnest($1::int4[], $2::text[], $3::text[]) AS n (item, purl, version)
      JOIN portfolio.applications a ON a.purl = n.purl
      JOIN portfolio.versions v ON v.application_id = a.id AND v.version = n.version
     ORDER BY n.item
    ON CONFLICT (item_id) DO NOTHING`;
  await tx.query(filed, [inOrder.map(({ id }) => id), purls, versions]);
}

function compareKeys(a: Normalised, b: Normalised): number {
  if (a.purl !== b.purl) return a.purl < b.purl ? -1 : 1;
  return a.version < b.version ? -1 : 1;
}

/** Appends changes of the counts. */
export async function insertChanges(
  tx: Tx,
  simulated: boolean,
  changes: readonly InstallChange[],
): Promise<void> {
  if (changes.length === 0) return;
  const sql = `INSERT INTO portfolio.changes (simulated, application_id, version_id, delta)
               SELECT $1, application, nullif(version, 0), delta
                 FROM unnest($2::int4[], $3::int4[], $4::int4[])
                   AS c (application, version, delta)`;
  await tx.query(sql, [
    simulated,
    numberArray(changes.map((change) => change.applicationId)),
    numberArray(changes.map((change) => change.versionId ?? 0)), // identities begin with 1
    numberArray(changes.map((change) => change.delta)),
  ]);
}

const settleLock = 4_202;

/**
 * Moves committed changes into the counts, at most `limit` of them; one process at a time.
 * @returns how many were moved
 */
export async function settleChanges(tx: Tx, limit: number): Promise<number> {
  const lock = 'SELECT pg_try_advisory_xact_lock($1) AS mine';
  if (!(await tx.query<{ mine: boolean }>(lock, [settleLock])).rows[0]?.mine) return 0;
  const sql = `
    WITH taken AS (
      DELETE FROM portfolio.changes
       WHERE id IN (SELECT id FROM portfolio.changes ORDER BY id LIMIT $1)
      RETURNING simulated, application_id, version_id, delta),
    sums AS (
      SELECT application_id, version_id, sum(delta) FILTER (WHERE NOT simulated) AS real,
             sum(delta) FILTER (WHERE simulated) AS simulated
        FROM taken GROUP BY application_id, version_id),
    of_versions AS (
      UPDATE portfolio.versions v
         SET installs = v.installs + coalesce(s.real, 0),
             installs_simulated = v.installs_simulated + coalesce(s.simulated, 0)
        FROM sums s WHERE v.id = s.version_id),
    of_applications AS (
      UPDATE portfolio.applications a
         SET installs = a.installs + coalesce(s.real, 0),
             installs_simulated = a.installs_simulated + coalesce(s.simulated, 0)
        FROM sums s WHERE s.version_id IS NULL AND a.id = s.application_id)
    SELECT count(*) AS taken FROM taken`;
  return (await tx.query<{ taken: number }>(sql, [limit])).rows[0]?.taken ?? 0;
}

/** Changes that are not in the counts yet. */
export async function countUnsettled(db: Queryable): Promise<number> {
  const sql = 'SELECT count(*) AS n FROM portfolio.changes';
  return (await db.query<{ n: number }>(sql)).rows[0]?.n ?? 0;
}
