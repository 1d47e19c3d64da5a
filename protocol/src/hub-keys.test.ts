import { describe, expect, test } from 'vitest';
import { sealEnrolment, sealSiteCertificate } from './enrolment.ts';
import { sealSigned } from './envelope.ts';
import {
  believedWith,
  chainHubKeys,
  hubKeyMark,
  judgeHubKeys,
  openHubKeys,
  openSuccession,
  ringsOf,
  trustOf,
  type HubKeyChain,
} from './hub-keys.ts';
import { deviceIdOf, type PrivateKey } from './keys.ts';
import { limits } from './limits.ts';
import { openRevocations, sealRevocations } from './site-documents.ts';
import { subjects } from './subjects.ts';
import {
  anchorFor,
  hubKeysOver,
  idFor,
  keyFor,
  relayFor,
  successionOf,
} from './testing/builders.ts';
import { readEnrolAnswer, writeEnrolAnswer } from './ticket.ts';
import { openTip, sealTip } from './tip.ts';

const code = (expected: string) => expect.objectContaining({ code: expected });
const k = (n: number): PrivateKey => keyFor(`hub key ${n}`);
const empty = new Uint8Array(0);

const many = (count: number): PrivateKey[] => Array.from({ length: count }, (_, i) => k(i + 1));

describe('a succession', () => {
  test('is by both keys, and says what it says as it was signed', () => {
    const said = successionOf(k(1), k(2), undefined);
    expect(said).toMatchObject({ number: 2, issuedMs: 200, grantsUntilMs: 2_000 });
  });

  test('by the old key alone, by the new one alone, to itself or changed is none', () => {
    const whole = successionOf(k(1), k(2), undefined).bytes;
    const payload = sealedPayload(whole);
    expect(() => openSuccession(sealSigned('hub-succession', payload, k(1)))).toThrow(
      code('unknown_key'),
    );
    expect(() => openSuccession(sealSigned('hub-succession', payload, k(2)))).toThrow(
      code('unknown_key'),
    );
    expect(() => openSuccession(sealSigned('hub-succession', payload, k(2), k(9)))).toThrow(
      code('unknown_key'),
    );
    // What was signed for something else is no succession.
    expect(() => openSuccession(sealSigned('site-document', payload, k(1), k(2)))).toThrow(
      code('wrong_signature'),
    );
    expect(() => successionOf(k(1), k(1), undefined)).toThrow(code('malformed'));
    expect(() => successionOf(k(1), k(2), undefined, { number: 1 })).toThrow(code('malformed'));
    expect(() => successionOf(k(1), k(2), undefined, { prevHash: new Uint8Array(32) })).toThrow(
      code('malformed'),
    );
  });
});

/** The payload of an envelope: field 1, of fewer than 16,384 bytes. */
function sealedPayload(envelope: Uint8Array): Uint8Array {
  const bytes = Buffer.from(envelope);
  const length = (bytes[1]! & 0x7f) | (bytes[1]! & 0x80 ? bytes[2]! << 7 : 0);
  const from = bytes[1]! & 0x80 ? 3 : 2;
  return bytes.subarray(from, from + length);
}

describe('a chain', () => {
  test('leads over any number of rotations in one go', () => {
    const chain = openHubKeys(hubKeysOver(...many(13)).bytes);
    expect(chain.keys).toHaveLength(13);
    for (const pinned of [k(1), k(7), k(13)]) {
      expect(judgeHubKeys(undefined, pinned.publicKey, chain)).toBe('newer');
      expect(Buffer.from(trustOf(pinned.publicKey, chain).newest.raw)).toEqual(
        Buffer.from(k(13).publicKey.raw),
      );
    }
    const longest = hubKeysOver(...many(limits.hubSuccessionsMax + 1));
    expect(openHubKeys(longest.bytes).keys).toHaveLength(limits.hubSuccessionsMax + 1);
    expect(longest.bytes.length).toBeLessThan(limits.signedPayloadBytesMax);
    expect(() => hubKeysOver(...many(limits.hubSuccessionsMax + 2))).toThrow(code('oversized'));
  });

  test('with a gap, out of order, of another link or with a key that comes back is none', () => {
    const [two, three, four] = hubKeysOver(...many(4)).successions;
    expect(() => chainHubKeys([])).toThrow(code('malformed'));
    expect(() => chainHubKeys([two!, four!])).toThrow(code('malformed'));
    expect(() => chainHubKeys([three!, two!])).toThrow(code('malformed'));
    expect(() => chainHubKeys([three!, four!])).toThrow(code('malformed'));
    const byAnother = successionOf(k(9), k(3), two);
    expect(() => chainHubKeys([two!, byAnother])).toThrow(code('malformed'));
    const elsewhere = successionOf(k(2), k(3), two, { prevHash: new Uint8Array(32) });
    expect(() => chainHubKeys([two!, elsewhere])).toThrow(code('wrong_hash'));
    const back = successionOf(k(2), k(1), two);
    expect(() => chainHubKeys([two!, back])).toThrow(code('malformed'));
    expect(() => openHubKeys(Buffer.from('nonsense'))).toThrow(expect.objectContaining({}));
  });
});

describe('a receiver', () => {
  const two = hubKeysOver(k(1), k(2));
  const three = hubKeysOver(k(1), k(2), k(3));

  test('goes on from what it follows, and takes nothing that is older', () => {
    expect(judgeHubKeys(two, k(1).publicKey, three)).toBe('newer');
    expect(judgeHubKeys(three, k(1).publicKey, three)).toBe('known');
    expect(judgeHubKeys(three, k(1).publicKey, two)).toBe('known');
    expect(judgeHubKeys(undefined, k(9).publicKey, three)).toBe('stranger');
  });

  test('is moved by no retired key: another successor is a fork, and the first one stays', () => {
    const thief = hubKeysOver(k(1), keyFor('thief'));
    const longer = hubKeysOver(k(1), keyFor('thief'), keyFor('thief 2'), keyFor('thief 3'));
    const later = chainHubKeys([
      two.successions[0]!,
      successionOf(k(2), keyFor('t'), two.successions[0]),
    ]);
    for (const forged of [thief, longer, later]) {
      expect(judgeHubKeys(three, k(1).publicKey, forged)).toBe('fork');
    }
    // Who was born after the rotation pins the newer key, which no chain of the thief leads over.
    expect(judgeHubKeys(undefined, k(2).publicKey, longer)).toBe('stranger');
    expect(judgeHubKeys(undefined, k(3).publicKey, later)).toBe('stranger');
  });

  test('believes the newest key alone for what is new, and all of them for what it kept', () => {
    const head = { site: 'hq', ledgerEpoch: 1, generation: 4, issuedMs: 0 };
    const by = (key: PrivateKey): Uint8Array =>
      sealRevocations({ ...head, devices: [], tokens: [], relays: [] }, key);
    let held: HubKeyChain | undefined = two;
    const rings = ringsOf(() => trustOf(k(1).publicKey, held));
    expect(openRevocations(by(k(2)), 'hq', rings.newest).generation).toBe(4);
    expect(() => openRevocations(by(k(1)), 'hq', rings.newest)).toThrow(code('unknown_key'));
    expect(openRevocations(by(k(1)), 'hq', rings.ever).generation).toBe(4);
    expect(() => openRevocations(by(k(3)), 'hq', rings.ever)).toThrow(code('unknown_key'));
    held = three;
    expect(openRevocations(by(k(3)), 'hq', rings.newest).generation).toBe(4);
    expect(() => openRevocations(by(k(2)), 'hq', rings.newest)).toThrow(code('unknown_key'));
  });

  test('honours grants of a retired key until its successor said, by what is certain of time', () => {
    const { grantors } = trustOf(k(1).publicKey, three);
    const numbers = (loMs: number): number[] =>
      grantors(loMs).map(({ raw }) => three.keys.findIndex((key) => key.raw === raw) + 1);
    expect(numbers(0)).toEqual([1, 2, 3]);
    expect(numbers(2_000)).toEqual([1, 2, 3]);
    expect(numbers(2_001)).toEqual([2, 3]);
    expect(numbers(1e15)).toEqual([3]);
    expect(trustOf(k(1).publicKey, undefined).grantors(1e15)).toHaveLength(1);
  });
});

describe('the answer to an enrolment', () => {
  const relay = relayFor('hq');
  const device = keyFor('a device');
  const two = hubKeysOver(k(1), k(2));
  const answer = (hub: PrivateKey, hubKeys: Uint8Array): Uint8Array => {
    const certificate = sealSiteCertificate(
      {
        site: 'hq',
        siteClass: 'online',
        relayId: relay.relayId,
        relayPublic: relay.key.publicKey.raw,
        relayBoxPublic: new Uint8Array(32),
        hubPublic: hub.publicKey.raw,
        hubBoxPublic: new Uint8Array(32),
        issuedMs: 1,
      },
      hub,
    );
    const publicKey = device.publicKey.raw;
    const deviceId = deviceIdOf(publicKey);
    const { relayId } = relay;
    const of = { site: 'hq', relayId, deviceId, publicKey, simulated: false, run: '' };
    const enrolment = sealEnrolment({ ...of, issued: anchorFor('relay') }, relay.key);
    return writeEnrolAnswer({ enrolment, certificate, hubKeys });
  };
  const asked = (hub: PrivateKey) => ({
    site: 'hq',
    relayPublic: empty,
    hubPublic: hub.publicKey.raw,
  });
  const read = (bytes: Uint8Array, hub: PrivateKey, held?: HubKeyChain) =>
    readEnrolAnswer(bytes, asked(hub), device.publicKey.raw, held);

  test('is followed from an old ticket to a new certificate, and the other way', () => {
    expect(() => read(answer(k(2), empty), k(1))).toThrow(code('unknown_key'));
    expect(read(answer(k(2), two.bytes), k(1))).toMatchObject({ hubKeys: expect.anything() });
    expect(read(answer(k(1), two.bytes), k(2))).toMatchObject({ credential: { site: 'hq' } });
    expect(read(answer(k(2), empty), k(1), two)).toMatchObject({ credential: { site: 'hq' } });
  });

  test('brings no key that contradicts what the device follows, and a broken chain nothing', () => {
    const thief = keyFor('thief');
    const forged = hubKeysOver(k(1), thief).bytes;
    expect(() => read(answer(thief, forged), k(1), two)).toThrow(code('unknown_key'));
    expect(() => read(answer(k(2), Buffer.from('x')), k(1))).toThrow(code('unknown_key'));
    // A device that was enrolled anew follows another hub now.
    const ring = believedWith(thief.publicKey, two, empty);
    expect(ring.keys.map(({ raw }) => raw)).toEqual([thief.publicKey.raw]);
  });
});

test('a tip tells which key is followed, and how often that was contradicted', () => {
  const relay = relayFor('hq');
  const tip = {
    site: 'hq',
    relayId: relay.relayId,
    incarnation: idFor('journal'),
    lanes: [],
    issued: anchorFor('tip'),
  };
  const said = (hubKeys: ReturnType<typeof hubKeyMark>) =>
    openTip(sealTip({ ...tip, hubKeys }, relay.key), 'hq', [relay.key.publicKey]).hubKeys;
  expect(said(hubKeyMark(undefined, 0))).toMatchObject({ number: 1, contradicting: 0 });
  const chain = hubKeysOver(k(1), k(2));
  expect(said(hubKeyMark(chain, 3))).toMatchObject({ number: 2, contradicting: 3 });
  expect(openTip(sealTip(tip, relay.key), 'hq', [relay.key.publicKey]).hubKeys).toBeUndefined();
  expect(subjects.downlink('hq', 'hub-keys')).toBe('downlink.hq.hub-keys');
});
