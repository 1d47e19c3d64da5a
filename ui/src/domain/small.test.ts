import { describe, expect, it } from 'vitest';
import { can } from './can.ts';
import { detailText } from './detail-text.ts';
import { sparkPaths } from './spark.ts';

describe('can', () => {
  it.each([
    [['*'], true],
    [['quarantine.release'], true],
    [['quarantine.*'], true],
    [['*.release'], true],
    [['*.read'], false],
    [['quarantine.read'], false],
    [undefined, false],
  ])('with %s: %s', (held, expected) => {
    expect(can(held, 'quarantine.release')).toBe(expected);
  });
});

describe('detailText', () => {
  it('reads like a line', () => {
    expect(detailText({ code: 'bad_hash', bytes: 4096, from: null })).toBe(
      'code bad_hash, bytes 4096',
    );
    expect(detailText(null)).toBe('');
    expect(detailText({ sites: ['hq'] })).toBe('sites ["hq"]');
  });
});

describe('sparkPaths', () => {
  const at = (second: number) => new Date(second * 1000).toISOString();

  it('draws a silence as a hole', () => {
    const seconds = [0, 5, 10, 15, 120, 125, 130];
    const points = seconds.map((second) => ({ at: at(second), events_per_second: 10 }));
    expect(sparkPaths(points).lines).toHaveLength(2);
  });

  it('draws nothing from one point', () => {
    expect(sparkPaths([{ at: at(0), events_per_second: 3 }])).toMatchObject({ lines: [], peak: 3 });
  });

  it('keeps a line of zeros on the ground', () => {
    const points = [0, 5].map((second) => ({ at: at(second), events_per_second: 0 }));
    expect(sparkPaths(points).lines).toEqual(['M0.00 30.00L100.00 30.00']);
  });
});
