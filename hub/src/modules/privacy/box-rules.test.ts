import { expect, test } from 'vitest';
import { nextBoxStep, type BoxState } from './box-rules.ts';

const now = new Date('2026-11-25T12:00:00Z');
const daysOn = (days: number): Date => new Date(now.getTime() + days * 86_400_000);
const still: BoxState = {
  held: [1],
  newest: { no: 1, begunAt: null },
  erasures: [{ boxNo: 1, dueAt: daysOn(30) }],
  saidByAll: 0,
};
const step = (change: Partial<BoxState>, at = now) => nextBoxStep({ ...still, ...change }, at);

test('without an erasure a key stays', () => {
  expect(step({ erasures: [] })).toEqual({ act: 'none' });
});

test('an erasure begins a key, once a day at most', () => {
  expect(step({})).toEqual({ act: 'begin' });
  expect(step({ newest: { no: 1, begunAt: daysOn(-0.9) } })).toEqual({ act: 'none' });
  expect(step({ newest: { no: 1, begunAt: daysOn(-1.1) } })).toEqual({ act: 'begin' });
});

test('the old key goes when all sites know the new one, and late in any case', () => {
  const begun = { held: [2, 1], newest: { no: 2, begunAt: now } };
  expect(step({ ...begun, saidByAll: 1 })).toEqual({ act: 'none' });
  expect(step({ ...begun, saidByAll: 2 })).toEqual({ act: 'destroy', no: 1 });
  expect(step({ ...begun, saidByAll: null })).toEqual({ act: 'destroy', no: 1 });
  expect(step({ ...begun, saidByAll: 1 }, daysOn(28))).toEqual({ act: 'destroy', no: 1 });
  expect(step({ held: [2], newest: begun.newest, saidByAll: 2 })).toEqual({ act: 'none' });
});

test('keys go one after the other, never the newest', () => {
  const state = { held: [3, 2, 1], newest: { no: 3, begunAt: now }, saidByAll: 3 };
  const erasures = [{ boxNo: 2, dueAt: daysOn(30) }];
  expect(step({ ...state, erasures })).toEqual({ act: 'destroy', no: 2 });
  expect(step({ ...state, held: [3, 1], erasures })).toEqual({ act: 'destroy', no: 1 });
  expect(step({ ...state, held: [3], erasures })).toEqual({ act: 'none' });
});
