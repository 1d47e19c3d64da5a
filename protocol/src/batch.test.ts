import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutBatch, cutVoid, decodeEvents, readBatch, signBatch, verifyBatch } from './batch.ts';
import { asDecimal } from './columns-write.ts';
import { ProtocolError } from './errors.ts';
import { eucora } from './gen/wire.js';
import { limits } from './limits.ts';
import {
  anchorFor,
  deviceFor,
  eventAt,
  eventBodies,
  heartbeats,
  keyFor,
} from './testing/builders.ts';

const plain = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_key, v: unknown) => {
      if (v instanceof Uint8Array) return `0x${Buffer.from(v).toString('hex')}`;
      return Object.is(v, -0) ? '-0' : typeof v === 'number' && !Number.isFinite(v) ? `${v}` : v;
    }).replaceAll(/\{"type":"Buffer","data":\[([\d,]*)\]\}/g, (_all, list: string) =>
      JSON.stringify(
        `0x${Buffer.from(list.split(',').filter(Boolean).map(Number)).toString('hex')}`,
      ),
    ),
  );

const anchor = anchorFor('arbitrary');
const other = anchorFor('other boot', { boottimeMs: 50, loMs: 5, wallMs: -7 });
const moments = fc.record({
  boot: fc.boolean(),
  boottimeMs: fc.nat({ max: 2 ** 40 }),
  wallMs: fc.integer({ min: -(2 ** 40), max: 2 ** 42 }),
});

describe('a batch', () => {
  test('gives back every event that went in, with its moment', () => {
    const device = deviceFor('a');
    const rows = fc.array(fc.tuple(eventBodies, moments), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(rows, (list) => {
        const events = list.map(([body, at]) => ({
          body,
          at: {
            bootId: at.boot ? anchor.bootId : other.bootId,
            boottimeMs: at.boottimeMs,
            wallMs: at.wallMs,
          },
        }));
        const batch = device.next([], 'ledger', {
          events,
          anchors: [anchor, other],
          first: 1,
          prevHash: new Uint8Array(0),
        });
        const read = decodeEvents(batch).map(({ at, body }) => ({ body, at }));
        expect(plain(read)).toEqual(plain(events));
        expect(decodeEvents(batch).map((event) => event.seq)).toEqual(events.map((_, i) => i + 1));
      }),
    );
  });

  test('is verified by its device only', () => {
    const batch = deviceFor('a').next(heartbeats(3));
    verifyBatch(batch, deviceFor('a').key.publicKey);
    expect(() => verifyBatch(batch, deviceFor('b').key.publicKey)).toThrow(
      expect.objectContaining({ code: 'wrong_signature' }),
    );
  });

  test('any changed byte is refused by structure or by signature', () => {
    const batch = deviceFor('a').next(heartbeats(5));
    const key = deviceFor('a').key.publicKey;
    for (let i = 0; i < batch.bytes.length; i += 1) {
      for (const bit of [1, 128]) {
        const bytes = Buffer.from(batch.bytes);
        bytes[i]! ^= bit;
        let same = false;
        try {
          const read = readBatch(bytes);
          verifyBatch(read, key);
          // Unsigned framing may be written in another way as long as the signed bytes are the same.
          same = Buffer.compare(read.hash, batch.hash) === 0;
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
          continue;
        }
        expect(same, `byte ${i}`).toBe(true);
      }
    }
  });

  test('foreign bytes give a typed error or a sound batch, never anything else', () => {
    const genuine = deviceFor('a').next(heartbeats(4)).bytes;
    const foreign = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.nat({ max: genuine.length }).map((n) => genuine.subarray(0, n)),
      fc
        .array(fc.tuple(fc.nat({ max: genuine.length - 1 }), fc.nat({ max: 255 })), {
          maxLength: 6,
        })
        .map((edits) => {
          const bytes = Buffer.from(genuine);
          for (const [at, value] of edits) bytes[at] = value;
          return bytes;
        }),
    );
    fc.assert(
      fc.property(foreign, (bytes) => {
        try {
          const batch = readBatch(bytes);
          expect(decodeEvents(batch).length).toBeLessThanOrEqual(limits.batchEventsMax);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('an unknown version is refused by name', () => {
    const payload = eucora.v1.Batch.encode({ version: 9, first: 1, count: 1 }).finish();
    expect(() => readBatch(signBatch(payload, keyFor('x')))).toThrow(
      expect.objectContaining({ code: 'unknown_version' }),
    );
  });

  test('too many events, too many bytes and too long texts are refused while cutting', () => {
    const device = deviceFor('a');
    const metric = (name: string) => ({ kind: 'metric', name, labels: null, value: 1 }) as const;
    const cut = (names: readonly string[]) => () => device.next(names.map(metric));
    const tooLong = 'x'.repeat(limits.stringBytesMax + 1);
    const distinct = (n: number, size: number) =>
      Array.from({ length: n }, (_, i) => `${i}`.padEnd(size, '-'));
    for (const bad of [[], distinct(1_001, 4), [tooLong], distinct(900, 100)]) {
      expect(cut(bad)).toThrow(expect.objectContaining({ code: 'oversized' }));
    }
    expect(cut(distinct(1_000, 4))().count).toBe(1_000);
  });

  test('a void names its range, reason and what is known of the content', () => {
    const device = deviceFor('a');
    const { deviceId, incarnation } = device;
    const place = { deviceId, incarnation, lane: 'bulk', first: 1, parent: null } as const;
    const content = {
      reason: 'spool_full',
      replacedLastHash: new Uint8Array(32).fill(7),
      kinds: [{ kind: 4, count: 4_999 }],
    } as const;
    const payload = cutVoid({ ...place, prevHash: new Uint8Array(0) }, 5_000, content, [anchor]);
    const batch = readBatch(signBatch(payload, device.key));
    expect(batch).toMatchObject({ first: 1, last: 5_000, void: { reason: 'spool_full' } });
    expect(decodeEvents(batch)).toEqual([]);
    const lying = { ...content, kinds: [{ kind: 4, count: 5_001 }] };
    const more = cutVoid({ ...place, prevHash: new Uint8Array(0) }, 5_000, lying, [anchor]);
    expect(() => readBatch(signBatch(more, device.key))).toThrow(/more than its range/);
  });

  test('an event of a boot that has no anchor cannot be cut', () => {
    const stranger = eventAt(other, heartbeats(1)[0]!);
    const { deviceId, incarnation } = deviceFor('a');
    const draft = { deviceId, incarnation, lane: 'ledger', first: 1, parent: null } as const;
    const cut = () =>
      cutBatch({ ...draft, prevHash: new Uint8Array(0), anchors: [anchor], events: [stranger] });
    expect(cut).toThrow(/no anchor/);
  });
});

test('decimals are exact or not used', () => {
  fc.assert(
    fc.property(fc.double(), (value) => {
      const form = asDecimal(value);
      if (form) expect(Number(`${form.mantissa}e${form.exponent}`)).toBe(value);
    }),
  );
  expect(asDecimal(0.1)).toEqual({ mantissa: 1, exponent: -1 });
  expect(asDecimal(-0)).toBeNull();
  expect(asDecimal(Number.NaN)).toBeNull();
});
