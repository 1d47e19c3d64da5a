/** Closed range of sequence numbers. */
export interface Range {
  readonly first: number;
  readonly last: number;
}
/** Sorted, disjoint, not touching. */
export type Ranges = readonly Range[];

/** Adds [first, last]; ranges that overlap or touch become one. */
export function addRange(ranges: Ranges, first: number, last: number): Ranges {
  if (last < first) return ranges;
  const before = ranges.filter((range) => range.last < first - 1);
  const after = ranges.filter((range) => range.first > last + 1);
  const touched = ranges.slice(before.length, ranges.length - after.length);
  const merged = {
    first: Math.min(first, ...touched.map((range) => range.first)),
    last: Math.max(last, ...touched.map((range) => range.last)),
  };
  return [...before, merged, ...after];
}

/** What of [first, last] is not in `ranges`. */
export function missingIn(ranges: Ranges, first: number, last: number): Ranges {
  const missing: Range[] = [];
  let next = first;
  for (const range of ranges) {
    if (range.last < next) continue;
    if (range.first > last) break;
    if (range.first > next) missing.push({ first: next, last: range.first - 1 });
    next = range.last + 1;
  }
  if (next <= last) missing.push({ first: next, last });
  return missing;
}

/** True when all of [first, last] is in `ranges`. */
export function covers(ranges: Ranges, first: number, last: number): boolean {
  return missingIn(ranges, first, last).length === 0;
}

/** True when some of [first, last] is in `ranges`. */
export function overlaps(ranges: Ranges, first: number, last: number): boolean {
  return ranges.some((range) => range.first <= last && range.last >= first);
}

/** The largest n such that 1…n are all in `ranges`; 0 when 1 is not. */
export function contiguousThrough(ranges: Ranges): number {
  const head = ranges[0];
  return head && head.first <= 1 ? head.last : 0;
}

/** Holes between the numbers that are known to exist: 1…highest known. */
export function gapsBelow(ranges: Ranges, highest: number): Ranges {
  return missingIn(ranges, 1, highest);
}

/** How many numbers the ranges hold. */
export function countIn(ranges: Ranges): number {
  return ranges.reduce((sum, range) => sum + (range.last - range.first + 1), 0);
}
