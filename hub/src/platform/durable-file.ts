import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Writes pieces to a file, readable by its owner alone, and syncs it: with its size and hash. */
export async function writeDurably(
  path: string,
  pieces: AsyncIterable<Uint8Array>,
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

/** What the error says is that there is no such file. */
export const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** A folder is durable only when its own entry is: sync every parent down from the root. */
export async function makeDirs(root: string, dir: string): Promise<void> {
  const made = await mkdir(dir, { recursive: true, mode: 0o700 });
  if (made === undefined) return;
  for (let at = dir; at.length >= dirname(root).length; at = dirname(at)) {
    await syncDir(at);
    if (at === dirname(at)) return;
  }
}

/** Makes what was added to, renamed in or removed from a folder durable. */
export async function syncDir(dir: string): Promise<void> {
  const handle = await open(dir, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Removes files that end in `.part` and were last written before; none in a folder that is not. */
export async function removeOldParts(dir: string, before: Date): Promise<void> {
  const names = await readdir(dir).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  for (const name of names.filter((each) => each.endsWith('.part'))) {
    const path = join(dir, name);
    const { mtime } = await stat(path);
    if (mtime < before) await rm(path, { force: true });
  }
}
