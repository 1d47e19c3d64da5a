import { DeltaError } from '../errors.ts';

/** Bits, the highest of each byte first. */
export interface Bits {
  readonly bytes: Uint8Array;
  /** How many bits of `bytes` count. */
  readonly length: number;
}

/** Writes numbers of up to 24 bits, the highest bit first; grows as needed. */
export class BitWriter {
  private bytes: Uint8Array;
  private at = 0;
  private held = 0;
  private heldBits = 0;

  constructor(bytesExpected = 1024) {
    this.bytes = new Uint8Array(Math.max(16, bytesExpected));
  }

  /** Writes the lowest `count` bits of `value`, `count` from 0 to 24. */
  write(value: number, count: number): void {
    this.held = (this.held << count) | value;
    this.heldBits += count;
    while (this.heldBits >= 8) {
      this.heldBits -= 8;
      if (this.at === this.bytes.length) this.grow(1);
      this.bytes[this.at++] = this.held >>> this.heldBits;
    }
    this.held &= (1 << this.heldBits) - 1;
  }

  write32(value: number): void {
    this.write(value >>> 16, 16);
    this.write(value & 0xffff, 16);
  }

  /** Appends bits that were made elsewhere. */
  append({ bytes, length }: Bits): void {
    const whole = length >> 3;
    this.grow(whole + 4);
    if (this.heldBits === 0) {
      this.bytes.set(bytes.subarray(0, whole), this.at);
      this.at += whole;
    } else {
      for (let i = 0; i < whole; i += 1) this.write(bytes[i]!, 8);
    }
    const rest = length & 7;
    if (rest > 0) this.write(bytes[whole]! >>> (8 - rest), rest);
  }

  /** All bits so far; the last byte is filled up with zeros. */
  finish(): Bits {
    const length = this.at * 8 + this.heldBits;
    if (this.heldBits > 0) this.write(0, 8 - this.heldBits);
    return { bytes: this.bytes.subarray(0, this.at), length };
  }

  private grow(by: number): void {
    if (this.at + by <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.at + by));
    larger.set(this.bytes.subarray(0, this.at));
    this.bytes = larger;
  }
}

/** Reads numbers of up to 24 bits, the highest bit first. @throws DeltaError `truncated` */
export class BitReader {
  private readonly bytes: Uint8Array;
  private at = 0;
  private held = 0;
  private heldBits = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  read(count: number): number {
    while (this.heldBits < count) {
      if (this.at === this.bytes.length) {
        throw new DeltaError('truncated', 'compressed data ends within a block');
      }
      this.held = ((this.held & 0xffffff) << 8) | this.bytes[this.at++]!;
      this.heldBits += 8;
    }
    this.heldBits -= count;
    return (this.held >>> this.heldBits) & ((1 << count) - 1);
  }

  read32(): number {
    return ((this.read(16) << 16) | this.read(16)) >>> 0;
  }
}
