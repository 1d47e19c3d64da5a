import { createHash } from 'node:crypto';
import { DeltaError } from '../errors.ts';
import { chunkEnd, gearTable, type ChunkSizes } from './cut.ts';

/** A chunk of an artifact. */
export interface Chunk {
  /** SHA-256, as hex. */
  readonly name: string;
  /** In bytes. */
  readonly length: number;
}

const nameBytes = 32;
const entryBytes = nameBytes + 4;
const magic = 'EUCHUNK1';

/** Chunks of these bytes, in order. */
export function chunksOf(bytes: Uint8Array, sizes: ChunkSizes): Chunk[] {
  const gear = gearTable();
  const chunks: Chunk[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = chunkEnd(bytes, at, sizes, gear);
    chunks.push({ name: nameOf(bytes.subarray(at, end)), length: end - at });
    at = end;
  }
  return chunks;
}

export function nameOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A list of chunks: 8 bytes of magic, then for each its SHA-256 and its length, lowest byte first. */
export function encodeChunkList(chunks: readonly Chunk[]): Uint8Array {
  const bytes = new Uint8Array(magic.length + chunks.length * entryBytes);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(magic));
  chunks.forEach(({ name, length }, i) => {
    const at = magic.length + i * entryBytes;
    bytes.set(Buffer.from(name, 'hex'), at);
    view.setUint32(at + nameBytes, length, true);
  });
  return bytes;
}

/** Reads a list of chunks that together are exactly `size` bytes. @throws DeltaError */
export function decodeChunkList(bytes: Uint8Array, size: number): Chunk[] {
  const found = new TextDecoder('latin1').decode(bytes.subarray(0, magic.length));
  if (found !== magic) throw new DeltaError('malformed', 'not a list of chunks');
  if ((bytes.length - magic.length) % entryBytes !== 0) {
    throw new DeltaError('truncated', 'a list of chunks that ends within a chunk');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const chunks: Chunk[] = [];
  let sum = 0;
  for (let at = magic.length; at < bytes.length; at += entryBytes) {
    const length = view.getUint32(at + nameBytes, true);
    if (length === 0) throw new DeltaError('malformed', 'a chunk without bytes');
    sum += length;
    chunks.push({ name: Buffer.from(bytes.subarray(at, at + nameBytes)).toString('hex'), length });
  }
  if (sum !== size) throw new DeltaError('out_of_range', `chunks of ${sum} bytes, not ${size}`);
  return chunks;
}
