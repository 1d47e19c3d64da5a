import { lanes, type Lane } from '@eucora/protocol';
import type { JournalSource, Journals } from '../journal/journals.ts';
import type { Receipts } from './receipts.ts';

/** Bytes of a journal's lane that the hub has not receipted: sealed segments as they travel. */
export function laneBacklogBytes(source: JournalSource, lane: Lane, receipts: Receipts): number {
  const through = receipts.laneOf(source.incarnation, lane)?.committedThrough ?? 0;
  let bytes = 0;
  for (const segment of source.segments.held(lane).values()) {
    if (segment.seq > through) bytes += segment.bytes;
  }
  return bytes;
}

/** Bytes that wait for the link: sealed segments, and what is not sealed yet at its usual size. */
export function backlogBytes(journals: Journals, receipts: Receipts): number {
  let bytes = 0;
  for (const source of journals.sources) {
    for (const lane of lanes) bytes += laneBacklogBytes(source, lane, receipts);
  }
  for (const lane of lanes) {
    const { pendingBytes, ratio } = journals.current.load(lane);
    bytes += Math.ceil(pendingBytes * ratio);
  }
  return bytes;
}
