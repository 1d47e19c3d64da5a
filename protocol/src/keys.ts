import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import nacl from 'tweetnacl';
import { ProtocolError } from './errors.ts';
import { sha256, toHex, type DeviceId } from './ids.ts';

/** An Ed25519 public key: 32 raw bytes, and the same prepared for verification. */
export interface PublicKey {
  readonly raw: Uint8Array;
  readonly keyId: Uint8Array;
  readonly object: KeyObject;
}
/** An Ed25519 private key with its public half. */
export interface PrivateKey {
  readonly object: KeyObject;
  readonly publicKey: PublicKey;
}
/** Keys whose signature counts; they may be others at the next look. */
export interface KeyRing {
  readonly keys: readonly PublicKey[];
}
/** Who is believed: one key, or those of a ring. */
export type Believed = PublicKey | KeyRing;

/** The keys that count at the moment. */
export const keysOf = (believed: Believed): readonly PublicKey[] =>
  'keys' in believed ? believed.keys : [believed];

/** An X25519 key pair, for NaCl box. */
export interface BoxKeyPair {
  readonly publicKey: Uint8Array;
  readonly secretKey: Uint8Array;
}

/** What a signature is about; a signature of one domain never passes in another. */
export type Domain =
  | 'batch'
  | 'segment'
  | 'tip'
  | 'receipt'
  | 'site-document'
  | 'site-certificate'
  | 'relay-request'
  | 'relay-pki'
  | 'enrolment-grant'
  | 'enrol-token'
  | 'device-tls'
  | 'renewal-request'
  | 'enrol-request'
  | 'enrolment'
  | 'archive-pack'
  | 'audit-checkpoint'
  | 'audit-tombstone'
  | 'hub-succession';

// RFC 8410: the fixed DER prefixes in front of a raw Ed25519 key.
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** First 8 bytes of SHA-256 of a raw public key: names the key in signatures. */
export function keyIdOf(raw: Uint8Array): Uint8Array {
  return sha256(raw).subarray(0, 8);
}

/** A device's id: first 16 bytes of SHA-256 of its first identity key (PROTOCOL: device identity). */
export function deviceIdOf(raw: Uint8Array): DeviceId {
  return toHex(sha256(raw).subarray(0, 16));
}

/** Prepares 32 raw bytes as an Ed25519 public key. @throws ProtocolError malformed */
export function importPublicKey(raw: Uint8Array): PublicKey {
  if (raw.length !== 32) throw new ProtocolError('malformed', 'a public key is not 32 bytes');
  const key = Buffer.concat([spkiPrefix, raw]);
  return {
    raw: new Uint8Array(raw), // not a piece of a pool: keys live long
    keyId: keyIdOf(raw),
    object: createPublicKey({ key, format: 'der', type: 'spki' }),
  };
}

/** Prepares a 32-byte seed (RFC 8032 §5.1.5) as a private key. @throws ProtocolError malformed */
export function importPrivateKey(seed: Uint8Array): PrivateKey {
  if (seed.length !== 32) throw new ProtocolError('malformed', 'a private key is not 32 bytes');
  const key = Buffer.concat([pkcs8Prefix, seed]);
  const object = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(object).export({ format: 'der', type: 'spki' });
  return { object, publicKey: importPublicKey(spki.subarray(spkiPrefix.length)) };
}

/** A new Ed25519 key pair. */
export function generateKeyPair(): PrivateKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  return importPrivateKey(exportSeed(privateKey));
}

/** The 32-byte seed of a private key, for the key store. */
export function exportSeed(key: KeyObject): Uint8Array {
  return key.export({ format: 'der', type: 'pkcs8' }).subarray(pkcs8Prefix.length);
}

/** A new X25519 key pair. */
export function generateBoxKeyPair(): BoxKeyPair {
  return nacl.box.keyPair();
}

/** The X25519 pair of a stored 32-byte secret. */
export function importBoxKeyPair(secretKey: Uint8Array): BoxKeyPair {
  return nacl.box.keyPair.fromSecretKey(new Uint8Array(secretKey));
}

/** What a signature of a domain is over: for keys that lie on a token or in another program. */
export function signedBytes(domain: Domain, payload: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`eucora.v1/${domain}\0`), payload]);
}

/** Ed25519 over the domain's name, a zero byte and the exact payload: 64 bytes. */
export function signBytes(domain: Domain, payload: Uint8Array, key: PrivateKey): Uint8Array {
  return sign(null, signedBytes(domain, payload), key.object);
}

/** True when `signature` is by `key` over this payload in this domain. */
export function verifyBytes(
  domain: Domain,
  payload: Uint8Array,
  signature: Uint8Array,
  key: PublicKey,
): boolean {
  return (
    signature.length === 64 && verify(null, signedBytes(domain, payload), key.object, signature)
  );
}
