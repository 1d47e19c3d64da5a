import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  generateBoxKeyPair,
  importBoxKeyPair,
  unwrapSubjectKey,
  type BoxKeyPair,
  type WrappedKey,
} from '@eucora/protocol';
import { UsageError } from './errors.ts';
import { beginKeyFile, destroyKeyFile, keyFile, readKey } from './key-files.ts';

const fileName = /^box(?:-(\d{1,6}))?\.key$/;

interface Box {
  readonly no: number;
  readonly pair: BoxKeyPair;
}

/**
 * The keys that devices wrap subject keys for: one for each period, the newest in use. A period ends
 * with an erasure: what was wrapped before lies in archives and journals for ever, and opens no more
 * once the key of its period is destroyed.
 */
export class BoxKeys {
  readonly #dir: string;
  #boxes: readonly Box[] = []; // the newest first

  private constructor(dir: string) {
    this.#dir = dir;
  }

  /** Reads them, making the first. @throws UsageError when one can't be read or is damaged */
  static async open(dir: string): Promise<BoxKeys> {
    const keys = new BoxKeys(dir);
    await keys.reload();
    if (keys.#boxes.length > 0) return keys;
    await keyFile(dir, 'box', () => generateBoxKeyPair().secretKey);
    await keys.reload();
    return keys;
  }

  /** The number of the period. */
  get no(): number {
    return this.#newest.no;
  }

  /** What devices wrap for from now on. */
  get publicKey(): Uint8Array {
    return this.#newest.pair.publicKey;
  }

  /** Numbers of the periods whose keys are still there, the newest first. */
  get held(): readonly number[] {
    return this.#boxes.map(({ no }) => no);
  }

  /** A subject's key that was wrapped for this hub; null: not for it, or for a key that is destroyed. */
  unwrap(wrapped: readonly WrappedKey[]): Uint8Array | null {
    for (const { pair } of this.#boxes) {
      const key = unwrapSubjectKey(wrapped, pair);
      if (key) return key;
    }
    return null;
  }

  /** Begins a period, with a number above every one there was. Gives its number. */
  async begin(above: number): Promise<number> {
    await this.reload();
    const no = Math.max(above, this.no) + 1;
    await beginKeyFile(this.#dir, this.#path(no), generateBoxKeyPair().secretKey);
    await this.reload();
    return no;
  }

  /** Destroys the key of a period that is over. @throws Error for the newest */
  async destroy(no: number): Promise<void> {
    await this.reload();
    if (no === this.no) throw new Error(`box key ${no} is in use`);
    await destroyKeyFile(this.#dir, this.#path(no));
    await this.reload();
  }

  /** Follows what another process began or destroyed. */
  async reload(): Promise<void> {
    const numbers = (await readdir(this.#dir))
      .flatMap((name) => {
        const match = fileName.exec(name);
        return match ? [Number(match[1] ?? 1)] : [];
      })
      .toSorted((a, b) => b - a);
    this.#boxes = await Promise.all(
      numbers.map(async (no) => ({ no, pair: await this.#read(no) })),
    );
  }

  get #newest(): Box {
    const newest = this.#boxes[0];
    if (newest) return newest;
    throw new UsageError(`${this.#dir} holds no box key; restore it from the backup.`);
  }

  #path(no: number): string {
    return join(this.#dir, no === 1 ? 'box.key' : `box-${no}.key`);
  }

  async #read(no: number): Promise<BoxKeyPair> {
    const secret = await readKey(this.#path(no));
    if (secret?.length === 32) return importBoxKeyPair(secret);
    throw new UsageError(`The key ${this.#path(no)} is damaged; restore it from the backup.`);
  }
}
