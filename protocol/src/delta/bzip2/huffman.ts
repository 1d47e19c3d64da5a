import { bzip2 } from './format.ts';

/**
 * Lengths of a prefix code for these frequencies, none longer than `bitsMax`: where the best code is
 * deeper, frequencies are halved until it is not (as libbz2 does). Every symbol gets a code.
 */
export function codeLengths(frequencies: Int32Array, size: number, bitsMax: number): Uint8Array {
  const weights = frequencies.slice(0, size).map((f) => Math.max(1, f));
  for (;;) {
    const lengths = depths(weights);
    if (lengths.every((bits) => bits <= bitsMax)) return lengths;
    for (let i = 0; i < size; i += 1) weights[i] = 1 + (weights[i]! >> 1);
  }
}

/** Depth of every leaf of the Huffman tree, by two queues over leaves in order of weight. */
function depths(weights: Int32Array): Uint8Array {
  const n = weights.length;
  const leaves = Array.from(weights.keys()).toSorted((a, b) => weights[a]! - weights[b]! || a - b);
  const weight = new Float64Array(2 * n - 1);
  const parent = new Int32Array(2 * n - 1);
  leaves.forEach((leaf, i) => {
    weight[i] = weights[leaf]!;
  });
  let leaf = 0;
  let inner = n;
  for (let made = n; made < 2 * n - 1; made += 1) {
    for (let side = 0; side < 2; side += 1) {
      const takesLeaf = leaf < n && (inner >= made || weight[leaf]! <= weight[inner]!);
      const child = takesLeaf ? leaf++ : inner++;
      weight[made]! += weight[child]!;
      parent[child] = made;
    }
  }
  const depth = new Uint8Array(2 * n - 1);
  for (let i = 2 * n - 3; i >= 0; i -= 1) depth[i] = depth[parent[i]!]! + 1;
  const lengths = new Uint8Array(n);
  leaves.forEach((symbol, i) => {
    lengths[symbol] = depth[i]!;
  });
  return lengths;
}

/** Canonical codes: shorter ones first, among equals by symbol. */
export function codesOf(lengths: Uint8Array): Int32Array {
  const codes = new Int32Array(lengths.length);
  let code = 0;
  for (let bits = 1; bits <= bzip2.codeBitsRead; bits += 1) {
    for (let symbol = 0; symbol < lengths.length; symbol += 1) {
      if (lengths[symbol] === bits) codes[symbol] = code++;
    }
    code <<= 1;
  }
  return codes;
}

/** What a reader of a canonical code needs, by length. */
export interface Decoding {
  readonly bitsMin: number;
  /** Highest code of a length; −1 where there is none. */
  readonly limit: Int32Array;
  /** What to subtract from a code of a length to get its place in `symbols`. */
  readonly base: Int32Array;
  readonly symbols: Uint16Array;
}

/** Tables to read a canonical code; undefined: the lengths make no prefix code. */
export function decodingOf(lengths: Uint8Array): Decoding | undefined {
  const limit = new Int32Array(bzip2.codeBitsRead + 2).fill(-1);
  const base = new Int32Array(bzip2.codeBitsRead + 2);
  const symbols = new Uint16Array(lengths.length);
  let code = 0;
  let placed = 0;
  let bitsMin: number = bzip2.codeBitsRead;
  for (let bits = 1; bits <= bzip2.codeBitsRead; bits += 1) {
    base[bits] = code - placed;
    for (let symbol = 0; symbol < lengths.length; symbol += 1) {
      if (lengths[symbol] !== bits) continue;
      symbols[placed++] = symbol;
      limit[bits] = code++;
      bitsMin = Math.min(bitsMin, bits);
    }
    if (code > 1 << bits) return undefined;
    code <<= 1;
  }
  return { bitsMin, limit, base, symbols };
}
