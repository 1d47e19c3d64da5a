import { expect, test } from 'vitest';
import { sharedReading } from './shared-reading.ts';

test('who asks within the age shares a reading, who asks later gets a new one', async () => {
  let [nowMs, reads] = [0, 0];
  const read = sharedReading(
    () => Promise.resolve((reads += 1)),
    1_000,
    () => nowMs,
  );
  expect(await Promise.all([read(), read()])).toEqual([1, 1]);
  nowMs = 999;
  expect(await read()).toBe(1);
  nowMs = 1_000;
  expect(await read()).toBe(2);
  nowMs = 500; // a clock that was set back shares nothing
  expect(await read()).toBe(3);
});

test('a reading that failed is not shared with whoever asks afterwards', async () => {
  let reads = 0;
  const fail = (): Promise<number> => Promise.reject(new Error('lost'));
  const read = sharedReading(
    () => ((reads += 1) === 1 ? fail() : Promise.resolve(reads)),
    1_000,
    () => 0,
  );
  await expect(read()).rejects.toThrow('lost');
  expect(await read()).toBe(2);
});
