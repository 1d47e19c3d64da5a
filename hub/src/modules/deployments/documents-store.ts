import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Queryable, Tx } from '../../platform/db.ts';
import type { Conflict, DangerousAct } from './compile.ts';
import type { IssueCause } from './issue-rules.ts';

export interface DocumentRow {
  readonly siteId: string;
  readonly epoch: number;
  readonly generation: number;
  readonly hash: Buffer;
  readonly parent: Buffer | null;
  readonly root: Buffer;
  readonly contentHash: string;
  readonly manifest: Buffer;
  readonly cause: IssueCause;
  readonly slices: number;
  readonly items: number;
  readonly dangers: readonly DangerousAct[];
  readonly conflicts: readonly Conflict[];
  readonly issuedAt: Date;
  readonly approvals: number;
  readonly approvedAt: Date | null;
  readonly approvedBy: readonly string[];
}
export type NewDocument = Omit<
  DocumentRow,
  'hash' | 'parent' | 'root' | 'manifest' | 'approvals' | 'approvedAt' | 'approvedBy'
> & {
  readonly hash: Uint8Array;
  readonly parent: Uint8Array | null;
  readonly root: Uint8Array;
  readonly manifest: Uint8Array;
  readonly sliceFile: Uint8Array;
};

const columns = `site_id AS "siteId", ledger_epoch AS epoch, generation, hash, parent, root,
  encode(content_hash, 'hex') AS "contentHash", manifest, cause, slices, items, dangers, conflicts,
  issued_at AS "issuedAt", approvals, approved_at AS "approvedAt", approved_by AS "approvedBy"`;
const newestFirst = 'ORDER BY ledger_epoch DESC, generation DESC';

/** A site's newest document. */
export async function newestDesired(
  db: Queryable,
  siteId: string,
): Promise<DocumentRow | undefined> {
  const sql = `SELECT ${columns} FROM deployments.documents WHERE site_id = $1
                ${newestFirst} LIMIT 1`;
  return (await db.query<DocumentRow>(sql, [siteId])).rows[0];
}

/** The newest of each site. */
export async function newestOfSites(
  db: Queryable,
  sites: readonly string[],
): Promise<ReadonlyMap<string, DocumentRow>> {
  const sql = `SELECT DISTINCT ON (site_id) ${columns} FROM deployments.documents
                WHERE site_id = ANY($1) ORDER BY site_id, ledger_epoch DESC, generation DESC`;
  const { rows } = await db.query<DocumentRow>(sql, [sites]);
  return new Map(rows.map((row) => [row.siteId, row]));
}

/** One that nobody else changes until the transaction ends: the site's newest. */
export async function lockNewest(tx: Tx, siteId: string): Promise<DocumentRow | undefined> {
  const sql = `SELECT ${columns} FROM deployments.documents WHERE site_id = $1
                ${newestFirst} LIMIT 1 FOR UPDATE`;
  return (await tx.query<DocumentRow>(sql, [siteId])).rows[0];
}

/** A site's documents, newest first, after one. */
export async function selectDocuments(
  db: Queryable,
  siteId: string,
  after: readonly [epoch: number, generation: number] | null,
  limit: number,
): Promise<DocumentRow[]> {
  const sql = `SELECT ${columns} FROM deployments.documents
                WHERE site_id = $1
                  AND ($2::int8 IS NULL OR (ledger_epoch, generation) < ($2, $3::int8))
                ${newestFirst} LIMIT $4`;
  const [epoch = null, generation = null] = after ?? [];
  return (await db.query<DocumentRow>(sql, [siteId, epoch, generation, limit])).rows;
}

/** A document by its generation, which no hub gives out twice. */
export async function selectGeneration(
  db: Queryable,
  siteId: string,
  generation: number,
): Promise<DocumentRow | undefined> {
  const sql = `SELECT ${columns} FROM deployments.documents
                WHERE site_id = $1 AND generation = $2 ${newestFirst} LIMIT 1`;
  return (await db.query<DocumentRow>(sql, [siteId, generation])).rows[0];
}

/** The one before a document. */
export async function selectBefore(
  db: Queryable,
  { siteId, epoch, generation }: Pick<DocumentRow, 'siteId' | 'epoch' | 'generation'>,
): Promise<DocumentRow | undefined> {
  return (await selectDocuments(db, siteId, [epoch, generation], 1))[0];
}

export async function insertDocument(tx: Tx, document: NewDocument): Promise<void> {
  const root = Buffer.from(document.root);
  await tx.query(
    'INSERT INTO deployments.slice_sets (root, content) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    [root, zstdCompressSync(document.sliceFile)],
  );
  const sql = `INSERT INTO deployments.documents (site_id, ledger_epoch, generation, hash, parent,
                 root, content_hash, manifest, cause, slices, items, dangers, conflicts, issued_at)
               VALUES ($1, $2, $3, $4, $5, $6, decode($7, 'hex'), $8, $9, $10, $11, $12, $13, $14)`;
  const { siteId, epoch, generation, hash, parent, contentHash, manifest } = document;
  const { cause, slices, items, dangers, conflicts, issuedAt } = document;
  await tx.query(sql, [
    siteId,
    epoch,
    generation,
    Buffer.from(hash),
    parent === null ? null : Buffer.from(parent),
    root,
    contentHash,
    Buffer.from(manifest),
    cause,
    slices,
    items,
    JSON.stringify(dangers),
    JSON.stringify(conflicts),
    issuedAt,
  ]);
}

export async function updateApproval(
  tx: Tx,
  document: Pick<DocumentRow, 'siteId' | 'epoch' | 'generation'>,
  to: {
    readonly manifest: Uint8Array;
    readonly approvals: number;
    readonly approvedAt: Date | null;
    readonly by: string;
  },
): Promise<void> {
  const sql = `UPDATE deployments.documents
                  SET manifest = $4, approvals = $5, approved_at = $6,
                      approved_by = array_append(approved_by, $7)
                WHERE site_id = $1 AND ledger_epoch = $2 AND generation = $3`;
  const { siteId, epoch, generation } = document;
  const { manifest, approvals, approvedAt, by } = to;
  const values = [siteId, epoch, generation, Buffer.from(manifest), approvals, approvedAt, by];
  await tx.query(sql, values);
}

/** All slices of a document of the site by their root; undefined: the site has none of it. */
export async function sliceFileOf(
  db: Queryable,
  siteId: string,
  root: Uint8Array,
): Promise<Uint8Array | undefined> {
  const sql = `SELECT s.content FROM deployments.slice_sets s
                WHERE s.root = $2 AND EXISTS (SELECT 1 FROM deployments.documents d
                                               WHERE d.root = s.root AND d.site_id = $1)`;
  const { rows } = await db.query<{ content: Buffer }>(sql, [siteId, Buffer.from(root)]);
  return rows[0] && zstdDecompressSync(rows[0].content);
}

/** Forgets documents that were issued before, but each site's newest, and slices of none. */
export async function forgetDocuments(db: Queryable, before: Date): Promise<void> {
  await db.query(
    `DELETE FROM deployments.documents d
      WHERE issued_at < $1 AND EXISTS (
        SELECT 1 FROM deployments.documents n WHERE n.site_id = d.site_id
           AND (n.ledger_epoch, n.generation) > (d.ledger_epoch, d.generation))`,
    [before],
  );
  await db.query(
    `DELETE FROM deployments.slice_sets s
      WHERE NOT EXISTS (SELECT 1 FROM deployments.documents d WHERE d.root = s.root)`,
  );
}
