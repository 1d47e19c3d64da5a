import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { ObjectStore } from '../../platform/objects/store.ts';
import type { ByteSource } from './formats/source.ts';

/** A source that is open until it is disposed of. */
export type OpenSource = ByteSource & AsyncDisposable;

/** A file as a source. */
export async function fileSource(path: string): Promise<OpenSource> {
  const file = await open(path, 'r');
  const { size } = await file.stat();
  return {
    size,
    async readAt(offset, length) {
      const wanted = Math.max(0, Math.min(length, size - offset));
      const buffer = Buffer.allocUnsafe(wanted);
      let done = 0;
      while (done < wanted) {
        const { bytesRead } = await file.read(buffer, done, wanted - done, offset + done);
        if (bytesRead === 0) break;
        done += bytesRead;
      }
      return buffer.subarray(0, done);
    },
    [Symbol.asyncDispose]: () => file.close(),
  };
}

/** An object as a source; each read is a question to the store. */
export function objectSource(store: ObjectStore, sha256: string, size: number): OpenSource {
  return {
    size,
    async readAt(offset, length) {
      const wanted = Math.max(0, Math.min(length, size - offset));
      if (wanted === 0) return Buffer.alloc(0);
      const pieces: Buffer[] = [];
      for await (const piece of await store.read(sha256, { from: offset, length: wanted })) {
        if (Buffer.isBuffer(piece)) pieces.push(piece);
      }
      return Buffer.concat(pieces);
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

const pieceBytes = 4 * 1_048_576;

/** SHA-256 of a source, read in pieces, as hexadecimal digits. */
export async function sha256Of(source: ByteSource): Promise<string> {
  const hash = createHash('sha256');
  for (let at = 0; at < source.size; at += pieceBytes) {
    hash.update(await source.readAt(at, Math.min(pieceBytes, source.size - at)));
  }
  return hash.digest('hex');
}
