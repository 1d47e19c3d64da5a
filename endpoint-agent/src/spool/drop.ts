import type { Incarnation, Lane } from '@eucora/protocol';

/** A closed spool file as the disk bound sees it: batches of one lane of one incarnation. */
export interface DropCandidate {
  readonly no: number; // files are numbered in the order they were begun
  readonly lane: Lane;
  readonly incarnation: Incarnation;
  readonly bytes: number;
  readonly first: number;
  readonly last: number;
  readonly committed: number; // marks of the file's stream
  readonly forwarded: number;
  readonly dropped: boolean; // nothing but voids is left in it
}
/**
 * `trim`: the hub has all of it. `release`: a relay has all of it, so only redundancy is reduced.
 * `void`: what no relay has is lost, counted and signed for.
 */
export interface DropStep {
  readonly no: number;
  readonly act: 'trim' | 'release' | 'void';
}

/** What goes first when it must (PROTOCOL: lanes). */
const dropOrder: readonly Lane[] = ['bulk', 'ledger', 'urgent'];

/**
 * What to remove so that `bytesUsed` falls to `bytesMax`, in the order of PROTOCOL §8: what the hub
 * has committed, then what a relay has journalled, then by lane, oldest first. Stops as soon as it
 * is enough; may end without being enough, when nothing is left to drop.
 */
export function planDrop(
  files: readonly DropCandidate[],
  bytesUsed: number,
  bytesMax: number,
): DropStep[] {
  const steps: DropStep[] = [];
  let over = bytesUsed - bytesMax;
  const oldestFirst = files.toSorted((a, b) => a.no - b.no);
  const gone = new Set<number>();
  const take = (act: DropStep['act'], matches: (file: DropCandidate) => boolean): void => {
    for (const file of oldestFirst) {
      if (over <= 0) return;
      if (gone.has(file.no) || !matches(file)) continue;
      gone.add(file.no);
      steps.push({ no: file.no, act });
      over -= file.bytes;
    }
  };
  take('trim', (file) => file.last <= file.committed);
  for (const lane of dropOrder) {
    take('release', (file) => file.lane === lane && !file.dropped && file.last <= file.forwarded);
  }
  for (const lane of dropOrder) {
    take('void', (file) => file.lane === lane && !file.dropped && file.last > file.forwarded);
  }
  return steps;
}
