/** Numbers of the bzip2 format, as libbz2 1.0.8 writes and reads them. */
export const bzip2 = {
  /** `BZh0`; the level is added. */
  streamMagic: 0x425a_6830,
  blockMagicHigh: 0x314159,
  blockMagicLow: 0x265359,
  endMagicHigh: 0x177245,
  endMagicLow: 0x385090,
  blockUnit: 100_000,
  /** libbz2 leaves 19 bytes of a block free; so do we, since its reader was written for that. */
  blockSlack: 19,
  groupSymbols: 50,
  groupsMax: 6,
  groupsMin: 2,
  selectorsMax: 18_002,
  symbolsMax: 258,
  codeBitsWritten: 17,
  codeBitsRead: 20,
  runA: 0,
  runB: 1,
} as const;

/** One block after the first run-length step. */
export interface RawBlock {
  readonly bytes: Uint8Array;
  /** Checksum of what the block holds before that step. */
  readonly crc: number;
}

const polynomial = 0x04c11db7;

/** Table of the checksum of bzip2: CRC-32 with the highest bit first. */
export function crcTable(): Int32Array {
  const table = new Int32Array(256);
  for (let i = 0; i < 256; i += 1) {
    let c = i << 24;
    for (let bit = 0; bit < 8; bit += 1) c = c < 0 ? (c << 1) ^ polynomial : c << 1;
    table[i] = c;
  }
  return table;
}

/** The stream's checksum after one more block. */
export function combinedCrc(combined: number, block: number): number {
  return (((combined << 1) | (combined >>> 31)) ^ block) >>> 0;
}
