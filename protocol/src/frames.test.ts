import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createFrameCipher,
  fileHeaderBytes,
  frameOverheadBytes,
  makeFileHeader,
  readFileHeader,
  scanFrames,
} from './frames.ts';
import { idFor } from './testing/builders.ts';

const cipher = createFrameCipher(Buffer.alloc(32, 9), idFor('file'));
const write = (payloads: readonly Uint8Array[]): Buffer => {
  let bytes = Buffer.alloc(0);
  for (const payload of payloads) {
    bytes = Buffer.concat([bytes, cipher.seal(payload, fileHeaderBytes + bytes.length)]);
  }
  return bytes;
};
const payloads = ['one', '', 'three', 'four EFR1 four', 'five'].map((text) => Buffer.from(text));
const bytes = write(payloads);
const ends = scanFrames(bytes, cipher, fileHeaderBytes).frames.map((frame) => frame.end);
const texts = (scan: { frames: readonly { payload: Buffer }[] }) =>
  scan.frames.map((frame) => frame.payload.toString());

describe('frames', () => {
  test('are read as they were written', () => {
    const lists = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 });
    fc.assert(
      fc.property(lists, (list) => {
        const scan = scanFrames(write(list), cipher, fileHeaderBytes);
        expect(scan.damage).toEqual([]);
        expect(scan.frames.map((frame) => new Uint8Array(frame.payload))).toEqual(list);
      }),
    );
  });

  test('cut at any byte, all whole frames remain and the rest is a torn tail', () => {
    for (let length = 0; length <= bytes.length; length += 1) {
      const scan = scanFrames(bytes.subarray(0, length), cipher, fileHeaderBytes);
      const whole = ends.filter((end) => end <= fileHeaderBytes + length);
      expect(texts(scan)).toEqual(payloads.slice(0, whole.length).map(String));
      const end = whole.at(-1) ?? fileHeaderBytes;
      expect(scan.end).toBe(end);
      const torn = { offset: end, end: fileHeaderBytes + length, reason: 'torn' };
      expect(scan.damage).toEqual(end === fileHeaderBytes + length ? [] : [torn]);
    }
  });

  test('with any byte flipped, exactly the frame it lies in is lost, and named', () => {
    for (let at = 0; at < bytes.length; at += 1) {
      const broken = Buffer.from(bytes);
      broken[at]! ^= 0x10;
      const hit = ends.findIndex((end) => fileHeaderBytes + at < end);
      const scan = scanFrames(broken, cipher, fileHeaderBytes);
      expect(texts(scan)).toEqual(payloads.filter((_, i) => i !== hit).map(String));
      expect(scan.damage).toHaveLength(1);
      expect(scan.damage[0]).toMatchObject({
        offset: ends[hit - 1] ?? fileHeaderBytes,
        end: ends[hit],
      });
    }
  });

  test('a frame that was moved or comes from another file does not open', () => {
    const moved = scanFrames(bytes, cipher, fileHeaderBytes + 1);
    expect(moved.frames).toEqual([]);
    expect(new Set(moved.damage.map((range) => range.reason))).toEqual(new Set(['not_authentic']));
    const foreign = createFrameCipher(Buffer.alloc(32, 9), idFor('other file'));
    expect(scanFrames(bytes, foreign, fileHeaderBytes).frames).toEqual([]);
  });

  test('do not show their content', () => {
    expect(bytes.includes('three')).toBe(false);
    expect(cipher.seal(Buffer.alloc(10), 0)).toHaveLength(frameOverheadBytes + 10);
  });
});

test('a file header says what the file is', () => {
  const header = makeFileHeader('journal');
  expect(header.bytes).toHaveLength(fileHeaderBytes);
  expect(readFileHeader(header.bytes, 'journal').fileId).toBe(header.fileId);
  expect(() => readFileHeader(header.bytes, 'spool')).toThrow(/not a spool file/);
  expect(() => readFileHeader(header.bytes.subarray(0, 31), 'journal')).toThrow(/no file header/);
  expect(() => readFileHeader(Buffer.alloc(32), 'journal')).toThrow(/not a file of ours/);
});
