import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Pacer } from './pacer.ts';

describe('the pacer', () => {
  test('keeps the rate over any sizes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 5 }), (sizes) => {
        const pacer = new Pacer(0);
        let nowMs = 0;
        let sent = 0;
        for (const size of sizes) {
          nowMs += pacer.waitMs(1_000, nowMs);
          expect(pacer.waitMs(1_000, nowMs)).toBe(0);
          // Before this one goes, no more was sent than the rate allows, plus one bucket and one segment.
          expect(sent).toBeLessThanOrEqual(nowMs + 1_000 + Math.max(...sizes) + 1);
          pacer.take(size);
          sent += size;
        }
      }),
    );
  });

  test('0 is no limit, and a new rate holds at once', () => {
    const pacer = new Pacer(0);
    expect(pacer.waitMs(0, 0)).toBe(0);
    pacer.take(1e9);
    expect(pacer.waitMs(0, 0)).toBe(0);
    expect(pacer.waitMs(100, 0)).toBe(0);
    pacer.take(300);
    expect(pacer.waitMs(100, 0)).toBe(2_000);
    expect(pacer.waitMs(0, 0)).toBe(0);
  });
});
