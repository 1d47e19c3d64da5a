import type { Queryable, Tx } from '../../../platform/db.ts';
import type { Sealed } from '../../secrets/index.ts';
import type { Factors } from './sign-in-steps.ts';

export interface Passkey {
  readonly id: string;
  readonly userId: string;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly rpId: string;
  readonly name: string;
  readonly backedUp: boolean;
  readonly createdAt: Date;
  readonly usedAt: Date | null;
}
export interface Totp {
  readonly secret: Sealed;
  readonly confirmedAt: Date | null;
  readonly lastStep: number;
}

const passkeyColumns = `id, user_id AS "userId", public_key AS "publicKey", counter, transports,
  rp_id AS "rpId", name, backed_up AS "backedUp", created_at AS "createdAt", used_at AS "usedAt"`;

/** What somebody could show; passkeys only those of one host name, or of all. */
export async function factorsOf(
  db: Queryable,
  userId: string,
  rpId: string | undefined,
): Promise<Factors> {
  const sql = `SELECT
    EXISTS (SELECT 1 FROM identity.totp WHERE user_id = $1 AND confirmed_at IS NOT NULL) AS totp,
    (SELECT count(*) FROM identity.passkeys
      WHERE user_id = $1 AND ($2::text IS NULL OR rp_id = $2)) AS passkeys,
    (SELECT count(*) FROM identity.recovery_codes
      WHERE user_id = $1 AND used_at IS NULL) AS "recoveryCodes"`;
  const [row] = (await db.query<Factors>(sql, [userId, rpId ?? null])).rows;
  return row ?? { totp: false, passkeys: 0, recoveryCodes: 0 };
}

export async function selectPasskeys(db: Queryable, userId: string): Promise<Passkey[]> {
  const sql = `SELECT ${passkeyColumns} FROM identity.passkeys WHERE user_id = $1
                ORDER BY created_at, id`;
  return (await db.query<Passkey>(sql, [userId])).rows;
}

export async function findPasskey(db: Queryable, id: string): Promise<Passkey | undefined> {
  const sql = `SELECT ${passkeyColumns} FROM identity.passkeys WHERE id = $1`;
  return (await db.query<Passkey>(sql, [id])).rows[0];
}

/** @returns false when the credential is known already */
export async function insertPasskey(tx: Tx, passkey: Passkey): Promise<boolean> {
  const sql = `INSERT INTO identity.passkeys (id, user_id, public_key, counter, transports, rp_id,
                 name, backed_up, created_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`;
  const { id, userId, publicKey, counter, transports, rpId, name, backedUp, createdAt } = passkey;
  const values = [id, userId, publicKey, counter, transports, rpId, name, backedUp, createdAt];
  return (await tx.query(sql, values)).rowCount === 1;
}

/** Notes a use; false when another use with this or a later counter came in between. */
export async function notePasskeyUse(
  tx: Tx,
  id: string,
  counter: number,
  now: Date,
): Promise<boolean> {
  const sql = `UPDATE identity.passkeys SET counter = $2, used_at = $3
                WHERE id = $1 AND (counter < $2 OR (counter = 0 AND $2 = 0))`;
  return (await tx.query(sql, [id, counter, now])).rowCount === 1;
}

export async function deletePasskey(tx: Tx, userId: string, id: string): Promise<boolean> {
  const sql = 'DELETE FROM identity.passkeys WHERE user_id = $1 AND id = $2';
  return (await tx.query(sql, [userId, id])).rowCount === 1;
}

export async function lockTotp(tx: Tx, userId: string): Promise<Totp | undefined> {
  const sql = `SELECT secret AS bytes, seal_version AS version, confirmed_at AS "confirmedAt",
                      last_step AS "lastStep"
                 FROM identity.totp WHERE user_id = $1 FOR UPDATE`;
  const [row] = (await tx.query<Omit<Totp, 'secret'> & Sealed>(sql, [userId])).rows;
  if (!row) return undefined;
  const { bytes, version, confirmedAt, lastStep } = row;
  return { secret: { bytes, version }, confirmedAt, lastStep };
}

/** Keeps a secret that waits for its first code; false when a confirmed one is there. */
export async function offerTotp(tx: Tx, userId: string, secret: Sealed): Promise<boolean> {
  const sql = `INSERT INTO identity.totp (user_id, secret, seal_version) VALUES ($1, $2, $3)
               ON CONFLICT (user_id) DO UPDATE SET secret = $2, seal_version = $3, last_step = 0
                WHERE identity.totp.confirmed_at IS NULL`;
  const { bytes, version } = secret;
  return (await tx.query(sql, [userId, Buffer.from(bytes), version])).rowCount === 1;
}

export async function acceptTotp(tx: Tx, userId: string, step: number, now: Date): Promise<void> {
  const sql = `UPDATE identity.totp
                  SET last_step = $2, confirmed_at = coalesce(confirmed_at, $3)
                WHERE user_id = $1`;
  await tx.query(sql, [userId, step, now]);
}

export async function deleteTotp(tx: Tx, userId: string): Promise<boolean> {
  const sql = 'DELETE FROM identity.totp WHERE user_id = $1';
  return (await tx.query(sql, [userId])).rowCount === 1;
}

/** The codes so far are worth nothing any more. */
export async function replaceRecoveryCodes(
  tx: Tx,
  userId: string,
  hashes: readonly Buffer[],
): Promise<void> {
  await tx.query('DELETE FROM identity.recovery_codes WHERE user_id = $1', [userId]);
  const sql = `INSERT INTO identity.recovery_codes (user_id, code_hash)
               SELECT $1, unnest($2::bytea[])`;
  await tx.query(sql, [userId, hashes]);
}

/** Uses a code up: of two that come at once, one gets it. */
export async function takeRecoveryCode(
  tx: Tx,
  userId: string,
  hash: Buffer,
  now: Date,
): Promise<boolean> {
  const sql = `UPDATE identity.recovery_codes SET used_at = $3
                WHERE user_id = $1 AND code_hash = $2 AND used_at IS NULL`;
  return (await tx.query(sql, [userId, hash, now])).rowCount === 1;
}

export async function putChallenge(
  db: Queryable,
  scope: string,
  challenge: string,
  expiresAt: Date,
): Promise<void> {
  const sql = `INSERT INTO identity.challenges (scope, challenge, expires_at) VALUES ($1, $2, $3)
               ON CONFLICT (scope) DO UPDATE SET challenge = $2, expires_at = $3`;
  await db.query(sql, [scope, challenge, expiresAt]);
}

/** Uses a challenge up. */
export async function takeChallenge(
  db: Queryable,
  scope: string,
  now: Date,
): Promise<string | undefined> {
  const sql = `DELETE FROM identity.challenges WHERE scope = $1
               RETURNING challenge, expires_at AS "expiresAt"`;
  const [row] = (await db.query<{ challenge: string; expiresAt: Date }>(sql, [scope])).rows;
  return row !== undefined && row.expiresAt > now ? row.challenge : undefined;
}

export async function putSetUpLink(
  tx: Tx,
  secretHash: Buffer,
  userId: string,
  now: Date,
  expiresAt: Date,
): Promise<void> {
  // Only the newest link of somebody works.
  await tx.query('DELETE FROM identity.set_up_links WHERE user_id = $1', [userId]);
  const sql = `INSERT INTO identity.set_up_links (secret_hash, user_id, created_at, expires_at)
               VALUES ($1, $2, $3, $4)`;
  await tx.query(sql, [secretHash, userId, now, expiresAt]);
}

/** Whose link it is; taken in the caller's transaction with `take`. */
export async function findSetUpLink(
  db: Queryable,
  secretHash: Buffer,
  now: Date,
  take: boolean,
): Promise<string | undefined> {
  const open = 'secret_hash = $1 AND used_at IS NULL AND expires_at > $2';
  const sql = take
    ? `UPDATE identity.set_up_links SET used_at = $2 WHERE ${open} RETURNING user_id AS "userId"`
    : `SELECT user_id AS "userId" FROM identity.set_up_links WHERE ${open}`;
  return (await db.query<{ userId: string }>(sql, [secretHash, now])).rows[0]?.userId;
}
