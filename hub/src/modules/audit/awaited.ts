/*
 * Ids of entries come from one sequence, and an entry with a greater one may commit first. So below
 * the greatest that the sealer has seen some are missing: their transactions are still open, or
 * never came to an end that counts. A transaction holds a lock on the table from before it takes an
 * id until it has ended; those that hold it when an id is found missing are all that can still
 * bring it. When the last of them has ended, and the id is not there even then, it never will be.
 */

/** Ids from the first to the last, both of them missing. */
export type IdRange = readonly [first: number, last: number];

/** Missing ids, and the transactions of which one may still bring them. */
export interface Awaited {
  readonly ranges: readonly IdRange[];
  readonly holders: readonly string[];
}

// A prepared transaction holds its locks under a name of this kind, whatever it had before.
const preparedPrefix = '-1/';

/** What is missing after `after` up to the last of these ids, which are in their order. */
export function missingIds(after: number, ids: readonly number[]): IdRange[] {
  const ranges: IdRange[] = [];
  let next = after + 1;
  for (const id of ids) {
    if (id > next) ranges.push([next, id - 1]);
    next = Math.max(next, id + 1);
  }
  return ranges;
}

/**
 * What is still awaited, after a look for it.
 * @param found ids that are there, in their order
 * @param holding transactions that held the lock before the look, or undefined when the look did
 *   not go through all of it: then nothing is given up
 */
export function stillAwaited(
  awaited: readonly Awaited[],
  found: readonly number[],
  holding: ReadonlySet<string> | undefined,
): Awaited[] {
  const isPrepared = [...(holding ?? [])].some((holder) => holder.startsWith(preparedPrefix));
  return awaited.flatMap(({ ranges, holders }) => {
    const left = ranges.flatMap((range) => without(range, found));
    const alive = holding === undefined ? holders : holders.filter((each) => holding.has(each));
    const isOver = alive.length === 0 && !isPrepared && holding !== undefined;
    return left.length === 0 || isOver ? [] : [{ ranges: left, holders: alive }];
  });
}

function without([first, last]: IdRange, found: readonly number[]): IdRange[] {
  const inside = found.filter((id) => id >= first && id <= last);
  const before = missingIds(first - 1, inside);
  const end = inside.at(-1) ?? first - 1;
  return end < last ? [...before, [end + 1, last]] : before;
}
