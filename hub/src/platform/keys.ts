import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { generateKeyPair, importPrivateKey, exportSeed, type PrivateKey } from '@eucora/protocol';
import { createUser, fromSeed } from '@nats-io/nkeys';
import { BoxKeys } from './box-keys.ts';
import { UsageError } from './errors.ts';
import { beginKeyFile, keyFile, readKey } from './key-files.ts';
import { SignKeys } from './sign-keys.ts';

/** What only this hub holds. */
export interface HubKeys {
  /** Ed25519: signs receipts, site certificates and site documents; it changes while others look. */
  readonly sign: SignKeys;
  /** X25519: open the subject keys that devices wrap for the hub. */
  readonly box: BoxKeys;
  /** Ed25519: the authority above every certificate of the fleet. Whoever has it can be anybody. */
  readonly ca: PrivateKey;
  /** The hub's own user at its broker: nkey seed and public key. */
  readonly natsSeed: Uint8Array;
  readonly natsPublic: string;
  /** The broker's system user, who ends connections, and the key that says who is let in. */
  readonly natsSystemSeed: Uint8Array;
  readonly natsSystemPublic: string;
  readonly natsAccount: PrivateKey;
  /** AES-256: encrypts subject keys at rest, so that a copy of the database reads no names. */
  readonly names: Uint8Array;
  /** AES-256, of a home from before its keys had versions: what seals authenticator secrets and the
   * provider's keys began with it. */
  readonly identity: Uint8Array | undefined;
  /** AES-256: the archive's packs at rest. Without them they can't be read: back them up. */
  readonly archive: ArchiveKeys;
}
/** Keys of packs at rest: one seals, each opens what it sealed. */
export type PackKeys = Uint8Array | Pick<ArchiveKeys, 'current' | 'accepted'>;

/** The key for what is written from now on. */
export const sealingKey = (keys: PackKeys): Uint8Array =>
  keys instanceof Uint8Array ? keys : keys.current;

/** Every key that what is there may be sealed with, the likeliest first. */
export const openingKeys = (keys: PackKeys): readonly Uint8Array[] =>
  keys instanceof Uint8Array ? [keys] : keys.accepted;

const archiveName = /^archive(?:-(\d{1,6}))?\.key$/;

/**
 * The archive's keys, one for each period: `archive.key`, `archive-2.key` … A pack says by opening
 * which of them it is under, so none is ever removed by the hub.
 */
export class ArchiveKeys {
  readonly #dir: string;
  #keys: readonly Uint8Array[] = [];
  #newest = 0;

  private constructor(dir: string) {
    this.#dir = dir;
  }

  /** Reads them, making the first. @throws UsageError when one can't be read or is damaged */
  static async open(dir: string): Promise<ArchiveKeys> {
    const keys = new ArchiveKeys(dir);
    await keyFile(dir, 'archive', () => randomBytes(32));
    await keys.reload();
    return keys;
  }

  get current(): Uint8Array {
    const newest = this.#keys[0];
    if (newest) return newest;
    throw new UsageError(`${this.#dir} holds no key of the archive; restore it from the backup.`);
  }

  /** The newest first. */
  get accepted(): readonly Uint8Array[] {
    return this.#keys;
  }

  /** Follows what another process began. */
  async reload(): Promise<void> {
    const numbers = (await readdir(this.#dir))
      .flatMap((name) => {
        const match = archiveName.exec(name);
        return match ? [Number(match[1] ?? 1)] : [];
      })
      .toSorted((a, b) => b - a);
    const keys = await Promise.all(numbers.map((number) => this.#read(number)));
    this.#keys = keys;
    this.#newest = numbers[0] ?? 0;
  }

  /** Begins a period: what is written from now on is sealed with a fresh key. Gives its number. */
  async begin(): Promise<number> {
    await this.reload();
    const number = this.#newest + 1;
    await beginKeyFile(this.#dir, this.#path(number), randomBytes(32));
    await this.reload();
    return this.#newest;
  }

  #path(number: number): string {
    return join(this.#dir, number === 1 ? 'archive.key' : `archive-${number}.key`);
  }

  async #read(number: number): Promise<Uint8Array> {
    const key = await readKey(this.#path(number));
    if (key?.length === 32) return key;
    throw new UsageError(`The key ${this.#path(number)} is damaged; restore it from the backup.`);
  }
}

/**
 * Reads the hub's keys from `home`/keys, making those that are missing (files 0600, folder 0700).
 * @throws UsageError when a key file can't be read or is damaged
 */
export async function loadHubKeys(home: string): Promise<HubKeys> {
  const dir = join(home, 'keys');
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const newSeed = (): Uint8Array => exportSeed(generateKeyPair().object);
  const [sign, box, seed, names, archive, ca, system, account, identity] = await Promise.all([
    SignKeys.open(dir),
    BoxKeys.open(dir),
    keyFile(dir, 'nats', () => createUser().getSeed()),
    keyFile(dir, 'names', () => randomBytes(32)),
    ArchiveKeys.open(dir),
    keyFile(dir, 'ca', newSeed),
    keyFile(dir, 'nats-system', () => createUser().getSeed()),
    keyFile(dir, 'nats-account', newSeed),
    readKey(identityPath(home)),
  ]);
  try {
    return {
      sign,
      box,
      natsSeed: seed,
      natsPublic: fromSeed(seed).getPublicKey(),
      ca: importPrivateKey(ca),
      natsSystemSeed: system,
      natsSystemPublic: fromSeed(system).getPublicKey(),
      natsAccount: importPrivateKey(account),
      names,
      archive,
      identity,
    };
  } catch (cause) {
    throw new UsageError(`A key in ${dir} is damaged; restore it from the backup.`, { cause });
  }
}

const identityPath = (home: string): string => join(home, 'keys', 'identity.key');

/** Removes the file of a key that everything was sealed anew from. */
export async function forgetIdentityKey(home: string): Promise<void> {
  await rm(identityPath(home), { force: true });
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
