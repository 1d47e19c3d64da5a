import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { isMissing, makeDirs, removeOldParts, syncDir, writeDurably } from '../durable-file.ts';
import { RoomError } from '../errors.ts';
import {
  checkObjectName,
  isObjectName,
  ObjectMissingError,
  type ByteRange,
  type ListedObject,
  type ObjectStore,
} from './store.ts';

const incoming = 'incoming';
const partKeptMs = 86_400_000;
const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

/** Objects as files below `root`, in 256 folders by their first byte. */
export function folderObjects(root: string): ObjectStore {
  const pathOf = (sha256: string): string => {
    const name = checkObjectName(sha256);
    return join(root, name.slice(0, 2), name);
  };

  /** Puts a synced file in its place; whether it was not there before. */
  async function place(part: string, sha256: string, bytes: number): Promise<boolean> {
    const path = pathOf(sha256);
    if ((await sizeOf(path)) === bytes) {
      const now = new Date();
      await utimes(path, now, now); // somebody counts on it anew
      await rm(part, { force: true });
      return false;
    }
    await makeDirs(root, dirname(path));
    await rename(part, path);
    await syncDir(dirname(path));
    return true;
  }

  async function put(content: AsyncIterable<Uint8Array>) {
    await mkdir(join(root, incoming), { recursive: true, mode: 0o700 });
    const part = join(root, incoming, `${randomBytes(16).toString('hex')}.part`);
    try {
      const written = await writeDurably(part, content);
      const sha256 = written.sha256.toString('hex');
      const isNew = await place(part, sha256, written.bytes);
      return { sha256, bytes: written.bytes, isNew };
    } catch (error) {
      await rm(part, { force: true });
      throw codeOf(error) === 'ENOSPC' ? noRoom(root, error) : error;
    }
  }

  return {
    put,
    async adopt(path, { sha256, bytes }) {
      try {
        await place(path, sha256, bytes);
      } catch (error) {
        if (codeOf(error) !== 'EXDEV') throw error;
        // Another file system: copied, and hashed again on the way.
        const copied = await put(createReadStream(path));
        if (copied.sha256 !== sha256) throw changed(path, error);
        await rm(path, { force: true });
      }
    },
    async read(sha256, range) {
      try {
        return await openRange(pathOf(sha256), range);
      } catch (cause) {
        throw isMissing(cause) ? new ObjectMissingError(sha256, { cause }) : cause;
      }
    },
    bytesOf: (sha256) => sizeOf(pathOf(sha256)),
    async delete(sha256) {
      const path = pathOf(sha256);
      await rm(path, { force: true });
      await syncDir(dirname(path)).catch((error: unknown) => {
        if (!isMissing(error)) throw error;
      });
    },
    list: () => listFolder(root),
    tidy: () => removeOldParts(join(root, incoming), new Date(Date.now() - partKeptMs)),
  };
}

/** A stream over an open file, so that a missing one is told before anything is sent. */
async function openRange(path: string, range: ByteRange | undefined): Promise<Readable> {
  const file = await open(path, 'r');
  if (range === undefined) return file.createReadStream();
  const end = range.from + range.length - 1;
  return file.createReadStream({ start: range.from, end: Math.max(range.from, end) });
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function* listFolder(root: string): AsyncGenerator<ListedObject> {
  for (const folder of await namesIn(root)) {
    if (!/^[0-9a-f]{2}$/.test(folder)) continue;
    for (const sha256 of await namesIn(join(root, folder))) {
      if (!isObjectName(sha256)) continue;
      const found = await stat(join(root, folder, sha256)).catch((error: unknown) => {
        if (isMissing(error)) return undefined;
        throw error;
      });
      if (found) yield { sha256, bytes: found.size, storedAt: found.mtime };
    }
  }
}

async function namesIn(dir: string): Promise<string[]> {
  return readdir(dir).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
}

const changed = (path: string, cause: unknown): Error =>
  new Error(`${path} changed while it was copied.`, { cause });

function noRoom(root: string, cause: unknown): RoomError {
  return new RoomError(
    `The disk of ${root} is full; free some room there, or name another folder in ` +
      'EUCORA_OBJECTS_DIR.',
    { cause },
  );
}
