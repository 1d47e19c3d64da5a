/**
 * Suffix sorting by induction (SA-IS: Nong, Zhang, Chan, "Linear Suffix Array Construction by Almost
 * Pure Induced-Sorting", 2009), laid out as in Mori's sais-lite: names of substrings live in the
 * array that is being made. Linear in the length whatever the bytes are, so no input is slow.
 */

/** Text to sort: bytes at first, names of substrings in the recursion. */
type Letters = Uint8Array | Int32Array;

/** One level of the recursion. */
interface Level {
  readonly text: Letters;
  readonly n: number;
  readonly order: Int32Array;
  readonly counts: Int32Array;
  readonly buckets: Int32Array;
}

/**
 * Writes the order of the suffixes of the first `n` letters of `text` into the first `n` places of
 * `order`. A suffix that is the beginning of another comes before it.
 */
export function sortSuffixes(text: Letters, n: number, order: Int32Array, letters = 256): void {
  if (n === 0) return;
  if (n === 1) {
    order[0] = 0;
    return;
  }
  const counts = new Int32Array(letters);
  for (let i = 0; i < n; i += 1) counts[text[i]!]! += 1;
  const level: Level = { text, n, order, counts, buckets: new Int32Array(letters) };
  const { count, names } = sortLeftmost(level);
  if (names < count) nameAndRecurse(level, count, names);
  if (count > 1) spread(level, count);
  induce(level);
}

function toStarts({ counts, buckets }: Level): void {
  let sum = 0;
  for (let c = 0; c < counts.length; c += 1) {
    buckets[c] = sum;
    sum += counts[c]!;
  }
}

function toEnds({ counts, buckets }: Level): void {
  let sum = 0;
  for (let c = 0; c < counts.length; c += 1) {
    sum += counts[c]!;
    buckets[c] = sum;
  }
}

/** Puts leftmost S-type positions into their buckets and sorts their substrings by induction. */
function sortLeftmost(level: Level): { count: number; names: number } {
  const { text, n, order, buckets } = level;
  toEnds(level);
  order.fill(0, 0, n);
  let slot = -1;
  let pending = n;
  let count = 0;
  let i = n - 1;
  let c0 = text[i]!;
  let c1 = c0;
  do c1 = c0;
  while (--i >= 0 && (c0 = text[i]!) >= c1);
  while (i >= 0) {
    do c1 = c0;
    while (--i >= 0 && (c0 = text[i]!) <= c1);
    if (i < 0) break;
    if (slot >= 0) order[slot] = pending;
    buckets[c1] = slot = buckets[c1]! - 1;
    pending = i;
    count += 1;
    do c1 = c0;
    while (--i >= 0 && (c0 = text[i]!) >= c1);
  }
  if (count > 1) {
    sortSubstrings(level);
    return { count, names: nameSubstrings(level, count) };
  }
  if (count === 1) order[slot] = pending + 1;
  return { count, names: count };
}

/** Entries are positions minus one; a complement marks what the other direction takes up. */
function sortSubstrings(level: Level): void {
  const { text, n, order, buckets } = level;
  toStarts(level);
  let j = n - 1;
  let c1 = text[j]!;
  let b = buckets[c1]!;
  j -= 1;
  order[b++] = text[j]! < c1 ? ~j : j;
  for (let i = 0; i < n; i += 1) {
    j = order[i]!;
    if (j > 0) {
      const c0 = text[j]!;
      if (c0 !== c1) {
        buckets[c1] = b;
        b = buckets[(c1 = c0)]!;
      }
      j -= 1;
      order[b++] = text[j]! < c1 ? ~j : j;
      order[i] = 0;
    } else if (j < 0) order[i] = ~j;
  }
  toEnds(level);
  b = buckets[(c1 = 0)]!;
  for (let i = n - 1; i >= 0; i -= 1) {
    j = order[i]!;
    if (j <= 0) continue;
    const c0 = text[j]!;
    if (c0 !== c1) {
      buckets[c1] = b;
      b = buckets[(c1 = c0)]!;
    }
    j -= 1;
    order[--b] = text[j]! > c1 ? ~(j + 1) : j;
    order[i] = 0;
  }
}

/** Moves the sorted substrings to the front and names them; equal ones get the same name. */
function nameSubstrings({ text, n, order }: Level, count: number): number {
  let filled = 0;
  for (let i = 0; filled < count; i += 1) {
    const p = order[i]!;
    if (p >= 0) continue;
    order[i] = 0;
    order[filled++] = ~p;
  }
  order.fill(0, count, n);
  let end = n - 1;
  forLeftmost(text, n, (position) => {
    order[count + (position >> 1)] = end - position + 1;
    end = position;
  });
  let names = 0;
  let q = n;
  let qLength = 0;
  for (let i = 0; i < count; i += 1) {
    const p = order[i]!;
    const length = order[count + (p >> 1)]!;
    let same = length === qLength && q + length < n;
    for (let j = 0; same && j < length; j += 1) same = text[p + j] === text[q + j];
    if (!same) {
      names += 1;
      q = p;
      qLength = length;
    }
    order[count + (p >> 1)] = names;
  }
  return names;
}

/** Leftmost S-type positions, from the last to the first. */
function forLeftmost(text: Letters, n: number, tell: (position: number) => void): void {
  let i = n - 1;
  let c0 = text[i]!;
  let c1 = c0;
  do c1 = c0;
  while (--i >= 0 && (c0 = text[i]!) >= c1);
  while (i >= 0) {
    do c1 = c0;
    while (--i >= 0 && (c0 = text[i]!) <= c1);
    if (i < 0) break;
    tell(i + 1);
    do c1 = c0;
    while (--i >= 0 && (c0 = text[i]!) >= c1);
  }
}

/** Names are not yet unique: their order is that of the shorter text that they make. */
function nameAndRecurse({ text, n, order }: Level, count: number, names: number): void {
  const shorter = new Int32Array(count);
  let j = count;
  for (let i = count + (n >> 1) - 1; i >= count; i -= 1) {
    if (order[i] !== 0) shorter[--j] = order[i]! - 1;
  }
  sortSuffixes(shorter, count, order, names);
  j = count;
  forLeftmost(text, n, (position) => {
    shorter[--j] = position;
  });
  for (let i = 0; i < count; i += 1) order[i] = shorter[order[i]!]!;
}

/** Spreads the sorted leftmost positions from the front to the ends of their buckets. */
function spread(level: Level, count: number): void {
  const { text, n, order, buckets } = level;
  toEnds(level);
  let j = n;
  let i = count - 1;
  while (i >= 0) {
    const c = text[order[i]!]!;
    const end = buckets[c]!;
    while (end < j) order[--j] = 0;
    for (; i >= 0; i -= 1) {
      const p = order[i]!;
      if (text[p] !== c) break;
      order[--j] = p;
    }
  }
  while (j > 0) order[--j] = 0;
}

function induce(level: Level): void {
  const { text, n, order, buckets } = level;
  toStarts(level);
  let j = n - 1;
  let c1 = text[j]!;
  let b = buckets[c1]!;
  order[b++] = j > 0 && text[j - 1]! < c1 ? ~j : j;
  for (let i = 0; i < n; i += 1) {
    j = order[i]!;
    order[i] = ~j;
    if (j <= 0) continue;
    j -= 1;
    const c0 = text[j]!;
    if (c0 !== c1) {
      buckets[c1] = b;
      b = buckets[(c1 = c0)]!;
    }
    order[b++] = j > 0 && text[j - 1]! < c1 ? ~j : j;
  }
  toEnds(level);
  b = buckets[(c1 = 0)]!;
  for (let i = n - 1; i >= 0; i -= 1) {
    j = order[i]!;
    if (j <= 0) {
      order[i] = ~j;
      continue;
    }
    j -= 1;
    const c0 = text[j]!;
    if (c0 !== c1) {
      buckets[c1] = b;
      b = buckets[(c1 = c0)]!;
    }
    order[--b] = j === 0 || text[j - 1]! > c1 ? ~j : j;
  }
}
