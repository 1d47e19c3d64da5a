import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

/** Writes pieces to a file, readable by its owner alone, and syncs it: with its size and hash. */
export async function writeDurably(
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
