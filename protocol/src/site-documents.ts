import { checkCount, checkVersion, decodeBounded } from './codec.ts';
import { openSigned, sealSigned } from './envelope.ts';
import { ProtocolError } from './errors.ts';
import { eucora } from './gen/wire.js';
import {
  checkSiteId,
  idFromBytes,
  idToBytes,
  type DeviceId,
  type Id,
  type RelayId,
  type SiteId,
} from './ids.ts';
import { keysOf, type Believed, type PrivateKey } from './keys.ts';
import { limits } from './limits.ts';

const { Revocations, SiteDocument } = eucora.v1;

/** What every numbered word of the hub for one site says beside its own; order is (epoch, generation). */
export interface SiteDocumentHead {
  readonly site: SiteId;
  readonly ledgerEpoch: number;
  readonly generation: number;
  readonly issuedMs: number; // by the hub's clock
}
export type SiteDocumentKind = 'revocations' | 'collection' | 'erasure';

/** Whom a site must not let in any more. The list is whole: a newer one replaces it. */
export interface RevocationList {
  readonly devices: readonly DeviceId[];
  readonly tokens: readonly Id[];
  readonly relays: readonly RelayId[];
}
export interface RevocationDocument extends RevocationList, SiteDocumentHead {}

export const noRevocations: RevocationList = { devices: [], tokens: [], relays: [] };

/** A document's place in its order. */
export type DocumentPlace = Pick<SiteDocumentHead, 'ledgerEpoch' | 'generation'>;

/** Was `a` issued after `b`? A receiver takes any newer document and refuses every other. */
export function isNewerDocument(a: DocumentPlace, b: DocumentPlace): boolean {
  return (a.ledgerEpoch - b.ledgerEpoch || a.generation - b.generation) > 0;
}

/** Signs a document of a kind with the hub's key. */
export function sealSiteDocument(
  kind: SiteDocumentKind,
  head: SiteDocumentHead,
  body: Uint8Array,
  hubKey: PrivateKey,
): Uint8Array {
  const { site, ledgerEpoch, generation, issuedMs } = head;
  const payload = SiteDocument.encode({
    version: limits.version,
    site,
    kind,
    ledgerEpoch,
    generation,
    issuedLoMs: issuedMs,
    issuedHiMs: issuedMs,
    body,
  }).finish();
  return sealSigned('site-document', payload, hubKey);
}

/** Opens a document that must be of the kind, by the site's hub and for the site. @throws ProtocolError */
export function openSiteDocument(
  kind: SiteDocumentKind,
  bytes: Uint8Array,
  site: SiteId,
  hubKey: Believed,
): { readonly head: SiteDocumentHead; readonly body: Uint8Array } {
  const { payload } = openSigned('site-document', bytes, keysOf(hubKey));
  const bytesMax = limits.signedPayloadBytesMax;
  const wire = decodeBounded(SiteDocument, payload, bytesMax, 'a site document');
  checkVersion(wire.version, 'a site document');
  if (wire.kind !== kind) {
    throw new ProtocolError('malformed', `a document of kind ${wire.kind.slice(0, 40)}`);
  }
  if (wire.site !== site) {
    throw new ProtocolError('wrong_site', `a document for site ${wire.site.slice(0, 40)}`);
  }
  const head = {
    site: checkSiteId(wire.site),
    ledgerEpoch: checkCount(wire.ledgerEpoch, 0, 'ledger_epoch'),
    generation: checkCount(wire.generation, 1, 'generation'),
    issuedMs: checkCount(wire.issuedLoMs, 0, 'issued'),
  };
  return { head, body: wire.body };
}

/** Signs the list with the hub's key. @throws ProtocolError oversized */
export function sealRevocations(document: RevocationDocument, hubKey: PrivateKey): Uint8Array {
  const { devices, tokens, relays } = document;
  if (devices.length + tokens.length + relays.length > limits.revocationsMax) {
    throw new ProtocolError('oversized', `more than ${limits.revocationsMax} revocations`);
  }
  const body = Revocations.encode({
    devices: devices.map(idToBytes),
    tokens: tokens.map(idToBytes),
    relays: relays.map(idToBytes),
  }).finish();
  return sealSiteDocument('revocations', document, body, hubKey);
}

/** Opens a list that must be by the site's hub and for the site. @throws ProtocolError */
export function openRevocations(
  bytes: Uint8Array,
  site: SiteId,
  hubKey: Believed,
): RevocationDocument {
  const { head, body } = openSiteDocument('revocations', bytes, site, hubKey);
  const bytesMax = limits.signedPayloadBytesMax;
  const lists = decodeBounded(Revocations, body, bytesMax, 'a list of revocations');
  return {
    ...head,
    devices: lists.devices.map((id) => idFromBytes(id, 'device id')),
    tokens: lists.tokens.map((id) => idFromBytes(id, 'token id')),
    relays: lists.relays.map((id) => idFromBytes(id, 'relay id')),
  };
}
