import { DeltaError } from '../errors.ts';
import { BitReader } from './bits.ts';
import { bzip2, combinedCrc, crcTable } from './format.ts';
import { decodingOf, type Decoding } from './huffman.ts';

/**
 * Reads one bzip2 stream as far as it is asked to. Holds one block (at most 900 kB and its links,
 * 4.5 MB) however much the stream would become. @throws DeltaError from `read`
 */
export class Bzip2Reader {
  private readonly bits: BitReader;
  private readonly table = crcTable();
  private readonly links: Uint32Array;
  private left = 0;
  private at = 0;
  private repeat = 0;
  private last = -1;
  private run = 0;
  private crc = -1;
  private blockCrc = 0;
  private combined = 0;
  private ended = false;

  constructor(stream: Uint8Array) {
    this.bits = new BitReader(stream);
    const level = this.bits.read32() - bzip2.streamMagic;
    if (!(level >= 1 && level <= 9)) throw malformed('not a bzip2 stream');
    this.links = new Uint32Array(level * bzip2.blockUnit);
  }

  /** Fills `target` as far as the stream goes; gives how many bytes that were. */
  read(target: Uint8Array): number {
    let filled = 0;
    while (filled < target.length) {
      if (this.left === 0 && this.repeat === 0) {
        if (this.ended || !this.nextBlock()) break;
      }
      filled = this.unpack(target, filled);
      if (this.left === 0 && this.repeat === 0) this.checkBlock();
    }
    return filled;
  }

  /** Undoes the first run-length step, from the walk along the links of the block. */
  private unpack(target: Uint8Array, from: number): number {
    const { table, links } = this;
    let { left, at, repeat, last, run, crc } = this;
    let filled = from;
    while (filled < target.length) {
      if (repeat > 0) {
        const end = Math.min(target.length, filled + repeat);
        repeat -= end - filled;
        for (; filled < end; filled += 1) {
          target[filled] = last;
          crc = (crc << 8) ^ table[(crc >>> 24) ^ last]!;
        }
        continue;
      }
      if (left === 0) break;
      const link = links[at]!;
      at = link >>> 8;
      left -= 1;
      const value = link & 0xff;
      if (run === 4) {
        repeat = value;
        run = 0;
        continue;
      }
      run = value === last ? run + 1 : 1;
      last = value;
      target[filled++] = value;
      crc = (crc << 8) ^ table[(crc >>> 24) ^ value]!;
    }
    Object.assign(this, { left, at, repeat, last, run, crc });
    return filled;
  }

  private checkBlock(): void {
    const found = ~this.crc >>> 0;
    if (found !== this.blockCrc) {
      throw new DeltaError('wrong_checksum', 'a compressed block is not what its checksum says');
    }
    this.combined = combinedCrc(this.combined, found);
  }

  /** Reads the next block's header and symbols; false: that was the end of the stream. */
  private nextBlock(): boolean {
    const { bits } = this;
    const high = bits.read(24);
    const low = bits.read(24);
    const crc = bits.read32();
    if (high === bzip2.endMagicHigh && low === bzip2.endMagicLow) {
      if (crc !== this.combined) {
        throw new DeltaError('wrong_checksum', 'a compressed stream is not what it says');
      }
      this.ended = true;
      return false;
    }
    if (high !== bzip2.blockMagicHigh || low !== bzip2.blockMagicLow) {
      throw malformed('no block begins where one should');
    }
    if (bits.read(1) === 1) throw malformed('randomised blocks were given up in bzip2 0.9.5');
    const origin = bits.read(24);
    this.blockCrc = crc;
    this.crc = -1;
    this.run = 0;
    this.last = -1;
    const { used, count: usedCount } = this.readUsed();
    const size = usedCount + 2;
    const groups = bits.read(3);
    if (groups < bzip2.groupsMin || groups > bzip2.groupsMax) throw malformed('number of codes');
    const selectors = this.readSelectors(groups);
    const codes: Decoding[] = [];
    for (let i = 0; i < groups; i += 1) codes.push(this.readCode(size));
    const length = this.readSymbols(codes, selectors, used, size);
    if (origin >= length) throw malformed('a block begins outside of itself');
    this.at = this.links[origin]! >>> 8;
    this.left = length;
    return true;
  }

  private readUsed(): { used: Uint8Array; count: number } {
    const rows = this.bits.read(16);
    const used = new Uint8Array(256);
    let count = 0;
    for (let row = 0; row < 16; row += 1) {
      if (((rows >> (15 - row)) & 1) === 0) continue;
      const columns = this.bits.read(16);
      for (let column = 0; column < 16; column += 1) {
        if (((columns >> (15 - column)) & 1) === 1) used[count++] = row * 16 + column;
      }
    }
    if (count === 0) throw malformed('a block without symbols');
    return { used, count };
  }

  private readSelectors(groups: number): Uint8Array {
    const count = this.bits.read(15);
    if (count === 0) throw malformed('a block without selectors');
    const front = Array.from({ length: groups }, (_, i) => i);
    // More than a block can use are read over, as libbz2 does since 1.0.8.
    const selectors = new Uint8Array(Math.min(count, bzip2.selectorsMax));
    for (let i = 0; i < count; i += 1) {
      let place = 0;
      while (this.bits.read(1) === 1) {
        place += 1;
        if (place >= groups) throw malformed('a selector of no code');
      }
      const [selector] = front.splice(place, 1);
      front.unshift(selector!);
      if (i < selectors.length) selectors[i] = selector!;
    }
    return selectors;
  }

  private readCode(size: number): Decoding {
    const lengths = new Uint8Array(size);
    let current = this.bits.read(5);
    for (let i = 0; i < size; i += 1) {
      for (;;) {
        if (current < 1 || current > bzip2.codeBitsRead) throw malformed('length of a code');
        if (this.bits.read(1) === 0) break;
        current += this.bits.read(1) === 0 ? 1 : -1;
      }
      lengths[i] = current;
    }
    const decoding = decodingOf(lengths);
    if (decoding === undefined) throw malformed('lengths that make no code');
    return decoding;
  }

  /** Symbols into bytes, and bytes into links: gives how many there are. */
  private readSymbols(
    codes: readonly Decoding[],
    selectors: Uint8Array,
    front: Uint8Array,
    size: number,
  ): number {
    const { links } = this;
    const counts = new Int32Array(256);
    let length = 0;
    let run = 0;
    let weight = 1;
    const put = (value: number, times: number): void => {
      if (times > links.length - length) throw malformed('a block larger than its stream allows');
      counts[value]! += times;
      links.fill(value, length, length + times);
      length += times;
    };
    for (let group = 0; ; group += 1) {
      if (group >= selectors.length) throw malformed('more symbols than selectors');
      const code = codes[selectors[group]!]!;
      for (let i = 0; i < bzip2.groupSymbols; i += 1) {
        const symbol = this.readSymbol(code);
        if (symbol <= bzip2.runB) {
          if (weight > links.length) throw malformed('a run longer than its block');
          run += weight << symbol;
          weight <<= 1;
          continue;
        }
        if (run > 0) put(front[0]!, run);
        run = 0;
        weight = 1;
        if (symbol === size - 1) {
          linkUp(links, counts, length);
          return length;
        }
        const place = symbol - 1;
        const value = front[place]!;
        front.copyWithin(1, 0, place);
        front[0] = value;
        put(value, 1);
      }
    }
  }

  private readSymbol({ bitsMin, limit, base, symbols }: Decoding): number {
    let bits = bitsMin;
    let code = this.bits.read(bits);
    while (code > limit[bits]!) {
      bits += 1;
      if (bits > bzip2.codeBitsRead) throw malformed('a code that nothing has');
      code = (code << 1) | this.bits.read(1);
    }
    return symbols[code - base[bits]!]!;
  }
}

/** Inverts Burrows–Wheeler: the upper bits of each entry say where its follower is. */
function linkUp(links: Uint32Array, counts: Int32Array, length: number): void {
  const next = new Int32Array(256);
  let sum = 0;
  for (let value = 0; value < 256; value += 1) {
    next[value] = sum;
    sum += counts[value]!;
  }
  for (let i = 0; i < length; i += 1) {
    const value = links[i]! & 0xff;
    const place = next[value]!;
    next[value] = place + 1;
    links[place]! |= i << 8;
  }
}

function malformed(what: string): DeltaError {
  return new DeltaError('malformed', `bzip2: ${what}`);
}
