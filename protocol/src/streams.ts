import { sameBytes } from './ids.ts';

/** The newest that a receiver has of one device's lane in one incarnation. */
export interface StreamMark {
  readonly through: number;
  readonly lastHash: Uint8Array;
}
/** What decides about a batch: its range, its own hash and the one it continues. */
export interface BatchLink {
  readonly first: number;
  readonly last: number;
  readonly hash: Uint8Array;
  readonly prevHash: Uint8Array;
}
export type BatchVerdict =
  | 'next' // continues what is here
  | 'start' // nothing is here yet: whatever comes is the beginning of this receiver's record
  | 'duplicate' // same range and same hash: acknowledged, not stored again
  | 'ahead' // leaves a hole: the sender is told where to go on
  | 'conflict' // overlaps with something else: evidence, never acknowledged as a duplicate
  | 'fork'; // follows in number but not in hash: a second history under one key

/**
 * Judges a batch by range and chain (PROTOCOL: device batch). `known` finds what is stored with the
 * same first number, where the receiver still has it.
 */
export function classifyBatch(
  mark: StreamMark | undefined,
  batch: BatchLink,
  known: (first: number) => { readonly last: number; readonly hash: Uint8Array } | undefined,
): BatchVerdict {
  if (!mark) return 'start';
  if (batch.first > mark.through + 1) return 'ahead';
  if (batch.first === mark.through + 1) {
    return sameBytes(batch.prevHash, mark.lastHash) || mark.through === 0 ? 'next' : 'fork';
  }
  const stored = known(batch.first);
  return stored && stored.last === batch.last && sameBytes(stored.hash, batch.hash)
    ? 'duplicate'
    : 'conflict';
}
