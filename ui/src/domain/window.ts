/** A half-open range of row indexes. */
export interface RowRange {
  readonly first: number;
  readonly end: number;
}

/**
 * The rows to render so that the viewport is covered with `overscan` rows to spare on both sides.
 * All rows have one height, so the scrollbar is exact for any number of them.
 */
export function windowOf(view: {
  readonly scrollTop: number;
  readonly viewportPx: number;
  readonly rowPx: number;
  readonly total: number;
  readonly overscan: number;
}): RowRange {
  const top = Math.max(0, view.scrollTop);
  const first = Math.floor(top / view.rowPx) - view.overscan;
  const end = Math.ceil((top + view.viewportPx) / view.rowPx) + view.overscan;
  const clampedEnd = Math.min(view.total, Math.max(0, end));
  return { first: Math.min(Math.max(0, first), clampedEnd), end: clampedEnd };
}
