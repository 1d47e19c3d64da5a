import type { SiteDocumentKind } from '@eucora/protocol';
import type { Queryable, Tx } from '../../../platform/db.ts';

export interface EnrolmentToken {
  readonly id: string;
  readonly siteId: string;
  readonly note: string;
  readonly uses: number;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}
export const revocationKinds = ['device', 'token', 'relay'] as const;
export type RevocationKind = (typeof revocationKinds)[number];
export interface Revocation {
  readonly kind: RevocationKind;
  readonly id: string;
  readonly reason: string;
  readonly revokedBy: string;
  readonly revokedAt: Date;
}
/** What is kept as a site's document: the hub's own words, and what the director signed. */
export type StoredKind = SiteDocumentKind | 'desired-state';
/** A signed word of the hub to a site, as it was last given. */
export interface StoredDocument {
  readonly siteId: string;
  readonly kind: StoredKind;
  readonly epoch: number;
  readonly generation: number;
  readonly content: string;
  readonly bytes: Uint8Array;
}

export async function insertToken(tx: Tx, token: Omit<EnrolmentToken, 'revokedAt'>): Promise<void> {
  const sql = `INSERT INTO sites.enrolment_tokens
                 (token_id, site_id, note, uses, created_by, created_at, expires_at)
               VALUES (decode($1, 'hex'), $2, $3, $4, $5, $6, $7)`;
  const { id, siteId, note, uses, createdBy, createdAt, expiresAt } = token;
  await tx.query(sql, [id, siteId, note, uses, createdBy, createdAt, expiresAt]);
}

/** A site's tokens, newest first, `limit` at most; `before`: made before that moment. */
export async function selectTokens(
  db: Queryable,
  siteId: string,
  limit: number,
  before: Date | null,
): Promise<EnrolmentToken[]> {
  const sql = `
    SELECT encode(t.token_id, 'hex') AS id, t.site_id AS "siteId", note, uses,
           created_by AS "createdBy", created_at AS "createdAt", expires_at AS "expiresAt",
           r.revoked_at AS "revokedAt"
      FROM sites.enrolment_tokens AS t
      LEFT JOIN sites.revocations AS r
             ON r.site_id = t.site_id AND r.kind = 'token' AND r.subject = t.token_id
     WHERE t.site_id = $1 AND ($3::timestamptz IS NULL OR created_at < $3)
     ORDER BY created_at DESC, t.token_id LIMIT $2`;
  return (await db.query<EnrolmentToken>(sql, [siteId, limit, before])).rows;
}

export async function hasToken(db: Queryable, siteId: string, id: string): Promise<boolean> {
  const sql = `SELECT 1 FROM sites.enrolment_tokens
                WHERE site_id = $1 AND token_id = decode($2, 'hex')`;
  return (await db.query(sql, [siteId, id])).rowCount === 1;
}

/** Notes a revocation; false when it stands already. */
export async function insertRevocation(
  tx: Tx,
  siteId: string,
  revocation: Revocation,
): Promise<boolean> {
  const sql = `INSERT INTO sites.revocations
                 (site_id, kind, subject, reason, revoked_by, revoked_at)
               VALUES ($1, $2, decode($3, 'hex'), $4, $5, $6) ON CONFLICT DO NOTHING`;
  const { kind, id, reason, revokedBy, revokedAt } = revocation;
  const done = await tx.query(sql, [siteId, kind, id, reason, revokedBy, revokedAt]);
  return done.rowCount === 1;
}

export async function deleteRevocation(
  tx: Tx,
  siteId: string,
  kind: RevocationKind,
  id: string,
): Promise<boolean> {
  const sql = `DELETE FROM sites.revocations
                WHERE site_id = $1 AND kind = $2 AND subject = decode($3, 'hex')`;
  return (await tx.query(sql, [siteId, kind, id])).rowCount === 1;
}

/** Locks the site's list, so that its bound is kept; gives its length. */
export async function countRevocations(tx: Tx, siteId: string): Promise<number> {
  await tx.query('SELECT 1 FROM sites.sites WHERE id = $1 FOR NO KEY UPDATE', [siteId]);
  const sql = 'SELECT count(*)::int AS n FROM sites.revocations WHERE site_id = $1';
  return (await tx.query<{ n: number }>(sql, [siteId])).rows[0]!.n;
}

export async function selectRevocations(db: Queryable, siteId: string): Promise<Revocation[]> {
  const sql = `SELECT kind, encode(subject, 'hex') AS id, reason, revoked_by AS "revokedBy",
                      revoked_at AS "revokedAt"
                 FROM sites.revocations WHERE site_id = $1 ORDER BY revoked_at DESC, kind, subject`;
  return (await db.query<Revocation>(sql, [siteId])).rows;
}

/** Sites whose list is not what their newest document says. */
export async function sitesWithNewRevocations(
  db: Queryable,
): Promise<{ readonly siteId: string; readonly content: string }[]> {
  const sql = `
    SELECT coalesce(r.site_id, d.site_id) AS "siteId", coalesce(r.content, '') AS content
      FROM (SELECT site_id, string_agg(kind || ':' || encode(subject, 'hex'), ' '
                                       ORDER BY kind, subject) AS content
              FROM sites.revocations GROUP BY site_id) AS r
      FULL JOIN (SELECT site_id, content FROM sites.documents WHERE kind = 'revocations') AS d
             ON d.site_id = r.site_id
     WHERE coalesce(r.content, '') IS DISTINCT FROM d.content
     ORDER BY 1`;
  return (await db.query<{ siteId: string; content: string }>(sql)).rows;
}

const documentColumns = `site_id AS "siteId", kind, ledger_epoch AS epoch, generation, content, bytes`;

/** The newest documents of a kind. */
export async function selectDocuments(db: Queryable, kind: StoredKind): Promise<StoredDocument[]> {
  const sql = `SELECT ${documentColumns} FROM sites.documents WHERE kind = $1 ORDER BY site_id`;
  return (await db.query<StoredDocument>(sql, [kind])).rows;
}

/** A site's newest document of a kind. */
export async function selectDocument(
  db: Queryable,
  kind: StoredKind,
  siteId: string,
): Promise<StoredDocument | undefined> {
  const sql = `SELECT ${documentColumns} FROM sites.documents
                WHERE site_id = $1 AND kind = $2`;
  return (await db.query<StoredDocument>(sql, [siteId, kind])).rows[0];
}

/** Keeps a document, if it is newer than what is kept. */
export async function storeDocument(
  tx: Queryable,
  document: StoredDocument,
  at: Date,
): Promise<boolean> {
  const sql = `
    INSERT INTO sites.documents AS d
           (site_id, kind, ledger_epoch, generation, content, bytes, issued_at)
    VALUES ($1, $7, $2, $3, $4, $5, $6)
    ON CONFLICT (site_id, kind) DO UPDATE
       SET ledger_epoch = $2, generation = $3, content = $4, bytes = $5, issued_at = $6
     WHERE (d.ledger_epoch, d.generation) < ($2, $3)`;
  const { siteId, kind, epoch, generation, content, bytes } = document;
  const values = [siteId, epoch, generation, content, Buffer.from(bytes), at, kind];
  return (await tx.query(sql, values)).rowCount === 1;
}

/** Puts other bytes of the same document in its place: it bears another signature. */
export async function replaceDocument(
  tx: Tx,
  document: Omit<StoredDocument, 'content'>,
): Promise<void> {
  const sql = `UPDATE sites.documents SET bytes = $5
                WHERE site_id = $1 AND kind = $2 AND ledger_epoch = $3 AND generation = $4`;
  const { siteId, kind, epoch, generation, bytes } = document;
  await tx.query(sql, [siteId, kind, epoch, generation, Buffer.from(bytes)]);
}
