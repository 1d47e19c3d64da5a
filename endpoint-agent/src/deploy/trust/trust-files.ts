import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Change, StoredFiles } from '@eucora/protocol/trust';
import { readIfThere, removeFile, syncDirectory, writeWhole } from '../../files/atomic.ts';

/**
 * The trusted metadata of this device, one file each below a folder. Each change is durable before the
 * next is made, in the order in which the rules give them, so that a crash leaves a state that the
 * rules have been through.
 */
export class TrustFiles {
  readonly #folder: string;
  readonly #files: Map<string, Uint8Array>;

  private constructor(folder: string, files: Map<string, Uint8Array>) {
    this.#folder = folder;
    this.#files = files;
  }

  static async open(folder: string): Promise<TrustFiles> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const files = new Map<string, Uint8Array>();
    for (const name of await readdir(folder)) {
      // A draft is what a crash left of a change that was never made.
      const bytes = name.endsWith('.json') ? await readIfThere(join(folder, name)) : undefined;
      if (bytes) files.set(name, bytes);
    }
    return new TrustFiles(folder, files);
  }

  get stored(): StoredFiles {
    return this.#files;
  }

  async write(changes: readonly Change[]): Promise<void> {
    for (const change of changes) {
      const path = join(this.#folder, change.name);
      if (change.kind === 'keep') {
        await writeWhole(path, change.bytes);
        this.#files.set(change.name, change.bytes);
      } else {
        await removeFile(path);
        await syncDirectory(this.#folder);
        this.#files.delete(change.name);
      }
    }
  }
}
