import type { ShortProgramsBody } from '@eucora/protocol';
import type { AcctRecord } from './acct.ts';
import { shortBelowMs } from './fold.ts';
import { shortName } from './program.ts';

/** Counts of one window; once reported a new one begins where it ended. */
export interface ShortWindow {
  readonly fromMs: number; // CLOCK_BOOTTIME
  readonly counts: readonly (readonly [string, number])[];
}
export const shortWindowMs = 300_000;
const namesMax = 200;
export const otherName = '(other)';

/**
 * Adds programs that ended before they were ten seconds old. A fork that executed nothing is part of
 * its parent; a process reported as an interval is left out (`reported` has their pids).
 */
export function countShort(
  window: ShortWindow,
  records: readonly AcctRecord[],
  reported: ReadonlySet<number>,
): ShortWindow {
  const counts = new Map(window.counts);
  for (const record of records) {
    const short = record.executed && record.elapsedMs < shortBelowMs;
    if (!short || reported.has(record.pid)) continue;
    const name = shortName(record.command);
    const key = counts.has(name) || counts.size < namesMax ? name : otherName;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return { ...window, counts: [...counts] };
}

/** The window's events, most frequent first. */
export function closeWindow(window: ShortWindow, toMs: number): ShortProgramsBody[] {
  return window.counts
    .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([program, count]) => ({
      kind: 'short_programs',
      program,
      count,
      fromMs: window.fromMs,
      toMs,
    }));
}
