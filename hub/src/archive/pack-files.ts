import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ReadAt } from './pack-format.ts';

/** Where packs live. The file system here; an object store has the same three verbs. */
export interface PackFiles {
  /** Writes a pack whole: it is there, durably, or not at all. */
  write(name: string, pieces: AsyncIterable<Buffer>): Promise<{ bytes: number; sha256: Buffer }>;
  /** Opens a pack for reading. */
  open(name: string): Promise<{ size: number; readAt: ReadAt } & AsyncDisposable>;
  /** Names of all packs. */
  list(): Promise<string[]>;
  /** Removes what a killed process left half-written: it was never promised to anybody. */
  tidy(): Promise<void>;
}

const suffix = '.pack';

/** Packs as files below `root`; names may hold slashes. */
export function filesystemPacks(root: string): PackFiles {
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
    async open(name) {
      const file = await open(pathOf(name), 'r');
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
      const found = await readdir(root, { recursive: true });
      return found
        .filter((name) => name.endsWith(suffix))
        .map((name) => name.slice(0, -suffix.length));
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

async function writeDurably(
  path: string,
  pieces: AsyncIterable<Buffer>,
): Promise<{ bytes: number; sha256: Buffer }> {
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await open(path, 'w', 0o600);
  try {
    for await (const piece of pieces) {
      hash.update(piece);
      bytes += piece.length;
      await file.writeFile(piece);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { bytes, sha256: hash.digest() };
}

/** A folder is durable only when its own entry is: sync every parent down from the root. */
async function makeDirs(root: string, dir: string): Promise<void> {
  const made = await mkdir(dir, { recursive: true, mode: 0o700 });
  if (made === undefined) return;
  for (let at = dir; at.length >= dirname(root).length; at = dirname(at)) {
    await syncDir(at);
    if (at === dirname(at)) return;
  }
}

async function syncDir(dir: string): Promise<void> {
  const handle = await open(dir, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
