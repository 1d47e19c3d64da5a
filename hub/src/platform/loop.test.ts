import { expect, test } from 'vitest';
import { backOffMs, Loop } from './loop.ts';
import { silent } from './testing.ts';

test('turns never overlap, and waking during a turn asks for one more', async () => {
  let running = 0;
  let turns = 0;
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const second = Promise.withResolvers<void>();
  const loop = new Loop({
    name: 'test',
    everyMs: 3_600_000,
    logger: silent,
    turn: async () => {
      running += 1;
      expect(running).toBe(1);
      turns += 1;
      if (turns === 2) second.resolve();
      await gates[turns - 1]?.promise;
      running -= 1;
    },
  });
  loop.wake();
  loop.wake();
  gates[0]?.resolve();
  await second.promise;
  gates[1]?.resolve();
  await loop[Symbol.asyncDispose]();
  expect(turns).toBe(2);
});

test('disposing waits for the turn under way', async () => {
  const gate = Promise.withResolvers<void>();
  let finished = false;
  const loop = new Loop({
    name: 'test',
    everyMs: 1,
    logger: silent,
    turn: async () => {
      await gate.promise;
      finished = true;
    },
  });
  const disposed = loop[Symbol.asyncDispose]();
  gate.resolve();
  await disposed;
  expect(finished).toBe(true);
});

test('back-off doubles and is bounded', () => {
  expect([0, 1, 2, 3, 50].map((failures) => backOffMs(1_000, failures))).toEqual([
    1_000, 1_000, 2_000, 4_000, 30_000,
  ]);
});
