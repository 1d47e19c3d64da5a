import {
  consistencyRanges,
  merkleLeaf,
  merkleRoot,
  rangeHash,
  subtreesOf,
  type Subtree,
} from '@eucora/protocol';
import type { Queryable, Tx } from '../../platform/db.ts';
import { entryHashes, insertNodes, nodeAt } from './chain-store.ts';
import { checkpointPositions } from './retention-store.ts';
import { keptLevelMin } from './sealer.ts';

const blockEntries = 2 ** keptLevelMin;

/**
 * Proves that the record of `first` entries is the beginning of that of `second` (RFC 6962 §2.1.2).
 * Undefined: entries that it would take were dropped by age, and `first` was no checkpoint.
 */
export async function consistencyProof(
  db: Queryable,
  first: number,
  second: number,
): Promise<Uint8Array[] | undefined> {
  const proof: Uint8Array[] = [];
  for (const range of consistencyRanges(first, second)) {
    const parts: Uint8Array[] = [];
    for (const subtree of subtreesOf(range)) {
      const hash = await subtreeHash(db, subtree);
      if (!hash) return undefined;
      parts.push(hash);
    }
    proof.push(rangeHash(parts));
  }
  return proof;
}

/** The roots of the complete subtrees of the first `size` entries, widest first. */
export async function frontierAt(db: Queryable, size: number): Promise<Uint8Array[] | undefined> {
  const roots: Uint8Array[] = [];
  for (const subtree of subtreesOf({ from: 0, to: size })) {
    const hash = await subtreeHash(db, subtree);
    if (!hash) return undefined;
    roots.push(hash);
  }
  return roots;
}

/** From what is kept, else from the entries themselves. */
async function subtreeHash(db: Queryable, subtree: Subtree): Promise<Uint8Array | undefined> {
  const kept = await nodeAt(db, subtree);
  if (kept || subtree.level >= keptLevelMin) return kept;
  const width = 2 ** subtree.level;
  const first = subtree.place * width + 1;
  const rows = await entryHashes(db, first, first + width - 1);
  if (rows.length !== width) return undefined;
  return merkleRoot(rows.map((row) => merkleLeaf(row.hash)));
}

/**
 * Keeps what proofs from checkpoints among entries that are about to go will need: the small
 * subtrees on both sides of each, within its block.
 */
export async function keepProofNodes(tx: Tx, after: number, through: number): Promise<void> {
  const end = Math.ceil(through / blockEntries) * blockEntries;
  for (const position of await checkpointPositions(tx, after + 1, end)) {
    for (const subtree of besides(position)) {
      const hash = await subtreeHash(tx, subtree);
      if (hash) await insertNodes(tx, [{ ...subtree, hash }]);
    }
  }
}

function besides(position: number): Subtree[] {
  const start = Math.floor(position / blockEntries) * blockEntries;
  const right: Subtree[] = [];
  for (let at = position; at % blockEntries !== 0;) {
    let level = 0;
    while (at % 2 ** (level + 1) === 0) level += 1;
    right.push({ level, place: at / 2 ** level });
    at += 2 ** level;
  }
  return [...subtreesOf({ from: start, to: position }), ...right];
}
