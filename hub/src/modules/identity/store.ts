import type { Queryable, Tx } from '../../platform/db.ts';

export interface Identity {
  readonly actor: string;
  readonly role: string;
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
