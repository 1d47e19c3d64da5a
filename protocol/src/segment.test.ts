import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProtocolError } from './errors.ts';
import { openBody, readSegment, sealSegment, verifySegment } from './segment.ts';
import { anchorFor, deviceFor, heartbeats, idFor, relayFor } from './testing/builders.ts';

const relay = relayFor('hq');
const device = deviceFor('a');
const batches = [device.next(heartbeats(10)), device.next(heartbeats(5))];

describe('a segment', () => {
  test('gives back what was sealed', () => {
    const enrolment = device.enrolment('hq', relay.key);
    const lost = [
      {
        deviceId: device.deviceId,
        incarnation: device.incarnation,
        first: 3,
        last: 9,
        cause: 'flip',
      },
    ];
    const refusals = [
      { code: 'gap', deviceId: null, count: 2, last: anchorFor('r'), detail: 'none' },
    ];
    const sealed = relayFor('hq').seal(batches, { enrolments: [enrolment], lost, refusals });
    const read = readSegment(sealed.bytes);
    verifySegment(read, relay.key.publicKey);
    const body = openBody(read);
    expect(body.batches.map((bytes) => Buffer.from(bytes))).toEqual(
      batches.map((batch) => Buffer.from(batch.bytes)),
    );
    expect(body.lost).toEqual(lost);
    expect(body.refusals).toEqual(refusals);
    expect(body.enrolments).toHaveLength(1);
    expect(read).toMatchObject({
      site: 'hq',
      seq: 1,
      lane: 'ledger',
      batchCount: 2,
      eventCount: 15,
    });
    expect(Buffer.from(read.headerHash)).toEqual(Buffer.from(sealed.headerHash));
  });

  test('what is gone is named with its journal, its range and the receipt that let it go', () => {
    const gone = (['damaged', 'truncated', 'disk_lost'] as const).map((reason, i) => ({
      incarnation: idFor(`journal ${i}`),
      lane: 'bulk' as const,
      first: i + 1,
      last: 10 + i,
      reason,
      ledgerEpoch: i,
      generation: 7 * i,
    }));
    const read = readSegment(relayFor('hq').seal([], { unavailable: gone }).bytes);
    verifySegment(read, relay.key.publicKey);
    expect(openBody(read).unavailable).toEqual(gone);
    expect(openBody(readSegment(relayFor('hq').seal(batches).bytes)).unavailable).toEqual([]);
  });

  test('any changed byte is refused', () => {
    const { bytes } = relayFor('hq').seal(batches);
    for (let i = 0; i < bytes.length; i += 1) {
      const changed = Buffer.from(bytes);
      changed[i]! ^= 4;
      const open = () => {
        const read = readSegment(changed);
        verifySegment(read, relay.key.publicKey);
        openBody(read);
      };
      expect(open, `byte ${i}`).toThrow(ProtocolError);
    }
  });

  test('another relay cannot speak for this one', () => {
    const { bytes } = relayFor('hq', 'thief').seal(batches);
    expect(() => verifySegment(readSegment(bytes), relay.key.publicKey)).toThrow(
      expect.objectContaining({ code: 'wrong_signature' }),
    );
  });

  test('foreign bytes give a typed error', () => {
    const genuine = relayFor('hq').seal(batches).bytes;
    const cuts = fc.nat({ max: genuine.length - 1 }).map((n) => genuine.subarray(0, n));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), cuts), (bytes) => {
        expect(() => {
          const read = readSegment(bytes);
          verifySegment(read, relay.key.publicKey);
        }).toThrow(ProtocolError);
      }),
    );
  });

  test('a body that unpacks to more than it says is stopped', () => {
    const draft = {
      site: 'hq',
      relayId: relay.relayId,
      incarnation: idFor('j'),
      lane: 'bulk',
      seq: 1,
      prevHash: new Uint8Array(0),
      parent: null,
      enrolments: [],
      batches: Array.from({ length: 200 }, () => new Uint8Array(60_000)),
      lost: [],
      refusals: [],
      events: 0,
      firstPosition: 0,
      lastPosition: 0,
      sealed: anchorFor('z'),
    } as const;
    const bomb = readSegment(sealSegment(draft, relay.key).bytes);
    expect(bomb.bytes.length).toBeLessThan(100_000);
    expect(() => openBody({ ...bomb, bodyBytes: 1_000 })).toThrow(
      expect.objectContaining({ code: 'malformed' }),
    );
  });
});
