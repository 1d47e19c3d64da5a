import { sameBytes } from '@eucora/protocol';
import type { SegmentLink, StoredSegment } from './store-journals.ts';

/** How a segment joins what its journal's lane already has. */
export interface LinkVerdict {
  readonly kind: 'new' | 'duplicate' | 'retry'; // retry: it was set aside and is tried again
  readonly branch: number;
  readonly link: SegmentLink;
  /** The successor whose link is proven by this segment. */
  readonly proves: readonly number[];
}

/**
 * Judges a segment by its neighbours (PROTOCOL: journal and segments). Without its predecessor it is
 * `unlinked` and taken on its signature; a predecessor or successor that does not fit, or another
 * segment in its place, is a fork: taken as well, since the batches inside vouch for themselves,
 * and kept as evidence that one journal key told two stories.
 */
export function judgeLink(
  segment: { readonly seq: number; readonly headerHash: Uint8Array; readonly prevHash: Uint8Array },
  around: readonly StoredSegment[],
): LinkVerdict {
  const { seq, headerHash, prevHash } = segment;
  const here = around.filter((stored) => stored.seq === seq);
  const same = here.find((stored) => sameBytes(stored.headerHash, headerHash));
  if (same?.state === 'committed') {
    return { kind: 'duplicate', branch: same.branch, link: 'linked', proves: [] };
  }
  const others = here.filter((stored) => stored !== same);
  const before = around.filter((stored) => stored.seq === seq - 1);
  const after = around.filter((stored) => stored.seq === seq + 1);
  const proven = after.filter((stored) => sameBytes(stored.prevHash, headerHash));
  const fits = before.some((stored) => sameBytes(stored.headerHash, prevHash));
  const forked =
    others.length > 0 || (before.length > 0 && !fits) || (after.length > 0 && proven.length === 0);
  return {
    kind: same ? 'retry' : 'new',
    branch: same?.branch ?? Math.max(-1, ...here.map((stored) => stored.branch)) + 1,
    link: forked ? 'forked' : fits || seq === 1 ? 'linked' : 'unlinked',
    proves: proven.map((stored) => stored.segmentNo),
  };
}
