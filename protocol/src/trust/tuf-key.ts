import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { sha256, toHex } from '../ids.ts';
import { importPublicKey } from '../keys.ts';
import { canonicalBytes, type JsonObject } from './canonical-json.ts';

/** A public key as TUF writes it (TUF 4.2.2), with everything else that its object says. */
export interface TufKey {
  /** SHA-256 of the canonical object, in hex: what signatures call the key. */
  readonly keyId: string;
  readonly keyType: string;
  readonly scheme: string;
  /** Ed25519: 64 hex digits; others: PEM. */
  readonly public: string;
  /** Who holds it, where its maker said so. */
  readonly holder: string | undefined;
  readonly object: JsonObject;
}

/** The field of a key object that names the person or machine that holds it. */
export const holderField = 'x-eucora-holder';

/** The id of a key object (TUF 4.2.1). @throws CanonicalError */
export function tufKeyId(object: JsonObject): string {
  return toHex(sha256(canonicalBytes(object)));
}

/** The object of a new Ed25519 key. `raw` is 32 bytes. */
export function ed25519KeyObject(raw: Uint8Array, holder?: string): JsonObject {
  return {
    keytype: 'ed25519',
    scheme: 'ed25519',
    keyval: { public: toHex(raw) },
    ...(holder === undefined ? {} : { [holderField]: holder }),
  };
}

/** How each scheme of TUF 4.2.2 verifies; a key of any other never does. */
const schemes: ReadonlyMap<
  string,
  {
    readonly open: (text: string) => KeyObject;
    readonly verify: (bytes: Uint8Array, signature: Uint8Array, key: KeyObject) => boolean;
  }
> = new Map([
  [
    'ed25519/ed25519',
    {
      open: (text: string) => importPublicKey(hexBytes(text, 32)).object,
      verify: (bytes: Uint8Array, signature: Uint8Array, key: KeyObject) =>
        signature.length === 64 && verify(null, bytes, key, signature),
    },
  ],
  [
    'ecdsa/ecdsa-sha2-nistp256',
    {
      open: (text: string) => pemKey(text, (key) => isOnP256(key)),
      verify: (bytes: Uint8Array, signature: Uint8Array, key: KeyObject) =>
        verify('sha256', bytes, key, signature),
    },
  ],
  [
    'rsa/rsassa-pss-sha256',
    {
      open: (text: string) => pemKey(text, (key) => rsaBits(key) >= 2_048),
      verify: (bytes: Uint8Array, signature: Uint8Array, key: KeyObject) =>
        verify('sha256', bytes, { key, padding: 6 /* PSS */, saltLength: 32 }, signature) ||
        verify('sha256', bytes, { key, padding: 6, saltLength: -2 /* any */ }, signature),
    },
  ],
]);

// Widely used names of the same thing.
const aliases: ReadonlyMap<string, string> = new Map([
  ['ecdsa-sha2-nistp256/ecdsa-sha2-nistp256', 'ecdsa/ecdsa-sha2-nistp256'],
]);

function schemeOf({ keyType, scheme }: TufKey) {
  const name = `${keyType}/${scheme}`;
  return schemes.get(aliases.get(name) ?? name);
}

function hexBytes(text: string, length: number): Uint8Array {
  if (!/^[0-9a-f]*$/i.test(text) || text.length !== 2 * length) {
    throw new TypeError(`not ${length} bytes in hex`);
  }
  return Buffer.from(text, 'hex');
}

function pemKey(text: string, isFit: (key: KeyObject) => boolean): KeyObject {
  const key = createPublicKey({ key: text, format: 'pem' });
  if (!isFit(key)) throw new TypeError('not a key of its type');
  return key;
}

const isOnP256 = (key: KeyObject): boolean =>
  key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';

const rsaBits = (key: KeyObject): number =>
  key.asymmetricKeyType === 'rsa' ? (key.asymmetricKeyDetails?.modulusLength ?? 0) : 0;

/** True when `signature` (hex) is by `key` over exactly these bytes; false for a key of no use. */
export function verifyTufSignature(key: TufKey, bytes: Uint8Array, signature: string): boolean {
  const scheme = schemeOf(key);
  if (!scheme || signature === '' || !/^(?:[0-9a-f]{2})+$/i.test(signature)) return false;
  const object = openedKey(key);
  return object !== undefined && scheme.verify(bytes, Buffer.from(signature, 'hex'), object);
}

function openedKey(key: TufKey): KeyObject | undefined {
  try {
    return schemeOf(key)?.open(key.public);
  } catch {
    // A public value that is no key of its type can't have signed anything.
    return undefined;
  }
}

/**
 * What tells two keys apart: the public value itself. One key under two ids, by another field beside
 * it, is one key when signatures are counted.
 */
export function keyIdentity(key: TufKey): string {
  const object = openedKey(key);
  if (!object) return key.keyId;
  const der = object.export({ format: 'der', type: 'spki' });
  return createHash('sha256').update(der).digest('hex');
}
