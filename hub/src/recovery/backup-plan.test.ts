import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backupTime, expiredBackups, firstAfterMs, nextBackupAt } from './backup-plan.ts';

const hour = 3_600_000;
const day = 24 * hour;
const policy = { intervalMs: day, keepCount: 3, keepMs: 2 * day };
const at = (atMs: number) => ({ name: String(atMs).padStart(15, '0'), atMs });

test('a backup is due one interval after the newest, and soon where there is none', () => {
  expect(nextBackupAt(policy, at(5 * day), 6 * day, undefined)).toBe(6 * day);
  expect(nextBackupAt(policy, undefined, day, undefined)).toBe(day + firstAfterMs);
  expect(nextBackupAt({ ...policy, intervalMs: 0 }, undefined, day, undefined)).toBeUndefined();
});

test('after a failure it is tried again, with growing pauses up to an hour', () => {
  const pauses = [1, 2, 3, 20].map((count) => {
    const next = nextBackupAt(policy, at(0), 0, { atMs: 3 * day, count });
    return next === undefined ? undefined : next - 3 * day;
  });
  expect(pauses).toEqual([60_000, 120_000, 240_000, hour]);
});

test('backups go only when there are enough newer ones and they are old enough', () => {
  const all = [0, 1, 2, 3, 4, 5].map((days) => at(days * day));
  expect(expiredBackups(policy, all, 5 * day)).toEqual(
    [at(0), at(day), at(2 * day)].map((b) => b.name),
  );
  expect(expiredBackups({ keepCount: 3, keepMs: 10 * day }, all, 5 * day)).toEqual([]);
  expect(expiredBackups({ keepCount: 0, keepMs: 0 }, all, 9 * day)).toHaveLength(5);
});

test('what stays always holds the newest ones, whatever the clock says', () => {
  const times = fc.uniqueArray(fc.nat(1_000), { minLength: 1, maxLength: 20 });
  const policies = fc.record({ keepCount: fc.nat(5), keepMs: fc.nat(1_000) });
  fc.assert(
    fc.property(times, policies, fc.integer(), (numbers, keep, nowMs) => {
      const all = numbers.map(at);
      const gone = expiredBackups(keep, all, nowMs);
      const left = all.filter(({ name }) => !gone.includes(name));
      expect(left.length).toBeGreaterThanOrEqual(Math.min(all.length, Math.max(1, keep.keepCount)));
      const newest = Math.max(...numbers);
      expect(left.some(({ atMs }) => atMs === newest)).toBe(true);
      for (const { name, atMs } of all) {
        if (gone.includes(name)) expect(nowMs - atMs).toBeGreaterThan(keep.keepMs);
      }
    }),
  );
});

test('a name tells its moment', () => {
  expect(backupTime('20261124T221909105Z')).toBe(Date.parse('2026-11-24T22:19:09.105Z'));
  expect(backupTime('20261124T221909105Z.part')).toBeNaN();
});
