import { lanes } from '@eucora/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limits } from '../limits.ts';
import { encodeCheckpoint, emptyLaneHeads, parseCheckpointPart } from './checkpoint.ts';
import {
  decodeRecord,
  encodeBatch,
  encodeGroup,
  encodeSegment,
  encodeSegmentIndex,
  type FileHeader,
} from './records.ts';
import { decideSeal, isWorthSaving, rawBytesAimed, type UplinkMood } from './seal-policy.ts';
import { spansOf } from './spans.ts';
import { StreamTable } from './streams.ts';

const id = fc
  .uint8Array({ minLength: 16, maxLength: 16 })
  .map((bytes) => Buffer.from(bytes).toString('hex'));
const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));
const number = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const lane = fc.constantFrom(...lanes);
const bytes = fc.uint8Array({ maxLength: 200 }).map((content) => Buffer.from(content));

describe('records read back as they were written', () => {
  test('batches and segments', () => {
    fc.assert(
      fc.property(lane, number, fc.boolean(), bytes, (which, position, evidence, content) => {
        const batch = { lane: which, position, evidence, bytes: content };
        expect(decodeRecord(encodeBatch(batch))).toEqual({ type: 'batch', batch });
        const segment = { lane: which, seq: position, bytes: content };
        expect(decodeRecord(encodeSegment(which, position, content))).toEqual({
          type: 'segment',
          ...segment,
        });
      }),
    );
  });

  test('group and segment indexes', () => {
    const entry = fc.record({
      lane,
      position: number,
      evidence: fc.boolean(),
      void: fc.boolean(),
      deviceId: id,
      incarnation: id,
      first: number,
      count: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      hash,
      chainHash: hash,
    });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 5 }), (entries) => {
        expect(decodeRecord(encodeGroup(entries))).toEqual({ type: 'group', entries });
      }),
    );
    const span = fc.record({ deviceId: id, incarnation: id, first: number, last: number });
    const index = fc.record({
      lane,
      seq: number,
      firstPosition: number,
      lastPosition: number,
      bytes: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      sealedMs: number,
      headHash: hash,
      spans: fc.array(span, { maxLength: 4 }),
      enrolled: fc.array(id, { maxLength: 4 }),
    });
    fc.assert(
      fc.property(index, (one) => {
        const read = decodeRecord(encodeSegmentIndex(one));
        expect(read).toEqual({ type: 'segment-index', index: one });
      }),
    );
  });

  test('a record of a later version is refused by name', () => {
    expect(() => decodeRecord(Buffer.of(99))).toThrow(/newer relay/);
  });

  test('a checkpoint of many devices, in parts that stand alone', () => {
    const streams = new StreamTable();
    for (let i = 0; i < 1_000; i += 1) {
      const stream = streams.open(i.toString(16).padStart(32, '0'), 'ab'.repeat(16), 'ledger');
      const chain = Buffer.alloc(32, i % 256);
      streams.advance(stream, { first: 1, last: i + 1, hash: chain }, chain);
      streams.settle(stream, i + 1, chain);
    }
    const header = { format: 1, site: 'hq' } as FileHeader;
    const heads = emptyLaneHeads();
    const parts = encodeCheckpoint({
      header,
      lanes: heads,
      lost: [],
      unavailable: [],
      streams: streams.snapshot(),
      enrolments: [Buffer.from('signed')],
    }).map((plain) => decodeRecord(plain));
    expect(parts.length).toBeGreaterThan(3);
    const again = new StreamTable();
    for (const part of parts) {
      if (part.type !== 'checkpoint') throw new Error('only checkpoints');
      expect(part.json.length).toBeLessThan(2 * limits.checkpointChunkBytes);
      again.restore(parseCheckpointPart(part.json).streams ?? []);
    }
    expect(again.snapshot()).toEqual(streams.snapshot());
    expect(parts.map((part) => part.type === 'checkpoint' && part.last).lastIndexOf(true)).toBe(
      parts.length - 1,
    );
  });
});

describe('a stream', () => {
  test('forgets what the disk refused, and only that', () => {
    const table = new StreamTable();
    const stream = table.open('aa'.repeat(16), 'bb'.repeat(16), 'bulk');
    table.advance(stream, { first: 1, last: 5, hash: Buffer.alloc(32, 1) }, Buffer.alloc(32, 1));
    table.settle(stream, 5, Buffer.alloc(32, 1));
    table.advance(stream, { first: 6, last: 9, hash: Buffer.alloc(32, 2) }, Buffer.alloc(32, 2));
    const fresh = table.open('cc'.repeat(16), 'bb'.repeat(16), 'bulk');
    table.advance(fresh, { first: 1, last: 2, hash: Buffer.alloc(32, 3) }, Buffer.alloc(32, 3));
    expect(table.snapshot().map((snapshot) => snapshot.t)).toEqual([5]);
    table.rollBack();
    expect(stream.mark?.through).toBe(5);
    expect(stream.recent.map((batch) => batch.last)).toEqual([5]);
    expect(table.size).toBe(1);
  });
});

describe('spans', () => {
  test('cover exactly the numbers of the batches', () => {
    const batch = fc.record({
      deviceId: fc.constantFrom('aa'.repeat(16), 'bb'.repeat(16)),
      incarnation: fc.constantFrom('cc'.repeat(16)),
      first: fc.integer({ min: 1, max: 30 }),
      count: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(fc.array(batch), (drafts) => {
        const batches = drafts.map(({ first, count, ...who }) => ({
          ...who,
          first,
          last: first + count - 1,
        }));
        const numbers = (list: typeof batches): string[] =>
          list
            .flatMap(({ deviceId, first, last }) =>
              Array.from({ length: last - first + 1 }, (_, i) => `${deviceId} ${first + i}`),
            )
            .toSorted();
        expect(numbers([...spansOf(batches)])).toEqual(numbers(batches));
      }),
    );
  });
});

describe('sealing', () => {
  const load = { pendingBytes: 100, pendingBatches: 1, oldestMs: 0, ratio: 0.3 };
  test.each<[UplinkMood, number]>([
    ['idle', limits.sealIdleMs],
    ['busy', limits.sealBusyMs],
    ['unconnected', limits.sealBusyMs],
    ['none', limits.sealNoUplinkMs],
  ])('with the uplink %s waits %d ms', (mood, lingerMs) => {
    expect(decideSeal(load, mood, lingerMs - 1)).toEqual({ seal: false, inMs: 1 });
    expect(decideSeal(load, mood, lingerMs)).toEqual({ seal: true });
  });
  test('saves bytes unless one segment after the other fills up', () => {
    const full = { ...load, pendingBytes: rawBytesAimed(load.ratio) };
    expect(isWorthSaving(full, limits.frugalFillMsMin - 1)).toBe(false);
    expect(isWorthSaving(full, limits.frugalFillMsMin)).toBe(true);
    expect(isWorthSaving(load, 0)).toBe(true);
  });
  test('does not wait for more when a segment is full, nor ever when nothing waits', () => {
    const full = { ...load, pendingBytes: rawBytesAimed(load.ratio) };
    expect(decideSeal(full, 'none', 0)).toEqual({ seal: true });
    const nothing = { ...load, oldestMs: undefined };
    expect(decideSeal(nothing, 'idle', 1e9)).toEqual({ seal: false, inMs: Infinity });
  });
});
