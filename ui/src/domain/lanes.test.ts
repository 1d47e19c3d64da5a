import { describe, expect, it, test } from 'vitest';
import { gapAction, gapText, laneEnd, laneParts, type DrawnLane } from './lanes.ts';

const lane = (rest: Partial<DrawnLane>): DrawnLane => ({
  committed_through: 0,
  safe_through: 0,
  sealed_through: 0,
  gaps: [],
  ...rest,
});

describe('laneParts', () => {
  it('draws safe, committed and waiting one after the other', () => {
    const parts = laneParts(
      lane({ safe_through: 50, committed_through: 80, sealed_through: 100 }),
      0,
    );
    expect(parts).toEqual([
      { kind: 'safe', from: 0, to: 0.5 },
      { kind: 'committed', from: 0.5, to: 0.8 },
      { kind: 'backlog', from: 0.8, to: 1 },
    ]);
  });

  it('widens one missing segment until it can be seen, within the bar', () => {
    const many = lane({
      committed_through: 999,
      sealed_through: 10_000,
      gaps: [{ first: 1, last: 1 }],
    });
    const gap = laneParts(many, 0.01).find((part) => part.kind === 'gap');
    expect(gap?.from).toBe(0);
    expect(gap?.to).toBeGreaterThan(0.004);
  });

  it('reaches to the end of a gap beyond everything received', () => {
    expect(laneEnd(lane({ sealed_through: 5, gaps: [{ first: 6, last: 9 }] }))).toBe(9);
    expect(laneParts(lane({}), 0.01)).toEqual([]);
  });

  it('names the exact range', () => {
    expect(gapText({ first: 17, last: 17 })).toBe('17');
    expect(gapText({ first: 17, last: 20 })).toBe('17–20');
  });
});

test.each([
  [{ state: 'asked', times_asked: 1 }, 'asked for once'],
  [{ state: 'asked', times_asked: 7 }, 'asked for 7 times'],
  [{ state: 'queued', times_asked: 0 }, 'asked for once those before it are filled'],
  [{ state: 'not_asked', times_asked: 0 }, 'not asked for: newer journals replaced this one'],
] as const)('%o is %s', (gap, words) => {
  expect(gapAction(gap)).toBe(words);
});
