import {
  isSiteId,
  openRelayRequest,
  ProtocolError,
  relayIdOf,
  sealSiteCertificate,
  siteClasses,
  type BoxKeyPair,
  type PrivateKey,
  type RelayApplication,
  type SiteClass,
} from '@eucora/protocol';
import type { Database } from '../../platform/db.ts';
import { ConflictError, InvalidError, NotFoundError } from '../../platform/errors.ts';
import { audit } from '../audit/index.ts';
import {
  insertRelay,
  insertSite,
  notifySites,
  selectRelay,
  selectSite,
  type Site,
} from './store.ts';

export interface SitesDeps {
  readonly db: Database;
  readonly now: () => Date;
}
export interface NewSite {
  readonly id: string;
  readonly siteClass: string;
  readonly name?: string | undefined;
}

/**
 * Creates a site; the same again is no fault, so that set-up can be repeated.
 * @returns whether it is new
 * @throws InvalidError for an impossible id or class, ConflictError when it exists otherwise
 */
export async function createSite(
  deps: SitesDeps,
  request: NewSite,
  actor: string,
): Promise<boolean> {
  const { id } = request;
  if (!isSiteId(id)) {
    throw new InvalidError(`"${id}" can't name a site: use 1 to 32 of a-z, 0-9 and inner hyphens.`);
  }
  const siteClass = asSiteClass(request.siteClass);
  const site = { id, name: request.name ?? id, siteClass, createdAt: deps.now() };
  return deps.db.transaction(async (tx) => {
    if (!(await insertSite(tx, site))) {
      const known = await selectSite(tx, id);
      if (known?.siteClass === siteClass) return false;
      throw new ConflictError(`Site ${id} exists with class ${known?.siteClass}.`, 'site_exists');
    }
    const detail = { class: siteClass, name: site.name };
    await audit(tx, { actor, action: 'site.create', subject: id, detail });
    await notifySites(tx);
    return true;
  });
}

function asSiteClass(text: string): SiteClass {
  const known = siteClasses.find((word) => word === text);
  if (known) return known;
  throw new InvalidError(`"${text}" is no class of site; use ${siteClasses.join(', ')}.`);
}

export interface AdmissionKeys {
  readonly sign: PrivateKey;
  readonly box: BoxKeyPair;
}

/**
 * Lets a relay speak for its site: checks that the request was signed with the key it is about and
 * issues the certificate. Admitting the same relay again gives the same certificate.
 * @throws InvalidError when the request is not genuine, NotFoundError for an unknown site
 */
export async function admitRelay(
  deps: SitesDeps,
  keys: AdmissionKeys,
  requestBytes: Uint8Array,
  actor: string,
): Promise<{
  readonly siteId: string;
  readonly relayId: string;
  readonly certificate: Uint8Array;
}> {
  const request = readRequest(requestBytes);
  const relayId = relayIdOf(request.publicKey);
  return deps.db.transaction(async (tx) => {
    const site = await selectSite(tx, request.site);
    if (!site) throw new NotFoundError('site', request.site);
    const known = await selectRelay(tx, relayId);
    if (known) {
      if (known.siteId !== site.id) {
        throw new ConflictError(`This relay already speaks for site ${known.siteId}.`);
      }
      return { siteId: site.id, relayId, certificate: known.certificate };
    }
    const admittedAt = deps.now();
    const certificate = certificateFor(site, request, keys, admittedAt);
    const { publicKey, boxPublic, natsPublic } = request;
    const relay = { relayId, siteId: site.id, publicKey, boxPublic, natsPublic };
    if (!(await insertRelay(tx, { ...relay, certificate, admittedAt }))) {
      throw new ConflictError('This relay was revoked; give it new keys first.', 'relay_revoked');
    }
    const detail = { site: site.id, nats_public: natsPublic };
    await audit(tx, { actor, action: 'relay.admit', subject: relayId, detail });
    await notifySites(tx);
    return { siteId: site.id, relayId, certificate };
  });
}

function certificateFor(
  site: Site,
  request: RelayApplication,
  keys: AdmissionKeys,
  issuedAt: Date,
): Uint8Array {
  return sealSiteCertificate(
    {
      site: site.id,
      siteClass: site.siteClass,
      relayId: relayIdOf(request.publicKey),
      relayPublic: request.publicKey,
      relayBoxPublic: request.boxPublic,
      hubPublic: keys.sign.publicKey.raw,
      hubBoxPublic: keys.box.publicKey,
      issuedMs: issuedAt.getTime(),
    },
    keys.sign,
  );
}

function readRequest(bytes: Uint8Array): RelayApplication {
  try {
    return openRelayRequest(bytes);
  } catch (cause) {
    if (!(cause instanceof ProtocolError)) throw cause;
    throw new InvalidError(
      `This is no genuine relay request (${cause.message}); make it with eucora-relay init.`,
      { cause },
    );
  }
}
