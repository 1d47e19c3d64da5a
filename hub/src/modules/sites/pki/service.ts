import { randomBytes } from 'node:crypto';
import {
  authorityPin,
  exportSeed,
  generateKeyPair,
  limits,
  sealGrant,
  ticketToText,
  type PrivateKey,
} from '@eucora/protocol';
import type { Database } from '../../../platform/db.ts';
import { ConflictError, InvalidError, NotFoundError } from '../../../platform/errors.ts';
import { audit } from '../../audit/index.ts';
import { notifySites, revokeRelay, selectRelays, selectSite } from '../store.ts';
import { authorityOf } from './certify.ts';
import {
  countRevocations,
  deleteRevocation,
  hasToken,
  insertRevocation,
  insertToken,
  type EnrolmentToken,
  type RevocationKind,
} from './store.ts';

export interface SitePkiDeps {
  readonly db: Database;
  readonly now: () => Date;
  /** Signs grants; and the authority whose certificate tokens pin. */
  readonly keys: { readonly sign: PrivateKey; readonly ca: PrivateKey };
  /** SHA-256 of the first root of trust in artifacts; undefined: there is none yet. */
  readonly trustRoot: () => Promise<Uint8Array | undefined>;
}
export interface NewToken {
  readonly siteId: string;
  readonly uses: number;
  readonly hours: number;
  readonly note: string;
}

/**
 * Makes a token with which devices enrol at a site: a grant that any relay of the site believes by the
 * hub's signature, also one that never heard of it. Its text is shown once and kept nowhere.
 * @throws NotFoundError for an unknown site, ConflictError when no relay of it has certificates
 */
export async function createEnrolmentToken(
  { db, now, keys, trustRoot }: SitePkiDeps,
  { siteId, uses, hours, note }: NewToken,
  actor: string,
): Promise<{ readonly token: EnrolmentToken; readonly ticket: string }> {
  const createdAt = now();
  const expiresAt = new Date(createdAt.getTime() + hours * 3_600_000);
  const id = randomBytes(16).toString('hex');
  const key = generateKeyPair();
  const authority = authorityPin(await authorityOf(keys.ca));
  const token = { id, siteId, note, uses, createdBy: actor, createdAt, expiresAt };
  const addresses = await db.transaction(async (tx) => {
    if (!(await selectSite(tx, siteId))) throw new NotFoundError('site', siteId);
    const told = (await selectRelays(tx, siteId)).flatMap((relay) => relay.addresses);
    if (told.length === 0) {
      throw new ConflictError(
        `No relay of site ${siteId} says where devices reach it; admit one, or again if it is of an ` +
          'older program: eucora-relay init, eucora-hub site admit, eucora-relay admit.',
        'no_relay_address',
      );
    }
    await insertToken(tx, token);
    const detail = { site: siteId, uses, expires_at: expiresAt.toISOString(), note };
    await audit(tx, { actor, action: 'enrolment_token.create', subject: id, detail });
    return told;
  });
  const tokenPublic = key.publicKey.raw;
  const [issuedMs, expiresMs] = [createdAt.getTime(), expiresAt.getTime()];
  const grant = { site: siteId, tokenId: id, tokenPublic, uses, issuedMs, expiresMs };
  const of = (scheme: string): string[] => addresses.filter((each) => each.startsWith(scheme));
  const ticket = ticketToText({
    site: siteId,
    ticketId: id,
    secret: exportSeed(key.object),
    urls: of('tls:').slice(0, limits.addressesMax),
    doors: of('https:').slice(0, limits.addressesMax),
    natsSeed: '',
    relayPublic: new Uint8Array(0),
    hubPublic: keys.sign.publicKey.raw,
    authority,
    grant: sealGrant(grant, keys.sign),
    trustRootSha256: (await trustRoot()) ?? new Uint8Array(0),
  });
  return { token: { ...token, revokedAt: null }, ticket };
}

export interface RevocationWish {
  readonly siteId: string;
  readonly kind: RevocationKind;
  readonly id: string;
  readonly reason: string;
}

/**
 * Revokes a device, a token or a relay at its site. What was revoked before stays as it is. The site's
 * next signed list says so; a relay also loses its word at the hub at once.
 * @throws NotFoundError | ConflictError when the list is full
 */
export async function revoke(
  { db, now }: Pick<SitePkiDeps, 'db' | 'now'>,
  wish: RevocationWish,
  actor: string,
): Promise<void> {
  const { siteId, kind, id, reason } = wish;
  const revokedAt = now();
  await db.transaction(async (tx) => {
    if (!(await selectSite(tx, siteId))) throw new NotFoundError('site', siteId);
    if (kind === 'token' && !(await hasToken(tx, siteId, id))) throw new NotFoundError(kind, id);
    if ((await countRevocations(tx, siteId)) >= limits.revocationsMax) {
      throw new ConflictError(
        `Site ${siteId} has ${limits.revocationsMax} revocations, which one signed list holds; ` +
          'lift those of devices that were enrolled again.',
        'revocations_full',
      );
    }
    if (kind === 'relay') await revokeRelayOf(tx, siteId, id, revokedAt);
    const revocation = { kind, id, reason, revokedBy: actor, revokedAt };
    if (!(await insertRevocation(tx, siteId, revocation))) return;
    const detail = { site: siteId, reason };
    await audit(tx, { actor, action: `${kind}.revoke`, subject: id, detail });
    await notifySites(tx);
  });
}

async function revokeRelayOf(
  tx: Parameters<typeof revokeRelay>[0],
  siteId: string,
  id: string,
  at: Date,
): Promise<void> {
  if (await revokeRelay(tx, siteId, id, at)) return;
  throw new NotFoundError('relay', id);
}

/**
 * Lifts the revocation of a device or a token. A relay needs new keys instead: its old ones may be in
 * other hands.
 * @throws NotFoundError | InvalidError
 */
export async function liftRevocation(
  { db }: Pick<SitePkiDeps, 'db'>,
  { siteId, kind, id }: Omit<RevocationWish, 'reason'>,
  actor: string,
): Promise<void> {
  if (kind === 'relay') {
    throw new InvalidError('A revoked relay stays so; give it new keys and admit it again.');
  }
  await db.transaction(async (tx) => {
    if (!(await deleteRevocation(tx, siteId, kind, id))) throw new NotFoundError(kind, id);
    const detail = { site: siteId };
    await audit(tx, { actor, action: `${kind}.reinstate`, subject: id, detail });
    await notifySites(tx);
  });
}
