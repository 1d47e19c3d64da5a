import type { Database, Queryable, Tx } from '../../platform/db.ts';

/** A pack that was written and read back. */
export interface PackRow {
  readonly name: string;
  readonly bytes: number;
  readonly segments: number;
  readonly sha256: Uint8Array;
  readonly verifiedAt: Date;
}
/** A pack as the ledger knows it. */
export interface KnownPack extends PackRow {
  readonly packNo: number;
}

/** Notes a verified pack. */
export async function insertPack(db: Queryable, pack: PackRow): Promise<number> {
  const sql = `INSERT INTO ledger.archive_packs (name, bytes, segments, sha256, verified_at)
               VALUES ($1, $2, $3, $4, $5) RETURNING pack_no`;
  const values = [pack.name, pack.bytes, pack.segments, pack.sha256, pack.verifiedAt];
  return (await db.query<{ pack_no: number }>(sql, values)).rows[0]!.pack_no;
}

const columns = `pack_no AS "packNo", name, bytes, segments, sha256, verified_at AS "verifiedAt"`;

/** Packs that segments may lie in, in the order in which they were made. */
export async function currentPacks(db: Queryable): Promise<KnownPack[]> {
  const sql = `SELECT ${columns} FROM ledger.archive_packs
                WHERE retired_at IS NULL ORDER BY name COLLATE "C"`;
  return (await db.query<KnownPack>(sql)).rows;
}

/** Names of all packs that the ledger knows, retired ones too. */
export async function packNames(db: Queryable): Promise<Set<string>> {
  const { rows } = await db.query<{ name: string }>('SELECT name FROM ledger.archive_packs');
  return new Set(rows.map((row) => row.name));
}

/** Packs whose content lies in another pack: their files are to be removed. */
export async function retiredPacks(db: Queryable): Promise<KnownPack[]> {
  const sql = `SELECT ${columns} FROM ledger.archive_packs WHERE retired_at IS NOT NULL`;
  return (await db.query<KnownPack>(sql)).rows;
}

/** Forgets a retired pack once its file is gone. */
export async function forgetPack(db: Queryable, packNo: number): Promise<void> {
  const sql = 'DELETE FROM ledger.archive_packs WHERE pack_no = $1 AND retired_at IS NOT NULL';
  await db.query(sql, [packNo]);
}

/** Moves everything that lies in `from` to one verified pack that holds it all: all or nothing. */
export function replacePacks(db: Database, from: readonly number[], by: PackRow): Promise<void> {
  return db.transaction(async (tx) => {
    const packNo = await insertPack(tx, by);
    await moveSegments(tx, from, packNo);
    const retire = `UPDATE ledger.archive_packs SET retired_at = $2
                     WHERE pack_no = ANY($1) AND retired_at IS NULL`;
    const { rowCount } = await tx.query(retire, [from, by.verifiedAt]);
    if (rowCount !== from.length) throw new Error('Packs were merged by somebody else meanwhile.');
  });
}

async function moveSegments(tx: Tx, from: readonly number[], to: number): Promise<void> {
  const sql = 'UPDATE ledger.segments SET pack_no = $2 WHERE pack_no = ANY($1)';
  await tx.query(sql, [from, to]);
}

/**
 * Packs that the ledger knows and the archive no longer has, since they were merged after this
 * ledger had read them: their segments move to the pack in which they lie now.
 */
export async function adoptSegments(
  db: Queryable,
  segmentNos: readonly number[],
  packNo: number,
  gone: readonly string[],
): Promise<void> {
  const sql = `UPDATE ledger.segments AS s SET pack_no = $2 FROM ledger.archive_packs AS p
                WHERE s.segment_no = ANY($1) AND p.pack_no = s.pack_no AND p.name = ANY($3)`;
  await db.query(sql, [segmentNos, packNo, gone]);
}

/**
 * Forgets packs that are gone and in which no segment lies any more.
 * @returns how many segments still lie in packs that are gone
 */
export async function forgetGone(db: Queryable, gone: readonly string[]): Promise<number> {
  const forget = `DELETE FROM ledger.archive_packs AS p WHERE name = ANY($1) AND NOT EXISTS (
                    SELECT 1 FROM ledger.segments AS s WHERE s.pack_no = p.pack_no)`;
  await db.query(forget, [gone]);
  const sql = `SELECT count(*) AS n FROM ledger.segments JOIN ledger.archive_packs USING (pack_no)
                WHERE name = ANY($1)`;
  return (await db.query<{ n: number }>(sql, [gone])).rows[0]!.n;
}

/**
 * How many of these segments (by header hash, hex) the ledger does not hold elsewhere: neither
 * as bytes nor in a pack that stays.
 */
export async function countUnheld(db: Queryable, headerHashes: readonly string[]): Promise<number> {
  const sql = `
    SELECT count(*) AS n FROM unnest($1::bytea[]) AS given (hash)
     WHERE NOT EXISTS (
       SELECT 1 FROM ledger.segments AS s LEFT JOIN ledger.archive_packs AS p USING (pack_no)
        WHERE s.header_hash = given.hash
          AND (s.bytes IS NOT NULL OR (p.pack_no IS NOT NULL AND p.retired_at IS NULL)))`;
  const hashes = headerHashes.map((hash) => Buffer.from(hash, 'hex'));
  return (await db.query<{ n: number }>(sql, [hashes])).rows[0]!.n;
}

/** The pack that was read longest ago, if that was before `before`. */
export async function packToScrub(db: Queryable, before: Date): Promise<KnownPack | undefined> {
  const sql = `SELECT ${columns} FROM ledger.archive_packs
                WHERE retired_at IS NULL AND coalesce(scrubbed_at, verified_at) < $1
                ORDER BY coalesce(scrubbed_at, verified_at) LIMIT 1`;
  return (await db.query<KnownPack>(sql, [before])).rows[0];
}

/** Notes what reading a pack again found. Returns true when a fault is news. */
export async function notePackScrub(
  db: Queryable,
  packNo: number,
  fault: string | null,
  now: Date,
): Promise<boolean> {
  const sql = `UPDATE ledger.archive_packs AS p SET scrubbed_at = $2, fault = $3
                 FROM (SELECT pack_no, fault FROM ledger.archive_packs WHERE pack_no = $1) AS old
                WHERE p.pack_no = old.pack_no RETURNING old.fault IS NULL AS sound`;
  const { rows } = await db.query<{ sound: boolean }>(sql, [packNo, now, fault]);
  return fault !== null && rows[0]?.sound === true;
}

/** How many packs were damaged when they were last read. */
export async function countDamaged(db: Queryable): Promise<number> {
  const sql = `SELECT count(*) AS n FROM ledger.archive_packs
                WHERE retired_at IS NULL AND fault IS NOT NULL`;
  return (await db.query<{ n: number }>(sql)).rows[0]!.n;
}
