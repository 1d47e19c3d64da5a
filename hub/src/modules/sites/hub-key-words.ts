import { sameBytes, type HubKeyChain, type HubKeyMark } from '@eucora/protocol';
import type { Queryable, Tx } from '../../platform/db.ts';
import { audit } from '../audit/index.ts';

/** What a relay said of the hub's keys that it follows, in its signed tip. */
export interface HubKeyWord {
  readonly relayId: string;
  readonly siteId: string;
  readonly mark: HubKeyMark;
}

/**
 * Why what a relay follows is not what this hub's keys are; undefined: it is, or it is only behind.
 * `chain`: of this hub; undefined while it signs with its first key.
 */
export function hubKeyFault(mark: HubKeyMark, chain: HubKeyChain | undefined): string | undefined {
  const newest = chain?.keys.length ?? 1;
  if (mark.number > newest) {
    return `it follows signing key ${mark.number}, and this hub has ${newest}`;
  }
  const own = chain?.successions[mark.number - 2];
  if (mark.number > 1 && (!own || !sameBytes(own.hash, mark.hash))) {
    return `the signing key ${mark.number} that it follows is not this hub's`;
  }
  return mark.contradicting > 0
    ? `it was shown ${mark.contradicting} successors that are not this hub's`
    : undefined;
}

/**
 * Keeps a relay's word, and puts a contradiction on record once: somebody used a key that was
 * retired, or this hub was restored from before a rotation.
 */
export async function noteHubKeyWord(
  tx: Tx,
  word: HubKeyWord,
  chain: HubKeyChain | undefined,
  at: Date,
): Promise<string | undefined> {
  const { relayId, siteId, mark } = word;
  const fault = hubKeyFault(mark, chain);
  const before = `SELECT fault FROM sites.hub_key_words WHERE relay_id = decode($1, 'hex')`;
  const [known] = (await tx.query<{ fault: string | null }>(before, [relayId])).rows;
  const sql = `
    INSERT INTO sites.hub_key_words AS w
           (relay_id, site_id, number, hash, contradicting, fault, at)
    VALUES (decode($1, 'hex'), $2, $3, $4, $5, $6, $7)
    ON CONFLICT (relay_id) DO UPDATE
       SET site_id = $2, number = $3, hash = $4, contradicting = $5, fault = $6, at = $7
     WHERE (w.site_id, w.number, w.hash, w.contradicting, w.fault)
             IS DISTINCT FROM ($2, $3::int4, $4::bytea, $5::int8, $6)`;
  const { number, hash, contradicting } = mark;
  const values = [relayId, siteId, number, Buffer.from(hash), contradicting, fault ?? null, at];
  await tx.query(sql, values);
  if (fault !== undefined && fault !== known?.fault) {
    const detail = { number, fault, hash: Buffer.from(hash).toString('hex') };
    const actor = `relay:${relayId}`;
    await audit(tx, { actor, action: 'hub_keys.contradicted', subject: siteId, detail });
  }
  return fault;
}

/** A relay that follows a key above `number`, which a hub restored from before has forgotten. */
export async function relayAheadOf(
  db: Queryable,
  number: number,
): Promise<{ readonly siteId: string; readonly number: number } | undefined> {
  const sql = `SELECT w.site_id AS "siteId", w.number
                 FROM sites.hub_key_words AS w JOIN sites.relays AS r ON r.relay_id = w.relay_id
                WHERE w.number > $1 AND r.revoked_at IS NULL ORDER BY w.number DESC LIMIT 1`;
  return (await db.query<{ siteId: string; number: number }>(sql, [number])).rows[0];
}
