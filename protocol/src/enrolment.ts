import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
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
  sameBytes,
  sha256,
  toHex,
  type DeviceId,
  type Id,
  type RelayId,
  type SiteId,
} from './ids.ts';
import {
  deviceIdOf,
  importPublicKey,
  signBytes,
  verifyBytes,
  type PrivateKey,
  type PublicKey,
} from './keys.ts';
import { limits } from './limits.ts';

const { EnrolPut, EnrolReply, EnrolRequest, Enrolment, RelayRequest, SiteCertificate, Ticket } =
  eucora.v1;

export type SiteClass = 'online' | 'intermittent' | 'air_gapped';
export const siteClasses: readonly SiteClass[] = ['online', 'intermittent', 'air_gapped'];

/** A relay's wish to speak for a site, with all its public keys. */
export interface RelayApplication {
  readonly site: SiteId;
  readonly publicKey: Uint8Array;
  readonly boxPublic: Uint8Array;
  readonly natsPublic: string; // nkey (U…) at the hub's broker
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
}

/** A relay's id: like a device's, from its signing key. */
export function relayIdOf(publicKey: Uint8Array): RelayId {
  return toHex(sha256(publicKey).subarray(0, 16));
}

/** Signs a relay's application with the key it is about: proof of possession. */
export function sealRelayRequest(request: RelayApplication, key: PrivateKey): Uint8Array {
  const payload = RelayRequest.encode({ version: limits.version, ...request }).finish();
  return sealSigned('relay-request', payload, key);
}

/** Reads an application and checks its proof of possession. @throws ProtocolError */
export function openRelayRequest(bytes: Uint8Array): RelayApplication {
  const peeked = peekSigned(bytes, 'a relay request');
  const wire = decodeBounded(RelayRequest, peeked, limits.signedPayloadBytesMax, 'a relay request');
  checkVersion(wire.version, 'a relay request');
  openSigned('relay-request', bytes, [importPublicKey(wire.publicKey)]);
  if (!/^U[A-Z2-7]{55}$/.test(wire.natsPublic)) {
    throw new ProtocolError('malformed', 'a relay request without a user nkey');
  }
  return {
    site: checkSiteId(wire.site),
    publicKey: checkKey(wire.publicKey, 'public_key'),
    boxPublic: checkKey(wire.boxPublic, 'box_public'),
    natsPublic: wire.natsPublic,
  };
}

/** Signs a site credential with the hub's key. */
export function sealSiteCertificate(credential: SiteCredential, hubKey: PrivateKey): Uint8Array {
  const payload = SiteCertificate.encode({
    ...credential,
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
export function openSiteCertificate(bytes: Uint8Array, hubKey?: PublicKey): SiteCredential {
  const peeked = peekSigned(bytes, 'a site certificate');
  const wire = decodeBounded(
    SiteCertificate,
    peeked,
    limits.signedPayloadBytesMax,
    'a certificate',
  );
  checkVersion(wire.version, 'a site certificate');
  openSigned('site-certificate', bytes, [hubKey ?? importPublicKey(wire.hubPublic)]);
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
  };
}

/** What a device needs in order to ask a site's relay for enrolment. */
export interface EnrolmentTicket {
  readonly site: SiteId;
  readonly ticketId: Id;
  readonly secret: Uint8Array; // 32 bytes
  readonly urls: readonly string[]; // the relay's NATS addresses
  readonly natsSeed: string; // the site's device principal
  readonly relayPublic: Uint8Array;
}

const ticketPrefix = 'eucora-ticket.v1.';

/** A fresh ticket. */
export function makeTicket(parts: Omit<EnrolmentTicket, 'ticketId' | 'secret'>): EnrolmentTicket {
  return { ...parts, ticketId: randomBytes(16).toString('hex'), secret: randomBytes(32) };
}

/** A ticket as the line of text that a person carries. */
export function ticketToText(ticket: EnrolmentTicket): string {
  const bytes = Ticket.encode({
    ...ticket,
    urls: [...ticket.urls],
    version: limits.version,
    ticketId: idToBytes(ticket.ticketId),
  }).finish();
  return ticketPrefix + Buffer.from(bytes).toString('base64url');
}

/** Reads a ticket. @throws ProtocolError with a sentence for the person who pasted it */
export function ticketFromText(text: string): EnrolmentTicket {
  const trimmed = text.trim();
  if (!trimmed.startsWith(ticketPrefix) || trimmed.length > limits.ticketTextBytesMax) {
    throw new ProtocolError('malformed', `a ticket is one line that begins with ${ticketPrefix}`);
  }
  const bytes = Buffer.from(trimmed.slice(ticketPrefix.length), 'base64url');
  const wire = decodeBounded(Ticket, bytes, limits.ticketTextBytesMax, 'a ticket');
  checkVersion(wire.version, 'a ticket');
  return {
    site: checkSiteId(wire.site),
    ticketId: idFromBytes(wire.ticketId, 'ticket id'),
    secret: checkKey(wire.secret, 'ticket secret'),
    urls: wire.urls,
    natsSeed: wire.natsSeed,
    relayPublic: checkKey(wire.relayPublic, 'relay_public'),
  };
}

export interface EnrolmentRequest {
  readonly site: SiteId;
  readonly publicKey: Uint8Array;
  readonly ticketId: Id;
  readonly simulated: boolean;
  readonly run: string; // of simulated devices: the run that made them; else empty
  readonly asked: TimeAnchor;
}

/** A device's request, with proof of its key and of its ticket. */
export function sealEnrolRequest(
  request: EnrolmentRequest,
  key: PrivateKey,
  ticketSecret: Uint8Array,
): Uint8Array {
  const payload = EnrolRequest.encode({
    ...request,
    version: limits.version,
    ticketId: idToBytes(request.ticketId),
    asked: anchorToWire(request.asked),
  }).finish();
  return EnrolPut.encode({
    payload,
    signature: signBytes('enrol-request', payload, key),
    ticketProof: ticketProof(payload, ticketSecret),
  }).finish();
}

function ticketProof(payload: Uint8Array, secret: Uint8Array): Uint8Array {
  return createHmac('sha256', secret).update('eucora.v1/ticket\0').update(payload).digest();
}

/**
 * Reads a request; `secretOf` finds a ticket's secret (undefined: unknown, expired or used up).
 * @throws ProtocolError unknown_key when the ticket does not hold, wrong_signature when the key's
 * proof does not
 */
export function openEnrolRequest(
  bytes: Uint8Array,
  secretOf: (ticketId: Id) => Uint8Array | undefined,
): EnrolmentRequest {
  const put = decodeBounded(EnrolPut, bytes, 8_192, 'an enrolment request');
  const wire = decodeBounded(EnrolRequest, put.payload, 8_192, 'an enrolment request');
  checkVersion(wire.version, 'an enrolment request');
  const ticketId = idFromBytes(wire.ticketId, 'ticket id');
  const secret = secretOf(ticketId);
  const proof = secret && ticketProof(put.payload, secret);
  if (!proof || put.ticketProof.length !== 32 || !timingSafeEqual(proof, put.ticketProof)) {
    throw new ProtocolError('unknown_key', 'this ticket is unknown here, used up or expired');
  }
  const publicKey = checkKey(wire.publicKey, 'public_key');
  if (!verifyBytes('enrol-request', put.payload, put.signature, importPublicKey(publicKey))) {
    throw new ProtocolError('wrong_signature', 'the device did not prove that it holds its key');
  }
  return {
    site: checkSiteId(wire.site),
    publicKey,
    ticketId,
    simulated: wire.simulated,
    run: wire.run.slice(0, 64),
    asked: anchorFromWire(wire.asked ?? {}),
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

export type EnrolmentAnswer =
  | { readonly enrolment: Uint8Array; readonly certificate: Uint8Array }
  | { readonly refused: string; readonly detail: string };

/** The relay's answer to a request. */
export function writeEnrolAnswer(answer: EnrolmentAnswer): Uint8Array {
  return EnrolReply.encode(answer).finish();
}

/**
 * Reads the answer; an enrolment is checked against the relay key that the ticket named and against
 * the device's own key.
 * @throws ProtocolError
 */
export function readEnrolAnswer(
  bytes: Uint8Array,
  ticket: EnrolmentTicket,
  devicePublic: Uint8Array,
):
  | {
      readonly enrolment: DeviceEnrolment;
      readonly credential: SiteCredential;
      readonly certificate: Uint8Array;
    }
  | { readonly refused: string; readonly detail: string } {
  const wire = decodeBounded(EnrolReply, bytes, 16_384, 'an enrolment answer');
  if (wire.refused) return { refused: wire.refused, detail: wire.detail };
  const relayKey = importPublicKey(ticket.relayPublic);
  const enrolment = openEnrolment(wire.enrolment, ticket.site, [relayKey]);
  const credential = openSiteCertificate(wire.certificate);
  if (!sameBytes(credential.relayPublic, ticket.relayPublic) || credential.site !== ticket.site) {
    throw new ProtocolError('wrong_site', 'the relay shows a certificate that is not its own');
  }
  if (!sameBytes(enrolment.publicKey, devicePublic)) {
    throw new ProtocolError('wrong_device', 'the relay enrolled another key than ours');
  }
  return { enrolment, credential, certificate: wire.certificate };
}
