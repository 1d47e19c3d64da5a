import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { chmod, copyFile, lstat, mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { toHex } from '@eucora/protocol';
import { systemCode, UsageError } from '../errors.ts';
import { removeFile } from '../files/atomic.ts';

/** The bytes that are to be installed are not those that both sides signed. */
export class BytesChangedError extends Error {
  override readonly name = 'BytesChangedError';
}
export interface WantedBytes {
  readonly sha256: Uint8Array;
  readonly bytes: number;
}

/**
 * Files on their way into an installer, and those that a way back needs. What an installer opens was
 * copied here first and hashed here: the folder belongs to this user and nobody else may enter it,
 * so nothing can be put in its place between the check and the use.
 */
export class Staging {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** @throws UsageError when the folder is somebody else's or open to others */
  static async open(folder: string): Promise<Staging> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const found = await lstat(folder);
    const isOurs = process.getuid === undefined || found.uid === process.getuid();
    if (!found.isDirectory() || !isOurs) {
      throw new UsageError(`${folder} is not a folder of this user: remove it`);
    }
    if ((found.mode & 0o077) !== 0) await chmod(folder, 0o700);
    return new Staging(folder);
  }

  pathOf(sha256: Uint8Array, suffix: string): string {
    return join(this.#folder, `${toHex(sha256)}${suffix}`);
  }

  /**
   * Copies a file here and hashes the copy; the same bytes are under the same name.
   * @throws BytesChangedError
   */
  async stage(source: string, wanted: WantedBytes, suffix: string): Promise<string> {
    const path = this.pathOf(wanted.sha256, suffix);
    if (source !== path) {
      const draft = `${path}.draft`;
      await removeFile(draft);
      // A filesystem that can shares the blocks; the copy still has a life of its own.
      await copyFile(source, draft, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
      await chmod(draft, 0o600);
      await rename(draft, path);
    }
    await this.#require(path, wanted);
    return path;
  }

  /** Whether a file of that name and length is here; only `stage` and `held` say what is in it. */
  async has({ sha256, bytes }: WantedBytes, suffix: string): Promise<boolean> {
    try {
      return (await lstat(this.pathOf(sha256, suffix))).size === bytes;
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return false;
      throw error;
    }
  }

  /** The staged file of these bytes; undefined when it is not there or no longer what it was. */
  async held(wanted: WantedBytes, suffix: string): Promise<string | undefined> {
    const path = this.pathOf(wanted.sha256, suffix);
    if (!(await this.has(wanted, suffix))) return undefined;
    try {
      await this.#require(path, wanted);
      return path;
    } catch (error) {
      if (error instanceof BytesChangedError) return undefined;
      throw error;
    }
  }

  /** Removes all but the files of these hashes, in hex. */
  async sweep(keep: ReadonlySet<string>): Promise<void> {
    for (const name of await readdir(this.#folder)) {
      if (!keep.has(name.slice(0, 64)) || name.endsWith('.draft')) {
        await removeFile(join(this.#folder, name));
      }
    }
  }

  async #require(path: string, { sha256, bytes }: WantedBytes): Promise<void> {
    const { size } = await lstat(path);
    const hash = createHash('sha256');
    if (size === bytes) await pipeline(createReadStream(path), hash);
    const found = hash.digest('hex');
    if (size === bytes && found === toHex(sha256)) return;
    await removeFile(path);
    const saw = size === bytes ? `SHA-256 ${found.slice(0, 16)}…` : `${size} bytes`;
    throw new BytesChangedError(
      `${saw} where ${bytes} bytes of SHA-256 ${toHex(sha256).slice(0, 16)}… were signed`,
    );
  }
}
