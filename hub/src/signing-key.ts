import { ProtocolError } from '@eucora/protocol';
import { audit, checkpointNow, sealAll } from './modules/audit/index.ts';
import { calendarMs, type Rotation, type SecretStore } from './modules/secrets/index.ts';
import { relayAheadOf } from './modules/sites/index.ts';
import type { Database } from './platform/db.ts';
import { ConflictError } from './platform/errors.ts';
import type { HubKeys } from './platform/keys.ts';
import type { Logger } from './platform/logger.ts';
import { parseSignKey, type SignKeyFile, type SignKeys } from './platform/sign-keys.ts';
import { copiedSigningKey, copySigningKey } from './recovery/index.ts';

export const signingKeyName = 'hub-signing-key';
const everyMs = calendarMs.encryption_keys; // a year: every receiver of the fleet has to follow it

export interface SigningKeyDeps {
  readonly db: Database;
  readonly secrets: Pick<SecretStore, 'get' | 'put'>;
  readonly keys: { readonly sign: HubKeys['sign'] };
  /** The folder of the backups; undefined: this hub takes none. */
  readonly backups: string | undefined;
  readonly now: () => Date;
  readonly logger: Logger;
}

/** Changes the key that signs for this hub. Relays and devices follow by the chain of successions. */
export function signingKeyRotation(deps: SigningKeyDeps): Rotation {
  const { sign } = deps.keys;
  return {
    name: signingKeyName,
    kind: 'signing_keys',
    title: 'What signs receipts, site documents, site certificates and audit checkpoints',
    everyMs,
    isAutomatic: true,
    // The first key counts from when the calendar learned of it: relays of older programs, which
    // follow no key, have a year to be updated.
    since: () => Promise.resolve(sign.since),
    rotate: (actor) => rotateSigningKey(deps, actor),
  };
}

/**
 * The next key is in force once its file lies in the home, after a copy lies beside the backups.
 * Stopped before, nothing has happened; stopped after, every start tells the rest.
 */
async function rotateSigningKey(
  deps: SigningKeyDeps,
  actor: string,
): Promise<Readonly<Record<string, unknown>>> {
  const { db, keys, backups, now } = deps;
  const { sign } = keys;
  await followSigningKey(deps);
  const ahead = await relayAheadOf(db, sign.number);
  if (ahead) throw new ConflictError(aheadText(ahead, sign), 'signing_key_forgotten');
  const next = sign.successor(now());
  if (backups !== undefined) await copySigningKey(backups, next);
  await sign.adopt(next);
  await shareSigningKey(deps, actor);
  await recordSigningKey(deps);
  return { number: sign.number, copied: backups !== undefined };
}

function aheadText(ahead: { siteId: string; number: number }, { number }: SignKeys): string {
  return (
    `A relay of site ${ahead.siteId} follows signing key ${ahead.number} of this hub, which has ${number}: ` +
    'it was restored from before a rotation. Another successor would divide the fleet; bring ' +
    `sign-${ahead.number}.key back into the keys of the hub's home.`
  );
}

/**
 * Takes the key that another hub of this database began, or one that a copy beside the backups has
 * and this home lost; leaves its own for others. One that contradicts is told and changes nothing.
 */
export async function followSigningKey(deps: SigningKeyDeps): Promise<void> {
  const { db, secrets, keys, backups, logger } = deps;
  const shared = await secrets.get(db, signingKeyName);
  await adopt(deps, 'the database', () => shared && parseSignKey(textOf(shared.value)));
  if (backups !== undefined) await adopt(deps, backups, () => copiedSigningKey(backups));
  await keys.sign.reload();
  logger.debug({ number: keys.sign.number }, 'the signing key is looked after');
  await shareSigningKey(deps, 'hub');
}

async function adopt(
  { keys, logger }: SigningKeyDeps,
  from: string,
  read: () => SignKeyFile | undefined | Promise<SignKeyFile | undefined>,
): Promise<void> {
  try {
    const file = await read();
    const verdict = file && (await keys.sign.adopt(file));
    if (verdict === 'newer') {
      logger.warn({ from, number: keys.sign.number }, 'a newer signing key is taken up');
    }
    if (verdict === 'fork' || verdict === 'stranger') {
      logger.error({ from, verdict }, "a signing key lies there that does not follow this hub's");
    }
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    logger.error({ from, err: error }, 'a signing key lies there that is damaged');
  }
}

/** Leaves the key in the database, sealed, where that has none or an older one. */
async function shareSigningKey(
  { db, secrets, keys: { sign } }: SigningKeyDeps,
  actor: string,
): Promise<void> {
  if (sign.number === 1) return;
  const shared = await secrets.get(db, signingKeyName);
  const known = shared && numberIn(shared.value);
  if (known !== undefined && known >= sign.number) return;
  const value = Buffer.from(sign.text);
  await db.transaction(async (tx) => {
    await secrets.put(tx, { name: signingKeyName, value, overlapMs: 0, actor });
    await tx.query(`SELECT pg_notify('eucora_secrets', $1)`, [signingKeyName]);
  });
}

const textOf = (value: Uint8Array): string => Buffer.from(value).toString('utf8');

/** The number of the key in a shared text; undefined: it can't be read, and is replaced. */
function numberIn(value: Uint8Array): number | undefined {
  try {
    return parseSignKey(textOf(value)).number;
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

/** Puts the key on record, and the record under the key: relays get a checkpoint that it signed. */
async function recordSigningKey({ db, keys: { sign }, now }: SigningKeyDeps): Promise<void> {
  const publicKey = Buffer.from(sign.publicKey.raw).toString('hex');
  const detail = { number: sign.number, public_key: publicKey };
  const entry = { actor: 'hub', action: 'hub_keys.in_force', subject: signingKeyName, detail };
  await db.transaction((tx) => audit(tx, entry));
  const sealing = { db, signKey: sign, now };
  await sealAll(sealing);
  await checkpointNow(sealing);
}
