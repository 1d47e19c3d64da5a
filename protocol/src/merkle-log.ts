import { ProtocolError } from './errors.ts';
import { sameBytes, sha256 } from './ids.ts';

const nodePrefix = Uint8Array.of(1);
const half = (n: number): number => Math.floor(n / 2);
const isOdd = (n: number): boolean => n % 2 === 1;
const join = (left: Uint8Array, right: Uint8Array): Uint8Array => sha256(nodePrefix, left, right);

/** A complete subtree of a log's tree: `2 ** level` leaves, the `place`-th of its level. */
export interface Subtree {
  readonly level: number;
  readonly place: number;
}
export interface HashedSubtree extends Subtree {
  readonly hash: Uint8Array;
}
/** Leaves `from` to `to`, `to` not among them. */
export interface LeafRange {
  readonly from: number;
  readonly to: number;
}

/**
 * The right edge of a tree that only grows (RFC 6962 §2.1): the roots of its complete subtrees,
 * widest first. That is all it takes to append, and to say the root.
 */
export class MerkleFrontier {
  #size: number;
  readonly #roots: Uint8Array[];

  /** @throws ProtocolError malformed when a tree of that size has other subtrees */
  constructor(size = 0, roots: readonly Uint8Array[] = []) {
    if (roots.length !== subtreesOf({ from: 0, to: size }).length) {
      throw new ProtocolError('malformed', `a tree of ${size} leaves has no ${roots.length} parts`);
    }
    this.#size = size;
    this.#roots = [...roots];
  }

  get size(): number {
    return this.#size;
  }

  get roots(): readonly Uint8Array[] {
    return [...this.#roots];
  }

  /** The same as `merkleRoot` over all leaves so far. */
  get root(): Uint8Array {
    return rangeHash(this.#roots);
  }

  /** Appends a leaf hash; returns the subtrees that it completes, lowest first, without the leaf. */
  append(leaf: Uint8Array): HashedSubtree[] {
    const completed: HashedSubtree[] = [];
    let hash = leaf;
    let above = this.#size;
    for (let level = 1; isOdd(above); level += 1) {
      hash = join(this.#roots.pop()!, hash);
      above = half(above);
      completed.push({ level, place: half(this.#size / 2 ** (level - 1)), hash });
    }
    this.#roots.push(hash);
    this.#size += 1;
    return completed;
  }
}

/** The complete subtrees of which a range is made, widest first. Ranges of proofs are aligned. */
export function subtreesOf({ from, to }: LeafRange): Subtree[] {
  const parts: Subtree[] = [];
  for (let at = from; at < to;) {
    const level = Math.floor(Math.log2(to - at));
    parts.push({ level, place: at / 2 ** level });
    at += 2 ** level;
  }
  return parts;
}

/** The hash of a range from those of its subtrees, widest first. */
export function rangeHash(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 0) return sha256();
  return parts.slice(0, -1).reduceRight((right, left) => join(left, right), parts.at(-1)!);
}

/**
 * Of which ranges a proof consists that a tree of `first` leaves is the beginning of one of
 * `second` (RFC 6962 §2.1.2), in the proof's order. Nothing has to be proven of an empty tree or
 * of the same.
 */
export function consistencyRanges(first: number, second: number): LeafRange[] {
  if (first === 0 || first === second) return [];
  return subproof(first, { from: 0, to: second }, true);
}

function subproof(first: number, range: LeafRange, isWhole: boolean): LeafRange[] {
  const { from, to } = range;
  if (first === to - from) return isWhole ? [] : [range];
  let width = 1;
  while (width * 2 < to - from) width *= 2;
  const middle = from + width;
  if (first <= width) {
    return [...subproof(first, { from, to: middle }, isWhole), { from: middle, to }];
  }
  return [...subproof(first - width, { from: middle, to }, false), { from, to: middle }];
}

/** A tree as a checkpoint states it. */
export interface LogRoot {
  readonly size: number;
  readonly root: Uint8Array;
}

/**
 * Checks that the first tree is the beginning of the second (RFC 9162 §2.1.4.2): whoever rewrote a
 * leaf of the first has no proof.
 * @throws ProtocolError wrong_hash
 */
export function verifyConsistency(
  first: LogRoot,
  second: LogRoot,
  proof: readonly Uint8Array[],
): void {
  const { size } = first;
  if (size > second.size) throw refused('the second tree is the smaller one');
  if (size === 0 || size === second.size) {
    if (proof.length > 0) throw refused('there is nothing to prove');
    if (size > 0 && !sameBytes(first.root, second.root)) throw refused('the roots differ');
    return;
  }
  const path = Number.isInteger(Math.log2(size)) ? [first.root, ...proof] : [...proof];
  let [place, last] = [size - 1, second.size - 1];
  while (isOdd(place)) [place, last] = [half(place), half(last)];
  let begun = path[0];
  let grown = begun;
  for (const hash of path.slice(1)) {
    if (last === 0 || begun === undefined || grown === undefined) throw refused('it is too long');
    if (isOdd(place) || place === last) {
      begun = join(hash, begun);
      grown = join(hash, grown);
      while (!isOdd(place) && place > 0) [place, last] = [half(place), half(last)];
    } else {
      grown = join(grown, hash);
    }
    [place, last] = [half(place), half(last)];
  }
  const fits =
    begun !== undefined &&
    grown !== undefined &&
    sameBytes(begun, first.root) &&
    sameBytes(grown, second.root);
  if (!fits || last !== 0) throw refused('it leads to other roots');
}

function refused(why: string): ProtocolError {
  return new ProtocolError('wrong_hash', `no proof that one tree continues the other: ${why}`);
}
