import { describe, expect, it } from 'vitest';
import { absolute, clock, countdown, duration, instant, relative } from './times.ts';

const NOW = Date.parse('2026-11-03T13:02:11Z');
const SECOND = 1000;
const DAY = 86_400_000;

describe('times', () => {
  it('writes a duration in its two largest units', () => {
    expect(duration(412)).toBe('412 ms');
    expect(duration(125 * SECOND)).toBe('2 min 5 s');
    expect(duration(3 * DAY + 4 * 3_600_000 + 59_000)).toBe('3 d 4 h');
    expect(duration(2 * DAY)).toBe('2 d');
    expect(duration(-5)).toBe('0 ms');
  });

  it('tells the distance to now in one unit', () => {
    expect(relative(NOW - 500, NOW)).toBe('just now');
    expect(relative(NOW - 12 * SECOND, NOW)).toBe('12 s ago');
    expect(relative(NOW - 90 * SECOND, NOW)).toBe('1 min ago');
    expect(relative(NOW + 3 * DAY + 1, NOW)).toBe('in 3 d');
  });

  it('counts down to now and not beyond', () => {
    expect(countdown(NOW + 724 * SECOND, NOW)).toBe('12 min 4 s');
    expect(countdown(NOW - 1, NOW)).toBe('now');
  });

  it('is exact in the given zone', () => {
    expect(absolute(NOW, 'Europe/Zurich')).toBe('Tue, 3 Nov 2026, 14:02:11 CET');
    expect(clock(NOW, 'Asia/Kolkata')).toBe('18:32');
  });

  it('reads RFC 3339 and nothing else as a time', () => {
    expect(instant('2026-11-03T13:02:11Z')).toBe(NOW);
    expect(instant('soon')).toBeUndefined();
    expect(instant(null)).toBeUndefined();
  });
});
