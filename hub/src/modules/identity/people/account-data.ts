import type { Queryable, Tx } from '../../../platform/db.ts';
import { revokeToken } from '../token-store.ts';
import { deleteSessionsOf } from '../session-store.ts';
import { lockUser } from './user-store.ts';

/** A console account as a search for a person shows it. */
export interface FoundAccount {
  readonly id: string;
  readonly handle: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly provider: string;
}

/** Accounts whose name, display name or address contains a text; erased ones are nobody's. */
export async function searchAccounts(
  db: Queryable,
  pattern: string,
  limit: number,
): Promise<FoundAccount[]> {
  const sql = `SELECT id::text, handle, display_name AS "displayName", email, provider
                 FROM identity.users
                WHERE erased_at IS NULL
                  AND (handle ILIKE $1 OR display_name ILIKE $1 OR email ILIKE $1)
                ORDER BY handle LIMIT $2`;
  return (await db.query<FoundAccount>(sql, [pattern, limit])).rows;
}

/** One account that is not erased. */
export async function findAccount(db: Queryable, id: string): Promise<FoundAccount | undefined> {
  const sql = `SELECT id::text, handle, display_name AS "displayName", email, provider
                 FROM identity.users WHERE id = $1 AND erased_at IS NULL`;
  return (await db.query<FoundAccount>(sql, [id])).rows[0];
}

/**
 * Everything that is held about the owner of an account, without its secrets (password, keys, codes);
 * undefined for an account that is unknown or erased.
 */
export async function accountRecord(
  db: Queryable,
  id: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const sql = `
    SELECT jsonb_build_object(
      'id', u.id, 'name', u.handle, 'display_name', u.display_name, 'email', u.email,
      'provider', u.provider, 'subject_at_provider', u.subject, 'groups', to_jsonb(u.groups),
      'mapped_roles', to_jsonb(u.mapped_roles), 'created_at', u.created_at,
      'created_by', u.created_by, 'signed_in_at', u.signed_in_at, 'disabled_at', u.disabled_at,
      'password_changed_at', u.password_changed_at,
      'authenticator_since', (SELECT t.confirmed_at FROM identity.totp t WHERE t.user_id = u.id),
      'recovery_codes', (SELECT count(*) FROM identity.recovery_codes c WHERE c.user_id = u.id),
      'passkeys', (SELECT coalesce(jsonb_agg(jsonb_build_object('name', p.name, 'site', p.rp_id,
                     'created_at', p.created_at, 'used_at', p.used_at)), '[]')
                     FROM identity.passkeys p WHERE p.user_id = u.id),
      'sessions', (SELECT coalesce(jsonb_agg(jsonb_build_object('created_at', s.created_at,
                     'seen_at', s.seen_at, 'address', s.address, 'browser', s.user_agent)), '[]')
                     FROM identity.sessions s WHERE s.user_id = u.id),
      'grants', (SELECT coalesce(jsonb_agg(jsonb_build_object('role', g.role, 'scope', g.scope,
                   'granted_at', g.granted_at, 'granted_by', g.granted_by,
                   'expires_at', g.expires_at, 'revoked_at', g.revoked_at) ORDER BY g.id), '[]')
                   FROM identity.grants g WHERE g.subject = 'user:' || u.id),
      'service_tokens', (SELECT coalesce(jsonb_agg(jsonb_build_object('name', t.actor,
                           'created_at', t.created_at, 'revoked_at', t.revoked_at)
                           ORDER BY t.id), '[]')
                           FROM identity.tokens t WHERE t.answers_to = u.handle)) AS record
      FROM identity.users u WHERE u.id = $1 AND u.erased_at IS NULL`;
  return (await db.query<{ record: Record<string, unknown> }>(sql, [id])).rows[0]?.record;
}

/**
 * Removes everything personal of an account: name, address, groups, password, passkeys,
 * authenticator, codes, sessions, links; its tokens and grants end. The row stays under its id, so
 * that the record of audit keeps its object, and the name is given to nobody else.
 * @returns the address that was forgotten, for others who keep it; undefined when there is no such
 * account or it was erased before
 */
export async function eraseAccount(
  tx: Tx,
  id: string,
  at: Date,
  by: string,
): Promise<{ readonly email: string | null } | undefined> {
  const user = await lockUser(tx, id);
  const done = 'SELECT 1 FROM identity.users WHERE id = $1 AND erased_at IS NOT NULL';
  if (!user || (await tx.query(done, [id])).rowCount === 1) return undefined;
  const { handle } = user;
  for (const table of ['passkeys', 'totp', 'recovery_codes', 'set_up_links', 'sign_ins']) {
    await tx.query(`DELETE FROM identity.${table} WHERE user_id = $1`, [id]);
  }
  await deleteSessionsOf(tx, id);
  const attempts = 'DELETE FROM identity.attempts WHERE subject IN ($1, $2)';
  await tx.query(attempts, [`name:${handle}`, `code:${id}`]);
  const own = 'SELECT id FROM identity.tokens WHERE answers_to = $1 AND revoked_at IS NULL';
  for (const token of (await tx.query<{ id: number }>(own, [handle])).rows) {
    await revokeToken(tx, token.id, by, at);
  }
  const grants = `UPDATE identity.grants SET revoked_at = $2, revoked_by = $3
                   WHERE subject = 'user:' || $1 AND revoked_at IS NULL`;
  await tx.query(grants, [id, at, by]);
  const sql = `
    UPDATE identity.users
       SET handle = 'erased-' || id, subject = 'erased-' || id, display_name = '', email = NULL,
           groups = '{}', mapped_roles = '{}', password = NULL, password_changed_at = NULL,
           disabled_at = coalesce(disabled_at, $2), erased_at = $2,
           former_handle = sha256(convert_to(handle, 'UTF8'))
     WHERE id = $1`;
  await tx.query(sql, [id, at]);
  return { email: user.email };
}
