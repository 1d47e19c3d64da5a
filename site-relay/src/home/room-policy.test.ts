import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeRoom, reserveBytesFor, reserveStepBytes } from './room-policy.ts';

const bytes = fc.integer({ min: 0, max: 2 ** 40 });
const states = fc.record({
  freeBytes: bytes,
  floorBytes: bytes,
  reserveHeld: bytes,
  reserveWanted: bytes,
  paused: fc.boolean(),
});

test('takes nothing without a whole reserve or below the floor', () => {
  fc.assert(
    fc.property(states, (state) => {
      const { paused } = judgeRoom(state);
      const { freeBytes, floorBytes, reserveHeld, reserveWanted } = state;
      const lacks = reserveHeld < reserveWanted || freeBytes < floorBytes;
      // One that was paused may wait for more than that; one that was not pauses for nothing else.
      expect(state.paused ? paused || !lacks : paused === lacks).toBe(true);
    }),
  );
});

test('goes on as soon as what it asked for is free, and the reserve is refilled from it', () => {
  fc.assert(
    fc.property(states, (state) => {
      const { paused, needBytes } = judgeRoom(state);
      if (!paused) {
        expect(needBytes).toBe(0);
        return;
      }
      const owed = Math.max(0, state.reserveWanted - state.reserveHeld);
      const freeBytes = state.freeBytes + needBytes - owed;
      const after = { ...state, freeBytes, reserveHeld: state.reserveHeld + owed, paused: true };
      expect(judgeRoom(after)).toEqual({ paused: false, needBytes: 0 });
      // One byte less is not enough.
      const less = { ...after, freeBytes: freeBytes - 1 };
      if (needBytes > 0) expect(judgeRoom(less)).toEqual({ paused: true, needBytes: 1 });
    }),
  );
});

test('a reserve takes one more checkpoint than the last one, in whole steps, within bounds', () => {
  for (const checkpoint of [0, 1, 100_000, 17_000_000, 2 ** 40]) {
    const reserve = reserveBytesFor(checkpoint);
    expect(reserve % reserveStepBytes).toBe(0);
    expect(reserve).toBeGreaterThan(Math.min(2 * checkpoint, 100_000_000));
    expect(reserve).toBeLessThanOrEqual(128 * 1024 * 1024);
  }
});
