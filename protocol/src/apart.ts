import { segmentBodyShape, tagStream, type FieldShape, type MessageShape } from './apart-shape.ts';
import { ProtocolError } from './errors.ts';
import { limits } from './limits.ts';

/*
 * A segment's body is thousands of small messages of one form. Compressed as it stands, the times,
 * numbers and texts of different columns mix, and a compressor learns none of them. Laid apart, each
 * field's values of all batches stand together, and numbers as planes of their bytes: what is
 * random in them costs its bits and what is not costs nothing. Only the order of bytes changes: put
 * together they are the same, byte for byte, since batches are signed.
 *
 *   apart    u8 version (1) · varint of streams · per stream varint of bytes · the streams
 *   numbers  per stream varint of values · u8 width · byte 0 of all values · byte 1 of all values …
 */
const version = 1;
const { shape: bodyShape, streams: streamCount, ofBytes } = segmentBodyShape();

/** The body can't be laid apart and put together the same; it travels as it stands. */
class NotApart extends Error {
  override readonly name = 'NotApart';
}

/** Values of one stream of numbers, up to 2^53. */
class Numbers {
  #values = new Float64Array(16);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new Float64Array(2 * this.length);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.length] = value;
    this.length += 1;
  }

  /** Planes of bytes, lowest first. */
  planes(): Buffer {
    const { length } = this;
    const values = this.#values;
    let most = 0;
    for (let i = 0; i < length; i += 1) most = Math.max(most, values[i]!);
    let width = 0;
    for (let rest = most; rest >= 1; rest /= 256) width += 1;
    const head = varintBytes(length);
    const out = Buffer.allocUnsafe(head.length + 1 + width * length);
    head.copy(out);
    out[head.length] = width;
    let at = head.length + 1;
    for (let plane = 0, scale = 1; plane < width; plane += 1, scale *= 256) {
      for (let i = 0; i < length; i += 1) {
        out[at] = Math.floor(values[i]! / scale) % 256;
        at += 1;
      }
    }
    return out;
  }
}

/** Parts of a stream of bytes. */
class Parts {
  readonly #parts: Uint8Array[] = [];
  push(bytes: Uint8Array): void {
    this.#parts.push(bytes);
  }
  join(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

/** Every stream by its number; of the two of one number only one is used. */
interface Streams {
  readonly numbers: readonly Numbers[];
  readonly parts: readonly Parts[];
}

function openStreams(): Streams {
  return {
    numbers: Array.from({ length: streamCount }, () => new Numbers()),
    parts: Array.from({ length: streamCount }, () => new Parts()),
  };
}

/**
 * Lays an encoded SegmentBody apart; null when it does not have the expected form (a field of the
 * future, numbers beyond 2^53, a batch that its device encoded otherwise): then it travels as it is.
 */
export function layApart(plain: Uint8Array): Buffer | null {
  const streams = openStreams();
  try {
    new Splitter(plain, streams).message(bodyShape, plain.length);
  } catch (error) {
    if (error instanceof NotApart) return null;
    throw error;
  }
  const contents = streams.numbers.map((numbers, stream) =>
    ofBytes.has(stream) ? streams.parts[stream]!.join() : numbers.planes(),
  );
  const lengths = contents.map((content) => varintBytes(content.length));
  const apart = Buffer.concat([
    Buffer.of(version),
    varintBytes(contents.length),
    ...lengths,
    ...contents,
  ]);
  if (apart.length > limits.segmentBodyBytesMax) return null;
  // Batches are signed: a single byte that came out otherwise would make them all worthless.
  return putTogether(apart, plain.length).equals(plain) ? apart : null;
}

/** Reads messages and hands their values to the streams. */
class Splitter {
  readonly #bytes: Uint8Array;
  readonly #streams: Streams;
  #at = 0;

  constructor(bytes: Uint8Array, streams: Streams) {
    this.#bytes = bytes;
    this.#streams = streams;
  }

  message(shape: MessageShape, end: number): void {
    const tags = this.#numbers(tagStream);
    while (this.#at < end) {
      const tag = this.#varint(end);
      const field = shape.get(Math.floor(tag / 8));
      const wire = tag % 8;
      if (!field || wire !== (field.kind === 'number' ? 0 : 2)) throw new NotApart();
      tags.push(tag);
      if (field.kind === 'number') this.#numbers(field.values).push(this.#varint(end));
      else this.#delimited(field, end);
    }
    tags.push(0);
  }

  #delimited(field: FieldShape, limit: number): void {
    const length = this.#varint(limit);
    const end = this.#at + length;
    if (end > limit) throw new NotApart();
    if (field.kind === 'message') {
      this.message(field.fields, end);
    } else if (field.kind === 'bytes') {
      this.#numbers(field.counts).push(length);
      this.#streams.parts[field.content]!.push(this.#bytes.subarray(this.#at, end));
      this.#at = end;
    } else {
      const values = this.#numbers(field.values);
      const before = values.length;
      while (this.#at < end) values.push(this.#varint(end));
      this.#numbers(field.counts).push(values.length - before);
    }
    if (this.#at !== end) throw new NotApart();
  }

  #numbers(stream: number): Numbers {
    return this.#streams.numbers[stream]!;
  }

  #varint(end: number): number {
    let value = 0;
    let scale = 1;
    for (let at = this.#at; at < end; at += 1) {
      const byte = this.#bytes[at]!;
      value += (byte & 127) * scale;
      if (byte < 128) {
        // Another spelling of the same number could not be told from this one afterwards.
        if (value > Number.MAX_SAFE_INTEGER || (byte === 0 && scale > 1)) throw new NotApart();
        this.#at = at + 1;
        return value;
      }
      scale *= 128;
      if (scale > 2 ** 56) break;
    }
    throw new NotApart();
  }
}

/**
 * Puts a body together from its streams: exactly `bytes` long, or it is not what was laid apart.
 * @throws ProtocolError malformed
 */
export function putTogether(apart: Uint8Array, bytes: number): Buffer {
  const joiner = new Joiner(readStreams(apart), bytes);
  joiner.message(bodyShape);
  return joiner.finish();
}

/** One stream being read; every number or byte is taken once. */
interface Source {
  readonly bytes: Uint8Array;
  next: number;
  /** How many numbers, or bytes, it holds. */
  readonly count: number;
  /** Numbers only: bytes of each, and where the planes begin. */
  readonly width: number;
  readonly from: number;
}

function readStreams(apart: Uint8Array): Source[] {
  const cursor = { at: 1 };
  if (apart[0] !== version) throw malformed(`laid apart in another way: ${apart[0]}`);
  if (readVarint(apart, cursor) !== streamCount) throw malformed('another number of streams');
  const lengths = Array.from({ length: streamCount }, () => readVarint(apart, cursor));
  const sources = lengths.map((length, index) => {
    const bytes = apart.subarray(cursor.at, cursor.at + length);
    cursor.at += length;
    if (bytes.length !== length) throw malformed('a stream is cut off');
    return ofBytes.has(index)
      ? { bytes, next: 0, count: length, width: 0, from: 0 }
      : numbersIn(bytes);
  });
  if (cursor.at !== apart.length) throw malformed('bytes behind the last stream');
  return sources;
}

function numbersIn(bytes: Uint8Array): Source {
  const cursor = { at: 0 };
  const count = readVarint(bytes, cursor);
  const width = bytes[cursor.at] ?? 255;
  const from = cursor.at + 1;
  if (width > 7 || bytes.length - from !== count * width) throw malformed('a stream of numbers');
  return { bytes, next: 0, count, width, from };
}

/** Writes messages from the streams. */
class Joiner {
  readonly #sources: readonly Source[];
  readonly #out: Buffer;
  #at = 0;

  constructor(sources: readonly Source[], bytes: number) {
    this.#sources = sources;
    // Lengths are written before what they measure, and moved back once that is known.
    this.#out = Buffer.allocUnsafe(bytes + lengthRoom * depthMax);
  }

  finish(): Buffer {
    const isUsedUp = this.#sources.every(({ next, count }) => next === count);
    if (!isUsedUp) throw malformed('streams hold more than the messages');
    return this.#out.subarray(0, this.#at);
  }

  message(shape: MessageShape): void {
    for (;;) {
      const tag = this.#number(tagStream);
      if (tag === 0) return;
      const field = shape.get(Math.floor(tag / 8));
      if (!field || tag % 8 !== (field.kind === 'number' ? 0 : 2)) throw malformed('a strange tag');
      this.#varint(tag);
      this.#field(field);
    }
  }

  #field(field: FieldShape): void {
    if (field.kind === 'number') {
      this.#varint(this.#number(field.values));
      return;
    }
    if (field.kind === 'bytes') {
      const length = this.#number(field.counts);
      this.#varint(length);
      this.#bytes(field.content, length);
      return;
    }
    this.#room(lengthRoom);
    const begin = this.#at;
    this.#at += lengthRoom;
    if (field.kind === 'message') this.message(field.fields);
    else {
      const count = this.#number(field.counts);
      for (let i = 0; i < count; i += 1) this.#varint(this.#number(field.values));
    }
    this.#closeLength(begin);
  }

  #closeLength(begin: number): void {
    const from = begin + lengthRoom;
    const end = this.#at;
    this.#at = begin;
    this.#varint(end - from);
    this.#out.copyWithin(this.#at, from, end);
    this.#at += end - from;
  }

  #bytes(stream: number, length: number): void {
    const source = this.#sources[stream]!;
    const end = source.next + length;
    if (end > source.count) throw malformed('a stream of bytes is used up');
    this.#room(length);
    this.#out.set(source.bytes.subarray(source.next, end), this.#at);
    this.#at += length;
    source.next = end;
  }

  #number(stream: number): number {
    const { bytes, next, count, width, from } = this.#sources[stream]!;
    if (next >= count) throw malformed('a stream of numbers is used up');
    let value = 0;
    let scale = 1;
    for (let at = from + next, plane = 0; plane < width; plane += 1, at += count) {
      value += bytes[at]! * scale;
      scale *= 256;
    }
    this.#sources[stream]!.next += 1;
    return value;
  }

  #varint(value: number): void {
    this.#room(8);
    let rest = value;
    while (rest >= 128) {
      this.#out[this.#at] = (rest % 128) + 128;
      this.#at += 1;
      rest = Math.floor(rest / 128);
    }
    this.#out[this.#at] = rest;
    this.#at += 1;
  }

  #room(bytes: number): void {
    if (this.#at + bytes > this.#out.length) throw malformed('longer than it says');
  }
}

const lengthRoom = 5;
const depthMax = 8;

function varintBytes(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  bytes.push(rest);
  return Buffer.from(bytes);
}

function readVarint(bytes: Uint8Array, cursor: { at: number }): number {
  let value = 0;
  for (let scale = 1; scale <= 2 ** 42; scale *= 128) {
    const byte = bytes[cursor.at];
    if (byte === undefined) break;
    cursor.at += 1;
    value += (byte & 127) * scale;
    if (byte < 128) return value;
  }
  throw malformed('a number is cut off');
}

function malformed(detail: string): ProtocolError {
  return new ProtocolError('malformed', `a body that was laid apart: ${detail}`);
}
