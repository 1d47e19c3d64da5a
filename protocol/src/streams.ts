import type { IncarnationParent } from './batch.ts';
import { sameBytes, type Incarnation } from './ids.ts';

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

/** One incarnation of a device as the hub knows it. */
export interface IncarnationNode {
  readonly incarnation: Incarnation;
  readonly parent: IncarnationParent | null;
  readonly lastSeenMs: number; // hub time of the newest batch
}
export type IncarnationVerdict =
  | { readonly state: 'single'; readonly current: Incarnation }
  | { readonly state: 'restored'; readonly current: Incarnation }
  | { readonly state: 'cloned'; readonly branches: readonly Incarnation[] };

/**
 * Reads a device's incarnation tree: a chain of children is a restore or a reinstall, and its leaf
 * is current; two leaves that are both alive are a clone. A leaf is alive when it was heard within
 * `liveMs` of the newest one. Arrival order decides nothing.
 */
export function judgeIncarnations(
  nodes: readonly IncarnationNode[],
  liveMs: number,
): IncarnationVerdict | null {
  const parents = new Set(nodes.map((node) => node.parent?.incarnation));
  const leaves = nodes.filter((node) => !parents.has(node.incarnation));
  const newest = leaves.toSorted(
    (a, b) => b.lastSeenMs - a.lastSeenMs || (a.incarnation < b.incarnation ? -1 : 1),
  )[0];
  if (!newest) return null;
  const live = leaves.filter((leaf) => newest.lastSeenMs - leaf.lastSeenMs <= liveMs);
  if (live.length > 1) {
    return { state: 'cloned', branches: live.map((leaf) => leaf.incarnation).toSorted() };
  }
  const state = nodes.length === 1 ? 'single' : 'restored';
  return { state, current: newest.incarnation };
}

/** How sequence numbers end, so that a watermark can pass them (PROTOCOL: device batch). */
export type SequenceOutcome = 'committed' | 'rejected' | 'void';
