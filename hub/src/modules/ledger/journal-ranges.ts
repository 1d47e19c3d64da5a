import {
  addRange,
  contiguousThrough,
  countIn,
  missingIn,
  type Range,
  type Ranges,
} from '@eucora/protocol';

/** Segment numbers of one lane of a journal, by how they ended. The two never overlap. */
export interface JournalRanges {
  readonly received: Ranges;
  /** Nobody can send them any more, by the relay's signed word. */
  readonly unavailable: Ranges;
}

/** A segment came: whatever was said of its number before, here it is. */
export function withReceived({ received, unavailable }: JournalRanges, seq: number): JournalRanges {
  return {
    received: addRange(received, seq, seq),
    unavailable: minus(unavailable, [{ first: seq, last: seq }]),
  };
}

/** A relay says that it can't send these; only numbers without a segment end by it. */
export function withUnavailable(
  { received, unavailable }: JournalRanges,
  { first, last }: Range,
): JournalRanges {
  const open = missingIn(received, first, last);
  const next = open.reduce((ranges, gap) => addRange(ranges, gap.first, gap.last), unavailable);
  return { received, unavailable: next };
}

/** All numbers that have ended, either way. */
export function ended({ received, unavailable }: JournalRanges): Ranges {
  return unavailable.reduce((all, { first, last }) => addRange(all, first, last), received);
}

/** 1 … this have all ended. */
export function endedThrough(ranges: JournalRanges): number {
  return contiguousThrough(ended(ranges));
}

/** How many numbers a statement ends that had not ended before. */
export function newlyEnded(before: JournalRanges, after: JournalRanges): number {
  return countIn(after.unavailable) - countIn(before.unavailable);
}

function minus(ranges: Ranges, taken: Ranges): Ranges {
  return ranges.flatMap(({ first, last }) => [...missingIn(taken, first, last)]);
}
