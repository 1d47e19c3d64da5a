import { mkdir, open, readdir, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isMissing, makeDirs, syncDir, writeDurably } from '../platform/durable-file.ts';
import { PackMissingError, type ArchiveStore, type StoredPack } from './store.ts';

const suffix = '.pack';
const noteSuffix = '.note';

/** Packs as files below `root`; names may hold slashes. */
export function filesystemPacks(root: string): ArchiveStore {
  const pathOf = (name: string): string => join(root, `${name}${suffix}`);
  return {
    async write(name, pieces) {
      const path = pathOf(name);
      await makeDirs(root, dirname(path));
      const part = `${path}.part`;
      try {
        const written = await writeDurably(part, pieces);
        await rename(part, path);
        await syncDir(dirname(path));
        return written;
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
    },
    async open(name): Promise<StoredPack> {
      const file = await openFile(name, pathOf(name));
      const { size } = await file.stat();
      return {
        size,
        async readAt(offset, length) {
          const buffer = Buffer.allocUnsafe(Math.max(0, length));
          const { bytesRead } = await file.read(buffer, 0, buffer.length, Math.max(0, offset));
          return buffer.subarray(0, bytesRead);
        },
        [Symbol.asyncDispose]: () => file.close(),
      };
    },
    async list() {
      const found = await readdir(root, { recursive: true }).catch((error: unknown) => {
        ignoreMissing(error);
        return [];
      });
      return found
        .filter((name) => name.endsWith(suffix))
        .map((name) => name.slice(0, -suffix.length));
    },
    async remove(name) {
      const path = pathOf(name);
      await rm(path, { force: true });
      await syncDir(dirname(path)).catch(ignoreMissing);
    },
    async writeNote(name, content) {
      const path = join(root, `${name}${noteSuffix}`);
      await makeDirs(root, dirname(path));
      const part = `${path}${suffix}.part`; // tidied as that of a pack
      await writeDurably(part, piecesOf(content));
      await rename(part, path);
      await syncDir(dirname(path));
    },
    async readNote(name) {
      return readFile(join(root, `${name}${noteSuffix}`)).catch((error: unknown) => {
        ignoreMissing(error);
        return undefined;
      });
    },
    async tidy() {
      await mkdir(root, { recursive: true, mode: 0o700 });
      const found = await readdir(root, { recursive: true });
      for (const name of found) {
        if (name.endsWith(`${suffix}.part`)) await rm(join(root, name), { force: true });
      }
    },
  };
}

async function* piecesOf(content: Buffer): AsyncGenerator<Buffer> {
  yield content;
}

async function openFile(name: string, path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (cause) {
    if (isMissing(cause)) throw new PackMissingError(name, { cause });
    throw cause;
  }
}

function ignoreMissing(error: unknown): void {
  if (!isMissing(error)) throw error;
}
