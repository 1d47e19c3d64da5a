import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LinkClock, maySend, predictFinish, useAt, type DayUse } from './budget.ts';
import { bytesPerDayMin, checkPlan, isOpenAt, parseWindow, type LinkPlan } from './link-plan.ts';

const free: LinkPlan = {
  bytesPerSecond: 0,
  bytesPerDay: 0,
  windows: [],
  timeZone: 'UTC',
  urgentExempt: true,
  paused: false,
};
const mib = 1024 * 1024;
const at = (iso: string): number => Date.parse(iso);
const now = (iso: string) => ({ likelyMs: at(iso), loMs: at(iso) });
const clockOf = (part: Partial<LinkPlan>) => {
  const plan = checkPlan({ ...free, ...part });
  return { plan, clock: new LinkClock(plan) };
};
const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu');
const hhmm = fc.integer({ min: 0, max: 1_439 }).map((minute) => {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
});
const days = fc.constantFrom('', 'mon-fri ', 'sat,sun ', 'fri-mon ', 'wed ');
const windows = fc.array(
  fc.tuple(days, hhmm, hhmm).map(([day, from, to]) => `${day}${from}-${to}`),
  { maxLength: 3 },
);
const moments = fc.integer({ min: at('2026-01-01T00:00Z'), max: at('2028-01-01T00:00Z') });

describe('windows', () => {
  test.each([
    ['mon-fri 22:00-06:00', 'Mon 21:59', '2026-03-02T21:59:00Z', false],
    ['mon-fri 22:00-06:00', 'Mon 22:00', '2026-03-02T22:00:00Z', true],
    ['mon-fri 22:00-06:00', 'Sat 05:59, begun on Friday', '2026-03-07T05:59:59Z', true],
    ['mon-fri 22:00-06:00', 'Sat 06:00', '2026-03-07T06:00:00Z', false],
    ['mon-fri 22:00-06:00', 'Mon 05:00: Sunday is no day', '2026-03-02T05:00:00Z', false],
    ['sun 22:00-06:00', 'Mon 05:00, over the end of the week', '2026-03-02T05:00:00Z', true],
    ['00:00-24:00', 'any time', '2026-03-02T12:34:00Z', true],
    ['22:00-22:00', 'from one evening to the next', '2026-03-02T12:34:00Z', true],
  ])('%s at %s', (window, _when, iso, open) => {
    const { clock } = clockOf({ windows: [window] });
    expect(isOpenAt(clock.windows, clock.at(at(iso)).weekMinute)).toBe(open);
  });

  test('are counted in the time of the site, on both sides of daylight saving', () => {
    const { plan, clock } = clockOf({ windows: ['22:00-06:00'], timeZone: 'Europe/Berlin' });
    const open = (iso: string): boolean =>
      maySend(plan, clock, undefined, now(iso), 'bulk', 1).send;
    expect(['2026-03-27T20:59Z', '2026-03-27T21:00Z'].map(open)).toEqual([false, true]);
    expect(['2026-03-30T03:59Z', '2026-03-30T04:00Z'].map(open)).toEqual([true, false]);
  });

  test.each(['25:00-06:00', '22:00', 'noon', 'mon-xyz 22:00-06:00', '22:61-06:00', ''])(
    'refuses %j by saying what a window is',
    (text) => {
      expect(() => parseWindow(text)).toThrow('such as "mon-fri 22:00-06:00"');
    },
  );
});

describe('the budget', () => {
  const steps = fc.array(
    fc.record({
      passMs: fc.integer({ min: 0, max: 20_000_000 }),
      bytes: fc.integer({ min: 1, max: mib }),
      lane: fc.constantFrom('urgent', 'ledger', 'bulk'),
      // What the wall clock says against what is known: it may lie by years, either way.
      wallSkewMs: fc.constantFrom(0, 0, 0, -400 * 86_400_000, 3_700 * 86_400_000),
    }),
    { minLength: 1, maxLength: 200 },
  );

  test('of a day is never exceeded, whatever the wall clock says; urgent goes before others', () => {
    fc.assert(
      fc.property(moments, zones, fc.integer({ min: 1, max: 20 }), steps, (start, zone, n, all) => {
        const bytesPerDay = n * bytesPerDayMin;
        const { plan, clock } = clockOf({ bytesPerDay, timeZone: zone });
        const sent = new Map<string, { urgent: number; other: number }>();
        let use: DayUse | undefined;
        let loMs = start;
        for (const { passMs, bytes, lane, wallSkewMs } of all) {
          loMs += passMs;
          const time = { loMs, likelyMs: loMs + wallSkewMs };
          const verdict = maySend(plan, clock, use, time, lane, bytes);
          if (!verdict.send) continue;
          ({ use } = verdict);
          const day = clock.at(loMs).date;
          const sum = sent.get(day) ?? { urgent: 0, other: 0 };
          sum[lane === 'urgent' ? 'urgent' : 'other'] += bytes;
          sent.set(day, sum);
        }
        for (const { urgent, other } of sent.values()) {
          expect(other === 0 || other <= bytesPerDay).toBe(true);
          if (other > 0 && urgent === 0) expect(other).toBeLessThanOrEqual(bytesPerDay);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('keeps to its windows, in every time zone; what is exempt does not', () => {
    fc.assert(
      fc.property(moments, zones, windows, (ms, zone, some) => {
        const { plan, clock } = clockOf({ windows: some, timeZone: zone });
        const time = { likelyMs: ms, loMs: ms };
        const open = isOpenAt(clock.windows, clock.at(ms).weekMinute);
        expect(maySend(plan, clock, undefined, time, 'bulk', 1).send).toBe(open);
        expect(maySend(plan, clock, undefined, time, 'urgent', 1).send).toBe(true);
        const strict = { ...plan, urgentExempt: false };
        expect(maySend(strict, clock, undefined, time, 'urgent', 1).send).toBe(open);
      }),
    );
  });

  test('is one day more at most when time or the stored use jumps', () => {
    const { plan, clock } = clockOf({ bytesPerDay: 2 * mib });
    const full = { day: '2026-03-02', bytes: 2 * mib };
    const ask = (iso: string) => maySend(plan, clock, full, now(iso), 'bulk', mib);
    expect(ask('2026-03-02T23:59Z')).toMatchObject({ send: false, why: 'day' });
    // Backwards nothing, and forwards one new day, however far.
    expect(ask('1970-01-01T00:00Z')).toMatchObject({ send: false, why: 'day' });
    expect(ask('2036-03-02T00:00Z')).toEqual({
      send: true,
      use: { day: '2036-03-02', bytes: mib },
    });
    expect(useAt({ day: '2036-03-02', bytes: 9 }, '2026-03-03')).toEqual({
      day: '2036-03-02',
      bytes: 9,
    });
  });

  test('stops for everybody while the operator paused it', () => {
    const { plan, clock } = clockOf({ paused: true });
    const verdict = maySend(plan, clock, undefined, now('2026-03-02T00:00Z'), 'urgent', 1);
    expect(verdict).toMatchObject({ send: false, why: 'paused' });
  });
});

describe('the predicted finish', () => {
  test.each([
    ['by rate alone', {}, 60_000, '2026-03-02T12:01:00Z'],
    ['after the window opens', { windows: ['22:00-06:00'] }, 60_000, '2026-03-02T22:01:00Z'],
    ['over two windows', { windows: ['22:00-22:10'] }, 900_000, '2026-03-03T22:05:00Z'],
    ['by days', { bytesPerDay: 2 * mib }, 5 * mib, '2026-03-04T00:17:29Z'],
  ])('%s', (_what, part, backlogBytes, iso) => {
    const { plan, clock } = clockOf(part);
    const work = { backlogBytes, bytesPerSecond: 1_000 };
    const { finishMs } = predictFinish(plan, clock, undefined, now('2026-03-02T12:00Z'), work);
    expect(Math.abs((finishMs ?? 0) - at(iso))).toBeLessThan(1_000);
  });

  test('says why when there is none', () => {
    const time = now('2026-03-02T12:00Z');
    const work = { backlogBytes: 1, bytesPerSecond: undefined };
    const { plan, clock } = clockOf({});
    const ask = (part: Partial<LinkPlan>) =>
      predictFinish({ ...plan, ...part }, clock, undefined, time, work);
    expect(ask({})).toEqual({ finishMs: null, why: 'rate' });
    expect(ask({ paused: true })).toEqual({ finishMs: null, why: 'paused' });
    expect(ask({ bytesPerSecond: 10 }).finishMs).toBe(time.likelyMs + 100);
  });

  test('always comes when the budget allows anything, and not before the bytes can have gone', () => {
    const rates = fc.integer({ min: 2_000, max: 2 ** 24 });
    const backlog = fc.integer({ min: 1, max: 2 ** 26 });
    const quota = fc.constantFrom(0, mib, 5 * mib);
    fc.assert(
      fc.property(moments, zones, windows, rates, backlog, quota, (ms, zone, some, rate, b, q) => {
        const { plan, clock } = clockOf({ windows: some, timeZone: zone, bytesPerDay: q });
        const time = { likelyMs: ms, loMs: ms };
        const work = { backlogBytes: b, bytesPerSecond: rate };
        const { finishMs } = predictFinish(plan, clock, undefined, time, work);
        if (finishMs === null) throw new Error('no finish');
        expect(finishMs - ms).toBeGreaterThanOrEqual(Math.floor((b / rate) * 1_000) - 1);
        const daysNeeded = q === 0 ? 0 : Math.ceil(b / q) - 1;
        // The last of the days may end as it begins, and one of them be an hour short.
        expect(finishMs - ms).toBeGreaterThanOrEqual((daysNeeded - 1) * 86_400_000 - 3_600_001);
      }),
      { numRuns: 200 },
    );
  });
});

test('simulated sending by the verdicts finishes, and about when it was predicted', () => {
  const segment = 512 * 1_024;
  fc.assert(
    fc.property(
      moments,
      fc.integer({ min: 1, max: 12 }),
      fc.constantFrom(0, mib, 4 * mib),
      fc.constantFrom<string[]>([], ['22:00-06:00'], ['mon-fri 09:00-17:00']),
      (start, count, bytesPerDay, some) => {
        const { plan, clock } = clockOf({ bytesPerDay, windows: some, timeZone: 'Europe/Berlin' });
        const rate = 100_000;
        const begin = { likelyMs: start, loMs: start };
        const work = { backlogBytes: count * segment, bytesPerSecond: rate };
        const { finishMs } = predictFinish(plan, clock, undefined, begin, work);
        let use: DayUse | undefined;
        let ms = start;
        for (let sent = 0; sent < count;) {
          const verdict = maySend(plan, clock, use, { likelyMs: ms, loMs: ms }, 'bulk', segment);
          if (verdict.send) {
            ({ use } = verdict);
            sent += 1;
            ms += (segment / rate) * 1_000;
          } else {
            ms += verdict.againMs;
          }
        }
        // A segment is not split, and an hour comes and goes with daylight saving.
        expect(Math.abs(ms - (finishMs ?? 0))).toBeLessThan(3_700_000);
      },
    ),
    { numRuns: 60 },
  );
});
