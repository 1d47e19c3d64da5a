import { ProtocolError } from './errors.ts';
import { sameBytes, sha256 } from './ids.ts';

const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

/** A leaf's place and the hashes beside its way to the root, leaf side first. */
export interface MerkleProof {
  readonly index: number;
  readonly size: number;
  readonly siblings: readonly Uint8Array[];
}

/** Hash of a leaf's bytes (RFC 6962 §2.1). */
export function merkleLeaf(bytes: Uint8Array): Uint8Array {
  return sha256(leafPrefix, bytes);
}

/** Root over leaf hashes (RFC 6962 §2.1); SHA-256 of nothing for an empty tree. */
export function merkleRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return sha256();
  let level = [...leaves];
  while (level.length > 1) level = pairUp(level);
  return level[0]!;
}

// Pairing level by level and passing an odd last node up gives the same tree as RFC 6962's split
// at the largest power of two.
function pairUp(level: readonly Uint8Array[]): Uint8Array[] {
  const next: Uint8Array[] = [];
  for (let i = 0; i < level.length; i += 2) {
    const right = level[i + 1];
    next.push(right ? sha256(nodePrefix, level[i]!, right) : level[i]!);
  }
  return next;
}

const hashBytes = 32;

/** A tree that is kept: when few leaves change, only what lies above them is hashed again. */
export class MerkleTree {
  readonly #levels: Buffer[]; // hashes one after the other, leaves first

  constructor(leaves: readonly Uint8Array[]) {
    this.#levels = [];
    for (let size = leaves.length; size > 0; size = size === 1 ? 0 : (size + 1) >> 1) {
      this.#levels.push(Buffer.alloc(size * hashBytes));
    }
    this.replace(leaves.entries());
  }

  /** The same root as `merkleRoot` over the leaves as they are now. */
  get root(): Uint8Array {
    const top = this.#levels.at(-1);
    return top ? Buffer.from(top) : sha256();
  }

  /** Puts other leaf hashes in these places. */
  replace(leaves: Iterable<readonly [index: number, leaf: Uint8Array]>): void {
    let dirty = new Set<number>();
    for (const [index, leaf] of leaves) {
      this.#levels[0]!.set(leaf, index * hashBytes);
      dirty.add(index >> 1);
    }
    for (let level = 1; level < this.#levels.length; level += 1) {
      const above = new Set<number>();
      for (const index of dirty) {
        this.#levels[level]!.set(this.#parentHash(level, index), index * hashBytes);
        above.add(index >> 1);
      }
      dirty = above;
    }
  }

  #parentHash(level: number, index: number): Uint8Array {
    const below = this.#levels[level - 1]!;
    const pair = below.subarray(index * 2 * hashBytes, (index + 1) * 2 * hashBytes);
    return pair.length > hashBytes ? sha256(nodePrefix, pair) : pair;
  }
}

/** Proof that leaf `index` is in the tree over `leaves`. */
export function merkleProof(leaves: readonly Uint8Array[], index: number): MerkleProof {
  if (index < 0 || index >= leaves.length) throw new RangeError(`no leaf ${index}`);
  const siblings: Uint8Array[] = [];
  let level = [...leaves];
  for (let i = index; level.length > 1; i >>= 1) {
    const sibling = level[i ^ 1];
    if (sibling) siblings.push(sibling);
    level = pairUp(level);
  }
  return { index, size: leaves.length, siblings };
}

/** The proofs of all leaves, each hash made once. */
export function merkleProofs(leaves: readonly Uint8Array[]): readonly MerkleProof[] {
  const levels: Uint8Array[][] = [];
  for (let level = [...leaves]; level.length > 1; level = pairUp(level)) levels.push(level);
  return leaves.map((_, index) => ({
    index,
    size: leaves.length,
    siblings: levels.flatMap((level, height) => level[(index >> height) ^ 1] ?? []),
  }));
}

/** Checks a proof for a leaf hash against a root. @throws ProtocolError wrong_hash */
export function verifyMerkle(root: Uint8Array, leaf: Uint8Array, proof: MerkleProof): void {
  const { index, size, siblings } = proof;
  let hash = leaf;
  let used = 0;
  let i = index;
  for (let width = size; width > 1; width = (width + 1) >> 1, i >>= 1) {
    const alone = i === width - 1 && i % 2 === 0;
    if (alone) continue;
    const sibling = siblings[used];
    if (!sibling) throw new ProtocolError('wrong_hash', 'a Merkle proof is too short');
    used += 1;
    hash = i % 2 === 0 ? sha256(nodePrefix, hash, sibling) : sha256(nodePrefix, sibling, hash);
  }
  if (index < 0 || index >= size || used !== siblings.length || !sameBytes(hash, root)) {
    throw new ProtocolError('wrong_hash', 'a Merkle proof does not lead to its root');
  }
}
