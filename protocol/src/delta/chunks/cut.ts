/** Sizes of chunks in bytes; `usual` is a power of two. */
export interface ChunkSizes {
  readonly min: number;
  readonly usual: number;
  readonly max: number;
}

/** Text trees: small, since a change is a few lines, yet a name of 32 bytes is a 500th of a chunk. */
export const textChunks: ChunkSizes = { min: 4096, usual: 16_384, max: 65_536 };

/**
 * Where a chunk that begins at `from` ends: where the last bytes have a certain hash, so that bytes
 * inserted elsewhere do not move it (FastCDC: Xia et al., USENIX ATC 2016, with its two masks, which
 * bring sizes near the usual one). `bytes` are all there is, or at least `max` of them.
 */
export function chunkEnd(
  bytes: Uint8Array,
  from: number,
  sizes: ChunkSizes,
  gear: Int32Array,
): number {
  const { min, usual, max } = sizes;
  const end = Math.min(bytes.length, from + max);
  const bits = 31 - Math.clz32(usual);
  const strict = -1 << (32 - bits - 2);
  const loose = -1 << (32 - bits + 2);
  const turn = Math.min(end, from + usual);
  let hash = 0;
  let at = from + min;
  for (; at < turn; at += 1) {
    hash = ((hash << 1) + gear[bytes[at]!]!) | 0;
    if ((hash & strict) === 0) return at + 1;
  }
  for (; at < end; at += 1) {
    hash = ((hash << 1) + gear[bytes[at]!]!) | 0;
    if ((hash & loose) === 0) return at + 1;
  }
  return end;
}

/** A random number for each byte value, always the same ones (xorshift32 from a fixed seed). */
export function gearTable(): Int32Array {
  const gear = new Int32Array(256);
  let state = 0x9e3779b9;
  for (let i = 0; i < gear.length; i += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    gear[i] = state;
  }
  return gear;
}
