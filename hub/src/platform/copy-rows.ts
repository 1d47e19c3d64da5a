/*
 * PostgreSQL's binary COPY format, built by hand: a row costs a few writes into one buffer and the
 * server parses no text. Layout: https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.4
 */
const signature = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const epochMs = 946_684_800_000; // 2000-01-01, where PostgreSQL's dates and timestamps count from
const dayMs = 86_400_000;
const chunkBytes = 262_144;
const two32 = 4_294_967_296;

/** Moments that PostgreSQL, JavaScript and JSON all can say, Unix ms: the years 1 to 9999. */
export const storableMs = { min: -62_135_596_800_000, max: 253_402_300_799_999 } as const;

/** Collects rows of a table as chunks for `COPY … FROM STDIN (FORMAT binary)`. */
export class CopyRows {
  readonly #chunks: Buffer[] = [];
  #buffer = Buffer.allocUnsafe(chunkBytes);
  #at = signature.copy(this.#buffer);
  #rows = 0;

  get rows(): number {
    return this.#rows;
  }

  row(fields: number): void {
    this.#room(2);
    this.#at = this.#buffer.writeInt16BE(fields, this.#at);
    this.#rows += 1;
  }

  null(): void {
    this.#length(-1, 0);
  }

  int2(value: number): void {
    this.#length(2, 2);
    this.#at = this.#buffer.writeInt16BE(value, this.#at);
  }

  int4(value: number): void {
    this.#length(4, 4);
    this.#at = this.#buffer.writeInt32BE(value, this.#at);
  }

  int8(value: number): void {
    this.#length(8, 8);
    this.#at = this.#buffer.writeInt32BE(Math.floor(value / two32), this.#at);
    this.#at = this.#buffer.writeUInt32BE(value >>> 0, this.#at);
  }

  bool(value: boolean): void {
    this.#length(1, 1);
    this.#at = this.#buffer.writeUInt8(value ? 1 : 0, this.#at);
  }

  /** The UTC day that holds this moment, Unix ms. */
  day(ms: number): void {
    this.int4(Math.floor((ms - epochMs) / dayMs));
  }

  /** A moment within `storableMs`. */
  time(ms: number): void {
    const delta = Math.trunc(ms) - epochMs;
    // delta * 1000 can pass 2^53: multiply the halves.
    const high = Math.floor(delta / two32);
    const low = (delta - high * two32) * 1_000;
    const carry = Math.floor(low / two32);
    this.#length(8, 8);
    this.#at = this.#buffer.writeInt32BE(high * 1_000 + carry, this.#at);
    this.#at = this.#buffer.writeUInt32BE(low - carry * two32, this.#at);
  }

  bytes(value: Uint8Array): void {
    this.#length(value.length, value.length);
    this.#buffer.set(value, this.#at);
    this.#at += value.length;
  }

  /** Bytes written in hex. */
  hex(value: string): void {
    this.#length(value.length / 2, value.length / 2);
    this.#at += this.#buffer.write(value, this.#at, 'hex');
  }

  text(value: string): void {
    this.#room(4 + value.length * 3);
    const written = this.#buffer.write(value, this.#at + 4, 'utf8');
    this.#buffer.writeInt32BE(written, this.#at);
    this.#at += written + 4;
  }

  jsonb(json: string): void {
    this.#room(5 + json.length * 3);
    const written = this.#buffer.write(json, this.#at + 5, 'utf8');
    this.#buffer.writeInt32BE(written + 1, this.#at);
    this.#buffer[this.#at + 4] = 1; // version of the jsonb format
    this.#at += written + 5;
  }

  /** Ends the data and hands it out; the object is used up. */
  finish(): readonly Buffer[] {
    this.#room(2);
    this.#at = this.#buffer.writeInt16BE(-1, this.#at);
    return [...this.#chunks, this.#buffer.subarray(0, this.#at)];
  }

  #length(length: number, room: number): void {
    this.#room(4 + room);
    this.#at = this.#buffer.writeInt32BE(length, this.#at);
  }

  #room(bytes: number): void {
    if (this.#at + bytes <= this.#buffer.length) return;
    this.#chunks.push(this.#buffer.subarray(0, this.#at));
    this.#buffer = Buffer.allocUnsafe(Math.max(chunkBytes, bytes));
    this.#at = 0;
  }
}

/** False for what jsonb and text columns can't hold: a zero byte, half a surrogate pair. */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
