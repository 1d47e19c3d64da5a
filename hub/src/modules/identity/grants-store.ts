import type { Queryable, Tx } from '../../platform/db.ts';
import type { Scope } from '../../platform/scope.ts';
import { scopeFrom, scopeJson } from './scope.ts';

export interface Grant {
  readonly id: number;
  readonly subject: string;
  readonly role: string;
  readonly scope: Scope;
  readonly grantedBy: string;
  readonly grantedAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}
export type NewGrant = Omit<Grant, 'id' | 'revokedAt'>;

const columns = `id, subject, role, scope, granted_by AS "grantedBy", granted_at AS "grantedAt",
  expires_at AS "expiresAt", revoked_at AS "revokedAt"`;
const withScope = (row: Omit<Grant, 'scope'> & { scope: unknown }): Grant => {
  return { ...row, scope: scopeFrom(row.scope) };
};

/** Grants of subjects that hold now. */
export async function selectHeld(
  db: Queryable,
  subjects: readonly string[],
  now: Date,
): Promise<Grant[]> {
  const sql = `SELECT ${columns} FROM identity.grants
                WHERE subject = ANY($1) AND revoked_at IS NULL
                  AND (expires_at IS NULL OR expires_at > $2)
                ORDER BY id`;
  return (await db.query<Grant>(sql, [subjects, now])).rows.map(withScope);
}

export async function insertGrant(tx: Tx, grant: NewGrant): Promise<Grant> {
  const sql = `INSERT INTO identity.grants
                 (subject, role, scope, granted_by, granted_at, expires_at)
               VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${columns}`;
  const { subject, role, scope, grantedBy, grantedAt, expiresAt } = grant;
  const values = [subject, role, JSON.stringify(scopeJson(scope)), grantedBy, grantedAt, expiresAt];
  const { rows } = await tx.query<Grant>(sql, values);
  return rows.map(withScope)[0]!;
}

/** Grants, newest first; `before` is the last one's id of the page before. */
export async function selectGrants(
  db: Queryable,
  filter: { readonly subject?: string | undefined; readonly role?: string | undefined },
  before: number | null,
  limit: number,
): Promise<Grant[]> {
  const sql = `SELECT ${columns} FROM identity.grants
                WHERE ($1::text IS NULL OR subject = $1) AND ($2::text IS NULL OR role = $2)
                  AND ($3::int8 IS NULL OR id < $3)
                ORDER BY id DESC LIMIT $4`;
  const values = [filter.subject ?? null, filter.role ?? null, before, limit];
  return (await db.query<Grant>(sql, values)).rows.map(withScope);
}

/** One grant, its row locked. */
export async function lockGrant(tx: Tx, id: number): Promise<Grant | undefined> {
  const sql = `SELECT ${columns} FROM identity.grants WHERE id = $1 FOR UPDATE`;
  return (await tx.query<Grant>(sql, [id])).rows.map(withScope)[0];
}

export async function updateRevoked(tx: Tx, id: number, by: string, now: Date): Promise<void> {
  const sql = `UPDATE identity.grants SET revoked_at = $2, revoked_by = $3
                WHERE id = $1 AND revoked_at IS NULL`;
  await tx.query(sql, [id, now, by]);
}
