import { expect, it } from 'vitest';
import { defaultHotDays, dueDrops, type StoredDay } from './retention.ts';

const [heartbeat, metric, security, name, unknown] = [1, 4, 5, 7, 99];
const day = (text: string, ...kinds: number[]): StoredDay => ({
  day: text,
  kinds: kinds.map((kind) => ({ kind, events: kind })),
});
const all = [heartbeat, metric, security, name, unknown];

it.each([
  ['2026-12-24', []], // 30 days: the last of the metrics' window
  ['2026-12-25', [metric]],
  ['2027-02-22', [metric]],
  ['2027-02-23', [heartbeat, metric, name]],
  ['2028-11-23', [heartbeat, metric, name]],
  ['2028-11-24', all], // 731 days: what a newer program made goes with the last
])('on %s the rows of 2026-11-24 are due: %j', (today, kinds) => {
  const now = new Date(`${today}T23:59:59Z`);
  const found = dueDrops([day('2026-11-24', ...all)], defaultHotDays, now);
  const events = kinds.reduce((a, b) => a + b, 0);
  expect(found).toEqual(kinds.length === 0 ? [] : [{ day: '2026-11-24', kinds, events }]);
});

it('takes each day by itself, and a clock that went back for nothing', () => {
  const now = new Date('2026-12-25T00:00:00Z');
  const days = [day('2026-11-23', metric), day('2026-11-25', metric), day('2030-01-01', metric)];
  expect(dueDrops(days, defaultHotDays, now).map((drop) => drop.day)).toEqual(['2026-11-23']);
});
