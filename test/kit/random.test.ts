import { describe, expect, it } from 'vitest';
import { createRandom } from './random.ts';

const draws = (seed: string, count: number): number[] => {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => random.next());
};

describe('seeded randomness', () => {
  it('repeats itself for a seed and differs between seeds', () => {
    expect(draws('7', 50)).toEqual(draws('7', 50));
    expect(draws('7', 50)).not.toEqual(draws('8', 50));
  });

  it('covers [0, 1) evenly', () => {
    const all = draws('even', 20_000);
    expect(Math.min(...all)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...all)).toBeLessThan(1);
    const tenths = Array.from(
      { length: 10 },
      (_, i) => all.filter((x) => Math.floor(x * 10) === i).length,
    );
    for (const count of tenths) expect(Math.abs(count - 2_000)).toBeLessThan(200);
  });

  it('forks by label alone, whatever was drawn before', () => {
    const fresh = createRandom(1);
    const used = createRandom(1);
    used.bytes(100);
    expect(used.fork('a').next()).toBe(fresh.fork('a').next());
    expect(fresh.fork('a').next()).not.toBe(fresh.fork('b').next());
  });

  it('keeps between() inside and reaches both ends', () => {
    const random = createRandom('ends');
    const seen = new Set(Array.from({ length: 500 }, () => random.between(3, 5)));
    expect(seen).toEqual(new Set([3, 4, 5]));
  });
});
