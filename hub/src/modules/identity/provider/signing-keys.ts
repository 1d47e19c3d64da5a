import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import type { Database, Queryable } from '../../../platform/db.ts';
import { openAtRest, sealAtRest } from '../../../platform/keys.ts';

/** Keys sign for 30 days (the specification's 8.5) and are published for as long again. */
export const signingKeyMs = 30 * 86_400_000;
const publishedMs = 2 * signingKeyMs;
export const signingAlgorithm = 'ES256';
// Any number that no other advisory lock of ours uses.
const keysLock = 4_207;

interface StoredKey {
  readonly kid: string;
  readonly sealed: Buffer;
  readonly createdAt: Date;
}
interface KeyDeps {
  readonly db: Database;
  readonly sealKey: Uint8Array;
  readonly now: () => Date;
}

const contextOf = (kid: string): Buffer => Buffer.from(`signing-key:${kid}`);

/** Must a new key be made: is there none, or is the newest too old to sign? */
export function isKeyDue(newest: Date | undefined, now: Date): boolean {
  return newest === undefined || now.getTime() - newest.getTime() >= signingKeyMs;
}

/** The private keys of the embedded provider, the one that signs first. All hubs share them. */
export async function signingKeys(deps: KeyDeps): Promise<JWK[]> {
  const now = deps.now();
  let stored = await selectKeys(deps.db, now);
  if (isKeyDue(stored[0]?.createdAt, now)) stored = await addKey(deps, now);
  return stored.map(({ kid, sealed }) => {
    const text = Buffer.from(openAtRest(sealed, deps.sealKey, contextOf(kid))).toString('utf8');
    const jwk: JWK = JSON.parse(text); // ours: sealed with a key that only hubs have
    return jwk;
  });
}

async function selectKeys(db: Queryable, now: Date): Promise<StoredKey[]> {
  const sql = `SELECT kid, sealed, created_at AS "createdAt" FROM identity.signing_keys
                WHERE created_at > $1 ORDER BY created_at DESC, kid`;
  const since = new Date(now.getTime() - publishedMs);
  return (await db.query<StoredKey>(sql, [since])).rows;
}

async function addKey(deps: KeyDeps, now: Date): Promise<StoredKey[]> {
  const pair = await generateKeyPair(signingAlgorithm, { extractable: true });
  const jwk = await exportJWK(pair.privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  const text = JSON.stringify({ ...jwk, kid, alg: signingAlgorithm, use: 'sig' });
  const sealed = Buffer.from(sealAtRest(Buffer.from(text), deps.sealKey, contextOf(kid)));
  return deps.db.transaction(async (tx) => {
    // Of several hubs that find a key due at once, one makes it.
    await tx.query('SELECT pg_advisory_xact_lock($1)', [keysLock]);
    const known = await selectKeys(tx, now);
    if (!isKeyDue(known[0]?.createdAt, now)) return known;
    const sql = 'INSERT INTO identity.signing_keys (kid, sealed, created_at) VALUES ($1, $2, $3)';
    await tx.query(sql, [kid, sealed, now]);
    const old = 'DELETE FROM identity.signing_keys WHERE created_at <= $1';
    await tx.query(old, [new Date(now.getTime() - publishedMs)]);
    return selectKeys(tx, now);
  });
}
