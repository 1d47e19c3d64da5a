import type { Queryable, Tx } from '../../platform/db.ts';
import type { RoleInScope } from './grants.ts';
import { scopeFrom } from './scope.ts';

/** A token that is valid now, with what it holds now. */
export interface TokenIdentity {
  readonly tokenId: number;
  readonly actor: string;
  readonly answersTo: string | null;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly grants: readonly RoleInScope[];
}
export interface NewToken {
  readonly actor: string;
  readonly createdBy: string;
  readonly answersTo: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
}
export interface TokenRow extends NewToken {
  readonly id: number;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly grants: readonly RoleInScope[];
}

const grantsOf = (token: string, live: string): string => `
  (SELECT coalesce(jsonb_agg(jsonb_build_object('role', g.role, 'scope', g.scope, 'expires_ms',
                                               extract(epoch FROM g.expires_at) * 1000)
                             ORDER BY g.id), '[]')
     FROM identity.grants g WHERE g.subject = 'token:' || ${token} ${live})`;

type StoredGrants = readonly {
  readonly role: string;
  readonly scope: unknown;
  readonly expires_ms: number | null;
}[];
const withScopes = <T extends { readonly grants: StoredGrants }>(row: T) => ({
  ...row,
  grants: row.grants.map(({ role, scope, expires_ms: end }) => {
    return { role, scope: scopeFrom(scope), expiresAt: end === null ? null : new Date(end) };
  }),
});

/** Adds a token; undefined when this secret, or a live service token of this name, is there. */
export async function insertToken(
  tx: Queryable,
  secretHash: Buffer,
  token: NewToken,
): Promise<number | undefined> {
  const sql = `INSERT INTO identity.tokens
                 (secret_hash, actor, created_by, answers_to, created_at, expires_at)
               VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING id`;
  const { actor, createdBy, answersTo, createdAt, expiresAt } = token;
  const values = [secretHash, actor, createdBy, answersTo, createdAt, expiresAt];
  return (await tx.query<{ id: number }>(sql, values)).rows[0]?.id;
}

export async function findToken(
  db: Queryable,
  secretHash: Buffer,
  now: Date,
): Promise<TokenIdentity | undefined> {
  const live = 'AND g.revoked_at IS NULL AND (g.expires_at IS NULL OR g.expires_at > $2)';
  const sql = `SELECT id AS "tokenId", actor, answers_to AS "answersTo",
                      expires_at AS "expiresAt", last_used_at AS "lastUsedAt",
                      ${grantsOf('t.id', live)} AS grants
                 FROM identity.tokens t
                WHERE secret_hash = $1 AND revoked_at IS NULL
                  AND (expires_at IS NULL OR expires_at > $2)`;
  type Row = Omit<TokenIdentity, 'grants'> & { grants: StoredGrants };
  return (await db.query<Row>(sql, [secretHash, now])).rows.map(withScopes)[0];
}

export async function noteUse(db: Queryable, tokenId: number, now: Date): Promise<void> {
  const sql = `UPDATE identity.tokens SET last_used_at = $2
                WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $2)`;
  await db.query(sql, [tokenId, now]);
}

const columns = `id, actor, created_by AS "createdBy", answers_to AS "answersTo",
  created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt",
  revoked_at AS "revokedAt", ${grantsOf('t.id', '')} AS grants`;
type Stored = Omit<TokenRow, 'grants'> & { grants: StoredGrants };

/** Tokens with everything that was granted to them, newest first. */
export async function selectTokens(
  db: Queryable,
  before: number | null,
  limit: number,
): Promise<TokenRow[]> {
  const sql = `SELECT ${columns} FROM identity.tokens t WHERE $1::int8 IS NULL OR id < $1
                ORDER BY id DESC LIMIT $2`;
  return (await db.query<Stored>(sql, [before, limit])).rows.map(withScopes);
}

/** One token, its row locked. */
export async function lockToken(
  tx: Tx,
  token: { readonly id: number } | { readonly actor: string },
): Promise<TokenRow | undefined> {
  const [where, value] = 'id' in token ? ['id', token.id] : ['actor', token.actor];
  const sql = `SELECT ${columns} FROM identity.tokens t WHERE ${where} = $1
                ORDER BY revoked_at IS NOT NULL, id DESC LIMIT 1 FOR UPDATE`;
  return (await tx.query<Stored>(sql, [value])).rows.map(withScopes)[0];
}

/** Revokes a token; the sessions that it opened end with it. */
export async function revokeToken(tx: Tx, id: number, by: string, now: Date): Promise<void> {
  const sql = `UPDATE identity.tokens SET revoked_at = $2, revoked_by = $3
                WHERE id = $1 AND revoked_at IS NULL`;
  await tx.query(sql, [id, now, by]);
  const grants = `UPDATE identity.grants SET revoked_at = $2, revoked_by = $3
                   WHERE subject = 'token:' || $1::int8 AND revoked_at IS NULL`;
  await tx.query(grants, [id, now, by]);
  await tx.query('DELETE FROM identity.sessions WHERE token_id = $1', [id]);
}
