import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendarMs, planRotation, retryAfterMs, type RotationState } from './calendar.ts';

const dayMs = 86_400_000;
const start = new Date('2026-01-01T00:00:00Z');
const after = (ms: number): Date => new Date(start.getTime() + ms);
const fresh: RotationState = { lastAt: start, requestedAt: null, failedAt: null, failures: 0 };
const yearly = { everyMs: 365 * dayMs, isAutomatic: true };

test('the intervals are those of the specification, 8.5', () => {
  const days = Object.entries(calendarMs).map(([kind, ms]) => [kind, ms / dayMs]);
  expect(Object.fromEntries(days)).toEqual({
    database_credentials: 90,
    signing_keys: 30,
    encryption_keys: 365,
    service_certificates: 30,
  });
});

test('it is due at its date and not before', () => {
  expect(planRotation(yearly, fresh, after(365 * dayMs - 1))).toEqual({
    nextAt: after(365 * dayMs),
    isOverdue: false,
    because: undefined,
  });
  expect(planRotation(yearly, fresh, after(365 * dayMs)).because).toBe('calendar');
});

test('it is done when asked for, whatever the calendar says', () => {
  const asked = { ...fresh, requestedAt: after(dayMs) };
  expect(planRotation(yearly, asked, after(dayMs)).because).toBe('requested');
  const never = { everyMs: 0, isAutomatic: true };
  expect(planRotation(never, asked, after(dayMs))).toMatchObject({
    nextAt: null,
    isOverdue: false,
  });
  expect(planRotation(never, asked, after(dayMs)).because).toBe('requested');
  expect(planRotation(never, fresh, after(9_999 * dayMs)).because).toBeUndefined();
});

test('what only an operator can do is overdue and never done', () => {
  const plan = planRotation({ ...yearly, isAutomatic: false }, fresh, after(366 * dayMs));
  expect(plan).toMatchObject({ isOverdue: true, because: undefined });
});

test('a failure is tried again after a minute, then more rarely, at most every six hours', () => {
  expect([0, 1, 2, 3, 12, 1_000].map(retryAfterMs)).toEqual([
    0, 60_000, 120_000, 240_000, 21_600_000, 21_600_000,
  ]);
  const failed = { ...fresh, requestedAt: start, failedAt: after(0), failures: 2 };
  expect(planRotation(yearly, failed, after(119_999)).because).toBeUndefined();
  expect(planRotation(yearly, failed, after(120_000)).because).toBe('requested');
});

test('a clock that goes back puts it off by one interval at most, and blocks no second try', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -4_000, max: 4_000 }),
      fc.integer({ min: 0, max: 9 }),
      (days, n) => {
        const now = after(days * dayMs);
        const failedAt = n === 0 ? null : start;
        const { nextAt, because } = planRotation(yearly, { ...fresh, failedAt, failures: n }, now);
        expect(nextAt!.getTime() - now.getTime()).toBeLessThanOrEqual(365 * dayMs);
        if (days >= 366) expect(because).toBe('calendar');
      },
    ),
  );
  const failed = { ...fresh, requestedAt: start, failedAt: after(365 * dayMs), failures: 9 };
  expect(planRotation(yearly, failed, start).because).toBe('requested');
});
