import type { Queryable, Tx } from '../../platform/db.ts';

export interface Identity {
  readonly actor: string;
  readonly role: string;
}
export interface SessionIdentity extends Identity {
  readonly expiresAt: Date;
  /** The token that opened it; it has what the token has. */
  readonly tokenId: number | null;
  readonly answersTo: string | null;
}

export async function insertLink(
  tx: Queryable,
  secretHash: Buffer,
  identity: Identity,
  createdAt: Date,
  expiresAt: Date,
): Promise<void> {
  const sql = `INSERT INTO identity.sign_in_links (secret_hash, actor, role, created_at, expires_at)
               VALUES ($1, $2, $3, $4, $5)`;
  await tx.query(sql, [secretHash, identity.actor, identity.role, createdAt, expiresAt]);
}

/** Why a link does not work. */
export async function linkState(
  tx: Queryable,
  secretHash: Buffer,
): Promise<'unknown' | 'used' | 'expired'> {
  const sql =
    'SELECT used_at IS NOT NULL AS used FROM identity.sign_in_links WHERE secret_hash = $1';
  const [row] = (await tx.query<{ used: boolean }>(sql, [secretHash])).rows;
  if (!row) return 'unknown';
  return row.used ? 'used' : 'expired';
}

/** Uses a link up: of two that come at once, one gets it. */
export async function takeLink(
  tx: Tx,
  secretHash: Buffer,
  now: Date,
): Promise<Identity | undefined> {
  const sql = `UPDATE identity.sign_in_links SET used_at = $2
                WHERE secret_hash = $1 AND used_at IS NULL AND expires_at > $2
            RETURNING actor, role`;
  return (await tx.query<Identity>(sql, [secretHash, now])).rows[0];
}

export async function insertSession(
  tx: Tx,
  secretHash: Buffer,
  identity: Identity & { readonly tokenId: number | null },
  createdAt: Date,
  expiresAt: Date,
): Promise<void> {
  const expired = 'DELETE FROM identity.sessions WHERE expires_at < $1';
  await tx.query(expired, [createdAt]);
  const sql = `INSERT INTO identity.sessions
                 (secret_hash, actor, role, token_id, created_at, expires_at)
               VALUES ($1, $2, $3, $4, $5, $6)`;
  const { actor, role, tokenId } = identity;
  await tx.query(sql, [secretHash, actor, role, tokenId, createdAt, expiresAt]);
}

export async function findSession(
  db: Queryable,
  secretHash: Buffer,
  now: Date,
): Promise<SessionIdentity | undefined> {
  const sql = `SELECT s.actor, s.role, s.expires_at AS "expiresAt", s.token_id AS "tokenId",
                      t.answers_to AS "answersTo"
                 FROM identity.sessions s LEFT JOIN identity.tokens t ON t.id = s.token_id
                WHERE s.secret_hash = $1 AND s.expires_at > $2 AND t.revoked_at IS NULL
                  AND (t.expires_at IS NULL OR t.expires_at > $2)`;
  return (await db.query<SessionIdentity>(sql, [secretHash, now])).rows[0];
}

export async function deleteSession(tx: Tx, secretHash: Buffer): Promise<Identity | undefined> {
  const sql = 'DELETE FROM identity.sessions WHERE secret_hash = $1 RETURNING actor, role';
  return (await tx.query<Identity>(sql, [secretHash])).rows[0];
}
