import {
  isSiteId,
  openRelayRequest,
  ProtocolError,
  relayIdOf,
  sealSiteCertificate,
  siteClasses,
  type PrivateKey,
  type RelayApplication,
  type SiteClass,
} from '@eucora/protocol';
import type { Database, Tx } from '../../platform/db.ts';
import { ConflictError, InvalidError, NotFoundError } from '../../platform/errors.ts';
import { audit } from '../audit/index.ts';
import { certificatesFor, certifies } from './pki/certify.ts';
import {
  insertRelay,
  insertSite,
  notifySites,
  selectRelay,
  selectSite,
  updateRelay,
  type Relay,
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
  /** What devices wrap subject keys for. */
  readonly box: { readonly publicKey: Uint8Array };
  readonly ca: PrivateKey;
}

export interface Admitted {
  readonly siteId: string;
  readonly relayId: string;
  readonly certificate: Uint8Array;
}

/**
 * Lets a relay speak for its site: checks that the request was signed with the keys it is about and
 * issues the certificate, with the X.509 certificates that it asks for. Admitting the same relay
 * again gives the same certificate, or for other keys of its PKI another one.
 * @throws InvalidError when the request is not genuine, NotFoundError for an unknown site
 */
export async function admitRelay(
  deps: SitesDeps,
  keys: AdmissionKeys,
  requestBytes: Uint8Array,
  actor: string,
): Promise<Admitted> {
  const request = readRequest(requestBytes);
  const relayId = relayIdOf(request.publicKey);
  return deps.db.transaction(async (tx) => {
    const site = await selectSite(tx, request.site);
    if (!site) throw new NotFoundError('site', request.site);
    const known = await selectRelay(tx, relayId);
    if (known) return certifyAgain(tx, { site, known, request, keys, actor, now: deps.now() });
    const admittedAt = deps.now();
    const certificate = await certificateFor(site, request, keys, admittedAt);
    const { publicKey, boxPublic, natsPublic } = request;
    const addresses = request.pki?.addresses ?? [];
    const relay = { relayId, siteId: site.id, publicKey, boxPublic, natsPublic, addresses };
    if (!(await insertRelay(tx, { ...relay, certificate, admittedAt }))) {
      throw new ConflictError('This relay was revoked; give it new keys first.', 'relay_revoked');
    }
    const detail = { site: site.id, nats_public: natsPublic, has_pki: request.pki !== undefined };
    await audit(tx, { actor, action: 'relay.admit', subject: relayId, detail });
    await notifySites(tx);
    return { siteId: site.id, relayId, certificate };
  });
}

/**
 * Gives a relay that the hub knows its next certificates, as it asked over the wire.
 * @throws InvalidError | NotFoundError when it is no admitted relay of the site that it names
 */
export async function recertifyRelay(
  deps: SitesDeps,
  keys: AdmissionKeys,
  requestBytes: Uint8Array,
  siteId: string,
): Promise<Admitted> {
  const request = readRequest(requestBytes);
  const relayId = relayIdOf(request.publicKey);
  return deps.db.transaction(async (tx) => {
    const site = await selectSite(tx, siteId);
    const known = await selectRelay(tx, relayId);
    if (!site || !known || request.site !== siteId) throw new NotFoundError('relay', relayId);
    const actor = `relay:${relayId}`;
    return certifyAgain(tx, { site, known, request, keys, actor, now: deps.now() });
  });
}

interface Again {
  readonly site: Site;
  readonly known: Relay;
  readonly request: RelayApplication;
  readonly keys: AdmissionKeys;
  readonly actor: string;
  readonly now: Date;
}

async function certifyAgain(tx: Tx, again: Again): Promise<Admitted> {
  const { site, known, request, keys, actor, now } = again;
  const { relayId } = known;
  if (known.siteId !== site.id) {
    throw new ConflictError(`This relay already speaks for site ${known.siteId}.`);
  }
  const { pki } = request;
  if (!pki) return { siteId: site.id, relayId, certificate: known.certificate };
  const isNew = !certifies(known.certificate, pki, keys.sign.publicKey);
  const certificate = isNew ? await certificateFor(site, request, keys, now) : known.certificate;
  await updateRelay(tx, relayId, certificate, pki.addresses);
  if (isNew) {
    const detail = { site: site.id };
    await audit(tx, { actor, action: 'relay.certify', subject: relayId, detail });
    await notifySites(tx);
  }
  return { siteId: site.id, relayId, certificate };
}

async function certificateFor(
  site: Site,
  request: RelayApplication,
  keys: AdmissionKeys,
  issuedAt: Date,
): Promise<Uint8Array> {
  const relayId = relayIdOf(request.publicKey);
  const issuedMs = issuedAt.getTime();
  const { pki } = request;
  const parts = pki && { site: site.id, siteClass: site.siteClass, relayId, issuedMs, pki };
  // First, since the key may be another one afterwards: what is signed names the key that signs.
  const certified = parts && (await certificatesFor(keys.ca, parts));
  return sealSiteCertificate(
    {
      site: site.id,
      siteClass: site.siteClass,
      relayId,
      relayPublic: request.publicKey,
      relayBoxPublic: request.boxPublic,
      hubPublic: keys.sign.publicKey.raw,
      hubBoxPublic: keys.box.publicKey,
      issuedMs,
      pki: certified,
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
