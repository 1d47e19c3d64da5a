import { BitWriter } from './bits.ts';
import { bzip2, combinedCrc, crcTable } from './format.ts';
import { packBlock } from './pack-block.ts';

const level = 9;
const filledMax = level * bzip2.blockUnit - bzip2.blockSlack;
const runMax = 255;
const runMin = 4;

/**
 * Writes one bzip2 stream with blocks of 900 kB, as every decoder of bzip2 reads it. Takes bytes in
 * any pieces; long runs cost next to nothing.
 */
export class Bzip2Writer {
  private readonly out = new BitWriter();
  private readonly table = crcTable();
  private readonly block = new Uint8Array(level * bzip2.blockUnit);
  private filled = 0;
  private combined = 0;
  private crc = -1;
  private last = -1;
  private run = 0;

  constructor() {
    this.out.write32(bzip2.streamMagic + level);
  }

  write(bytes: Uint8Array): void {
    let { last, run, crc } = this;
    const { table } = this;
    for (let i = 0; i < bytes.length; i += 1) {
      const value = bytes[i]!;
      if (value === last && run < runMax) {
        run += 1;
        crc = (crc << 8) ^ table[(crc >>> 24) ^ value]!;
        continue;
      }
      if (run > 0) {
        this.putRun(last, run);
        if (this.filled >= filledMax) {
          this.crc = crc;
          this.endBlock();
          ({ crc } = this);
        }
      }
      last = value;
      run = 1;
      crc = (crc << 8) ^ table[(crc >>> 24) ^ value]!;
    }
    this.last = last;
    this.run = run;
    this.crc = crc;
  }

  /** The whole stream. Nothing may be written afterwards. */
  finish(): Uint8Array {
    if (this.run > 0) this.putRun(this.last, this.run);
    this.run = 0;
    this.endBlock();
    this.out.write(bzip2.endMagicHigh, 24);
    this.out.write(bzip2.endMagicLow, 24);
    this.out.write32(this.combined);
    return this.out.finish().bytes;
  }

  private putRun(value: number, run: number): void {
    const { block } = this;
    const plain = Math.min(run, runMin);
    for (let i = 0; i < plain; i += 1) block[this.filled++] = value;
    if (run >= runMin) block[this.filled++] = run - runMin;
  }

  private endBlock(): void {
    if (this.filled === 0) return;
    const crc = ~this.crc >>> 0;
    this.out.append(packBlock({ bytes: this.block.subarray(0, this.filled), crc }));
    this.combined = combinedCrc(this.combined, crc);
    this.filled = 0;
    this.crc = -1;
  }
}
