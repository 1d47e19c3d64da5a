import { checkLength, decodeBounded } from './codec.ts';
import { ProtocolError } from './errors.ts';
import { eucora } from './gen/wire.js';
import { sameBytes } from './ids.ts';
import { signBytes, verifyBytes, type Domain, type PrivateKey, type PublicKey } from './keys.ts';
import { limits } from './limits.ts';

const { Signed } = eucora.v1;

/** Exact bytes with who vouched for them. */
export interface OpenedEnvelope {
  readonly payload: Uint8Array;
  readonly signers: readonly PublicKey[]; // trusted keys that signed, each once
}

/** Wraps a payload with signatures of a domain, one for each key. */
export function sealSigned(
  domain: Domain,
  payload: Uint8Array,
  ...keys: readonly PrivateKey[]
): Uint8Array {
  const signatures = keys.map((key) => ({
    keyId: key.publicKey.keyId,
    value: signBytes(domain, payload, key),
  }));
  return Signed.encode({ payload, signatures }).finish();
}

/**
 * Opens an envelope: at least `threshold` different trusted keys must have signed these bytes in
 * this domain. Keys that are not trusted are ignored; a trusted key with a bad signature is refused.
 * @throws ProtocolError oversized | truncated | malformed | unknown_key | wrong_signature
 */
export function openSigned(
  domain: Domain,
  bytes: Uint8Array,
  trusted: readonly PublicKey[],
  threshold = 1,
): OpenedEnvelope {
  const bytesMax = limits.signedPayloadBytesMax + 2_048;
  const signed = decodeBounded(Signed, bytes, bytesMax, `a signed ${domain}`);
  if (signed.signatures.length > limits.signaturesMax) {
    throw new ProtocolError('oversized', `a ${domain} with ${signed.signatures.length} signatures`);
  }
  const signers = new Set<PublicKey>();
  for (const { keyId, value } of signed.signatures) {
    const key = trusted.find((known) => sameBytes(known.keyId, keyId ?? new Uint8Array(0)));
    if (!key) continue;
    if (!verifyBytes(domain, signed.payload, value ?? new Uint8Array(0), key)) {
      throw new ProtocolError('wrong_signature', `a ${domain} was changed after it was signed`);
    }
    signers.add(key);
  }
  if (signers.size < threshold) {
    throw new ProtocolError(
      'unknown_key',
      `a ${domain} is signed by ${signers.size} trusted keys and needs ${threshold}`,
    );
  }
  return { payload: signed.payload, signers: [...signers] };
}

/** The payload of an envelope without believing it: only to find out which key to check against. */
export function peekSigned(bytes: Uint8Array, what: string): Uint8Array {
  const bytesMax = limits.signedPayloadBytesMax + 2_048;
  return decodeBounded(Signed, bytes, bytesMax, what).payload;
}

/** The ids of the keys that are said to have signed: only to find out whether one is known. */
export function signersOf(bytes: Uint8Array, what: string): readonly Uint8Array[] {
  const bytesMax = limits.signedPayloadBytesMax + 2_048;
  const { signatures } = decodeBounded(Signed, bytes, bytesMax, what);
  return signatures.slice(0, limits.signaturesMax).map(({ keyId }) => keyId ?? new Uint8Array(0));
}

/** Whether a key is said to have signed. @throws ProtocolError */
export const isSignedBy = (bytes: Uint8Array, key: PublicKey, what: string): boolean =>
  signersOf(bytes, what).some((keyId) => sameBytes(keyId, key.keyId));

/** An X25519 or Ed25519 public key in a message. @throws ProtocolError malformed */
export function checkKey(bytes: Uint8Array, what: string): Uint8Array {
  return checkLength(bytes, 32, what);
}
