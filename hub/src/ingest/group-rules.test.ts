import { describe, expect, it } from 'vitest';
import { groupBounds, pickGroup, type Waiting } from './group-rules.ts';

const one = (lane: Waiting['lane'], site: string, bytes = 1_000): Waiting => ({
  lane,
  site,
  bytes,
});
const none = new Set<string>();

describe('which segments are worked on next', () => {
  it('those of the most pressing lane, and no others with them', () => {
    const waiting = [one('bulk', 'a'), one('ledger', 'b'), one('urgent', 'c'), one('urgent', 'd')];
    expect(pickGroup(waiting, none, false)).toEqual([2, 3]);
    expect(pickGroup(waiting.slice(0, 2), none, false)).toEqual([1]);
    expect(pickGroup([], none, false)).toEqual([]);
  });

  it('those of the lane that has waited longest, when it is its turn', () => {
    const waiting = [one('bulk', 'a'), one('urgent', 'c'), one('bulk', 'd')];
    expect(pickGroup(waiting, none, true)).toEqual([0, 2]);
  });

  it('a site’s own come together', () => {
    const waiting = [
      one('ledger', 'a'),
      one('ledger', 'b'),
      one('ledger', 'a'),
      one('ledger', 'b'),
    ];
    expect(pickGroup(waiting, none, false)).toEqual([0, 2, 1, 3]);
  });

  it('none of a site that is worked on, unless only such wait', () => {
    const waiting = [one('ledger', 'a'), one('ledger', 'b'), one('ledger', 'a')];
    expect(pickGroup(waiting, new Set(['a']), false)).toEqual([1]);
    expect(pickGroup(waiting, new Set(['a', 'b']), false)).toEqual([0, 2]);
  });

  it('so many and so much that others do not wait long', () => {
    const many = Array.from({ length: 200 }, (_, n) => one('ledger', `s${n}`));
    expect(pickGroup(many, none, false)).toHaveLength(groupBounds.segmentsMax);
    const heavy = many.map(({ site }) => one('ledger', site, 50_000));
    expect(pickGroup(heavy, none, false)).toHaveLength(5);
    const large = [one('ledger', 'a', 500_000), one('ledger', 'b')];
    expect(pickGroup(large, none, false)).toEqual([0]);
    expect(pickGroup(large.toReversed(), none, false)).toEqual([0]);
  });
});
