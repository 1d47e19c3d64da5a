import { join } from 'node:path';
import { stat } from 'node:fs/promises';
import { removeFile, writeWhole } from '../files/atomic.ts';
import { systemCode } from '../errors.ts';

const reserveBytes = 65_536;

/** Room kept back, so that on a full disk the spool can still write what lets it remove files. */
export class Reserve {
  readonly #path: string;

  constructor(directory: string) {
    this.#path = join(directory, 'reserve');
  }

  /** Keeps room back again, if there is some. */
  async fill(): Promise<void> {
    try {
      if ((await stat(this.#path)).size === reserveBytes) return;
    } catch (error) {
      if (systemCode(error) !== 'ENOENT') throw error;
    }
    try {
      await writeWhole(this.#path, Buffer.alloc(reserveBytes, 1));
    } catch (error) {
      if (systemCode(error) !== 'ENOSPC' && systemCode(error) !== 'EDQUOT') throw error;
      await removeFile(`${this.#path}.draft`);
    }
  }

  async spend(): Promise<void> {
    await removeFile(this.#path);
  }
}
