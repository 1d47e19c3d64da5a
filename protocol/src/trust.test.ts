import fc from 'fast-check';

import nacl from 'tweetnacl';
import { describe, expect, test } from 'vitest';
import {
  openEnrolment,
  openRelayRequest,
  openSiteCertificate,
  relayIdOf,
  sealRelayRequest,
  sealSiteCertificate,
} from './enrolment.ts';
import { openSigned, sealSigned } from './envelope.ts';
import { ProtocolError } from './errors.ts';
import { generateBoxKeyPair, signBytes } from './keys.ts';
import { generateSubjectKey, openName, sealName, unwrapSubjectKey } from './names.ts';
import {
  applyReceipt,
  emptyReceiptState,
  marksOf,
  openReceipt,
  sealReceipt,
  truncatableThrough,
  type SiteReceipt,
} from './receipt.ts';
import {
  makeTicket,
  openEnrolRequest,
  readEnrolAnswer,
  sealEnrolRequest,
  ticketFromText,
  ticketToText,
  writeEnrolAnswer,
} from './ticket.ts';
import { anchorFor, deviceFor, idFor, keyFor, relayFor } from './testing/builders.ts';
import { openTip, sealTip } from './tip.ts';

const hub = keyFor('hub');
const relay = relayFor('hq');
const code = (expected: string) => expect.objectContaining({ code: expected });
const tampered = (bytes: Uint8Array, at: number): Uint8Array => {
  const changed = Buffer.from(bytes);
  changed[at]! ^= 1;
  return changed;
};

describe('an envelope', () => {
  const payload = Buffer.from('exact bytes');

  test('needs a threshold of different trusted keys', () => {
    const [a, b] = [keyFor('a'), keyFor('b')];
    const twice = sealSigned('tip', payload, a, a);
    expect(() => openSigned('tip', twice, [a.publicKey, b.publicKey], 2)).toThrow(
      code('unknown_key'),
    );
    const both = sealSigned('tip', payload, a, b);
    expect(openSigned('tip', both, [a.publicKey, b.publicKey], 2).signers).toHaveLength(2);
    expect(() => openSigned('tip', both, [keyFor('c').publicKey])).toThrow(code('unknown_key'));
  });

  test('does not pass in another domain', () => {
    const tip = sealSigned('tip', payload, hub);
    expect(() => openSigned('receipt', tip, [hub.publicKey])).toThrow(code('wrong_signature'));
  });

  test('any changed byte is refused', () => {
    const sealed = sealSigned('tip', payload, hub);
    for (let at = 0; at < sealed.length; at += 1) {
      expect(() => openSigned('tip', tampered(sealed, at), [hub.publicKey])).toThrow(ProtocolError);
    }
  });

  test('tweetnacl, an independent implementation, agrees about our signatures', () => {
    const signature = signBytes('tip', payload, hub);
    const message = Buffer.concat([Buffer.from('eucora.v1/tip\0'), payload]);
    const plain = (bytes: Uint8Array) => new Uint8Array(bytes);
    expect(
      nacl.sign.detached.verify(plain(message), plain(signature), plain(hub.publicKey.raw)),
    ).toBe(true);
  });
});

describe('receipts', () => {
  const lane = (committedThrough: number, safeThrough: number) => ({
    lane: 'ledger' as const,
    committedThrough,
    safeThrough,
    gaps: [{ first: committedThrough + 2, last: committedThrough + 3 }],
    windowBytes: 1_000,
  });
  const receipt = (ledgerEpoch: number, generation: number, committed: number): SiteReceipt => ({
    site: 'hq',
    ledgerEpoch,
    generation,
    issuedMs: 5,
    journals: [
      {
        relayId: relay.relayId,
        incarnation: relay.incarnation,
        lanes: [lane(committed, committed)],
      },
    ],
    deviceMarksRoot: new Uint8Array(32),
  });

  test('come out as they went in, for their own site and from the hub only', () => {
    const sealed = sealReceipt(receipt(1, 1, 7), hub);
    const opened = openReceipt(sealed, 'hq', hub.publicKey);
    expect(opened.journals).toEqual(receipt(1, 1, 7).journals);
    expect(() => openReceipt(sealed, 'vault', hub.publicKey)).toThrow(code('wrong_site'));
    expect(() => openReceipt(sealed, 'hq', relay.key.publicKey)).toThrow(code('unknown_key'));
  });

  test('fit a QR code with 8 gaps', () => {
    const gaps = Array.from({ length: 8 }, (_, i) => ({
      first: 10_000 + 10 * i,
      last: 10_004 + 10 * i,
    }));
    const lanes = (['urgent', 'ledger', 'bulk'] as const).map((name) => ({
      ...lane(9_999, 9_000),
      lane: name,
      gaps: name === 'ledger' ? gaps : [],
    }));
    const journals = [{ relayId: relay.relayId, incarnation: relay.incarnation, lanes }];
    expect(sealReceipt({ ...receipt(3, 1e9, 1), journals }, hub).length).toBeLessThanOrEqual(1_024);
  });

  test('in any order within an epoch give the same marks', () => {
    const all = [1, 2, 3, 4, 5].map((n) => receipt(1, n, n * 10));
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: 5 }), (order) => {
        const state = order.reduce((s, r) => applyReceipt(s, r).state, emptyReceiptState);
        expect(marksOf(state, relay.relayId, relay.incarnation, 'ledger').committedThrough).toBe(
          50,
        );
      }),
    );
  });

  test('a lower mark of the same epoch is stale; of a higher epoch it is a restored hub', () => {
    const { state } = applyReceipt(emptyReceiptState, receipt(1, 9, 90));
    expect(applyReceipt(state, receipt(1, 8, 80)).verdict).toBe('stale');
    expect(applyReceipt(state, receipt(1, 9, 80)).verdict).toBe('stale');
    const restored = applyReceipt(state, receipt(2, 1, 40));
    expect(restored.verdict).toBe('new_epoch');
    const { relayId, incarnation } = relay;
    expect(marksOf(restored.state, relayId, incarnation, 'ledger').committedThrough).toBe(40);
    expect(truncatableThrough(restored.state, relayId, incarnation, 'ledger')).toBe(0);
    const healed = applyReceipt(restored.state, receipt(2, 2, 95)).state;
    expect(truncatableThrough(healed, relayId, incarnation, 'ledger')).toBe(95);
    expect(applyReceipt(healed, receipt(1, 99, 99)).verdict).toBe('stale');
  });

  test('a tip is by one of the site’s relays', () => {
    const lanes = [
      { lane: 'bulk', oldestHeld: 2, sealedThrough: 9, headHash: new Uint8Array(32) },
    ] as const;
    const { relayId, incarnation } = relay;
    const tip = { site: 'hq', relayId, incarnation, lanes, issued: anchorFor('t') };
    const sealed = sealTip(tip, relay.key);
    expect(openTip(sealed, 'hq', [relay.key.publicKey])).toMatchObject({ site: 'hq', incarnation });
    expect(() => openTip(sealed, 'hq', [hub.publicKey])).toThrow(code('unknown_key'));
  });
});

describe('enrolment', () => {
  const box = generateBoxKeyPair();
  const credential = {
    site: 'hq',
    siteClass: 'online',
    relayId: relay.relayId,
    relayPublic: relay.key.publicKey.raw,
    relayBoxPublic: box.publicKey,
    hubPublic: hub.publicKey.raw,
    hubBoxPublic: box.publicKey,
    issuedMs: 1,
  } as const;
  const ticket = makeTicket({
    site: 'hq',
    urls: ['nats://127.0.0.1:1'],
    natsSeed: 'S',
    relayPublic: relay.key.publicKey.raw,
  });
  const device = deviceFor('e');
  const request = {
    site: 'hq',
    publicKey: device.key.publicKey.raw,
    ticketId: ticket.ticketId,
    simulated: true,
    run: 'r1',
    asked: anchorFor('e'),
  };

  test('a relay applies with proof of its key', () => {
    const application = {
      site: 'hq',
      publicKey: relay.key.publicKey.raw,
      boxPublic: box.publicKey,
      natsPublic: `U${'A'.repeat(55)}`,
    };
    const sealed = sealRelayRequest(application, relay.key);
    expect(openRelayRequest(sealed).site).toBe('hq');
    expect(() => openRelayRequest(sealRelayRequest(application, hub))).toThrow(code('unknown_key'));
    const nameless = sealRelayRequest({ ...application, natsPublic: 'X' }, relay.key);
    expect(() => openRelayRequest(nameless)).toThrow(/nkey/);
  });

  test('a site certificate is the hub’s and names its relay by its key', () => {
    const sealed = sealSiteCertificate(credential, hub);
    expect(openSiteCertificate(sealed, hub.publicKey).siteClass).toBe('online');
    expect(() => openSiteCertificate(sealed, relay.key.publicKey)).toThrow(code('unknown_key'));
    const wrong = sealSiteCertificate({ ...credential, relayId: idFor('x') }, hub);
    expect(() => openSiteCertificate(wrong)).toThrow(/not of its key/);
  });

  test('a ticket survives being carried as text', () => {
    const text = ticketToText(ticket);
    expect(ticketFromText(` ${text}\n`)).toMatchObject({ site: 'hq', ticketId: ticket.ticketId });
    // One from before there was a root of trust says nothing of it.
    expect(ticketFromText(text).trustRootSha256).toHaveLength(0);
    const born = ticketToText({ ...ticket, trustRootSha256: new Uint8Array(32).fill(9) });
    expect(ticketFromText(born).trustRootSha256).toEqual(Buffer.alloc(32, 9));
    const short = ticketToText({ ...ticket, trustRootSha256: new Uint8Array(31) });
    expect(() => ticketFromText(short)).toThrow(code('malformed'));
    expect(() => ticketFromText('hello')).toThrow(/a ticket is one line/);
    expect(() => ticketFromText(text.slice(0, -20))).toThrow(ProtocolError);
  });

  test('a request proves ticket and key', () => {
    const sealed = sealEnrolRequest(request, device.key, ticket);
    const knows = (secretOf: (id: string) => Uint8Array | undefined) => ({
      site: 'hq',
      secretOf,
      hubKey: undefined,
    });
    const secrets = knows((id) => (id === ticket.ticketId ? ticket.secret : undefined));
    expect(openEnrolRequest(sealed, secrets)).toMatchObject({ simulated: true, run: 'r1' });
    expect(() =>
      openEnrolRequest(
        sealed,
        knows(() => undefined),
      ),
    ).toThrow(code('unknown_key'));
    expect(() =>
      openEnrolRequest(
        sealed,
        knows(() => new Uint8Array(32)),
      ),
    ).toThrow(code('unknown_key'));
    const stolen = sealEnrolRequest(request, keyFor('thief'), ticket);
    expect(() => openEnrolRequest(stolen, secrets)).toThrow(code('wrong_signature'));
  });

  test('an answer is believed only from the ticket’s relay and for our key', () => {
    const certificate = sealSiteCertificate(credential, hub);
    const enrolment = device.enrolment('hq', relay.key);
    const own = device.key.publicKey.raw;
    const answer = writeEnrolAnswer({ enrolment, certificate });
    expect(readEnrolAnswer(answer, ticket, own)).toMatchObject({ enrolment: { site: 'hq' } });
    expect(() => readEnrolAnswer(answer, ticket, hub.publicKey.raw)).toThrow(code('wrong_device'));
    const thief = relayFor('hq', 'thief');
    const foreign = writeEnrolAnswer({ enrolment: device.enrolment('hq', thief.key), certificate });
    expect(() => readEnrolAnswer(foreign, ticket, own)).toThrow(code('unknown_key'));
    const refusal = writeEnrolAnswer({ refused: 'ticket', detail: 'used up' });
    expect(readEnrolAnswer(refusal, ticket, own)).toEqual({ refused: 'ticket', detail: 'used up' });
  });

  test('an enrolment is for its site and its key', () => {
    const bytes = device.enrolment('hq', relay.key);
    expect(openEnrolment(bytes, 'hq', [relay.key.publicKey]).deviceId).toBe(device.deviceId);
    expect(() => openEnrolment(bytes, 'vault', [relay.key.publicKey])).toThrow(code('wrong_site'));
    expect(relayIdOf(relay.key.publicKey.raw)).toBe(relay.relayId);
  });
});

describe('names', () => {
  test('are read with the subject’s key, which only recipients can unwrap', () => {
    const [mine, other] = [generateBoxKeyPair(), generateBoxKeyPair()];
    const key = generateSubjectKey();
    const body = sealName('Zoë’s laptop', idFor('s'), 'device_host', key, [mine.publicKey]);
    expect(openName(body, unwrapSubjectKey(body.keys, mine)!)).toBe('Zoë’s laptop');
    expect(unwrapSubjectKey(body.keys, other)).toBeNull();
    expect(() => openName(body, generateSubjectKey())).toThrow(code('wrong_signature'));
    expect(() => openName({ ...body, subject: idFor('t') }, key)).toThrow(code('wrong_signature'));
    expect(Buffer.from(body.ciphertext).includes('laptop')).toBe(false);
  });
});
