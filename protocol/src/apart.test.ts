import { zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layApart, putTogether } from './apart.ts';
import { readBatch } from './batch.ts';
import { ProtocolError } from './errors.ts';
import type { DeviceEvent } from './events.ts';
import { eucora } from './gen/wire.js';
import { openBody, readSegment, verifySegment } from './segment.ts';
import { anchorFor, deviceFor, eventAt, eventBodies, relayFor } from './testing/builders.ts';

const { SegmentBody } = eucora.v1;

function bodyOf(batches: readonly Uint8Array[]): Uint8Array {
  return SegmentBody.encode({ batches: [...batches] }).finish();
}

/** Metrics as a machine measures them: names in turn, values and times that nobody can guess. */
function metrics(seed: number, count: number): DeviceEvent[] {
  const anchor = anchorFor('apart');
  let state = seed;
  const draw = (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
  let afterMs = 0;
  return Array.from({ length: count }, () => {
    afterMs += draw(35_000);
    const [name, value] = [`metric.${draw(5)}`, draw(10_000_000)];
    return eventAt(anchor, { kind: 'metric', name, labels: null, value }, afterMs);
  });
}

function someBatches(count: number): Uint8Array[] {
  const device = deviceFor('apart');
  const anchors = [anchorFor('apart')];
  return Array.from({ length: count }, (_, i) => {
    return device.next([], 'bulk', { events: metrics(i, 40), anchors }).bytes;
  });
}

describe('a body laid apart', () => {
  test('is put together byte for byte, whatever events it holds', () => {
    const device = deviceFor('any');
    const anchors = [anchorFor('arbitrary'), anchorFor('other boot')];
    const counts = { apart: 0, asItStands: 0 };
    const lists = fc.array(fc.array(eventBodies, { minLength: 1, maxLength: 12 }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(lists, (list) => {
        const batches = list.map((bodies) => {
          const events = bodies.map((body, i) => eventAt(anchors[0]!, body, i));
          return device.next([], 'ledger', { events, anchors }).bytes;
        });
        const plain = bodyOf(batches);
        const apart = layApart(plain);
        counts[apart ? 'apart' : 'asItStands'] += 1;
        if (apart) expect(putTogether(apart, plain.length)).toEqual(Buffer.from(plain));
      }),
    );
    // Only numbers beyond 2^53, which the wire spells as negative ones, are kept out.
    expect(counts.apart).toBeGreaterThan(10);
  });

  test('compresses to less', () => {
    const plain = bodyOf(someBatches(200));
    const apart = layApart(plain)!;
    expect(zstdCompressSync(apart).length).toBeLessThan(0.9 * zstdCompressSync(plain).length);
  });

  test('has room for every kind of event that a device can state', () => {
    const anchors = [anchorFor('arbitrary'), anchorFor('other boot')];
    const kinds = new Set<string>();
    for (const body of fc.sample(eventBodies, { numRuns: 300, seed: 7 })) {
      const events = [eventAt(anchors[0]!, body)];
      const { bytes } = deviceFor('each').next([], 'ledger', { events, anchors });
      if (layApart(bodyOf([bytes]))) kinds.add(body.kind);
    }
    const all = new Set(fc.sample(eventBodies, { numRuns: 300, seed: 7 }).map(({ kind }) => kind));
    expect(kinds).toEqual(all);
  });

  test('has a form: what a device encoded otherwise travels as it stands', () => {
    const batch = someBatches(1)[0]!;
    const future = Buffer.concat([batch, Buffer.from([0xf8, 0x07, 0x01])]); // field 127
    const otherwise = Buffer.from([0x12, 0x86, 0x00, ...batch.subarray(0, 6)]); // length in 2 bytes
    for (const strange of [bodyOf([future]), bodyOf([Buffer.from('junk')]), otherwise]) {
      expect(layApart(strange)).toBeNull();
    }
    expect(layApart(new Uint8Array(0))).not.toBeNull();
  });

  test('that was changed is refused by name, and never ends otherwise', () => {
    const plain = bodyOf(someBatches(3));
    const apart = layApart(plain)!;
    const change = fc.tuple(fc.nat({ max: apart.length - 1 }), fc.integer({ min: 1, max: 255 }));
    fc.assert(
      fc.property(change, fc.nat({ max: apart.length }), ([at, flip], cut) => {
        const changed = Buffer.from(apart);
        changed[at]! ^= flip;
        for (const bytes of [changed, apart.subarray(0, cut)]) {
          try {
            expect(putTogether(bytes, plain.length).length).toBeLessThanOrEqual(plain.length + 64);
          } catch (error) {
            expect(error).toBeInstanceOf(ProtocolError);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});

test('a frugal segment is read like any other, and is smaller', () => {
  const relay = relayFor('hq');
  const batches = someBatches(100).map(readBatch);
  const lane = 'bulk';
  const [usual, frugal] = [
    relay.seal(batches, { lane }),
    relay.seal(batches, { lane, frugal: true }),
  ];
  expect(frugal.bytes.length).toBeLessThan(usual.bytes.length);
  const read = readSegment(frugal.bytes);
  verifySegment(read, relay.key.publicKey);
  expect(read.codec).toBe('apart');
  expect(openBody(read).batches.map((bytes) => Buffer.from(bytes))).toEqual(
    batches.map(({ bytes }) => Buffer.from(bytes)),
  );
});
