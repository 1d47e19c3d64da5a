import type { Alignment } from './align.ts';

/** A stretch of the new bytes: first what goes with old bytes, then what is new altogether. */
export interface Region {
  /** Where it begins in the new and in the old bytes. */
  readonly at: number;
  readonly from: number;
  /** Bytes that are written as their difference to the old. */
  readonly matched: number;
  /** Bytes after them that are written as they are. */
  readonly added: number;
}

/** Extending stops when this many bytes brought nothing. */
const hopelessBytes = 4096;

/**
 * Decides where each alignment ends and the next begins, as bsdiff 4 does: a matched stretch grows in
 * both directions as long as more than half of it agrees; where two overlap, each byte goes to the one
 * that agrees more.
 */
export function* regionsOf(
  old: Uint8Array,
  fresh: Uint8Array,
  alignments: Iterable<Alignment>,
): Generator<Region> {
  let at = 0;
  let from = 0;
  for (const next of alignments) {
    let forward = forwardLength(old, fresh, { at, from }, next.at);
    let back = backLength(old, fresh, next, at);
    const overlap = at + forward - (next.at - back);
    if (overlap > 0) {
      const kept = splitOverlap(old, fresh, {
        first: at + forward - overlap,
        firstFrom: from + forward - overlap,
        secondFrom: next.from - back,
        length: overlap,
      });
      forward += kept - overlap;
      back -= kept;
    }
    const added = next.at - back - (at + forward);
    if (forward + added > 0) yield { at, from, matched: forward, added };
    at = next.at - back;
    from = next.from - back;
  }
  const matched = forwardLength(old, fresh, { at, from }, fresh.length);
  const added = fresh.length - at - matched;
  if (matched + added > 0) yield { at, from, matched, added };
}

/** Length with the most agreeing above half, up to where the next alignment was found. */
function forwardLength(
  old: Uint8Array,
  fresh: Uint8Array,
  { at, from }: Alignment,
  end: number,
): number {
  const most = Math.min(end - at, old.length - from);
  let gain = 0;
  let bestGain = 0;
  let best = 0;
  for (let i = 0; i < most; i += 1) {
    gain += fresh[at + i] === old[from + i] ? 1 : -1;
    if (gain > bestGain) {
      bestGain = gain;
      best = i + 1;
    }
  }
  return best;
}

function backLength(
  old: Uint8Array,
  fresh: Uint8Array,
  { at, from }: Alignment,
  begin: number,
): number {
  const most = Math.min(at - begin, from);
  let gain = 0;
  let bestGain = 0;
  let best = 0;
  for (let i = 1; i <= most && i - best <= hopelessBytes; i += 1) {
    gain += fresh[at - i] === old[from - i] ? 1 : -1;
    if (gain > bestGain) {
      bestGain = gain;
      best = i;
    }
  }
  return best;
}

interface Overlap {
  /** Where it begins in the new bytes, and in the old bytes by the first and the second alignment. */
  readonly first: number;
  readonly firstFrom: number;
  readonly secondFrom: number;
  readonly length: number;
}

/** How many bytes of an overlap the first alignment keeps. */
function splitOverlap(old: Uint8Array, fresh: Uint8Array, overlap: Overlap): number {
  const { first, firstFrom, secondFrom, length } = overlap;
  let gain = 0;
  let bestGain = 0;
  let kept = 0;
  for (let i = 0; i < length; i += 1) {
    const value = fresh[first + i];
    if (value === old[firstFrom + i]) gain += 1;
    if (value === old[secondFrom + i]) gain -= 1;
    if (gain > bestGain) {
      bestGain = gain;
      kept = i + 1;
    }
  }
  return kept;
}
