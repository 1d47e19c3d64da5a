import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  chainHubKeys,
  exportSeed,
  generateKeyPair,
  importPrivateKey,
  judgeHubKeys,
  openSuccession,
  ProtocolError,
  sameBytes,
  sealSuccession,
  type Believed,
  type HubKeyChain,
  type HubKeysVerdict,
  type KeyRing,
  type PrivateKey,
  type PublicKey,
} from '@eucora/protocol';
import { UsageError } from './errors.ts';
import { beginFile, destroyKeyFile, keyFile } from './key-files.ts';

const fileName = /^sign(?:-(\d{1,6}))?\.key$/;
const dayMs = 86_400_000;
/** How long after a rotation an enrolment token that was made before it still enrols. */
export const grantsOverlapMs = 30 * dayMs;
const triesMax = 5;

/** A signing key with all that led to it, as its file holds it. */
export interface SignKeyFile {
  readonly number: number;
  readonly key: PrivateKey;
  /** Undefined: it is the hub's first. */
  readonly chain: HubKeyChain | undefined;
  /** The file: the seed, then each succession, base64 in lines. */
  readonly text: string;
}

/**
 * The key that signs for this hub, and those that did. It is in force as a whole or not at all: one
 * file holds the newest key and every succession that led to it; private halves of older ones are
 * destroyed, since all they are good for is to name another successor. Used as a key it is the newest
 * one, whenever it is looked at; used as a ring it is all that there ever were.
 */
export class SignKeys implements PrivateKey, KeyRing {
  readonly #dir: string;
  readonly #listeners = new Set<() => void>();
  #own: SignKeyFile;

  private constructor(dir: string, own: SignKeyFile) {
    this.#dir = dir;
    this.#own = own;
  }

  /** Reads it, making the first. @throws UsageError when it can't be read or is damaged */
  static async open(dir: string): Promise<SignKeys> {
    if ((await numbersIn(dir)).length === 0) {
      await keyFile(dir, 'sign', () => exportSeed(generateKeyPair().object));
    }
    return new SignKeys(dir, await newestOf(dir));
  }

  get object(): PrivateKey['object'] {
    return this.#own.key.object;
  }

  get publicKey(): PublicKey {
    return this.#own.key.publicKey;
  }

  /** Every key that this hub ever signed with, the first one first. */
  get keys(): readonly PublicKey[] {
    return this.#own.chain?.keys ?? [this.publicKey];
  }

  get number(): number {
    return this.#own.number;
  }

  get chain(): HubKeyChain | undefined {
    return this.#own.chain;
  }

  /** What brings the key to another hub of this database, and back from a copy. */
  get text(): string {
    return this.#own.text;
  }

  /** Since when it signs; undefined: from the beginning. */
  get since(): Date | undefined {
    const last = this.#own.chain?.successions.at(-1);
    return last && new Date(last.issuedMs);
  }

  /** Whom to tell that another key signs. */
  onChange(listener: () => void): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => void this.#listeners.delete(listener) };
  }

  /** The next key, named by this one. Nothing changes until it is adopted. */
  successor(now: Date): SignKeyFile {
    const { key: from, chain, number } = this.#own;
    const to = generateKeyPair();
    const prevHash = chain?.successions.at(-1)?.hash ?? new Uint8Array(0);
    const issuedMs = now.getTime();
    const said = { number: number + 1, prevHash, issuedMs };
    const bytes = sealSuccession({ ...said, grantsUntilMs: issuedMs + grantsOverlapMs }, from, to);
    const before = chain?.successions.map((each) => each.bytes) ?? [];
    const lines = [exportSeed(to.object), ...before, bytes];
    return parseSignKey(
      `${lines.map((line) => Buffer.from(line).toString('base64')).join('\n')}\n`,
    );
  }

  /**
   * Takes a key that goes on from this one, whoever made it; from then on it signs, also after a
   * restart. Anything else changes nothing.
   */
  async adopt(file: SignKeyFile): Promise<HubKeysVerdict> {
    if (!file.chain) return 'known';
    const verdict = judgeHubKeys(this.#own.chain, this.publicKey, file.chain);
    if (verdict !== 'newer') return verdict;
    await beginFile(this.#dir, join(this.#dir, nameOf(file.number)), file.text);
    await this.reload();
    return verdict;
  }

  /** Follows what lies in the folder, and destroys what is no longer needed there. */
  async reload(): Promise<void> {
    const newest = await newestOf(this.#dir);
    const isNew = newest.text !== this.#own.text;
    if (isNew) this.#own = newest;
    await this.#destroyOld();
    if (isNew) for (const listener of this.#listeners) listener();
  }

  async #destroyOld(): Promise<void> {
    for (const number of await numbersIn(this.#dir)) {
      if (number < this.number) await destroyKeyFile(this.#dir, join(this.#dir, nameOf(number)));
    }
  }
}

/** Whose signatures a holder of `key` believes: a key that follows another is not alone. */
export const believedOf = (key: PrivateKey): Believed =>
  key instanceof SignKeys ? key : key.publicKey;

/** Tells of each new key, where `key` is one that others follow. */
export const onNewKey = (key: PrivateKey, listener: () => void): Disposable =>
  key instanceof SignKeys ? key.onChange(listener) : { [Symbol.dispose]: () => undefined };

/** The name of the file of a number. */
export const nameOf = (number: number): string =>
  number === 1 ? 'sign.key' : `sign-${number}.key`;

/** Reads the text of a key file. @throws ProtocolError when it is not whole */
export function parseSignKey(text: string): SignKeyFile {
  const [seed, ...lines] = text
    .trim()
    .split('\n')
    .map((line) => Buffer.from(line, 'base64'));
  const key = importPrivateKey(seed ?? new Uint8Array(0));
  if (lines.length === 0) return { number: 1, key, chain: undefined, text };
  const chain = chainHubKeys(lines.map(openSuccession));
  const newest = chain.keys.at(-1);
  if (!newest || !sameBytes(newest.raw, key.publicKey.raw)) {
    throw new ProtocolError('malformed', 'a signing key whose successions lead to another');
  }
  return { number: chain.keys.length, key, chain, text };
}

/** Numbers of the key files in a folder, the newest first. */
export async function numbersIn(dir: string): Promise<number[]> {
  return (await readdir(dir))
    .flatMap((name) => {
      const match = fileName.exec(name);
      return match ? [Number(match[1] ?? 1)] : [];
    })
    .toSorted((a, b) => b - a);
}

/**
 * The newest key of a folder. Another process may replace it and destroy the older one between two
 * looks, so a file that is gone or damaged is looked for again.
 */
async function newestOf(dir: string): Promise<SignKeyFile> {
  let fault: unknown;
  for (let tries = 0; tries < triesMax; tries += 1) {
    const [newest] = await numbersIn(dir);
    if (newest === undefined) break;
    try {
      const file = parseSignKey(await readFile(join(dir, nameOf(newest)), 'utf8'));
      if (file.number === newest) return await checked(dir, file);
    } catch (error) {
      if (error instanceof UsageError) throw error;
      fault = error;
    }
  }
  const text = `The signing key in ${dir} can't be read or is damaged; restore it from the backup.`;
  throw new UsageError(text, { cause: fault });
}

/** Keys that lie beside it must be those that it follows: a restore may have mixed two hubs. */
async function checked(dir: string, file: SignKeyFile): Promise<SignKeyFile> {
  for (const number of await numbersIn(dir)) {
    if (number >= file.number) continue;
    const text = await readFile(join(dir, nameOf(number)), 'utf8').catch(() => undefined);
    const known = file.chain?.keys[number - 1];
    if (text === undefined || !known || isErased(text)) continue;
    if (sameBytes(parseSignKey(text).key.publicKey.raw, known.raw)) continue;
    throw new UsageError(
      `${join(dir, nameOf(number))} is not the key that ${nameOf(file.number)} follows; ` +
        'use the keys of one hub.',
    );
  }
  return file;
}

/** Being destroyed at this moment. */
const isErased = (text: string): boolean => /^\0*$/.test(text);
