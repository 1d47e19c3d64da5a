import { lanes, type JournalReceipt, type Lane } from '@eucora/protocol';
import type { JournalMarks } from '../modules/ledger/index.ts';

/** A site that has more to send than it may, as the dealer of credit sees it. */
export interface Claim {
  readonly siteId: string;
  /** Dealt before and not committed since: on its way, or waiting at the broker. */
  readonly outstandingBytes: number;
  /** How large its segments usually are: less helps nobody. */
  readonly segmentBytes: number;
  /** Number of the last deal that it got, of all deals ever; 0: none. */
  readonly servedAs: number;
}
/** From now on this site may have so much outstanding. */
export interface Deal {
  readonly siteId: string;
  readonly bytes: number;
}

/** Smaller shares would cost a receipt for every few segments. */
export const shareBytesMin = 65_536;

/**
 * Deals the free part of the pool to those who claim, the longest unserved first, in equal shares
 * (PROTOCOL: receipts, `window_bytes` is credit). What all have outstanding together stays within
 * the pool, and so does the queue at the broker, which everybody's live events stand in. Who still
 * has half a share is left alone. When the pool has no room for the one whose turn it is, the others
 * wait with it: else small segments would overtake large ones for ever. A segment larger than the
 * pool goes alone.
 */
export function dealCredit(poolBytes: number, claims: readonly Claim[]): Deal[] {
  const share = Math.max(shareBytesMin, Math.floor(poolBytes / Math.max(1, claims.length)));
  let outstanding = claims.reduce((sum, claim) => sum + claim.outstandingBytes, 0);
  const deals: Deal[] = [];
  for (const claim of claims.toSorted(bySeniority)) {
    const bytes = Math.max(share, claim.segmentBytes);
    if (claim.outstandingBytes > bytes / 2) continue;
    const more = bytes - claim.outstandingBytes;
    if (outstanding > 0 && outstanding + more > poolBytes) break;
    deals.push({ siteId: claim.siteId, bytes });
    outstanding += more;
  }
  return deals;
}

function bySeniority(a: Claim, b: Claim): number {
  return a.servedAs - b.servedAs || (a.siteId < b.siteId ? -1 : 1);
}

/** What was seen of the broker's queue since the pool was last sized. */
export interface QueueSeen {
  readonly queuedBytes: number;
  readonly committedBytesPerSecond: number;
  /** Somebody claims and was dealt nothing. */
  readonly isWanted: boolean;
  /** What the broker has room for, for all sites together. */
  readonly roomBytes: number;
}

const queueSecondsMax = 1; // of ingest: what a live event may wait behind
const poolBytesMin = 262_144;

/**
 * Sizes the pool to what ingest takes: a queue longer than a second halves it, one that runs dry
 * while sites wait makes it grow by a quarter. Never more than half of what the broker has room for.
 */
export function nextPoolBytes(poolBytes: number, seen: QueueSeen): number {
  const { queuedBytes, committedBytesPerSecond, isWanted, roomBytes } = seen;
  const fullBytes = queueSecondsMax * committedBytesPerSecond;
  let next = poolBytes;
  if (queuedBytes > Math.max(fullBytes, poolBytesMin)) next = poolBytes / 2;
  else if (isWanted && queuedBytes < fullBytes / 2) next = poolBytes * 1.25;
  return Math.floor(Math.max(poolBytesMin, Math.min(next, roomBytes / 2)));
}

// A lane keeps up while what is missing of its sealed segments is within either.
const keepsUpSegments = 3;
const keepsUpBytes = 16_384;

/**
 * True when what is missing is a backlog, by the usual size of the site's segments. What is urgent is
 * small and never waits.
 */
export function isBacklog(lane: Lane, segmentsMissing: number, segmentBytes: number): boolean {
  const isMore = segmentsMissing * segmentBytes > keepsUpBytes;
  return lane !== 'urgent' && segmentsMissing > keepsUpSegments && isMore;
}

/** How many sealed segments of a journal's lane are missing, by `incarnation/lane`. */
export type Missing = ReadonlyMap<string, number>;

/** True when any lane of a site has a backlog. */
export function hasBacklog(missing: Missing, segmentBytes: number): boolean {
  return [...missing].some(([key, segments]) =>
    lanes.some((lane) => key.endsWith(`/${lane}`) && isBacklog(lane, segments, segmentBytes)),
  );
}

/**
 * The windows of a receipt: lanes that keep up have the open window, those with a backlog share what
 * the site was dealt; 0 is "not now".
 */
export function withWindows(
  journals: readonly JournalMarks[],
  missing: Missing,
  credit: {
    readonly openBytes: number;
    readonly dealtBytes: number;
    readonly segmentBytes: number;
  },
): JournalReceipt[] {
  const isBehind = (incarnation: string, lane: Lane): boolean =>
    isBacklog(lane, missing.get(`${incarnation}/${lane}`) ?? 0, credit.segmentBytes);
  const behind = journals.flatMap((journal) =>
    journal.lanes.filter(({ lane }) => isBehind(journal.incarnation, lane)),
  ).length;
  const part = Math.floor(credit.dealtBytes / Math.max(1, behind));
  return journals.map((journal) => ({
    ...journal,
    lanes: journal.lanes.map((lane) => ({
      ...lane,
      windowBytes: isBehind(journal.incarnation, lane.lane) ? part : credit.openBytes,
    })),
  }));
}
