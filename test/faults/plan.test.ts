import { expect, it } from 'vitest';
import { createRandom } from '../kit/random.ts';
import { killable, planKills, shareOut } from './plan.ts';

it('draws the same kills for a seed', () => {
  const plan = (seed: string) => planKills(createRandom(seed), 30, 1_000);
  expect(plan('a')).toEqual(plan('a'));
  expect(plan('a')).not.toEqual(plan('b'));
});

it('hits every kind of process in every round', () => {
  const kills = planKills(createRandom('rounds'), killable.length * 3, 1_000);
  for (const target of killable) {
    expect(kills.filter((kill) => kill.target === target)).toHaveLength(3);
  }
});

it('shares kills out without losing one', () => {
  expect(shareOut(200, 3)).toEqual([67, 67, 66]);
  expect(shareOut(2, 4)).toEqual([1, 1, 0, 0]);
});
