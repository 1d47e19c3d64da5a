import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { cutBatch, readBatch, signBatch } from './batch.ts';
import { openEnrolment, sealEnrolment, sealSiteCertificate } from './enrolment.ts';
import { eucora } from './gen/wire.js';
import { idToBytes } from './ids.ts';
import { generateBoxKeyPair } from './keys.ts';
import { limits } from './limits.ts';
import { merkleLeaf, merkleRoot } from './merkle.ts';
import { openTip, sealTip } from './tip.ts';
import { openBody, readSegment } from './segment.ts';
import { makeTicket, readEnrolAnswer, writeEnrolAnswer } from './ticket.ts';
import { anchorFor, deviceFor, eventAt, idFor, keyFor, relayFor } from './testing/builders.ts';

// What a sound writer never makes, said by somebody who holds a genuine key.
const device = deviceFor('refusals');
const relay = relayFor('hq');
const hub = keyFor('hub');
const anchor = anchorFor('refusals');
const code = (expected: string) => expect.objectContaining({ code: expected });
const heartbeat = eventAt(anchor, { kind: 'heartbeat', spoolEvents: 0, spoolBytes: 0 });
const place = {
  deviceId: device.deviceId,
  incarnation: idFor('refusals'),
  lane: 'ledger',
  first: 1,
  prevHash: new Uint8Array(0),
  parent: null,
  anchors: [anchor],
} as const;

/** A batch of one event with some fields as no cutter writes them, signed by its device. */
function strangeBatch(over: eucora.v1.Batch.$Properties): Uint8Array {
  const strange = eucora.v1.Batch.decode(cutBatch({ ...place, events: [heartbeat] }));
  Object.assign(strange, over);
  return signBatch(eucora.v1.Batch.encode(strange).finish(), device.key);
}

describe('a batch is refused that', () => {
  test('holds more events than a batch may', () => {
    const many = Array.from({ length: limits.batchEventsMax + 1 }, () => heartbeat);
    expect(() => cutBatch({ ...place, events: many })).toThrow(code('oversized'));
    expect(() => readBatch(strangeBatch({ count: many.length }))).toThrow(code('oversized'));
  });

  test('holds events and a void, or neither', () => {
    const nothing = { reason: 1, replacedLastHash: new Uint8Array(0), kinds: [], counts: [] };
    expect(() => readBatch(strangeBatch({ void: nothing }))).toThrow(code('malformed'));
    expect(() => readBatch(strangeBatch({ events: null }))).toThrow(code('malformed'));
  });

  test('names a parent in the middle of its history', () => {
    const parent = { incarnation: idToBytes(idFor('p')), lastSeq: 0, lastHash: new Uint8Array(0) };
    const middle = { first: 2, prevHash: new Uint8Array(32) };
    expect(readBatch(strangeBatch({ parent })).parent).not.toBeNull();
    expect(readBatch(strangeBatch(middle)).first).toBe(2);
    expect(() => readBatch(strangeBatch({ ...middle, parent }))).toThrow(code('malformed'));
  });

  test('is not chained to the one before', () => {
    const unchained = { first: 2, prevHash: new Uint8Array(0) };
    expect(() => readBatch(strangeBatch(unchained))).toThrow(code('malformed'));
    const chained = { prevHash: new Uint8Array(32) };
    expect(() => readBatch(strangeBatch(chained))).toThrow(code('malformed'));
  });
});

describe('a segment is refused that', () => {
  const batch = readBatch(strangeBatch({}));
  const parent = { incarnation: idFor('p'), sealedThrough: 0, headHash: new Uint8Array(0) };

  test('unpacks to less than its header says', () => {
    const segment = readSegment(relay.seal([batch]).bytes);
    const longer = { ...segment, bodyBytes: segment.bodyBytes + 1 };
    expect(() => openBody(longer)).toThrow(code('malformed'));
  });

  test('is larger than a broker takes', () => {
    const enrolments = [randomBytes(limits.segmentCompressedBytesMax)];
    expect(() => relay.seal([batch], { enrolments })).toThrow(code('oversized'));
  });

  test('names a parent in the middle of its journal', () => {
    const over = { seq: 2, prevHash: new Uint8Array(32), parent };
    expect(() => readSegment(relay.seal([batch], over).bytes)).toThrow(code('malformed'));
    const first = { seq: 1, prevHash: new Uint8Array(0), parent };
    expect(readSegment(relay.seal([batch], first).bytes).parent?.incarnation).toBe(idFor('p'));
  });
});

test('a tip counts for its own site only', () => {
  const { relayId, incarnation, key } = relay;
  const tip = sealTip({ site: 'hq', relayId, incarnation, lanes: [], issued: anchor }, key);
  expect(openTip(tip, 'hq', [key.publicKey]).site).toBe('hq');
  expect(() => openTip(tip, 'vault', [key.publicKey])).toThrow(code('wrong_site'));
});

describe('an enrolment is refused that', () => {
  const statement = {
    site: 'hq',
    relayId: relay.relayId,
    deviceId: device.deviceId,
    publicKey: device.key.publicKey.raw,
    simulated: false,
    run: '',
    issued: anchor,
  };

  test("gives a key another device's id", () => {
    const bytes = sealEnrolment({ ...statement, deviceId: idFor('somebody') }, relay.key);
    const open = () => openEnrolment(bytes, 'hq', [relay.key.publicKey]);
    expect(open).toThrow(code('wrong_device'));
  });

  test('comes with the certificate of another relay than the ticket names', () => {
    const other = relayFor('hq', 'other');
    const box = generateBoxKeyPair().publicKey;
    const certificate = sealSiteCertificate(
      {
        site: 'hq',
        siteClass: 'online',
        relayId: other.relayId,
        relayPublic: other.key.publicKey.raw,
        relayBoxPublic: box,
        hubPublic: hub.publicKey.raw,
        hubBoxPublic: box,
        issuedMs: 1,
      },
      hub,
    );
    const relayPublic = relay.key.publicKey.raw;
    const ticket = makeTicket({ site: 'hq', urls: [], natsSeed: 'S', relayPublic });
    const enrolment = sealEnrolment(statement, relay.key);
    const answer = writeEnrolAnswer({ enrolment, certificate });
    const read = () => readEnrolAnswer(answer, ticket, statement.publicKey);
    expect(read).toThrow(code('wrong_site'));
  });
});

test('two leaves are not one leaf that looks like them', () => {
  const leaves = ['a', 'b'].map((text) => merkleLeaf(Buffer.from(text)));
  expect(merkleRoot(leaves)).not.toEqual(merkleLeaf(Buffer.concat(leaves)));
});
