import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  generateBoxKeyPair,
  generateKeyPair,
  importBoxKeyPair,
  importPrivateKey,
  exportSeed,
  type BoxKeyPair,
  type PrivateKey,
} from '@eucora/protocol';
import { createUser, fromSeed } from '@nats-io/nkeys';
import { UsageError } from './errors.ts';

/** What only this hub holds. */
export interface HubKeys {
  /** Ed25519: signs receipts, site certificates and site documents. */
  readonly sign: PrivateKey;
  /** X25519: opens the subject keys that devices wrap for the hub. */
  readonly box: BoxKeyPair;
  /** The hub's own user at its broker: nkey seed and public key. */
  readonly natsSeed: Uint8Array;
  readonly natsPublic: string;
  /** AES-256: encrypts subject keys at rest, so that a copy of the database reads no names. */
  readonly names: Uint8Array;
  /** AES-256: the archive's packs at rest. Without it they can't be read: back it up. */
  readonly archive: Uint8Array;
}

/**
 * Reads the hub's keys from `home`/keys, making those that are missing (files 0600, folder 0700).
 * @throws UsageError when a key file can't be read or is damaged
 */
export async function loadHubKeys(home: string): Promise<HubKeys> {
  const dir = join(home, 'keys');
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const [sign, box, seed, names, archive] = await Promise.all([
    keyFile(dir, 'sign', () => exportSeed(generateKeyPair().object)),
    keyFile(dir, 'box', () => generateBoxKeyPair().secretKey),
    keyFile(dir, 'nats', () => createUser().getSeed()),
    keyFile(dir, 'names', () => randomBytes(32)),
    keyFile(dir, 'archive', () => randomBytes(32)),
  ]);
  try {
    return {
      sign: importPrivateKey(sign),
      box: importBoxKeyPair(box),
      natsSeed: seed,
      natsPublic: fromSeed(seed).getPublicKey(),
      names,
      archive,
    };
  } catch (cause) {
    throw new UsageError(`A key in ${dir} is damaged; restore it from the backup.`, { cause });
  }
}

/** Base64 in a file of its own; made once, by whoever comes first. */
async function keyFile(dir: string, name: string, make: () => Uint8Array): Promise<Uint8Array> {
  const path = join(dir, `${name}.key`);
  const known = await readKey(path);
  if (known) return known;
  const fresh = join(dir, `.${name}.${randomBytes(6).toString('hex')}`);
  const text = `${Buffer.from(make()).toString('base64')}\n`;
  await writeFile(fresh, text, { mode: 0o600, flag: 'wx', flush: true });
  await rename(fresh, path);
  const made = await readKey(path);
  if (!made)
    throw new UsageError(`The key file ${path} vanished; check who writes to that folder.`);
  return made;
}

async function readKey(path: string): Promise<Uint8Array | undefined> {
  try {
    return Buffer.from((await readFile(path, 'utf8')).trim(), 'base64');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new UsageError(`The key file ${path} can't be read; check its owner and mode.`, {
      cause,
    });
  }
}

/** Encrypts a small secret for rest: nonce, ciphertext, tag. `context` must match when opening. */
export function sealAtRest(secret: Uint8Array, key: Uint8Array, context: Uint8Array): Uint8Array {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(context);
  return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
}

/**
 * Opens what `sealAtRest` made. @throws Error when the key, the context or the bytes are not right
 */
export function openAtRest(sealed: Uint8Array, key: Uint8Array, context: Uint8Array): Uint8Array {
  const tagAt = sealed.length - 16;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
    .setAAD(context)
    .setAuthTag(sealed.subarray(tagAt));
  return Buffer.concat([decipher.update(sealed.subarray(12, tagAt)), decipher.final()]);
}
