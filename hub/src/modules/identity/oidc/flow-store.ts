import type { Queryable } from '../../../platform/db.ts';
import type { FlowSecrets } from './relying-party.ts';

/** A sign-in under way: what must come back, and where it goes on. */
export interface LoginFlow extends FlowSecrets {
  readonly provider: string;
  readonly origin: string;
  readonly next: string;
}

export async function insertFlow(
  db: Queryable,
  secretHash: Buffer,
  flow: LoginFlow,
  expiresAt: Date,
): Promise<void> {
  const sql = `INSERT INTO identity.login_flows
                 (secret_hash, provider, state, nonce, verifier, origin, next, expires_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;
  const { provider, state, nonce, verifier, origin, next } = flow;
  await db.query(sql, [secretHash, provider, state, nonce, verifier, origin, next, expiresAt]);
}

/** Takes a flow: its callback counts once. */
export async function takeFlow(
  db: Queryable,
  secretHash: Buffer,
  now: Date,
): Promise<LoginFlow | undefined> {
  const sql = `DELETE FROM identity.login_flows WHERE secret_hash = $1
               RETURNING provider, state, nonce, verifier, origin, next,
                         expires_at AS "expiresAt"`;
  const [row] = (await db.query<LoginFlow & { expiresAt: Date }>(sql, [secretHash])).rows;
  return row !== undefined && row.expiresAt > now ? row : undefined;
}

/** Removes what nobody came back for. */
export async function sweepFlows(db: Queryable, now: Date): Promise<void> {
  await db.query('DELETE FROM identity.login_flows WHERE expires_at < $1', [now]);
  await db.query('DELETE FROM identity.sign_ins WHERE expires_at < $1', [now]);
  await db.query('DELETE FROM identity.challenges WHERE expires_at < $1', [now]);
  const day = new Date(now.getTime() - 86_400_000);
  await db.query('DELETE FROM identity.attempts WHERE last_at < $1', [day]);
}
