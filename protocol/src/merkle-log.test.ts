import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { merkleLeaf, merkleRoot } from './merkle.ts';
import {
  consistencyRanges,
  MerkleFrontier,
  rangeHash,
  subtreesOf,
  verifyConsistency,
} from './merkle-log.ts';

const leavesOf = (count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, i) => merkleLeaf(Buffer.from(`leaf ${i}`)));
const proofOf = (leaves: readonly Uint8Array[], first: number): Uint8Array[] =>
  consistencyRanges(first, leaves.length).map(({ from, to }) => merkleRoot(leaves.slice(from, to)));
const sizes = fc.integer({ min: 1, max: 200 });

describe('the right edge of a growing tree', () => {
  test('says the root over all leaves at every size', () => {
    const leaves = leavesOf(130);
    const frontier = new MerkleFrontier();
    leaves.forEach((leaf, i) => {
      frontier.append(leaf);
      expect(frontier.root).toEqual(merkleRoot(leaves.slice(0, i + 1)));
    });
  });

  test('names each completed subtree once, with its hash, and goes on from what was stored', () => {
    const leaves = leavesOf(100);
    let frontier = new MerkleFrontier();
    const seen = new Set<string>();
    for (const leaf of leaves) {
      frontier = new MerkleFrontier(frontier.size, frontier.roots);
      for (const { level, place, hash } of frontier.append(leaf)) {
        const width = 2 ** level;
        expect(hash).toEqual(merkleRoot(leaves.slice(place * width, (place + 1) * width)));
        seen.add(`${level}/${place}`);
      }
    }
    expect(seen.size).toBe(50 + 25 + 12 + 6 + 3 + 1);
  });

  test('refuses subtrees that are not those of its size', () => {
    expect(() => new MerkleFrontier(3, leavesOf(1))).toThrow(/no 1 parts/);
  });
});

describe('a proof that one tree continues another', () => {
  test('holds for every pair of sizes', () => {
    fc.assert(
      fc.property(sizes, sizes, (a, b) => {
        const [first, second] = [Math.min(a, b), Math.max(a, b)];
        const leaves = leavesOf(second);
        const begun = { size: first, root: merkleRoot(leaves.slice(0, first)) };
        const grown = { size: second, root: merkleRoot(leaves) };
        expect(verifyConsistency(begun, grown, proofOf(leaves, first))).toBeUndefined();
      }),
    );
  });

  test('is refused when an earlier leaf was rewritten, dropped or inserted', () => {
    fc.assert(
      fc.property(sizes, sizes, fc.nat(), (a, b, pick) => {
        const [first, second] = [Math.min(a, b), Math.max(a, b)];
        const honest = leavesOf(second);
        const begun = { size: first, root: merkleRoot(honest.slice(0, first)) };
        const rewritten = honest.with(pick % first, merkleLeaf(Buffer.from('forged')));
        const grown = { size: second, root: merkleRoot(rewritten) };
        expect(() => verifyConsistency(begun, grown, proofOf(rewritten, first))).toThrow(
          /no proof/,
        );
        const shorter = honest.slice(0, -1);
        const less = { size: second - 1, root: merkleRoot(shorter) };
        if (second - 1 < first)
          expect(() => verifyConsistency(begun, less, [])).toThrow(/no proof/);
      }),
    );
  });

  test('is refused with a hash too many, too few, or another', () => {
    const leaves = leavesOf(11);
    const begun = { size: 6, root: merkleRoot(leaves.slice(0, 6)) };
    const grown = { size: 11, root: merkleRoot(leaves) };
    const proof = proofOf(leaves, 6);
    expect(() => verifyConsistency(begun, grown, [...proof, leaves[0]!])).toThrow(/no proof/);
    expect(() => verifyConsistency(begun, grown, proof.slice(1))).toThrow(/no proof/);
    expect(() => verifyConsistency(begun, grown, [])).toThrow(/no proof/);
    expect(() => verifyConsistency(begun, grown, proof.with(1, leaves[3]!))).toThrow(/no proof/);
    expect(() => verifyConsistency(begun, begun, proof)).toThrow(/nothing to prove/);
  });

  test('takes a number of hashes that grows with the depth alone', () => {
    expect(consistencyRanges(1_000_003, 9_000_001).length).toBeLessThan(50);
    for (const { from, to } of consistencyRanges(1_003, 9_001)) {
      const parts = subtreesOf({ from, to });
      expect(parts.every(({ place }) => Number.isInteger(place))).toBe(true);
    }
  });
});

test('the hash of a range comes from its subtrees', () => {
  const leaves = leavesOf(13);
  const parts = subtreesOf({ from: 8, to: 13 }).map(({ level, place }) =>
    merkleRoot(leaves.slice(place * 2 ** level, (place + 1) * 2 ** level)),
  );
  expect(rangeHash(parts)).toEqual(merkleRoot(leaves.slice(8)));
});
