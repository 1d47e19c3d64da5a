import { randomBytes } from 'node:crypto';
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArchiveStore } from '../archive/index.ts';
import {
  erasedOfText,
  erasedText,
  holdsAll,
  mergeErased,
  type Erased,
  type ErasureBook,
} from '../modules/privacy/index.ts';
import { UsageError } from '../platform/errors.ts';
import {
  openAtRest,
  openingKeys,
  sealAtRest,
  sealingKey,
  type PackKeys,
} from '../platform/keys.ts';
import { syncFolder, writeDurably } from './backup-files.ts';

export interface ErasureBookDeps {
  /** Folder of the hub. */
  readonly home: string;
  readonly archive: ArchiveStore;
  readonly archiveKey: PackKeys;
}

const fileName = 'erasures.jsonl';
const noteName = 'erasures';
const context = Buffer.from('eucora erasures');

/**
 * The list of what was erased, in the hub's home and, sealed, beside the packs of the archive: one of
 * both is left when a database, a home or a bucket is lost. It holds random ids and moments alone.
 */
export function openErasureBook({ home, archive, archiveKey }: ErasureBookDeps): ErasureBook {
  const path = join(home, fileName);
  const readOwn = async (): Promise<readonly Erased[]> => {
    const text = await readFile(path, 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
      throw error;
    });
    return parsed(text, path);
  };
  const readArchived = async (): Promise<readonly Erased[]> => {
    const sealed = await archive.readNote(noteName);
    if (sealed === undefined) return [];
    return parsed(opened(sealed, archiveKey).toString('utf8'), 'the list in the archive');
  };
  return {
    async add(erased) {
      const [own, archived] = [await readOwn(), await readArchived()];
      const list = mergeErased(mergeErased(own, archived), erased);
      const text = erasedText(list);
      if (!holdsAll(own, list)) await replace(home, path, text);
      if (holdsAll(archived, list)) return;
      const sealed = sealAtRest(Buffer.from(text), sealingKey(archiveKey), context);
      await archive.writeNote(noteName, Buffer.from(sealed));
    },
    async read() {
      return mergeErased(await readOwn(), await readArchived());
    },
  };
}

function parsed(text: string, where: string): readonly Erased[] {
  try {
    return erasedOfText(text);
  } catch (cause) {
    throw new UsageError(
      `The list of erasures (${where}) is damaged; take the other copy of it (${fileName} in the ` +
        'hub’s home, or the archive), since what it names must not come back.',
      { cause },
    );
  }
}

function opened(sealed: Uint8Array, keys: PackKeys): Buffer {
  for (const key of openingKeys(keys)) {
    try {
      return Buffer.from(openAtRest(sealed, key, context));
    } catch {
      // Sealed in another period: the next key may open it.
    }
  }
  throw new UsageError('The list of erasures in the archive opens with no key of the archive.');
}

async function replace(home: string, path: string, text: string): Promise<void> {
  const fresh = `${path}.${randomBytes(6).toString('hex')}`;
  await writeDurably(fresh, text);
  await rename(fresh, path);
  await syncFolder(home);
}
