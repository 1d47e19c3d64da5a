import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import type { Database, Queryable, Tx } from '../../../platform/db.ts';
import type { Sealing } from '../../secrets/index.ts';
import { signingKeyContext } from '../sealed-contexts.ts';

/**
 * A key is published for an hour after another took its place: tokens live for five minutes, and
 * other processes of this hub sign with it for a minute more.
 */
export const publishedMs = 3_600_000;
export const signingAlgorithm = 'ES256';
// Any number that no other advisory lock of ours uses.
const keysLock = 4_207;

interface StoredKey {
  readonly kid: string;
  readonly sealed: Buffer;
  readonly version: number;
  readonly createdAt: Date;
}
export interface SigningKeyDeps {
  readonly db: Database;
  readonly keys: Sealing;
  readonly now: () => Date;
}

/** The private keys of the embedded provider, the one that signs first. All hubs share them. */
export async function signingKeys(deps: SigningKeyDeps): Promise<JWK[]> {
  const { db, keys, now } = deps;
  let stored = await selectKeys(db, now());
  if (stored.length === 0) stored = await addKey(deps, false);
  return await Promise.all(
    stored.map(async ({ kid, sealed, version }) => {
      const opened = await keys.open({ version, bytes: sealed }, signingKeyContext(kid));
      const jwk: JWK = JSON.parse(Buffer.from(opened).toString('utf8')); // ours: sealed by `addKey`
      return jwk;
    }),
  );
}

/** When the key was made that signs; undefined: there is none yet. */
export async function signingKeySince(db: Queryable): Promise<Date | undefined> {
  const sql = 'SELECT max(created_at) AS at FROM identity.signing_keys';
  return (await db.query<{ at: Date | null }>(sql)).rows[0]?.at ?? undefined;
}

/** Begins a fresh key; the one before verifies what it signed, until all that is over. */
export async function rotateSigningKey(deps: SigningKeyDeps): Promise<{ readonly kid: string }> {
  const [first] = await addKey(deps, true);
  if (first === undefined) throw new Error('the key that was just made is not there');
  return { kid: first.kid };
}

/** The key that signs, and those that another took the place of a moment ago; newest first. */
async function selectKeys(db: Queryable, now: Date): Promise<StoredKey[]> {
  const sql = `
    SELECT kid, sealed, seal_version AS version, created_at AS "createdAt"
      FROM (SELECT *, lag(created_at) OVER (ORDER BY created_at DESC, kid) AS replaced_at
              FROM identity.signing_keys) AS keys
     WHERE replaced_at IS NULL OR replaced_at > $1
     ORDER BY created_at DESC, kid`;
  const since = new Date(now.getTime() - publishedMs);
  return (await db.query<StoredKey>(sql, [since])).rows;
}

async function addKey(deps: SigningKeyDeps, evenIfThere: boolean): Promise<StoredKey[]> {
  const now = deps.now();
  const pair = await generateKeyPair(signingAlgorithm, { extractable: true });
  const jwk = await exportJWK(pair.privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  const text = JSON.stringify({ ...jwk, kid, alg: signingAlgorithm, use: 'sig' });
  const { bytes, version } = await deps.keys.seal(Buffer.from(text), signingKeyContext(kid));
  return deps.db.transaction(async (tx) => {
    // Of several hubs that find none at once, one makes it.
    await tx.query('SELECT pg_advisory_xact_lock($1)', [keysLock]);
    const known = await selectKeys(tx, now);
    if (known.length > 0 && !evenIfThere) return known;
    // The newest signs, also when the clock was set back since the one before was made.
    const newestMs = known[0]?.createdAt.getTime() ?? 0;
    const createdAt = new Date(Math.max(now.getTime(), newestMs + 1));
    const sql = `INSERT INTO identity.signing_keys (kid, sealed, seal_version, created_at)
                 VALUES ($1, $2, $3, $4)`;
    await tx.query(sql, [kid, Buffer.from(bytes), version, createdAt]);
    await sweepSigningKeys(tx, now);
    return selectKeys(tx, now);
  });
}

/** Removes keys whose tokens are over. */
export async function sweepSigningKeys(db: Queryable | Tx, now: Date): Promise<void> {
  const sql = `
    DELETE FROM identity.signing_keys AS k
     USING (SELECT kid, lag(created_at) OVER (ORDER BY created_at DESC, kid) AS replaced_at
              FROM identity.signing_keys) AS r
     WHERE r.kid = k.kid AND r.replaced_at <= $1`;
  await db.query(sql, [new Date(now.getTime() - publishedMs)]);
}
