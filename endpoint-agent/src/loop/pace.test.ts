import { expect, test } from 'vitest';
import { firstPace, paceAfter } from './pace.ts';

const budget = { cpuMs: 100, wallMs: 1_000 };
const dear = { cpuMs: 101, wallMs: 10 };
const slow = { cpuMs: 1, wallMs: 1_001 };
const calm = { cpuMs: 1, wallMs: 10 };

test('a run over either bound doubles the interval, up to a bound; the first one is free', () => {
  let pace = paceAfter(firstPace, dear, budget);
  expect(pace.factor).toBe(1);
  pace = paceAfter(pace, dear, budget);
  expect(pace.factor).toBe(2);
  pace = paceAfter(pace, slow, budget);
  expect(pace.factor).toBe(4);
  for (let i = 0; i < 20; i += 1) pace = paceAfter(pace, dear, budget);
  expect(pace.factor).toBe(64);
});

test('calm runs in a row bring it back, and a dear one in between starts the count again', () => {
  let pace = paceAfter(paceAfter(paceAfter(firstPace, calm, budget), dear, budget), dear, budget);
  expect(pace.factor).toBe(4);
  for (let i = 0; i < 7; i += 1) pace = paceAfter(pace, calm, budget);
  expect(pace.factor).toBe(4);
  pace = paceAfter(pace, dear, budget);
  expect(pace.factor).toBe(8);
  for (let i = 0; i < 24; i += 1) pace = paceAfter(pace, calm, budget);
  expect(pace.factor).toBe(1);
});
