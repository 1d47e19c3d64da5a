import type { CollectionChoice, CollectionItem } from '@eucora/protocol';
import type { Queryable, Tx } from '../../../platform/db.ts';
import { visibleValues, type Visible } from '../../../platform/scope.ts';

/** What somebody said of an item, at a site or (null) for all. */
export interface SettingRow {
  readonly siteId: string | null;
  readonly item: CollectionItem;
  readonly choice: CollectionChoice;
  readonly changedBy: string;
  readonly changedAt: Date;
}
export interface ConsentRow {
  readonly siteId: string | null;
  readonly item: CollectionItem;
  readonly ground: string;
  readonly recordedBy: string;
  readonly recordedAt: Date;
}
/** What was said in the whole fleet, or of some sites and for all. */
export interface SaidRows {
  readonly settings: readonly SettingRow[];
  readonly consents: readonly ConsentRow[];
}

/** What stands for all sites, and for those of `sites` (absent: every one). */
export async function selectSaid(db: Queryable, sites?: readonly string[]): Promise<SaidRows> {
  const within = 'site_id IS NULL OR $1::text[] IS NULL OR site_id = ANY($1)';
  const settings = await db.query<SettingRow>(
    `SELECT site_id AS "siteId", item, choice, changed_by AS "changedBy",
            changed_at AS "changedAt"
       FROM privacy.collection_settings WHERE ${within}`,
    [sites ?? null],
  );
  const consents = await db.query<ConsentRow>(
    `SELECT site_id AS "siteId", item, ground, recorded_by AS "recordedBy",
            recorded_at AS "recordedAt"
       FROM privacy.consents WHERE withdrawn_at IS NULL AND (${within})`,
    [sites ?? null],
  );
  return { settings: settings.rows, consents: consents.rows };
}

/** One change at a time: what stands for a site, or for all, is not changed meanwhile. */
export async function lockSettings(tx: Tx): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('privacy.collection'))`);
}

/** Says something of an item; the choice before, undefined where nothing was said. */
export async function putSetting(
  tx: Tx,
  { siteId, item, choice, changedBy, changedAt }: SettingRow,
): Promise<CollectionChoice | undefined> {
  const before = await takeSetting(tx, siteId, item);
  const sql = `INSERT INTO privacy.collection_settings
                 (site_id, item, choice, changed_by, changed_at) VALUES ($1, $2, $3, $4, $5)`;
  await tx.query(sql, [siteId, item, choice, changedBy, changedAt]);
  return before;
}

/** Takes back what was said of an item; what it was. */
export async function takeSetting(
  tx: Tx,
  siteId: string | null,
  item: CollectionItem,
): Promise<CollectionChoice | undefined> {
  const sql = `DELETE FROM privacy.collection_settings
                WHERE site_id IS NOT DISTINCT FROM $1 AND item = $2 RETURNING choice`;
  return (await tx.query<{ choice: CollectionChoice }>(sql, [siteId, item])).rows[0]?.choice;
}

/** Puts a consent on record; false: one stands already. */
export async function insertConsent(tx: Tx, row: ConsentRow): Promise<boolean> {
  const sql = `INSERT INTO privacy.consents (site_id, item, ground, recorded_by, recorded_at)
               VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`;
  const values = [row.siteId, row.item, row.ground, row.recordedBy, row.recordedAt];
  return (await tx.query(sql, values)).rowCount === 1;
}

/** Ends the consent that stands; its ground, undefined where none did. */
export async function withdrawConsentOf(
  tx: Tx,
  { siteId, item }: Pick<ConsentRow, 'siteId' | 'item'>,
  by: string,
  at: Date,
): Promise<string | undefined> {
  const sql = `UPDATE privacy.consents SET withdrawn_by = $3, withdrawn_at = $4
                WHERE site_id IS NOT DISTINCT FROM $1 AND item = $2 AND withdrawn_at IS NULL
               RETURNING ground`;
  return (await tx.query<{ ground: string }>(sql, [siteId, item, by, at])).rows[0]?.ground;
}

/**
 * Sites whose newest document does not say what holds: `fleet` for every site but those of `own`,
 * which have words of their own.
 */
export async function sitesToTell(
  db: Queryable,
  fleet: string,
  own: Readonly<Record<string, string>>,
): Promise<{ readonly siteId: string; readonly content: string }[]> {
  const sql = `
    SELECT s.id AS "siteId", coalesce($2::jsonb ->> s.id, $1) AS content
      FROM sites.sites AS s
      LEFT JOIN sites.documents AS d ON d.site_id = s.id AND d.kind = 'collection'
     WHERE d.content IS DISTINCT FROM coalesce($2::jsonb ->> s.id, $1)
     ORDER BY 1`;
  const values = [fleet, JSON.stringify(own)];
  return (await db.query<{ siteId: string; content: string }>(sql, values)).rows;
}

/** What a device said it collects. */
export interface DeviceWord {
  readonly deviceNo: number;
  readonly siteId: string;
  readonly epoch: number;
  readonly generation: number;
  readonly settings: string;
  readonly at: Date;
}

/** Keeps the newest word of each device, in whatever order they come. */
export async function keepDeviceWords(tx: Tx, words: readonly DeviceWord[]): Promise<void> {
  const sql = `
    INSERT INTO privacy.device_collection AS d
           (device_no, site_id, ledger_epoch, generation, settings, said_at)
    SELECT * FROM unnest($1::int4[], $2::text[], $3::int8[], $4::int8[], $5::text[],
                         $6::timestamptz[])
    ON CONFLICT (device_no) DO UPDATE
       SET site_id = EXCLUDED.site_id, ledger_epoch = EXCLUDED.ledger_epoch,
           generation = EXCLUDED.generation, settings = EXCLUDED.settings,
           said_at = EXCLUDED.said_at
     WHERE (d.ledger_epoch, d.generation, d.said_at)
         < (EXCLUDED.ledger_epoch, EXCLUDED.generation, EXCLUDED.said_at)`;
  await tx.query(sql, [
    words.map(({ deviceNo }) => deviceNo),
    words.map(({ siteId }) => siteId),
    words.map(({ epoch }) => epoch),
    words.map(({ generation }) => generation),
    words.map(({ settings }) => settings),
    words.map(({ at }) => at),
  ]);
}

/** How many devices of a site said what; null: nothing yet. Simulated ones collect nothing. */
export interface WordCount {
  readonly siteId: string;
  readonly settings: string | null;
  readonly devices: number;
}

export async function countWords(
  db: Queryable,
  sites: readonly string[],
): Promise<readonly WordCount[]> {
  const sql = `
    SELECT d.site_id AS "siteId", c.settings, count(*)::int4 AS devices
      FROM devices.devices AS d
      LEFT JOIN privacy.device_collection AS c ON c.device_no = d.no AND c.site_id = d.site_id
     WHERE NOT d.simulated AND d.site_id = ANY($1)
     GROUP BY 1, 2`;
  return (await db.query<WordCount>(sql, [sites])).rows;
}

/** Sites that may be seen as a whole, by id, after one. */
export async function selectSitePage(
  db: Queryable,
  visible: Visible,
  after: string,
  limit: number,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const [sites] = visibleValues(visible);
  const sql = `SELECT id, name FROM sites.sites
                WHERE ($1::text[] IS NULL OR id = ANY($1)) AND id > $2 ORDER BY id LIMIT $3`;
  return (await db.query<{ id: string; name: string }>(sql, [sites, after, limit])).rows;
}

/** The newest documents that sites were told by. */
export async function selectTold(
  db: Queryable,
  sites: readonly string[],
): Promise<
  readonly {
    readonly siteId: string;
    readonly epoch: number;
    readonly generation: number;
    readonly content: string;
    readonly issuedAt: Date;
  }[]
> {
  const sql = `SELECT site_id AS "siteId", ledger_epoch AS epoch, generation, content,
                      issued_at AS "issuedAt"
                 FROM sites.documents WHERE kind = 'collection' AND site_id = ANY($1)`;
  return (
    await db.query<{
      siteId: string;
      epoch: number;
      generation: number;
      content: string;
      issuedAt: Date;
    }>(sql, [sites])
  ).rows;
}
