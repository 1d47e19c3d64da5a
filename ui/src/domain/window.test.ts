import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { windowOf } from './window.ts';

describe('windowOf', () => {
  it('covers the viewport and stays within the list', () => {
    const view = fc.record({
      scrollTop: fc.integer({ min: -500, max: 4_000_000 }),
      viewportPx: fc.integer({ min: 0, max: 3000 }),
      rowPx: fc.integer({ min: 20, max: 80 }),
      total: fc.nat({ max: 100_000 }),
      overscan: fc.nat({ max: 20 }),
    });
    fc.assert(
      fc.property(view, (each) => {
        const { first, end } = windowOf(each);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(first).toBeLessThanOrEqual(end);
        expect(end).toBeLessThanOrEqual(each.total);
        expect(end - first).toBeLessThanOrEqual(
          Math.ceil(each.viewportPx / each.rowPx) + 2 * each.overscan + 2,
        );
        const top = Math.max(0, each.scrollTop);
        const bottomRow = Math.floor((top + each.viewportPx - 1) / each.rowPx);
        const lastSeen = Math.min(each.total - 1, bottomRow);
        const firstSeen = Math.floor(top / each.rowPx);
        if (each.viewportPx > 0 && firstSeen < each.total) {
          expect(first).toBeLessThanOrEqual(firstSeen);
          expect(end).toBeGreaterThan(lastSeen);
        }
      }),
    );
  });
});
