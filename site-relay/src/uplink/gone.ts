import {
  addRange,
  missingIn,
  type LaneReceipt,
  type Range,
  type Ranges,
  type UnavailableReason,
} from '@eucora/protocol';

/** Up to where truncation let segments of a lane go, and by which receipt. */
export interface Release {
  readonly through: number;
  readonly epoch: number;
  readonly generation: number;
}
/** What decides which segments of one lane of one journal nobody can send any more. */
export interface LaneHolding {
  /** The newest number that was ever sealed, as far as this relay knows. */
  readonly sealedThrough: number;
  readonly held: Ranges;
  readonly release: Release | undefined;
  /** Nothing is added to this journal any more. */
  readonly isClosed: boolean;
  /** The hub's word; undefined: it does not know the journal. */
  readonly receipt: LaneReceipt | undefined;
  /** Told to the hub in this epoch already. */
  readonly told: Ranges;
}
export interface GoneRange extends Range {
  readonly reason: UnavailableReason;
  readonly ledgerEpoch: number;
  readonly generation: number;
}

/**
 * Which segments the hub lacks and this relay can't send (PROTOCOL: receipts): above the hub's mark,
 * where it names holes in those, and not held. Truncated, damaged, or of a disk that is lost.
 */
export function goneOf(lane: LaneHolding): GoneRange[] {
  const { held, isClosed, receipt, release, sealedThrough, told } = lane;
  const gaps = receipt?.gaps ?? [];
  const named = gaps.at(-1)?.last ?? 0;
  const from = (receipt?.committedThrough ?? 0) + 1;
  // Numbers beyond what is known here were sealed by a disk that this relay does not have any more.
  const to = isClosed ? Math.max(sealedThrough, named) : sealedThrough;
  const lacking = [
    ...gaps.filter(({ first }) => first <= to),
    { first: Math.max(from, named + 1), last: to },
  ];
  const absent = lacking
    .flatMap(({ first, last }) => missingIn(held, first, Math.min(last, to)))
    .flatMap(({ first, last }) => missingIn(told, first, last));
  return absent.flatMap((range) => byReason(range, release, sealedThrough));
}

/** Cuts a range where its reason changes. */
function byReason(range: Range, release: Release | undefined, sealedThrough: number): GoneRange[] {
  const released = release?.through ?? 0;
  const none = { ledgerEpoch: 0, generation: 0 };
  const by = { ledgerEpoch: release?.epoch ?? 0, generation: release?.generation ?? 0 };
  const parts: GoneRange[] = [
    { first: range.first, last: Math.min(range.last, released), reason: 'truncated', ...by },
    {
      first: Math.max(range.first, released + 1),
      last: Math.min(range.last, sealedThrough),
      reason: 'damaged',
      ...none,
    },
    {
      first: Math.max(range.first, released + 1, sealedThrough + 1),
      last: range.last,
      reason: 'disk_lost',
      ...none,
    },
  ];
  return parts.filter(({ first, last }) => first <= last);
}

/** The numbers of a lane's held segments; quick where they are consecutive, as they nearly always are. */
export function heldRanges(held: ReadonlyMap<number, unknown>, sealedThrough: number): Ranges {
  const [first] = held.keys();
  if (first === undefined) return [];
  const last = first + held.size - 1;
  if (last === sealedThrough && held.has(last)) return [{ first, last }];
  let ranges: Ranges = [];
  for (const seq of held.keys()) ranges = addRange(ranges, seq, seq);
  return ranges;
}

const dayMs = 86_400_000;

/**
 * How long segments stay after the hub made them safe, ms: the site's retention, and never less than
 * what a hub restored from its oldest usable backup may ask for (PROTOCOL: receipts).
 */
export function keptForMs(retentionMs: number, backupIntervalMs: number): number {
  return backupIntervalMs === 0 ? retentionMs : Math.max(retentionMs, backupIntervalMs + 7 * dayMs);
}
