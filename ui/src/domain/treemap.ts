/** A rectangle in units of its container, 0…1 on both axes. */
export interface Tile<T> {
  readonly item: T;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Weighted<T> {
  readonly item: T;
  readonly area: number;
}
interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** No tile is smaller than this share of an average one: a site without devices is still a site. */
const SHARE_MIN = 0.3;

/**
 * Lays items out as tiles whose areas follow their weights, as square as they come (Bruls,
 * Huizing and van Wijk, "Squarified treemaps", 2000). `aspect` is the container's width divided by
 * its height. Weights below a floor are raised to it so that every tile can be read and hit.
 */
export function squarify<T>(
  items: readonly T[],
  weightOf: (item: T) => number,
  aspect: number,
): Tile<T>[] {
  if (items.length === 0) return [];
  const box: Box = { x: 0, y: 0, width: aspect, height: 1 };
  const tiles: Tile<T>[] = [];
  let row: Weighted<T>[] = [];
  for (const next of areasOf(items, weightOf, aspect)) {
    const side = Math.min(box.width, box.height);
    if (row.length > 0 && worst([...row, next], side) > worst(row, side)) {
      placeRow(row, box, tiles);
      row = [];
    }
    row.push(next);
  }
  placeRow(row, box, tiles);
  return tiles.map((tile) => ({ ...tile, x: tile.x / aspect, width: tile.width / aspect }));
}

/** Areas that add up to the container's, largest first. */
function areasOf<T>(items: readonly T[], weightOf: (item: T) => number, total: number) {
  const weights = items.map((item) => Math.max(0, weightOf(item)));
  const sum = weights.reduce((a, b) => a + b, 0);
  const floor = sum === 0 ? 1 : (sum / items.length) * SHARE_MIN;
  const raised = weights.map((weight) => Math.max(weight, floor));
  const scale = total / raised.reduce((a, b) => a + b, 0);
  return items
    .map((item, index) => ({ item, area: (raised[index] ?? 0) * scale }))
    .toSorted((a, b) => b.area - a.area);
}

/** The worst aspect ratio in a row laid along a side of the given length. */
function worst<T>(row: readonly Weighted<T>[], side: number): number {
  const areas = row.map((entry) => entry.area);
  const sum = areas.reduce((a, b) => a + b, 0);
  const square = (side * side) / (sum * sum);
  return Math.max(square * Math.max(...areas), 1 / (square * Math.min(...areas)));
}

/** Lays a row along the shorter side of the box and takes its strip off the box. */
function placeRow<T>(row: readonly Weighted<T>[], box: Box, tiles: Tile<T>[]): void {
  if (row.length === 0) return;
  const sum = row.reduce((total, entry) => total + entry.area, 0);
  const upright = box.width >= box.height;
  const depth = sum / (upright ? box.height : box.width);
  let offset = 0;
  for (const { item, area } of row) {
    const length = area / depth;
    tiles.push(
      upright
        ? { item, x: box.x, y: box.y + offset, width: depth, height: length }
        : { item, x: box.x + offset, y: box.y, width: length, height: depth },
    );
    offset += length;
  }
  if (upright) {
    box.x += depth;
    box.width -= depth;
  } else {
    box.y += depth;
    box.height -= depth;
  }
}
