import { anchorFromWire, anchorToWire } from './anchors.ts';
import type { TimeAnchor } from './clock.ts';
import { checkVersion, decodeBounded } from './codec.ts';
import { checkKey } from './envelope.ts';
import { ProtocolError } from './errors.ts';
import { eucora } from './gen/wire.js';
import { checkSiteId, type SiteId } from './ids.ts';
import { importPublicKey, signBytes, verifyBytes, type PrivateKey } from './keys.ts';
import { limits } from './limits.ts';

const { RenewalPut, RenewalRequest } = eucora.v1;

/** An enrolled device's wish for a certificate for its next TLS key. */
export interface Renewal {
  readonly site: SiteId;
  readonly publicKey: Uint8Array; // the identity key
  readonly tlsPublic: Uint8Array;
  /** The certificate held now, DER; empty when it was lost. A copy of the device holds an older one. */
  readonly leaf: Uint8Array;
  readonly asked: TimeAnchor;
}

/** Asks with proof of the identity key and of the next TLS key. */
export function sealRenewal(
  renewal: Renewal,
  identity: PrivateKey,
  tlsKey: PrivateKey,
): Uint8Array {
  const payload = RenewalRequest.encode({
    ...renewal,
    version: limits.version,
    asked: anchorToWire(renewal.asked),
  }).finish();
  return RenewalPut.encode({
    payload,
    signature: signBytes('renewal-request', payload, identity),
    tlsProof: signBytes('device-tls', payload, tlsKey),
  }).finish();
}

/** Reads such a wish and checks both proofs. @throws ProtocolError */
export function openRenewal(bytes: Uint8Array): Renewal {
  const put = decodeBounded(RenewalPut, bytes, 8_192, 'a renewal');
  const wire = decodeBounded(RenewalRequest, put.payload, 8_192, 'a renewal');
  checkVersion(wire.version, 'a renewal');
  const publicKey = checkKey(wire.publicKey, 'public_key');
  const tlsPublic = checkKey(wire.tlsPublic, 'tls_public');
  const isHolder =
    verifyBytes('renewal-request', put.payload, put.signature, importPublicKey(publicKey)) &&
    verifyBytes('device-tls', put.payload, put.tlsProof, importPublicKey(tlsPublic));
  if (!isHolder) {
    throw new ProtocolError('wrong_signature', 'the device did not prove that it holds its keys');
  }
  return {
    site: checkSiteId(wire.site),
    publicKey,
    tlsPublic,
    leaf: wire.leaf,
    asked: anchorFromWire(wire.asked ?? {}),
  };
}
