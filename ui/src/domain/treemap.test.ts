import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { squarify } from './treemap.ts';

const fleets = fc.array(fc.nat({ max: 50_000 }), { minLength: 1, maxLength: 60 });
const aspects = fc.double({ min: 0.3, max: 8, noNaN: true });

describe('squarify', () => {
  it('covers the whole area without overlap', () => {
    fc.assert(
      fc.property(fleets, aspects, (weights, aspect) => {
        const tiles = squarify(weights, (weight) => weight, aspect);
        const area = tiles.reduce((sum, tile) => sum + tile.width * tile.height, 0);
        expect(tiles).toHaveLength(weights.length);
        expect(area).toBeCloseTo(1, 6);
        for (const tile of tiles) {
          expect(tile.width).toBeGreaterThan(0);
          expect(tile.height).toBeGreaterThan(0);
          expect(tile.x + tile.width).toBeLessThanOrEqual(1 + 1e-9);
          expect(tile.y + tile.height).toBeLessThanOrEqual(1 + 1e-9);
        }
        for (const [index, a] of tiles.entries()) {
          for (const b of tiles.slice(index + 1)) {
            const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
            const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
            expect(Math.min(width, height)).toBeLessThanOrEqual(1e-9);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('gives a heavier site no less room', () => {
    const tiles = squarify([100, 300, 200], (weight) => weight, 2);
    const area = (weight: number) => {
      const tile = tiles.find((each) => each.item === weight);
      return (tile?.width ?? 0) * (tile?.height ?? 0);
    };
    expect(area(300)).toBeCloseTo(0.5, 6);
    expect(area(200)).toBeCloseTo(1 / 3, 6);
  });

  it('shows a site without devices', () => {
    const tiles = squarify([1000, 0], (weight) => weight, 2);
    expect(tiles.every((tile) => tile.width * tile.height > 0.1)).toBe(true);
    expect(squarify([], () => 1, 1)).toEqual([]);
  });
});
