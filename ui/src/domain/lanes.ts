import type { JournalGap, JournalLane } from '../api/types.ts';

/** What of a journal lane is drawn. */
export interface DrawnLane extends Pick<
  JournalLane,
  'safe_through' | 'committed_through' | 'sealed_through'
> {
  readonly gaps: readonly { readonly first: number; readonly last: number }[];
}
/** A part of a journal lane, as shares (0…1) of its drawn length. */
export interface LanePart {
  readonly kind: 'safe' | 'committed' | 'backlog' | 'gap';
  readonly from: number;
  readonly to: number;
}

/**
 * Splits a journal lane into what the hub has safely archived, what it has committed, what still
 * waits at the site and what is missing. Segments are numbered from 1; a lane without any has no
 * parts. Gaps lie over the rest and are widened so that a single missing segment can be seen.
 */
export function laneParts(lane: DrawnLane, gapShareMin: number): LanePart[] {
  const end = laneEnd(lane);
  if (end === 0) return [];
  const safe = Math.min(lane.safe_through, lane.committed_through);
  const marks = [
    { kind: 'safe', from: 0, to: safe },
    { kind: 'committed', from: safe, to: lane.committed_through },
    { kind: 'backlog', from: lane.committed_through, to: end },
  ] as const;
  const parts: LanePart[] = marks
    .filter(({ from, to }) => to > from)
    .map(({ kind, from, to }) => ({ kind, from: from / end, to: to / end }));
  return [...parts, ...lane.gaps.map((gap) => gapPart(gap, end, gapShareMin))];
}

/** The highest segment anybody has named in this lane. */
export function laneEnd(
  lane: Pick<DrawnLane, 'sealed_through' | 'committed_through' | 'gaps'>,
): number {
  return Math.max(lane.sealed_through, lane.committed_through, ...lane.gaps.map((gap) => gap.last));
}

function gapPart(gap: { first: number; last: number }, end: number, shareMin: number): LanePart {
  const from = (gap.first - 1) / end;
  const to = gap.last / end;
  const missing = Math.max(0, shareMin - (to - from)) / 2;
  return { kind: 'gap', from: Math.max(0, from - missing), to: Math.min(1, to + missing) };
}

/** `17` or `17–20`: the exact missing range. */
export function gapText(gap: { readonly first: number; readonly last: number }): string {
  return gap.first === gap.last ? String(gap.first) : `${gap.first}–${gap.last}`;
}

/** What is done about a gap, in words. */
export function gapAction({
  state,
  times_asked: times,
}: Pick<JournalGap, 'state' | 'times_asked'>): string {
  switch (state) {
    case 'asked':
      return times === 1 ? 'asked for once' : `asked for ${times} times`;
    case 'queued':
      return 'asked for once those before it are filled';
    case 'not_asked':
      return 'not asked for: newer journals replaced this one';
    default: {
      const missing: never = state;
      return missing;
    }
  }
}
