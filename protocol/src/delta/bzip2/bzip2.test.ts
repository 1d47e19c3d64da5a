import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DeltaError } from '../errors.ts';
import { Bzip2Writer } from './compress.ts';
import { Bzip2Reader } from './decompress.ts';
import { sortSuffixes } from './suffix-sort.ts';

/** Bytes with runs, repetitions and small alphabets: what the steps of bzip2 differ by. */
const lumpy = fc
  .array(
    fc.record({
      piece: fc.uint8Array({ minLength: 1, maxLength: 12, max: 5 }),
      times: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 60, max: 300 })),
    }),
    { maxLength: 12 },
  )
  .map((lumps) => Buffer.concat(lumps.flatMap(({ piece, times }) => Array(times).fill(piece))));

function packed(bytes: Uint8Array): Uint8Array {
  const writer = new Bzip2Writer();
  writer.write(bytes);
  return writer.finish();
}

function unpacked(stream: Uint8Array, bytesMax: number): Buffer {
  const reader = new Bzip2Reader(stream);
  const target = Buffer.alloc(bytesMax);
  return target.subarray(0, reader.read(target));
}

describe('suffixes', () => {
  test('are in the order of their bytes', () => {
    const text = fc.uint8Array({ minLength: 1, maxLength: 60, max: 3 });
    fc.assert(
      fc.property(text, (bytes) => {
        const order = new Int32Array(bytes.length);
        sortSuffixes(bytes, bytes.length, order);
        const wanted = [...bytes.keys()].toSorted((a, b) =>
          Buffer.compare(bytes.subarray(a), bytes.subarray(b)),
        );
        expect([...order]).toEqual(wanted);
      }),
    );
  });
});

describe('bzip2', () => {
  test('what was packed comes back, in whatever pieces it was written and is read', () => {
    fc.assert(
      fc.property(lumpy, fc.integer({ min: 1, max: 700 }), (bytes, piece) => {
        const writer = new Bzip2Writer();
        for (let i = 0; i < bytes.length; i += piece) writer.write(bytes.subarray(i, i + piece));
        const reader = new Bzip2Reader(writer.finish());
        const read: Buffer[] = [];
        for (;;) {
          const part = Buffer.alloc(piece);
          const length = reader.read(part);
          read.push(part.subarray(0, length));
          if (length < piece) break;
        }
        expect(Buffer.compare(Buffer.concat(read), bytes)).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  test('several blocks, rotations that are all alike, and nothing at all', () => {
    const several = Buffer.from(Array.from({ length: 950_000 }, (_, i) => (i * i) % 251));
    expect(Buffer.compare(unpacked(packed(several), 1_000_000), several)).toBe(0);
    const alike = Buffer.from('abcabc'.repeat(500));
    expect(unpacked(packed(alike), 5_000)).toEqual(alike);
    // Byte for byte what `bzip2 -9 < /dev/null` writes.
    expect(Buffer.from(packed(new Uint8Array())).toString('hex')).toBe(
      '425a683917724538509000000000',
    );
  });

  test('a stream of bzip2 1.0.8 is read', () => {
    const stream = Buffer.from(
      [
        'QlpoOTFBWSZTWXVQb6AAADI5gEAAQAAAEC5snIAgAFCmAAmhX+qU2hAekvSdKS8Tb12npFo08fJdqbaU',
        'ywhDCWG3DTKl1tw/F3JFOFCQdVBvoA==',
      ].join(''),
      'base64',
    );
    expect(unpacked(stream, 200).toString()).toBe(stockText);
  });

  test('a changed bit is noticed by the end of its block, or changes nothing', () => {
    const bytes = Buffer.from('delta '.repeat(40) + 'of old and new');
    const stream = packed(bytes);
    const target = Buffer.alloc(20_000);
    const outcomes = { same: 0, refused: 0, unfinished: 0 };
    for (let bit = 0; bit < stream.length * 8; bit += 1) {
      const changed = stream.slice();
      changed[bit >> 3]! ^= 0x80 >> (bit & 7);
      const outcome = outcomeOf(() => target.subarray(0, new Bzip2Reader(changed).read(target)));
      if (outcome.startsWith('DeltaError')) outcomes.refused += 1;
      else if (outcome === bytes.toString()) outcomes.same += 1;
      else if (outcome.length >= target.length) outcomes.unfinished += 1;
      else expect(outcome).toBe(bytes.toString());
    }
    // The level, padding and spare codes; runs so long that their block was not read to its end.
    expect(outcomes.same + outcomes.unfinished).toBeLessThan(stream.length);
  });

  test('no length of the stream makes the reader hold more than a block', () => {
    const zeros = packed(new Uint8Array(5_000_000));
    expect(zeros.length).toBeLessThan(100);
    expect(unpacked(zeros, 1_000).length).toBe(1_000);
    // A run that is larger than its block: level 1 says 100 kB, the run symbols say 2^21.
    const small = packed(Buffer.from('ab'.repeat(450_000))).slice();
    small[3] = '1'.charCodeAt(0);
    expect(outcomeOf(() => unpacked(small, 2_000_000))).toMatch(/^DeltaError malformed/);
  });
});

const stockText = `${'what a stock tool wrote is read: '.repeat(3)}${'a'.repeat(20)}`;

function outcomeOf(read: () => Buffer): string {
  try {
    return read().toString();
  } catch (error) {
    if (!(error instanceof DeltaError)) throw error;
    return `DeltaError ${error.code}`;
  }
}
