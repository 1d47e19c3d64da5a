import { anchorFromWire, anchorToWire } from './anchors.ts';
import type { TimeAnchor } from './clock.ts';
import { checkCount, checkVersion, decodeBounded } from './codec.ts';
import { checkKey, openSigned, peekSigned, sealSigned } from './envelope.ts';
import { ProtocolError } from './errors.ts';
import { eucora } from './gen/wire.js';
import {
  checkSiteId,
  idFromBytes,
  idToBytes,
  sha256,
  toHex,
  type DeviceId,
  type RelayId,
  type SiteId,
} from './ids.ts';
import {
  deviceIdOf,
  importPublicKey,
  keysOf,
  signBytes,
  verifyBytes,
  type Believed,
  type PrivateKey,
  type PublicKey,
} from './keys.ts';
import { limits } from './limits.ts';

const { Enrolment, RelayRequest, SiteCertificate } = eucora.v1;

export type SiteClass = 'online' | 'intermittent' | 'air_gapped';
export const siteClasses: readonly SiteClass[] = ['online', 'intermittent', 'air_gapped'];

/** A relay's wish to speak for a site, with all its public keys. */
export interface RelayApplication {
  readonly site: SiteId;
  readonly publicKey: Uint8Array;
  readonly boxPublic: Uint8Array;
  readonly natsPublic: string; // nkey (U…) at the hub's broker
  /** The keys that it wants certified; absent: those of a relay without certificates. */
  readonly pki?: RelayPkiRequest | undefined;
}
/**
 * Ed25519 public halves, and where devices reach the relay: https:// enrols them, tls:// is the site's
 * nats-server.
 */
export interface RelayPkiRequest {
  readonly issuerPublic: Uint8Array;
  readonly serverPublic: Uint8Array;
  readonly addresses: readonly string[];
}
/** The hub's word that a relay speaks for a site, and whom the site believes. */
export interface SiteCredential {
  readonly site: SiteId;
  readonly siteClass: SiteClass;
  readonly relayId: RelayId;
  readonly relayPublic: Uint8Array;
  readonly relayBoxPublic: Uint8Array;
  readonly hubPublic: Uint8Array;
  readonly hubBoxPublic: Uint8Array;
  readonly issuedMs: number;
  /** X.509, DER: the hub's authority, this relay's intermediate, and what its servers show. */
  readonly pki?: SitePki | undefined;
}
export interface SitePki {
  readonly authority: Uint8Array;
  readonly issuer: Uint8Array;
  readonly server: Uint8Array;
}

/** A relay's id: like a device's, from its signing key. */
export function relayIdOf(publicKey: Uint8Array): RelayId {
  return toHex(sha256(publicKey).subarray(0, 16));
}

/** The private halves of what `pki` names: proof that the relay made them itself. */
export interface RelayPkiKeys {
  readonly issuer: PrivateKey;
  readonly server: PrivateKey;
}

/** Signs a relay's application with the key it is about: proof of possession. */
export function sealRelayRequest(
  request: RelayApplication,
  key: PrivateKey,
  pkiKeys?: RelayPkiKeys,
): Uint8Array {
  const { pki, ...rest } = request;
  const about = pkiProofBytes(request.site, request.publicKey);
  const certified = pki &&
    pkiKeys && {
      ...pki,
      addresses: [...pki.addresses],
      issuerProof: signBytes('relay-pki', about, pkiKeys.issuer),
      serverProof: signBytes('relay-pki', about, pkiKeys.server),
    };
  const payload = RelayRequest.encode({ version: limits.version, ...rest, ...certified }).finish();
  return sealSigned('relay-request', payload, key);
}

function pkiProofBytes(site: SiteId, relayPublic: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`${site}\0`), relayPublic]);
}

/** Reads an application and checks its proofs of possession. @throws ProtocolError */
export function openRelayRequest(bytes: Uint8Array): RelayApplication {
  const peeked = peekSigned(bytes, 'a relay request');
  const wire = decodeBounded(RelayRequest, peeked, limits.signedPayloadBytesMax, 'a relay request');
  checkVersion(wire.version, 'a relay request');
  openSigned('relay-request', bytes, [importPublicKey(wire.publicKey)]);
  if (!/^U[A-Z2-7]{55}$/.test(wire.natsPublic)) {
    throw new ProtocolError('malformed', 'a relay request without a user nkey');
  }
  const request = {
    site: checkSiteId(wire.site),
    publicKey: checkKey(wire.publicKey, 'public_key'),
    boxPublic: checkKey(wire.boxPublic, 'box_public'),
    natsPublic: wire.natsPublic,
  };
  if (wire.issuerPublic.length === 0) return request;
  const about = pkiProofBytes(request.site, request.publicKey);
  const holds = (raw: Uint8Array, proof: Uint8Array): boolean =>
    verifyBytes('relay-pki', about, proof, importPublicKey(raw));
  if (!holds(wire.issuerPublic, wire.issuerProof) || !holds(wire.serverPublic, wire.serverProof)) {
    throw new ProtocolError('wrong_signature', 'the relay did not prove that it holds its keys');
  }
  const { issuerPublic, serverPublic } = wire;
  const addresses = checkAddresses(wire.addresses);
  return { ...request, pki: { issuerPublic, serverPublic, addresses } };
}

function checkAddresses(addresses: readonly string[]): readonly string[] {
  const isOurs = (address: string): boolean =>
    address.length <= limits.addressBytesMax &&
    URL.canParse(address) &&
    ['https:', 'tls:'].includes(new URL(address).protocol);
  if (addresses.length <= limits.addressesMax && addresses.every(isOurs)) return addresses;
  throw new ProtocolError('malformed', 'an address of a relay is not https:// or tls://host:port');
}

/** Signs a site credential with the hub's key. */
export function sealSiteCertificate(credential: SiteCredential, hubKey: PrivateKey): Uint8Array {
  const { pki, ...rest } = credential;
  const payload = SiteCertificate.encode({
    ...rest,
    ...pki,
    version: limits.version,
    siteClass: siteClasses.indexOf(credential.siteClass) + 1,
    relayId: idToBytes(credential.relayId),
  }).finish();
  return sealSigned('site-certificate', payload, hubKey);
}

/**
 * Opens a site credential. Without `hubKey` the key inside is pinned on first use: only for a relay
 * whose operator carried the file by hand, and for a device whose ticket names the relay.
 * @throws ProtocolError
 */
export function openSiteCertificate(bytes: Uint8Array, hubKey?: Believed): SiteCredential {
  const peeked = peekSigned(bytes, 'a site certificate');
  const wire = decodeBounded(
    SiteCertificate,
    peeked,
    limits.signedPayloadBytesMax,
    'a certificate',
  );
  checkVersion(wire.version, 'a site certificate');
  openSigned('site-certificate', bytes, keysOf(hubKey ?? importPublicKey(wire.hubPublic)));
  const siteClass = siteClasses[wire.siteClass - 1];
  if (!siteClass) throw new ProtocolError('malformed', `unknown site class ${wire.siteClass}`);
  const relayId = idFromBytes(wire.relayId, 'relay id');
  if (relayId !== relayIdOf(wire.relayPublic)) {
    throw new ProtocolError('malformed', 'a relay id that is not of its key');
  }
  return {
    site: checkSiteId(wire.site),
    siteClass,
    relayId,
    relayPublic: checkKey(wire.relayPublic, 'relay_public'),
    relayBoxPublic: checkKey(wire.relayBoxPublic, 'relay_box_public'),
    hubPublic: checkKey(wire.hubPublic, 'hub_public'),
    hubBoxPublic: checkKey(wire.hubBoxPublic, 'hub_box_public'),
    issuedMs: checkCount(wire.issuedMs, 0, 'issued_ms'),
    pki:
      wire.authority.length === 0
        ? undefined
        : { authority: wire.authority, issuer: wire.issuer, server: wire.server },
  };
}

/** A relay's statement that a device belongs to its site. */
export interface DeviceEnrolment {
  readonly site: SiteId;
  readonly relayId: RelayId;
  readonly deviceId: DeviceId;
  readonly publicKey: Uint8Array;
  readonly simulated: boolean;
  readonly run: string;
  readonly issued: TimeAnchor;
}

/** Signs an enrolment with the relay's key. */
export function sealEnrolment(enrolment: DeviceEnrolment, relayKey: PrivateKey): Uint8Array {
  const payload = Enrolment.encode({
    ...enrolment,
    version: limits.version,
    relayId: idToBytes(enrolment.relayId),
    deviceId: idToBytes(enrolment.deviceId),
    issued: anchorToWire(enrolment.issued),
  }).finish();
  return sealSigned('enrolment', payload, relayKey);
}

/** Opens an enrolment that must be by one of a site's relays. @throws ProtocolError */
export function openEnrolment(
  bytes: Uint8Array,
  site: SiteId,
  relayKeys: readonly PublicKey[],
): DeviceEnrolment {
  const { payload } = openSigned('enrolment', bytes, relayKeys);
  const wire = decodeBounded(Enrolment, payload, limits.signedPayloadBytesMax, 'an enrolment');
  checkVersion(wire.version, 'an enrolment');
  if (wire.site !== site) {
    throw new ProtocolError('wrong_site', `an enrolment for site ${wire.site} in site ${site}`);
  }
  const deviceId = idFromBytes(wire.deviceId, 'device id');
  const publicKey = checkKey(wire.publicKey, 'public_key');
  if (deviceId !== deviceIdOf(publicKey)) {
    throw new ProtocolError('wrong_device', 'an enrolment whose device id is not of its key');
  }
  return {
    site,
    relayId: idFromBytes(wire.relayId, 'relay id'),
    deviceId,
    publicKey,
    simulated: wire.simulated,
    run: wire.run.slice(0, 64),
    issued: anchorFromWire(wire.issued ?? {}),
  };
}
