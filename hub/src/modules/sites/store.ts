import type { SiteClass } from '@eucora/protocol';
import type { Queryable, Tx } from '../../platform/db.ts';

export interface Site {
  readonly id: string;
  readonly name: string;
  readonly siteClass: SiteClass;
  readonly createdAt: Date;
  readonly lastContactAt: Date | null;
  readonly horizonAt: Date | null;
  readonly businessUnit: string | null;
  readonly environment: string;
}
/** What of a site grants can be limited by, beside its id. */
export interface SiteAttributes {
  readonly businessUnit?: string | null | undefined;
  readonly environment?: string | undefined;
}
export interface Relay {
  readonly relayId: string;
  readonly siteId: string;
  readonly publicKey: Uint8Array;
  readonly natsPublic: string;
  readonly certificate: Uint8Array;
  /** Where devices reach it: https:// enrols them, tls:// is the site's nats-server. */
  readonly addresses: readonly string[];
  readonly admittedAt: Date;
  readonly revokedAt: Date | null;
}
export interface NewRelay extends Omit<Relay, 'revokedAt'> {
  readonly boxPublic: Uint8Array;
}

const columns = `id, name, class AS "siteClass", created_at AS "createdAt",
  last_contact_at AS "lastContactAt", horizon_at AS "horizonAt",
  business_unit AS "businessUnit", environment`;

export async function insertSite(
  tx: Tx,
  site: Pick<Site, 'id' | 'name' | 'siteClass' | 'createdAt'>,
): Promise<boolean> {
  const sql = `INSERT INTO sites.sites (id, name, class, created_at) VALUES ($1, $2, $3, $4)
               ON CONFLICT DO NOTHING`;
  const values = [site.id, site.name, site.siteClass, site.createdAt];
  return (await tx.query(sql, values)).rowCount === 1;
}

/** Sites by id: all, or those of `ids` that there are. */
export async function selectSites(db: Queryable, ids?: readonly string[]): Promise<Site[]> {
  const sql = `SELECT ${columns} FROM sites.sites
                WHERE $1::text[] IS NULL OR id = ANY($1) ORDER BY id`;
  return (await db.query<Site>(sql, [ids ?? null])).rows;
}

/** Changes what a site is to the organisation; undefined leaves as it is. */
export async function updateAttributes(
  tx: Tx,
  id: string,
  { businessUnit, environment }: SiteAttributes,
): Promise<Site | undefined> {
  const sql = `UPDATE sites.sites
                  SET business_unit = CASE WHEN $2 THEN $3 ELSE business_unit END,
                      environment = coalesce($4, environment)
                WHERE id = $1 RETURNING ${columns}`;
  const values = [id, businessUnit !== undefined, businessUnit ?? null, environment ?? null];
  return (await tx.query<Site>(sql, values)).rows[0];
}

/** A site that nobody else changes until the transaction ends. */
export async function lockSite(tx: Tx, id: string): Promise<Site | undefined> {
  const sql = `SELECT ${columns} FROM sites.sites WHERE id = $1 FOR UPDATE`;
  return (await tx.query<Site>(sql, [id])).rows[0];
}

export async function selectSite(db: Queryable, id: string): Promise<Site | undefined> {
  return (await db.query<Site>(`SELECT ${columns} FROM sites.sites WHERE id = $1`, [id])).rows[0];
}

/** Moves a site's marks forward, never back. */
export async function advanceSite(
  tx: Queryable,
  id: string,
  contactAt: Date,
  horizonAt: Date | null,
): Promise<void> {
  const sql = `UPDATE sites.sites
                  SET last_contact_at = greatest(last_contact_at, $2),
                      horizon_at = greatest(horizon_at, $3)
                WHERE id = $1`;
  await tx.query(sql, [id, contactAt, horizonAt]);
}

/** The same for several sites; their rows are taken in the order of ids. */
export async function advanceSites(
  tx: Queryable,
  horizons: ReadonlyMap<string, Date | null>,
  contactAt: Date,
): Promise<void> {
  const sql = `
    WITH given AS (SELECT * FROM unnest($1::text[], $2::timestamptz[]) AS g (id, horizon)),
         mine AS (SELECT s.id, g.horizon FROM sites.sites AS s JOIN given AS g USING (id)
                   ORDER BY s.id FOR NO KEY UPDATE OF s)
    UPDATE sites.sites AS s
       SET last_contact_at = greatest(s.last_contact_at, $3),
           horizon_at = greatest(s.horizon_at, mine.horizon)
      FROM mine WHERE s.id = mine.id`;
  await tx.query(sql, [[...horizons.keys()], [...horizons.values()], contactAt]);
}

export async function insertRelay(tx: Tx, relay: NewRelay): Promise<boolean> {
  const sql = `INSERT INTO sites.relays
                 (relay_id, site_id, public_key, box_public, nats_public, certificate, admitted_at,
                  addresses)
               VALUES (decode($1, 'hex'), $2, $3, $4, $5, $6, $7, $8)
               ON CONFLICT (relay_id) DO NOTHING`;
  const inserted = await tx.query(sql, [
    relay.relayId,
    relay.siteId,
    Buffer.from(relay.publicKey),
    Buffer.from(relay.boxPublic),
    relay.natsPublic,
    Buffer.from(relay.certificate),
    relay.admittedAt,
    relay.addresses,
  ]);
  return inserted.rowCount === 1;
}

const relayColumns = `encode(relay_id, 'hex') AS "relayId", site_id AS "siteId",
  public_key AS "publicKey", nats_public AS "natsPublic", certificate, addresses,
  admitted_at AS "admittedAt", revoked_at AS "revokedAt"`;

/** Gives a relay another certificate, and notes where it is reached. */
export async function updateRelay(
  tx: Tx,
  relayId: string,
  certificate: Uint8Array,
  addresses: readonly string[],
): Promise<void> {
  const sql = `UPDATE sites.relays SET certificate = $2, addresses = $3
                WHERE relay_id = decode($1, 'hex')`;
  await tx.query(sql, [relayId, Buffer.from(certificate), addresses]);
}

/** Every relay that a site ever had, newest first. */
export async function selectAllRelays(db: Queryable, siteId: string): Promise<Relay[]> {
  const sql = `SELECT ${relayColumns} FROM sites.relays WHERE site_id = $1
                ORDER BY admitted_at DESC, relay_id`;
  return (await db.query<Relay>(sql, [siteId])).rows;
}

/** Takes a relay's word away; false when it had none any more. */
export async function revokeRelay(
  tx: Tx,
  siteId: string,
  relayId: string,
  at: Date,
): Promise<boolean> {
  const sql = `UPDATE sites.relays SET revoked_at = $3
                WHERE site_id = $1 AND relay_id = decode($2, 'hex') AND revoked_at IS NULL`;
  return (await tx.query(sql, [siteId, relayId, at])).rowCount === 1;
}

export async function selectRelay(db: Queryable, relayId: string): Promise<Relay | undefined> {
  const sql = `SELECT ${relayColumns} FROM sites.relays
                WHERE relay_id = decode($1, 'hex') AND revoked_at IS NULL`;
  return (await db.query<Relay>(sql, [relayId])).rows[0];
}

/** All relays that may speak, of one site or of all. */
export async function selectRelays(db: Queryable, siteId?: string): Promise<Relay[]> {
  const sql = `SELECT ${relayColumns} FROM sites.relays
                WHERE revoked_at IS NULL AND ($1::text IS NULL OR site_id = $1)
                ORDER BY site_id, relay_id`;
  return (await db.query<Relay>(sql, [siteId ?? null])).rows;
}

/** The relays that may speak for any of these sites. */
export async function selectRelaysOf(db: Queryable, siteIds: readonly string[]): Promise<Relay[]> {
  const sql = `SELECT ${relayColumns} FROM sites.relays
                WHERE revoked_at IS NULL AND site_id = ANY($1)`;
  return (await db.query<Relay>(sql, [siteIds])).rows;
}

/** Tells every hub process that sites or relays have changed, once the transaction commits. */
export async function notifySites(tx: Tx): Promise<void> {
  await tx.query('NOTIFY eucora_sites');
}
