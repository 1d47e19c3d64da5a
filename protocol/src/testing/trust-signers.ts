import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import type { JsonObject } from '../trust/canonical-json.ts';
import { ed25519KeyObject, tufKeyId } from '../trust/tuf-key.ts';
import { keyFor } from './builders.ts';

/** A key of a simulated holder: what it is called, and what it signs with. */
export interface SimulatedSigner {
  readonly object: JsonObject;
  readonly keyId: string;
  /** The signature in hex. */
  sign(bytes: Uint8Array): string;
}

export type KeyKind = 'ed25519' | 'ecdsa' | 'rsa';

/** The signer of a name: the same name gives the same Ed25519 key; others are new each time. */
export function signerFor(
  name: string,
  kind: KeyKind = 'ed25519',
  more: JsonObject = {},
): SimulatedSigner {
  if (kind === 'ed25519') {
    const key = keyFor(`tuf ${name}`);
    const object = { ...ed25519KeyObject(key.publicKey.raw), ...more };
    const signHex = (bytes: Uint8Array) => sign(null, bytes, key.object).toString('hex');
    return { object, keyId: tufKeyId(object), sign: signHex };
  }
  const { privateKey, publicKey } =
    kind === 'ecdsa'
      ? generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
      : generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const scheme = kind === 'ecdsa' ? 'ecdsa-sha2-nistp256' : 'rsassa-pss-sha256';
  const pem = publicKey.export({ format: 'pem', type: 'spki' });
  const object = { keytype: kind, scheme, keyval: { public: pem }, ...more };
  return {
    object,
    keyId: tufKeyId(object),
    sign: (bytes) => signWith(kind, bytes, privateKey).toString('hex'),
  };
}

function signWith(kind: KeyKind, bytes: Uint8Array, key: KeyObject): Buffer {
  if (kind === 'ecdsa') return sign('sha256', bytes, key);
  return sign('sha256', bytes, { key, padding: 6 /* PSS */, saltLength: 32 });
}
