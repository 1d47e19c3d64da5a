import { chunkCount, type CacheReport, type CacheState } from '@eucora/protocol';
import type { Queryable, Tx } from '../../platform/db.ts';

const bytesOf = (sha256: string): Buffer => Buffer.from(sha256, 'hex');

/** An artifact as a site's document names it. */
export interface SiteArtifact {
  /** SHA-256, as hex. */
  readonly sha256: string;
  readonly bytes: number;
  readonly targetPath: string;
}
export interface ChunkList {
  readonly bytes: number;
  /** SHA-256 of the hashes, one after the other. */
  readonly listSha256: Uint8Array;
  readonly hashes: Uint8Array;
}
/** An artifact at a site, as lists show it. */
export interface DeliveryRow extends SiteArtifact {
  readonly wantedSince: Date;
  readonly cancelledAt: Date | null;
  readonly cancelledBy: string | null;
  readonly state: CacheState | null;
  readonly heldBytes: number;
  readonly fetchedBytes: number;
  readonly savedBytes: number;
  readonly detail: string;
  readonly finishAt: Date | null;
  readonly toldAt: Date | null;
}
/** What the relays of a site said of their caches, together. */
export interface SiteCache {
  readonly heldBytes: number;
  readonly freeBytes: number;
  readonly savedBytes: number;
  readonly toldAt: Date;
}

export async function insertChunkList(
  db: Queryable,
  sha256: string,
  list: ChunkList,
  now: Date,
): Promise<void> {
  const sql = `INSERT INTO delivery.chunk_lists (sha256, bytes, list_sha256, hashes, made_at)
               VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`;
  const { bytes, listSha256, hashes } = list;
  if (hashes.length !== 32 * chunkCount(bytes)) throw new RangeError('not a list of its chunks');
  const values = [bytesOf(sha256), bytes, Buffer.from(listSha256), Buffer.from(hashes), now];
  await db.query(sql, values);
}

export async function selectChunkList(
  db: Queryable,
  sha256: string,
): Promise<ChunkList | undefined> {
  const sql = `SELECT bytes, list_sha256 AS "listSha256", hashes FROM delivery.chunk_lists
                WHERE sha256 = $1`;
  return (await db.query<ChunkList>(sql, [bytesOf(sha256)])).rows[0];
}

/** An object that is needed and has no list of chunks yet, beside some. */
export async function selectUnlisted(
  db: Queryable,
  beside: readonly string[],
): Promise<{ readonly sha256: string; readonly bytes: number } | undefined> {
  const sql = `SELECT encode(o.sha256, 'hex') AS sha256, o.bytes FROM objects.objects AS o
                WHERE o.unwanted_since IS NULL AND o.fault IS NULL AND o.bytes > 0
                  AND o.sha256 <> ALL($1)
                  AND NOT EXISTS (SELECT FROM delivery.chunk_lists AS c WHERE c.sha256 = o.sha256)
                ORDER BY o.stored_at LIMIT 1`;
  return (await db.query<{ sha256: string; bytes: number }>(sql, [beside.map(bytesOf)])).rows[0];
}

/** Makes a site's list what its newest document names; what relays said of the rest goes. */
export async function replaceSiteArtifacts(
  tx: Tx,
  siteId: string,
  artifacts: readonly SiteArtifact[],
  now: Date,
): Promise<void> {
  const names = artifacts.map(({ sha256 }) => bytesOf(sha256));
  const gone = 'DELETE FROM delivery.site_artifacts WHERE site_id = $1 AND sha256 <> ALL($2)';
  await tx.query(gone, [siteId, names]);
  const sql = `INSERT INTO delivery.site_artifacts
                 (site_id, sha256, bytes, target_path, wanted_since, place)
               SELECT $1, g.sha256, g.bytes, g.path, $5, g.place
                 FROM unnest($2::bytea[], $3::int8[], $4::text[])
                      WITH ORDINALITY AS g (sha256, bytes, path, place)
               ON CONFLICT (site_id, sha256) DO UPDATE
                  SET place = excluded.place, target_path = excluded.target_path`;
  const sizes = artifacts.map(({ bytes }) => bytes);
  const paths = artifacts.map(({ targetPath }) => targetPath);
  await tx.query(sql, [siteId, names, sizes, paths, now]);
}

const columns = `encode(sha256, 'hex') AS sha256, bytes, target_path AS "targetPath",
  wanted_since AS "wantedSince", cancelled_at AS "cancelledAt", cancelled_by AS "cancelledBy", state,
  held_bytes AS "heldBytes", fetched_bytes AS "fetchedBytes", saved_bytes AS "savedBytes", detail,
  finish_at AS "finishAt", told_at AS "toldAt"`;

/** What a site needs, in the order of its document, after a place. */
export async function selectSiteArtifacts(
  db: Queryable,
  siteId: string,
  after: number,
  limit: number,
): Promise<(DeliveryRow & { readonly place: number })[]> {
  const sql = `SELECT ${columns}, place FROM delivery.site_artifacts
                WHERE site_id = $1 AND place > $2 ORDER BY place LIMIT $3`;
  return (await db.query<DeliveryRow & { place: number }>(sql, [siteId, after, limit])).rows;
}

export async function selectSiteArtifact(
  db: Queryable,
  siteId: string,
  sha256: string,
): Promise<DeliveryRow | undefined> {
  const sql = `SELECT ${columns} FROM delivery.site_artifacts WHERE site_id = $1 AND sha256 = $2`;
  return (await db.query<DeliveryRow>(sql, [siteId, bytesOf(sha256)])).rows[0];
}

/** Cancels an artifact at a site, or lets it go on; false: it is so already, or not needed there. */
export async function updateCancelled(
  tx: Tx,
  siteId: string,
  sha256: string,
  cancelled: { readonly at: Date; readonly by: string } | null,
): Promise<boolean> {
  const sql = `UPDATE delivery.site_artifacts SET cancelled_at = $3::timestamptz, cancelled_by = $4
                WHERE site_id = $1 AND sha256 = $2
                  AND (cancelled_at IS NULL) <> ($3::timestamptz IS NULL)`;
  const values = [siteId, bytesOf(sha256), cancelled?.at ?? null, cancelled?.by ?? null];
  return (await tx.query(sql, values)).rowCount === 1;
}

/** Notes what a relay said of its cache. Of artifacts that its site does not need nothing is kept. */
export async function noteCache(
  tx: Tx,
  from: { readonly siteId: string; readonly relayId: string },
  cache: CacheReport,
  now: Date,
): Promise<void> {
  const { heldBytes, freeBytes, savedBytes, items } = cache;
  const totals = `INSERT INTO delivery.site_caches AS c
                    (site_id, relay_id, held_bytes, free_bytes, saved_bytes, told_at)
                  VALUES ($1, decode($2, 'hex'), $3, $4, $5, $6)
                  ON CONFLICT (site_id, relay_id) DO UPDATE
                     SET held_bytes = excluded.held_bytes, free_bytes = excluded.free_bytes,
                         saved_bytes = excluded.saved_bytes, told_at = excluded.told_at`;
  await tx.query(totals, [from.siteId, from.relayId, heldBytes, freeBytes, savedBytes, now]);
  if (items.length === 0) return;
  const sql = `UPDATE delivery.site_artifacts AS a
                  SET state = g.state, held_bytes = least(g.held, a.bytes),
                      told_at = $8::timestamptz,
                      fetched_bytes = g.fetched, saved_bytes = g.saved, detail = g.detail,
                      finish_at = $8::timestamptz + g.finish * interval '1 ms'
                 FROM unnest($2::bytea[], $3::text[], $4::int8[], $5::int8[], $6::int8[], $7::text[],
                             $9::float8[])
                      AS g (sha256, state, held, fetched, saved, detail, finish)
                WHERE a.site_id = $1 AND a.sha256 = g.sha256`;
  const yearsMs = 20 * 365 * 86_400_000;
  await tx.query(sql, [
    from.siteId,
    items.map((item) => Buffer.from(item.sha256)),
    items.map(({ state }) => state),
    items.map((item) => item.heldBytes),
    items.map(({ fetchedBytes }) => fetchedBytes),
    items.map((item) => item.savedBytes),
    items.map(({ detail }) => detail),
    now,
    items.map(({ finishInMs }) => finishInMs && Math.min(finishInMs, yearsMs)),
  ]);
}

/** What the relays of a site said last; a relay that was silent for a day is not counted. */
export async function selectSiteCache(
  db: Queryable,
  siteId: string,
): Promise<SiteCache | undefined> {
  const sql = `SELECT sum(held_bytes)::int8 AS "heldBytes", min(free_bytes)::int8 AS "freeBytes",
                      sum(saved_bytes)::int8 AS "savedBytes", max(told_at) AS "toldAt"
                 FROM delivery.site_caches AS c
                WHERE site_id = $1 AND told_at > (SELECT max(told_at) FROM delivery.site_caches
                                                   WHERE site_id = $1) - interval '1 day'
               HAVING count(*) > 0`;
  return (await db.query<SiteCache>(sql, [siteId])).rows[0];
}

export type DeltaState = 'asked' | 'made' | 'none';
export interface DeltaRow {
  readonly state: DeltaState;
  /** As `@eucora/protocol/delta` made them. */
  readonly offers: readonly unknown[];
  readonly payloads: readonly string[];
}

/** Asks for the deltas of a pair: what there is of them. Work begins with the first who asks. */
export async function askDelta(
  db: Queryable,
  base: string,
  target: string,
  now: Date,
): Promise<DeltaRow> {
  const sql = `INSERT INTO delivery.deltas AS d (base, target, state, asked_at, used_at)
               VALUES ($1, $2, 'asked', $3, $3)
               ON CONFLICT (target, base) DO UPDATE SET used_at = greatest(d.used_at, $3)
               RETURNING state, offers,
                 (SELECT coalesce(array_agg(encode(p, 'hex')), '{}') FROM unnest(payloads) AS p)
                   AS payloads`;
  return (await db.query<DeltaRow>(sql, [bytesOf(base), bytesOf(target), now])).rows[0]!;
}

/** How many pairs wait. */
export async function countAsked(db: Queryable): Promise<number> {
  const sql = `SELECT count(*)::int4 AS asked FROM delivery.deltas WHERE state = 'asked'`;
  return (await db.query<{ asked: number }>(sql)).rows[0]!.asked;
}

/** The pair that waits longest, with the sizes of both. */
export async function selectAsked(db: Queryable): Promise<
  | {
      readonly base: string;
      readonly target: string;
      readonly baseBytes: number | null;
      readonly targetBytes: number | null;
    }
  | undefined
> {
  const sql = `SELECT encode(d.base, 'hex') AS base, encode(d.target, 'hex') AS target,
                      b.bytes AS "baseBytes", t.bytes AS "targetBytes"
                 FROM delivery.deltas AS d
                 LEFT JOIN objects.objects AS b ON b.sha256 = d.base
                 LEFT JOIN objects.objects AS t ON t.sha256 = d.target
                WHERE d.state = 'asked' ORDER BY d.asked_at LIMIT 1`;
  type Row = NonNullable<Awaited<ReturnType<typeof selectAsked>>>;
  return (await db.query<Row>(sql)).rows[0];
}

export async function updateDelta(
  tx: Queryable,
  pair: { readonly base: string; readonly target: string },
  result: DeltaRow & { readonly detail: string },
): Promise<void> {
  const sql = `UPDATE delivery.deltas SET state = $3, offers = $4, payloads = $5, detail = $6
                WHERE base = $1 AND target = $2`;
  const { state, offers, payloads, detail } = result;
  const names = payloads.map(bytesOf);
  await tx.query(sql, [
    bytesOf(pair.base),
    bytesOf(pair.target),
    state,
    JSON.stringify(offers),
    names,
    detail,
  ]);
}

/** Forgets pairs whose target no site needs any more and nobody asked for since. */
export async function deleteOldDeltas(db: Queryable, before: Date): Promise<number> {
  const sql = `DELETE FROM delivery.deltas AS d
                WHERE used_at < $1 AND NOT EXISTS
                      (SELECT FROM delivery.site_artifacts AS a WHERE a.sha256 = d.target)`;
  return (await db.query(sql, [before])).rowCount ?? 0;
}

/** Which of some objects a site may still need, as artifacts or as deltas. */
export async function neededByDelivery(
  db: Queryable,
  sha256s: readonly string[],
): Promise<string[]> {
  const sql = `SELECT encode(g.sha256, 'hex') AS sha256 FROM unnest($1::bytea[]) AS g (sha256)
                WHERE EXISTS (SELECT FROM delivery.site_artifacts AS a WHERE a.sha256 = g.sha256)
                   OR EXISTS (SELECT FROM delivery.deltas AS d
                               WHERE d.payloads @> ARRAY[g.sha256])`;
  const { rows } = await db.query<{ sha256: string }>(sql, [sha256s.map(bytesOf)]);
  return rows.map(({ sha256 }) => sha256);
}
