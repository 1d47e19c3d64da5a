import { lanes, limits, type Lane, type SiteId } from '@eucora/protocol';
import {
  endedRanges,
  judgeLink,
  withReceived,
  type JournalRanges,
  type KnownLane,
  type LinkVerdict,
  type StoredSegment,
} from '../modules/ledger/index.ts';
import type { JudgedSegment } from './commit.ts';
import type { OpenedSegment } from './judge.ts';

/** Segments of one journal's lane, with what is stored there. */
export interface Journal {
  readonly lane: KnownLane;
  readonly stored: readonly StoredSegment[];
  readonly segments: readonly JudgedSegment[];
}
/** A segment with its place in its journal, and what the journal holds with it. */
export interface Placed {
  readonly judged: JudgedSegment;
  readonly journalNo: number;
  readonly verdict: LinkVerdict;
  readonly ranges: JournalRanges;
}

/** True while a segment may turn out to be plain: it brings batches and nothing else. */
export function mayBePlain(opened: OpenedSegment): boolean {
  const { enrolments, badEnrolments, lost, refusals, unavailable, parts } = opened;
  const others = [enrolments, badEnrolments, lost, refusals, unavailable];
  return parts.length > 0 && others.every((list) => list.length === 0);
}

/** True for a segment whose batches all are events of known devices. */
export function isPlain({ opened, batches }: JudgedSegment): boolean {
  return mayBePlain(opened) && batches.every(({ verdict }) => verdict === 'events');
}

/**
 * Places segments in their journals in the order of numbers, as single commits would one after the
 * other. A journal in which one of them forks, is there already or would need too many ranges is
 * left out with all its segments: so their order stays.
 */
export function placeGroup(journals: readonly Journal[]): Placed[] {
  return journals.flatMap((journal) => placeIn(journal) ?? []);
}

function placeIn({ lane, stored, segments }: Journal): Placed[] | undefined {
  const around = [...stored];
  const placed: Placed[] = [];
  let ranges: JournalRanges = lane;
  const bySeq = (a: JudgedSegment, b: JudgedSegment): number =>
    a.opened.segment.seq - b.opened.segment.seq;
  for (const judged of segments.toSorted(bySeq)) {
    const { segment } = judged.opened;
    const { seq, headerHash, prevHash } = segment;
    const near = around.filter((each) => Math.abs(each.seq - seq) <= 1);
    const verdict = judgeLink(segment, near);
    const saysParent = segment.parent !== null && lane.parent === null;
    const isNew = verdict.kind === 'new' && verdict.branch === 0 && verdict.link !== 'forked';
    if (!isNew || saysParent) return undefined;
    ranges = withReceived(ranges, seq);
    const { journalNo } = lane;
    placed.push({ judged, journalNo, verdict, ranges });
    const hashes = { headerHash: Buffer.from(headerHash), prevHash: Buffer.from(prevHash) };
    const own = {
      segmentNo: 0,
      seq,
      branch: 0,
      state: 'committed',
      sealedAt: new Date(0),
    } as const;
    around.push({ ...own, ...hashes });
  }
  const isMore = endedRanges(ranges) > endedRanges(lane);
  return endedRanges(ranges) > limits.rangesPerStreamMax && isMore ? undefined : placed;
}

/** A segment that waits for its turn. */
export interface Waiting {
  readonly lane: Lane;
  readonly site: SiteId;
  readonly bytes: number;
}

/** What is committed together, at most: others wait for as long as this takes. */
export const groupBounds = { segmentsMax: 64, bytesMax: 262_144, segmentBytesMax: 65_536 } as const;

/**
 * Picks what is worked on next, by index: of the most pressing lane that waits, or, when
 * `isTurnOfOldest`, of the lane of whoever has waited longest. Others of the lane join within
 * bounds, site by site, so that a site's segments come together. Sites that are being worked on
 * would make the group wait for their lock: they come first only when nobody else is there, and
 * then alone. Large segments are a transaction's worth of work alone.
 */
export function pickGroup(
  waiting: readonly Waiting[],
  busySites: ReadonlySet<SiteId>,
  isTurnOfOldest: boolean,
): number[] {
  const [oldest] = waiting;
  if (!oldest) return [];
  const pressing = lanes.find((lane) => waiting.some((each) => each.lane === lane));
  const lane = isTurnOfOldest ? oldest.lane : pressing;
  const inLane = waiting.flatMap((each, index) => (each.lane === lane ? [{ ...each, index }] : []));
  const first = inLane.find(({ site }) => !busySites.has(site)) ?? inLane[0]!;
  if (first.bytes > groupBounds.segmentBytesMax) return [first.index];
  const isJoining = ({ site, bytes }: Waiting): boolean =>
    bytes <= groupBounds.segmentBytesMax &&
    (site === first.site || (!busySites.has(site) && !busySites.has(first.site)));
  const bySite = Map.groupBy(inLane.filter(isJoining), ({ site }) => site);
  const own = bySite.get(first.site)!;
  bySite.delete(first.site);
  const picked: number[] = [];
  let bytes = 0;
  for (const each of [...own, ...[...bySite.values()].flat()]) {
    if (picked.length >= groupBounds.segmentsMax || bytes + each.bytes > groupBounds.bytesMax)
      break;
    picked.push(each.index);
    bytes += each.bytes;
  }
  return picked;
}
