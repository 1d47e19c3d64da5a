import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { anchorFromWire, anchorToWire } from './anchors.ts';
import type { TimeAnchor } from './clock.ts';
import { checkVersion, decodeBounded } from './codec.ts';
import {
  openEnrolment,
  openSiteCertificate,
  type DeviceEnrolment,
  type SiteCredential,
} from './enrolment.ts';
import { checkKey } from './envelope.ts';
import { ProtocolError } from './errors.ts';
import { eucora } from './gen/wire.js';
import { openGrant, type Grant } from './grants.ts';
import { believedWith, type HubKeyChain } from './hub-keys.ts';
import { checkSiteId, idFromBytes, idToBytes, sameBytes, type Id, type SiteId } from './ids.ts';
import {
  importPrivateKey,
  importPublicKey,
  signBytes,
  verifyBytes,
  type Believed,
  type PrivateKey,
} from './keys.ts';
import { limits } from './limits.ts';

const { EnrolPut, EnrolReply, EnrolRequest, Ticket } = eucora.v1;

/** What a device needs in order to ask a site's relay for enrolment. */
export interface EnrolmentTicket {
  readonly site: SiteId;
  readonly ticketId: Id;
  readonly secret: Uint8Array; // 32 bytes
  readonly urls: readonly string[]; // the relay's NATS addresses
  /** The principal that devices share at a site without certificates; else empty. */
  readonly natsSeed: string;
  /** The relay that is believed; empty: any whose certificate is by `hubPublic`. */
  readonly relayPublic: Uint8Array;
  /** The hub that is believed; empty: the one that the relay's certificate names. */
  readonly hubPublic: Uint8Array;
  /** SHA-256 of the authority's certificate; empty: the site has no certificates. */
  readonly authority: Uint8Array;
  /** Where relays enrol devices, https://host:port. */
  readonly doors: readonly string[];
  /** The hub's word for this ticket; empty: a relay made it and remembers it. */
  readonly grant: Uint8Array;
  /** SHA-256 of the first root of trust in artifacts (docs/TRUST.md); empty: none is known yet. */
  readonly trustRootSha256: Uint8Array;
}

/** What a ticket may leave out: a ticket of a relay whose site has no certificates. */
export const plainTicket = {
  hubPublic: new Uint8Array(0),
  authority: new Uint8Array(0),
  doors: [] as readonly string[],
  grant: new Uint8Array(0),
  trustRootSha256: new Uint8Array(0),
} as const;

const ticketPrefix = 'eucora-ticket.v1.';

type TicketParts = Pick<EnrolmentTicket, 'site' | 'urls' | 'natsSeed' | 'relayPublic'> &
  Partial<EnrolmentTicket>;

/** A fresh ticket. */
export function makeTicket(parts: TicketParts): EnrolmentTicket {
  const fresh = { ticketId: randomBytes(16).toString('hex'), secret: randomBytes(32) };
  return { ...plainTicket, ...fresh, ...parts };
}

/** A ticket as the line of text that a person carries. */
export function ticketToText(ticket: EnrolmentTicket): string {
  const bytes = Ticket.encode({
    ...ticket,
    urls: [...ticket.urls],
    doors: [...ticket.doors],
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
    relayPublic: emptyOrKey(wire.relayPublic, 'relay_public'),
    hubPublic: emptyOrKey(wire.hubPublic, 'hub_public'),
    authority: emptyOrKey(wire.authority, 'authority'),
    doors: wire.doors,
    grant: wire.grant,
    trustRootSha256: emptyOrKey(wire.trustRootSha256, 'trust_root_sha256'),
  };
}

function emptyOrKey(bytes: Uint8Array, what: string): Uint8Array {
  return bytes.length === 0 ? bytes : checkKey(bytes, what);
}

export interface EnrolmentRequest {
  readonly site: SiteId;
  readonly publicKey: Uint8Array;
  readonly ticketId: Id;
  readonly simulated: boolean;
  readonly run: string; // of simulated devices: the run that made them; else empty
  readonly asked: TimeAnchor;
  /** Key of the certificate that the device wants; absent or empty: none. */
  readonly tlsPublic?: Uint8Array | undefined;
}
/** A request as a relay reads it. `grant`: the hub's word for its token, checked. */
export interface OpenedEnrolRequest extends EnrolmentRequest {
  readonly tlsPublic: Uint8Array;
  readonly grant: Grant | undefined;
}

/** A device's request, with proof of its keys and of its ticket. */
export function sealEnrolRequest(
  request: EnrolmentRequest,
  key: PrivateKey,
  ticket: Pick<EnrolmentTicket, 'secret' | 'grant'>,
  tlsKey?: PrivateKey,
): Uint8Array {
  const payload = EnrolRequest.encode({
    ...request,
    version: limits.version,
    ticketId: idToBytes(request.ticketId),
    asked: anchorToWire(request.asked),
    tlsPublic: tlsKey?.publicKey.raw ?? new Uint8Array(0),
  }).finish();
  const { secret, grant } = ticket;
  return EnrolPut.encode({
    payload,
    signature: signBytes('enrol-request', payload, key),
    ticketProof:
      grant.length === 0
        ? ticketProof(payload, secret)
        : signBytes('enrol-token', payload, importPrivateKey(secret)),
    tlsProof: tlsKey ? signBytes('device-tls', payload, tlsKey) : new Uint8Array(0),
    grant,
  }).finish();
}

function ticketProof(payload: Uint8Array, secret: Uint8Array): Uint8Array {
  return createHmac('sha256', secret).update('eucora.v1/ticket\0').update(payload).digest();
}

/** What a relay judges a request with. */
export interface TicketKnowledge {
  readonly site: SiteId;
  /** Finds the secret of a ticket of the relay's own; undefined: unknown. */
  readonly secretOf: (ticketId: Id) => Uint8Array | undefined;
  /** Whose grants hold; undefined: nobody's. */
  readonly hubKey: Believed | undefined;
}

/**
 * Reads a request and checks all its proofs.
 * @throws ProtocolError unknown_key when the ticket does not hold, wrong_signature when a proof of a
 * key does not, wrong_site for another site's grant
 */
export function openEnrolRequest(
  bytes: Uint8Array,
  { site, secretOf, hubKey }: TicketKnowledge,
): OpenedEnrolRequest {
  const put = decodeBounded(EnrolPut, bytes, 8_192, 'an enrolment request');
  const wire = decodeBounded(EnrolRequest, put.payload, 8_192, 'an enrolment request');
  checkVersion(wire.version, 'an enrolment request');
  const ticketId = idFromBytes(wire.ticketId, 'ticket id');
  const grant = put.grant.length > 0 && hubKey ? openGrant(put.grant, site, hubKey) : undefined;
  const isHeld = grant
    ? grant.tokenId === ticketId && holdsToken(put, grant)
    : holdsSecret(put, secretOf(ticketId));
  if (!isHeld) {
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
    tlsPublic: checkTlsKey(put, wire.tlsPublic),
    grant,
  };
}

interface PutProofs {
  readonly payload: Uint8Array;
  readonly ticketProof: Uint8Array;
  readonly tlsProof: Uint8Array;
}

function holdsSecret(put: PutProofs, secret: Uint8Array | undefined): boolean {
  // An empty secret is what a token of the hub leaves behind, and nobody's proof.
  const proof = secret?.length === 32 ? ticketProof(put.payload, secret) : undefined;
  return (
    proof !== undefined &&
    proof.length === put.ticketProof.length &&
    timingSafeEqual(proof, put.ticketProof)
  );
}

function holdsToken({ payload, ticketProof: proof }: PutProofs, grant: Grant): boolean {
  return verifyBytes('enrol-token', payload, proof, importPublicKey(grant.tokenPublic));
}

function checkTlsKey(put: PutProofs, tlsPublic: Uint8Array): Uint8Array {
  if (tlsPublic.length === 0) return tlsPublic;
  const key = importPublicKey(checkKey(tlsPublic, 'tls_public'));
  if (verifyBytes('device-tls', put.payload, put.tlsProof, key)) return tlsPublic;
  throw new ProtocolError('wrong_signature', 'the device did not prove that it holds its TLS key');
}

export type EnrolmentAnswer =
  | {
      readonly enrolment: Uint8Array;
      readonly certificate: Uint8Array;
      /** The device's certificate, DER; absent: it asked for none, or the site has none. */
      readonly leaf?: Uint8Array;
      /** The document `hub-keys`, as the relay follows it; absent: the key never changed. */
      readonly hubKeys?: Uint8Array;
    }
  | { readonly refused: string; readonly detail: string };

/** The relay's answer to a request. */
export function writeEnrolAnswer(answer: EnrolmentAnswer): Uint8Array {
  return EnrolReply.encode(answer).finish();
}

/** What a device learns by an answer: checked against whom its ticket believes. */
export interface EnrolmentGranted {
  readonly enrolment: DeviceEnrolment;
  readonly credential: SiteCredential;
  readonly certificate: Uint8Array;
  readonly leaf: Uint8Array; // DER; empty: none
  /** What the relay says of the hub's keys, not judged yet; empty: nothing. */
  readonly hubKeys: Uint8Array;
}

/**
 * Reads the answer; an enrolment is checked against the relay or the hub that the ticket named and
 * against the device's own key. A hub whose key has changed is followed by the chain that the answer
 * brings, from the key that the ticket names or from what the device follows (`held`).
 * @throws ProtocolError
 */
export function readEnrolAnswer(
  bytes: Uint8Array,
  ticket: Pick<EnrolmentTicket, 'site' | 'relayPublic' | 'hubPublic'>,
  devicePublic: Uint8Array,
  held?: HubKeyChain,
): EnrolmentGranted | { readonly refused: string; readonly detail: string } {
  const wire = decodeBounded(EnrolReply, bytes, limits.enrolAnswerBytesMax, 'an enrolment answer');
  if (wire.refused) return { refused: wire.refused, detail: wire.detail };
  const { site, relayPublic, hubPublic } = ticket;
  if (relayPublic.length === 0 && hubPublic.length === 0) {
    throw new ProtocolError('unknown_key', 'the ticket says of nobody that it is believed');
  }
  const hubKey =
    hubPublic.length === 0
      ? undefined
      : believedWith(importPublicKey(hubPublic), held, wire.hubKeys);
  const credential = openSiteCertificate(wire.certificate, hubKey);
  const isMeant = relayPublic.length === 0 || sameBytes(credential.relayPublic, relayPublic);
  if (!isMeant || credential.site !== site) {
    throw new ProtocolError('wrong_site', 'the relay shows a certificate that is not its own');
  }
  const enrolment = openEnrolment(wire.enrolment, site, [importPublicKey(credential.relayPublic)]);
  if (!sameBytes(enrolment.publicKey, devicePublic)) {
    throw new ProtocolError('wrong_device', 'the relay enrolled another key than ours');
  }
  const { certificate, leaf, hubKeys } = wire;
  return { enrolment, credential, certificate, leaf, hubKeys };
}
