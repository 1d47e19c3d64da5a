import type { Queryable, Tx } from '../../platform/db.ts';
import type { Identity } from './store.ts';

export interface NewSession extends Identity {
  readonly tokenId: number | null;
  readonly userId: string | null;
  readonly amr: readonly string[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly idleMs: number;
  readonly address: string;
  readonly userAgent: string;
}
export interface SessionIdentity extends Identity {
  readonly id: string;
  readonly expiresAt: Date;
  readonly createdAt: Date;
  readonly seenAt: Date;
  readonly amr: readonly string[];
  readonly rotate: boolean;
  /** The secret is the one before the newest, which a request under way may still show. */
  readonly isOld: boolean;
  /** The token that opened it; it has what the token has. */
  readonly tokenId: number | null;
  readonly answersTo: string | null;
  readonly userId: string | null;
  readonly displayName: string | null;
  readonly groups: readonly string[] | null;
  readonly mappedRoles: readonly string[] | null;
}
/** A session as its owner sees it in a list. */
export interface SessionRow {
  readonly id: string;
  readonly amr: readonly string[];
  readonly createdAt: Date;
  readonly seenAt: Date;
  readonly expiresAt: Date;
  readonly address: string;
  readonly userAgent: string;
}

/** What is true of a session `s` at `$2` that is neither over, idle for too long, nor its owner's no more. */
export const aliveSession = `s.expires_at > $2 AND s.seen_at + s.idle_ms * interval '1 millisecond' > $2
  AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > $2)
  AND u.disabled_at IS NULL`;
/** Where sessions `s` stand, with their token `t` and their user `u`. */
export const sessionSources = `identity.sessions s LEFT JOIN identity.tokens t ON t.id = s.token_id
  LEFT JOIN identity.users u ON u.id = s.user_id`;

export async function insertSession(
  tx: Tx,
  secretHash: Buffer,
  session: NewSession,
): Promise<string> {
  const sql = `INSERT INTO identity.sessions (secret_hash, actor, role, token_id, user_id, amr,
                 created_at, seen_at, expires_at, idle_ms, address, user_agent)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10, $11) RETURNING id`;
  const { actor, role, tokenId, userId, amr, createdAt, expiresAt } = session;
  const values = [secretHash, actor, role, tokenId, userId, amr, createdAt, expiresAt];
  const rest = [session.idleMs, session.address, session.userAgent];
  return (await tx.query<{ id: string }>(sql, [...values, ...rest])).rows[0]?.id ?? '';
}

/** The session of a secret, if it is neither over, idle for too long, nor its owner's no more. */
export async function findSession(
  db: Queryable,
  secretHash: Buffer,
  now: Date,
): Promise<SessionIdentity | undefined> {
  const sql = `SELECT s.id, coalesce(u.handle, s.actor) AS actor, s.role,
                      s.expires_at AS "expiresAt", s.created_at AS "createdAt",
                      s.seen_at AS "seenAt", s.amr, s.rotate,
                      s.secret_hash <> $1 AS "isOld", s.token_id AS "tokenId",
                      t.answers_to AS "answersTo", s.user_id AS "userId",
                      u.display_name AS "displayName", u.groups,
                      u.mapped_roles AS "mappedRoles"
                 FROM ${sessionSources}
                WHERE (s.secret_hash = $1 OR (s.old_hash = $1 AND s.old_until > $2)) AND ${aliveSession}`;
  return (await db.query<SessionIdentity>(sql, [secretHash, now])).rows[0];
}

export async function touchSession(db: Queryable, id: string, now: Date): Promise<void> {
  await db.query('UPDATE identity.sessions SET seen_at = $2 WHERE id = $1', [id, now]);
}

/**
 * Gives a session another secret. With `due`, only if one is due: of requests that come at once,
 * one does it. The old secret works until `oldUntil`.
 */
export async function changeSecret(
  tx: Queryable,
  id: string,
  secretHash: Buffer,
  oldUntil: Date | null,
  due: boolean,
): Promise<boolean> {
  const sql = `UPDATE identity.sessions
                  SET old_hash = CASE WHEN $3::timestamptz IS NULL THEN NULL ELSE secret_hash END,
                      old_until = $3, secret_hash = $2, rotate = false
                WHERE id = $1 AND (rotate OR NOT $4)`;
  return (await tx.query(sql, [id, secretHash, oldUntil, due])).rowCount === 1;
}

export async function deleteSession(tx: Tx, secretHash: Buffer): Promise<Identity | undefined> {
  const sql = `DELETE FROM identity.sessions WHERE secret_hash = $1 OR old_hash = $1
               RETURNING actor, role`;
  return (await tx.query<Identity>(sql, [secretHash])).rows[0];
}

export async function deleteSessionsOf(
  tx: Tx,
  userId: string,
  except: string | null = null,
): Promise<number> {
  const sql = `DELETE FROM identity.sessions
                WHERE user_id = $1 AND ($2::uuid IS NULL OR id <> $2)`;
  return (await tx.query(sql, [userId, except])).rowCount ?? 0;
}

export async function deleteSessionById(tx: Tx, userId: string, id: string): Promise<boolean> {
  const sql = 'DELETE FROM identity.sessions WHERE user_id = $1 AND id = $2';
  return (await tx.query(sql, [userId, id])).rowCount === 1;
}

export async function deleteEndedSessions(db: Queryable, now: Date): Promise<void> {
  const sql = `DELETE FROM identity.sessions WHERE expires_at < $1
                  OR seen_at + idle_ms * interval '1 millisecond' < $1`;
  await db.query(sql, [now]);
}

export async function selectSessions(
  db: Queryable,
  userId: string,
  now: Date,
): Promise<SessionRow[]> {
  const sql = `SELECT s.id, s.amr, s.created_at AS "createdAt", s.seen_at AS "seenAt",
                      s.expires_at AS "expiresAt", s.address, s.user_agent AS "userAgent"
                 FROM ${sessionSources} WHERE s.user_id = $1 AND ${aliveSession}
                ORDER BY s.seen_at DESC LIMIT 100`;
  return (await db.query<SessionRow>(sql, [userId, now])).rows;
}
