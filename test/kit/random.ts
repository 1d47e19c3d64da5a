import { createHash } from 'node:crypto';

/** Reproducible randomness: the same seed gives the same draws on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** A whole number in [0, below). */
  below(below: number): number;
  /** A whole number in [from, to], both included. */
  between(from: number, to: number): number;
  chance(probability: number): boolean;
  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
  /** Exponentially distributed with this mean: times between independent happenings. */
  exponential(mean: number): number;
  bytes(count: number): Uint8Array;
  /** An independent source, whose draws do not depend on how often this one was asked. */
  fork(label: string | number): Random;
}

/** A source from a seed (sfc32, seeded by SHA-256 of the text). */
export function createRandom(seed: string | number): Random {
  const digest = createHash('sha256').update(String(seed)).digest();
  let [a, b, c, d] = [0, 4, 8, 12].map((offset) => digest.readInt32LE(offset)) as [
    number,
    number,
    number,
    number,
  ];
  const word = (): number => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  const next = (): number => word() / 2 ** 32;
  const below = (bound: number): number => Math.floor(next() * bound);
  return {
    next,
    below,
    between: (from, to) => from + below(to - from + 1),
    chance: (probability) => next() < probability,
    pick<T>(list: readonly T[]): T {
      const chosen = list[below(list.length)];
      if (chosen === undefined) throw new RangeError('pick from an empty list');
      return chosen;
    },
    exponential: (mean) => -mean * Math.log(1 - next()),
    bytes: (count) => Uint8Array.from({ length: count }, () => word() & 0xff),
    fork: (label) => createRandom(`${seed}/${label}`),
  };
}
