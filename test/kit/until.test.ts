import { expect, it } from 'vitest';
import { until, UntilError } from './until.ts';

it('returns the first thing that is something, zero and empty text included', async () => {
  const answers = [undefined, null, false, 0];
  expect(await until('an answer', () => answers.shift(), { everyMs: 1 })).toBe(0);
});

it('takes an exception for "not yet" and tells the last one when time is up', async () => {
  const look = (): never => {
    throw new Error('connection refused');
  };
  const attempt = until('the hub answers', look, { withinMs: 20, everyMs: 5 });
  await expect(attempt).rejects.toThrow(UntilError);
  await expect(attempt).rejects.toThrow(/0.02 s: the hub answers: connection refused/);
});

it('stops when told to', async () => {
  const stop = new AbortController();
  const attempt = until('never', () => false, { signal: stop.signal });
  stop.abort();
  await expect(attempt).rejects.toThrow(/abort/i);
});
