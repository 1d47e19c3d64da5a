import type { BackupPolicy, KnownBackup } from '../platform/backup-state.ts';

/** A hub that never had one first gets to work. */
export const firstAfterMs = 600_000;

const firstRetryMs = 60_000;
const retryMsMax = 3_600_000;

/** When the next backup is to begin, Unix ms; undefined: never by itself. */
export function nextBackupAt(
  policy: BackupPolicy,
  newest: KnownBackup | undefined,
  startedMs: number,
  failure: { readonly atMs: number; readonly count: number } | undefined,
): number | undefined {
  if (policy.intervalMs === 0) return undefined;
  const due = newest
    ? newest.atMs + policy.intervalMs
    : startedMs + Math.min(firstAfterMs, policy.intervalMs);
  if (!failure) return due;
  const pauseMs = Math.min(retryMsMax, firstRetryMs * 2 ** Math.min(failure.count - 1, 10));
  return Math.max(due, failure.atMs + pauseMs);
}

/**
 * Which of these, all complete and verified, may go: those that are beyond the number to keep and
 * older than the time to keep. The newest never goes, whatever the clock says.
 */
export function expiredBackups(
  policy: Pick<BackupPolicy, 'keepCount' | 'keepMs'>,
  backups: readonly KnownBackup[],
  nowMs: number,
): string[] {
  const newestFirst = backups.toSorted((a, b) => b.atMs - a.atMs);
  return newestFirst
    .slice(Math.max(1, policy.keepCount))
    .filter(({ atMs }) => nowMs - atMs > policy.keepMs)
    .map(({ name }) => name)
    .toSorted();
}

/** The moment in a backup's name: 20261124T221909105Z. */
export function backupTime(name: string): number {
  const [, date, time, ms] = /^(\d{8})T(\d{6})(\d{3})Z$/.exec(name) ?? [];
  if (date === undefined || time === undefined || ms === undefined) return Number.NaN;
  const day = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
  return Date.parse(`${day}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}.${ms}Z`);
}
