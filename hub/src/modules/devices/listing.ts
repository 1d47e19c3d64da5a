/** A device as the directory lists it. `key` sorts: the name in lower case, nameless ones last. */
export interface Listed {
  readonly no: number;
  readonly id: string;
  readonly siteId: string;
  readonly simulated: boolean;
  readonly run: string | null;
  readonly hostname: string | null;
  readonly searchText: string;
  readonly key: string;
}
type Place = Pick<Listed, 'key' | 'no'>;

/** The order of the directory: by key, then by number. */
export function comparePlaces(a: Place, b: Place): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  return a.no - b.no;
}

/** Index of the first entry after a place; the place itself need not be there (any more). */
export function placeAfter(sorted: readonly Place[], place: Place): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entry = sorted[middle];
    if (entry && comparePlaces(entry, place) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** One sorted list of a sorted one and some more: linear in the first, however few are added. */
export function mergeSorted(sorted: readonly Listed[], added: readonly Listed[]): Listed[] {
  const more = added.toSorted(comparePlaces);
  const merged: Listed[] = [];
  let next = 0;
  for (const entry of sorted) {
    for (let other = more[next]; other && comparePlaces(other, entry) < 0; other = more[next]) {
      merged.push(other);
      next += 1;
    }
    merged.push(entry);
  }
  for (; next < more.length; next += 1) {
    const other = more[next];
    if (other) merged.push(other);
  }
  return merged;
}
