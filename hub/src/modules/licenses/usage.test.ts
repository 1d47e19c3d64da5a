import type { Moment, TimeInterval, UsageBody } from '@eucora/protocol';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { intervalOf, mergeIntervals, realTimeOf, type UsageInterval } from './usage.ts';

const boot = 'b'.repeat(32);
const noon = Date.parse('2026-11-24T12:00:00Z');
const report = (boottimeMs: number, wallMs: number): Moment & TimeInterval => ({
  bootId: boot,
  boottimeMs,
  wallMs,
  loMs: 0,
  hiMs: null,
});

const end = fc.option(
  fc.record({ endMs: fc.nat(3), endedAtMs: fc.nat(3), uncertaintyMs: fc.nat(2) }),
);
const interval: fc.Arbitrary<UsageInterval> = fc.record({
  deviceNo: fc.constant(1),
  bootId: fc.constant(boot),
  pid: fc.constant(7),
  startMs: fc.constant(100),
  subjectId: fc.constantFrom('a', 'b'),
  program: fc.constantFrom('vi', 'vim'),
  path: fc.constantFrom(null, '/usr/bin/vi', '/usr/bin/vim'),
  title: fc.constantFrom(null, 'Vi'),
  instancesMax: fc.nat(3),
  startedAtMs: fc.nat(3),
  startUncertaintyMs: fc.nat(2),
  startReported: fc.boolean(),
  end,
});

test('merging does not depend on order, grouping or repetition', () => {
  fc.assert(
    fc.property(interval, interval, interval, (a, b, c) => {
      expect(mergeIntervals(a, b)).toEqual(mergeIntervals(b, a));
      expect(mergeIntervals(a, mergeIntervals(b, c))).toEqual(
        mergeIntervals(mergeIntervals(a, b), c),
      );
      expect(mergeIntervals(a, a)).toEqual(a);
    }),
  );
});

const started: UsageBody = {
  kind: 'usage',
  phase: 'started',
  bootId: boot,
  pid: 7,
  startMs: 1_000,
  startUncertaintyMs: 10,
  endMs: null,
  endUncertaintyMs: null,
  subject: 's'.repeat(32),
  program: 'vi',
  path: null,
  title: null,
  instancesMax: 1,
};

test('the end completes what the start began', () => {
  const ended: UsageBody = { ...started, phase: 'ended', endMs: 61_000, endUncertaintyMs: 500 };
  const first = intervalOf(1, started, report(2_000, noon + 1_000), []);
  const second = intervalOf(1, ended, report(62_000, noon + 61_000), []);
  expect(mergeIntervals(second, first)).toMatchObject({
    startedAtMs: noon,
    startReported: true,
    end: { endMs: 61_000, endedAtMs: noon + 60_000, uncertaintyMs: 500 },
  });
});

test('a boot before the report is dated by its own anchor', () => {
  const earlier = 'e'.repeat(32);
  const anchor = { bootId: earlier, boottimeMs: 9_000, wallMs: noon, loMs: 0, hiMs: null };
  expect(realTimeOf(4_000, earlier, report(1, noon + 3_600_000), [anchor])).toBe(noon - 5_000);
  expect(realTimeOf(4_000, earlier, report(1, noon), [])).toBe(noon);
});

test('a clock that lies is held to the bounds that are known', () => {
  const bounded = { ...report(2_000, 0), loMs: noon, hiMs: noon + 10 };
  expect(realTimeOf(2_000, boot, bounded, [])).toBe(noon);
});
