import { DeltaError } from '../errors.ts';
import type { OldBytes } from '../old-bytes.ts';
import { nameOf, type Chunk } from './chunk-list.ts';

/** What a receiver has to be sent, beside what it holds. */
export interface Missing {
  /** Each once, in the order of the artifact. */
  readonly chunks: readonly Chunk[];
  readonly missingBytes: number;
  /** Bytes of the artifact that come from what is held, or were sent already. */
  readonly reusedBytes: number;
}

/** Which chunks of an artifact a receiver that holds these names lacks. */
export function missingChunks(chunks: readonly Chunk[], held: ReadonlySet<string>): Missing {
  const sent = new Set<string>();
  const missing: Chunk[] = [];
  let missingBytes = 0;
  let all = 0;
  for (const chunk of chunks) {
    all += chunk.length;
    if (held.has(chunk.name) || sent.has(chunk.name)) continue;
    sent.add(chunk.name);
    missing.push(chunk);
    missingBytes += chunk.length;
  }
  return { chunks: missing, missingBytes, reusedBytes: all - missingBytes };
}

/** The missing chunks of `bytes`, one after the other: what travels, before compression. */
export function missingPayload(bytes: Uint8Array, chunks: readonly Chunk[], missing: Missing) {
  const wanted = new Set(missing.chunks.map(({ name }) => name));
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (const { name, length } of chunks) {
    if (wanted.delete(name)) pieces.push(bytes.subarray(at, at + length));
    at += length;
  }
  return Buffer.concat(pieces);
}

/**
 * Puts an artifact together from what is held and what was sent. Each chunk is hashed before it is
 * given on, so that a damaged base is noticed at once.
 *
 * @throws DeltaError `wrong_hash` for a chunk that is not what its name says, `truncated`
 */
export async function* joinChunks(
  chunks: readonly Chunk[],
  heldAt: ReadonlyMap<string, number>,
  old: OldBytes,
  payload: Uint8Array,
): AsyncGenerator<Uint8Array> {
  const sentAt = new Map<string, number>();
  let next = 0;
  for (const { name, length } of chunks) {
    const held = heldAt.get(name);
    let bytes: Uint8Array;
    if (held === undefined) {
      const at = sentAt.get(name) ?? next;
      if (at === next) next += length;
      sentAt.set(name, at);
      bytes = payload.subarray(at, at + length);
      if (bytes.length < length) throw new DeltaError('truncated', 'fewer chunks than were asked');
    } else {
      if (held + length > old.size)
        throw new DeltaError('out_of_range', 'a chunk outside the base');
      bytes = new Uint8Array(length);
      await old.read(held, bytes);
    }
    if (nameOf(bytes) !== name) {
      throw new DeltaError('wrong_hash', `chunk ${name.slice(0, 12)} is not what its name says`);
    }
    yield bytes;
  }
}

/** Where each chunk of held bytes lies. */
export function placesOf(chunks: readonly Chunk[]): Map<string, number> {
  const places = new Map<string, number>();
  let at = 0;
  for (const { name, length } of chunks) {
    if (!places.has(name)) places.set(name, at);
    at += length;
  }
  return places;
}
