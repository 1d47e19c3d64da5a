import type { Lane } from '@eucora/protocol';
import { expect, it } from 'vitest';
import { LaneGate } from './lane-gate.ts';

it('lets the more pressing lane go first, in order within a lane', async () => {
  const gate = new LaneGate(1);
  const went: string[] = [];
  const leave = await gate.enter('bulk');
  const waiting = (['bulk', 'ledger', 'urgent', 'ledger'] as const).map(async (lane, i) => {
    const done = await gate.enter(lane);
    went.push(`${lane}${i}`);
    done();
  });
  leave();
  await Promise.all(waiting);
  expect(went).toEqual(['urgent2', 'ledger1', 'ledger3', 'bulk0']);
});

it('lets a lane that never stops pass by the others eight times in a row', async () => {
  const gate = new LaneGate(1);
  const went: string[] = [];
  const leave = await gate.enter('bulk');
  const lanesWaiting: Lane[] = [
    'bulk',
    'ledger',
    ...Array.from({ length: 20 }, () => 'urgent' as const),
  ];
  const waiting = lanesWaiting.map(async (lane) => {
    const done = await gate.enter(lane);
    went.push(lane);
    done();
  });
  leave();
  await Promise.all(waiting);
  expect([went.indexOf('bulk'), went.indexOf('ledger')]).toEqual([8, 17]);
});

it('never admits more than it has slots', async () => {
  const gate = new LaneGate(2);
  let inside = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      const leave = await gate.enter('ledger');
      most = Math.max(most, (inside += 1));
      await Promise.resolve();
      inside -= 1;
      leave();
    }),
  );
  expect(most).toBe(2);
});
