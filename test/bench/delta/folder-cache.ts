import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeltaCache } from '@eucora/protocol/delta';
import { isErrno } from '../errors.ts';

/** A cache in a folder: a file for each name, complete or not there. */
export class FolderCache implements DeltaCache {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  fileOf(name: string): string {
    return join(this.folder, name);
  }

  async get(name: string): Promise<Uint8Array | undefined> {
    try {
      return await readFile(this.fileOf(name));
    } catch (error) {
      if (isErrno(error, 'ENOENT')) return undefined;
      throw error;
    }
  }

  async put(name: string, bytes: Uint8Array): Promise<void> {
    const file = this.fileOf(name);
    await writeFile(`${file}.part`, bytes);
    await rename(`${file}.part`, file);
  }
}
