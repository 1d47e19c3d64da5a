import type { Queryable, Tx } from '../../../platform/db.ts';

export interface User {
  readonly id: string;
  readonly provider: string;
  readonly subject: string;
  readonly handle: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly groups: readonly string[];
  readonly mappedRoles: readonly string[];
  readonly password: string | null;
  readonly passwordChangedAt: Date | null;
  readonly createdAt: Date;
  readonly signedInAt: Date | null;
  readonly disabledAt: Date | null;
}
export interface NewUser {
  readonly provider: string;
  /** Without one it is the id: a local account. */
  readonly subject?: string;
  readonly handle: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly createdBy: string;
}
/** A user with what a list shows beside. */
export interface UserRow extends User {
  readonly totp: boolean;
  readonly passkeys: number;
  readonly sessions: number;
  readonly roles: readonly string[];
}

const columns = `u.id, u.provider, u.subject, u.handle, u.display_name AS "displayName", u.email,
  u.groups, u.mapped_roles AS "mappedRoles", u.password,
  u.password_changed_at AS "passwordChangedAt", u.created_at AS "createdAt",
  u.signed_in_at AS "signedInAt", u.disabled_at AS "disabledAt"`;

/** @returns undefined when the handle, or the provider's subject, is or was somebody's */
export async function insertUser(tx: Tx, user: NewUser, now: Date): Promise<User | undefined> {
  const sql = `
    WITH fresh AS (SELECT gen_random_uuid() AS id)
    INSERT INTO identity.users AS u
      (id, provider, subject, handle, display_name, email, created_at, created_by)
    SELECT id, $1, coalesce($2, id::text), $3, $4, $5, $6, $7 FROM fresh
     WHERE NOT EXISTS (SELECT FROM identity.users AS e
                        WHERE e.former_handle = sha256(convert_to($3, 'UTF8')))
    ON CONFLICT DO NOTHING RETURNING ${columns}`;
  const { provider, subject, handle, displayName, email, createdBy } = user;
  const values = [provider, subject ?? null, handle, displayName, email, now, createdBy];
  return (await tx.query<User>(sql, values)).rows[0];
}

export async function findUser(db: Queryable, id: string): Promise<User | undefined> {
  const sql = `SELECT ${columns} FROM identity.users u WHERE u.id = $1`;
  return (await db.query<User>(sql, [id])).rows[0];
}

export async function lockUser(tx: Tx, id: string): Promise<User | undefined> {
  const sql = `SELECT ${columns} FROM identity.users u WHERE u.id = $1 FOR UPDATE`;
  return (await tx.query<User>(sql, [id])).rows[0];
}

export async function findLocalUser(db: Queryable, handle: string): Promise<User | undefined> {
  const sql = `SELECT ${columns} FROM identity.users u
                WHERE u.provider = 'local' AND u.handle = $1`;
  return (await db.query<User>(sql, [handle])).rows[0];
}

export async function findExternalUser(
  tx: Tx,
  provider: string,
  subject: string,
): Promise<User | undefined> {
  const sql = `SELECT ${columns} FROM identity.users u
                WHERE u.provider = $1 AND u.subject = $2 FOR UPDATE`;
  return (await tx.query<User>(sql, [provider, subject])).rows[0];
}

/** What an external provider says of somebody now. */
export async function updateExternalUser(
  tx: Tx,
  id: string,
  said: {
    readonly displayName: string;
    readonly email: string | null;
    readonly groups: readonly string[];
    readonly mappedRoles: readonly string[];
  },
): Promise<void> {
  const sql = `UPDATE identity.users
                  SET display_name = $2, email = $3, groups = $4, mapped_roles = $5
                WHERE id = $1`;
  await tx.query(sql, [id, said.displayName, said.email, said.groups, said.mappedRoles]);
}

export async function noteSignIn(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.query('UPDATE identity.users SET signed_in_at = $2 WHERE id = $1', [id, now]);
}

export async function updatePassword(
  tx: Tx,
  id: string,
  password: string,
  now: Date,
): Promise<void> {
  const sql = `UPDATE identity.users SET password = $2, password_changed_at = $3 WHERE id = $1`;
  await tx.query(sql, [id, password, now]);
}

export async function updateDisabled(tx: Tx, id: string, at: Date | null): Promise<void> {
  await tx.query('UPDATE identity.users SET disabled_at = $2 WHERE id = $1', [id, at]);
}

/** Can anybody sign in with an account of the hub's own? */
export async function anyLocalUser(db: Queryable): Promise<boolean> {
  const sql = `SELECT EXISTS (SELECT 1 FROM identity.users
                WHERE provider = 'local' AND password IS NOT NULL AND disabled_at IS NULL) AS any`;
  return (await db.query<{ any: boolean }>(sql)).rows[0]?.any ?? false;
}

const rowColumns = `${columns},
  EXISTS (SELECT 1 FROM identity.totp t
           WHERE t.user_id = u.id AND t.confirmed_at IS NOT NULL) AS totp,
  (SELECT count(*) FROM identity.passkeys p WHERE p.user_id = u.id) AS passkeys,
  (SELECT count(*) FROM identity.sessions s WHERE s.user_id = u.id AND s.expires_at > $1
      AND s.seen_at + s.idle_ms * interval '1 millisecond' > $1) AS sessions,
  ARRAY(SELECT DISTINCT g.role FROM identity.grants g
         WHERE g.subject = 'user:' || u.id AND g.revoked_at IS NULL
           AND (g.expires_at IS NULL OR g.expires_at > $1)
         UNION SELECT unnest(u.mapped_roles) ORDER BY 1) AS roles`;

/** Users by handle; `after` is the last one of the page before. */
export async function selectUsers(
  db: Queryable,
  filter: { readonly pattern: string | null; readonly after: string | null },
  limit: number,
  now: Date,
): Promise<UserRow[]> {
  const sql = `SELECT ${rowColumns} FROM identity.users u
                WHERE u.erased_at IS NULL AND ($2::text IS NULL OR u.handle > $2)
                  AND ($3::text IS NULL OR u.handle ILIKE $3 OR u.display_name ILIKE $3
                       OR u.email ILIKE $3)
                ORDER BY u.handle LIMIT $4`;
  return (await db.query<UserRow>(sql, [now, filter.after, filter.pattern, limit])).rows;
}

export async function selectUser(
  db: Queryable,
  id: string,
  now: Date,
): Promise<UserRow | undefined> {
  const sql = `SELECT ${rowColumns} FROM identity.users u WHERE u.id = $2`;
  return (await db.query<UserRow>(sql, [now, id])).rows[0];
}
