import { expect, it } from 'vitest';
import { SteadyClock } from './steady-clock.ts';

it('believes a clock that is ahead once it was so all the while, one that is back at once', () => {
  let ms = 0;
  const clock = new SteadyClock(100, () => ms);
  /** The time when `at` have passed and the wall clock is so much ahead of that. */
  const told = (at: number, ahead: number) => {
    ms = at;
    return clock.at(new Date(at + ahead))?.getTime();
  };
  expect(told(0, 1_000)).toBeUndefined(); // started while ahead: nothing is known
  expect(told(60, 1_000)).toBeUndefined();
  expect(told(90, 5)).toBeUndefined();
  expect(told(120, 5)).toBe(125);
  expect(told(150, 1_000)).toBe(155);
  expect(told(230, 1_000)).toBe(235);
  expect(told(255, 1_000)).toBe(1_255);
  expect(told(256, 3)).toBe(259);
});
