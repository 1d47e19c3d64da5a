import { BitWriter, type Bits } from './bits.ts';
import { bzip2, type RawBlock } from './format.ts';
import { codeLengths, codesOf } from './huffman.ts';
import { sortSuffixes } from './suffix-sort.ts';

/** Compresses one block; at which bit of its stream it begins does not matter to it. */
export function packBlock({ bytes, crc }: RawBlock): Bits {
  const { last, origin } = transform(bytes);
  const symbols = moveToFront(last);
  const out = new BitWriter(bytes.length >> 2);
  out.write(bzip2.blockMagicHigh, 24);
  out.write(bzip2.blockMagicLow, 24);
  out.write32(crc);
  out.write(0, 1); // not randomised
  out.write(origin, 24);
  writeUsed(out, symbols.used);
  writeCoded(out, symbols);
  return out.finish();
}

/**
 * Burrows–Wheeler over rotations. Bytes are first turned so that they begin with their least
 * rotation; then the order of suffixes is that of rotations, since what follows a suffix that ends
 * is the least there is (Giancarlo, Restivo, Sciortino 2007).
 */
function transform(bytes: Uint8Array): { last: Uint8Array; origin: number } {
  const n = bytes.length;
  const least = leastRotation(bytes);
  const turned = new Uint8Array(n);
  turned.set(bytes.subarray(least));
  turned.set(bytes.subarray(0, least), n - least);
  const order = new Int32Array(n);
  sortSuffixes(turned, n, order);
  const last = new Uint8Array(n);
  const first = least === 0 ? 0 : n - least;
  let origin = 0;
  for (let i = 0; i < n; i += 1) {
    const at = order[i]!;
    if (at === first) origin = i;
    last[i] = turned[at === 0 ? n - 1 : at - 1]!;
  }
  return { last, origin };
}

/** Where the least rotation begins (Shiloach 1981: two candidates, linear). */
function leastRotation(bytes: Uint8Array): number {
  const n = bytes.length;
  let i = 0;
  let j = 1;
  let k = 0;
  while (i < n && j < n && k < n) {
    const atI = i + k < n ? i + k : i + k - n;
    const atJ = j + k < n ? j + k : j + k - n;
    const order = bytes[atI]! - bytes[atJ]!;
    if (order === 0) {
      k += 1;
      continue;
    }
    if (order > 0) i += k + 1;
    else j += k + 1;
    if (i === j) j += 1;
    k = 0;
  }
  return Math.min(i, j);
}

interface Symbols {
  readonly values: Uint16Array;
  readonly count: number;
  readonly used: Uint8Array;
  /** Symbols of the alphabet: two for runs, those in use but one, and the end. */
  readonly size: number;
}

/** Move-to-front, with runs of the front written in bijective base two. */
function moveToFront(last: Uint8Array): Symbols {
  const used = new Uint8Array(256);
  for (let i = 0; i < last.length; i += 1) used[last[i]!] = 1;
  const front = new Uint8Array(256);
  let size = 0;
  for (let value = 0; value < 256; value += 1) if (used[value]) front[size++] = value;
  const values = new Uint16Array(last.length + 1);
  let count = 0;
  let run = 0;
  const endRun = (): void => {
    for (; run > 0; run = (run - 1) >> 1) values[count++] = (run & 1) === 1 ? 0 : 1;
  };
  for (let i = 0; i < last.length; i += 1) {
    const value = last[i]!;
    if (front[0] === value) {
      run += 1;
      continue;
    }
    if (run > 0) endRun();
    let held = front[0]!;
    let place = 0;
    do {
      place += 1;
      const next = front[place]!;
      front[place] = held;
      held = next;
    } while (held !== value);
    front[0] = value;
    values[count++] = place + 1;
  }
  endRun();
  values[count++] = size + 1;
  return { values, count, used, size: size + 2 };
}

function writeUsed(out: BitWriter, used: Uint8Array): void {
  const rows: number[] = [];
  for (let row = 0; row < 16; row += 1) {
    let bits = 0;
    for (let column = 0; column < 16; column += 1) bits = (bits << 1) | used[row * 16 + column]!;
    rows.push(bits);
  }
  out.write(
    rows.reduce((all, bits) => (all << 1) | (bits === 0 ? 0 : 1), 0),
    16,
  );
  for (const bits of rows) if (bits !== 0) out.write(bits, 16);
}

/** Chooses codes, writes which group of symbols uses which, the codes and the symbols. */
function writeCoded(out: BitWriter, { values, count, size }: Symbols): void {
  const groups = groupsFor(count);
  const { lengths, selectors } = chooseCodes(values, count, size, groups);
  out.write(groups, 3);
  out.write(selectors.length, 15);
  writeSelectors(out, selectors, groups);
  for (const table of lengths) writeLengths(out, table);
  const codes = lengths.map(codesOf);
  for (let at = 0, group = 0; at < count; at += bzip2.groupSymbols, group += 1) {
    const table = lengths[selectors[group]!]!;
    const code = codes[selectors[group]!]!;
    const end = Math.min(count, at + bzip2.groupSymbols);
    for (let i = at; i < end; i += 1) out.write(code[values[i]!]!, table[values[i]!]!);
  }
}

function groupsFor(count: number): number {
  if (count < 200) return 2;
  if (count < 600) return 3;
  if (count < 1200) return 4;
  return count < 2400 ? 5 : bzip2.groupsMax;
}

const rounds = 4;

/** Begins with codes that each prefer a part of the alphabet and lets groups and codes converge. */
function chooseCodes(values: Uint16Array, count: number, size: number, groups: number) {
  let lengths = firstLengths(values, count, size, groups);
  const selectors = new Uint8Array(Math.ceil(count / bzip2.groupSymbols));
  for (let round = 0; round < rounds; round += 1) {
    const frequencies = lengths.map(() => new Int32Array(size));
    for (let group = 0; group < selectors.length; group += 1) {
      const at = group * bzip2.groupSymbols;
      const end = Math.min(count, at + bzip2.groupSymbols);
      let best = 0;
      let bestBits = Infinity;
      for (let table = 0; table < groups; table += 1) {
        const bitsOf = lengths[table]!;
        let bits = 0;
        for (let i = at; i < end; i += 1) bits += bitsOf[values[i]!]!;
        if (bits < bestBits) {
          best = table;
          bestBits = bits;
        }
      }
      selectors[group] = best;
      const frequency = frequencies[best]!;
      for (let i = at; i < end; i += 1) frequency[values[i]!]! += 1;
    }
    lengths = frequencies.map((f) => codeLengths(f, size, bzip2.codeBitsWritten));
  }
  return { lengths, selectors };
}

const cheapBits = 0;
const dearBits = 15;

/** Cuts the alphabet into parts of about equal weight, one for each code. */
function firstLengths(values: Uint16Array, count: number, size: number, groups: number) {
  const frequency = new Int32Array(size);
  for (let i = 0; i < count; i += 1) frequency[values[i]!]! += 1;
  const tables: Uint8Array[] = [];
  let from = 0;
  let left = count;
  for (let parts = groups; parts > 0; parts -= 1) {
    let to = from;
    let weight = 0;
    while (to < size && (to === from || weight < left / parts)) weight += frequency[to++]!;
    left -= weight;
    const table = new Uint8Array(size).fill(dearBits);
    tables.push(table.fill(cheapBits, from, to));
    from = to;
  }
  return tables;
}

function writeSelectors(out: BitWriter, selectors: Uint8Array, groups: number): void {
  const front = Array.from({ length: groups }, (_, i) => i);
  for (const selector of selectors) {
    const place = front.indexOf(selector);
    front.splice(place, 1);
    front.unshift(selector);
    out.write((1 << (place + 1)) - 2, place + 1);
  }
}

function writeLengths(out: BitWriter, lengths: Uint8Array): void {
  let current = lengths[0]!;
  out.write(current, 5);
  for (const bits of lengths) {
    for (; current < bits; current += 1) out.write(2, 2);
    for (; current > bits; current -= 1) out.write(3, 2);
    out.write(0, 1);
  }
}
