import { expect, test } from 'vitest';
import { sealGrant, openGrant } from './grants.ts';
import { openRenewal, sealRenewal } from './renewal.ts';
import { openRevocations, sealRevocations } from './site-documents.ts';
import { limits } from './limits.ts';
import {
  makeTicket,
  openEnrolRequest,
  plainTicket,
  sealEnrolRequest,
  ticketFromText,
  ticketToText,
} from './ticket.ts';
import { exportSeed, generateKeyPair } from './keys.ts';
import { sealRelayRequest, openRelayRequest } from './enrolment.ts';
import { anchorFor, idFor, keyFor, relayFor } from './testing/builders.ts';
import { askerOf, subjects } from './subjects.ts';

const hub = keyFor('hub');
const code = (expected: string) => expect.objectContaining({ code: expected });
const tokenKey = keyFor('token');
const grant = {
  site: 'hq',
  tokenId: idFor('token'),
  tokenPublic: tokenKey.publicKey.raw,
  uses: 3,
  issuedMs: 1,
  expiresMs: 2,
};
const known = { site: 'hq', secretOf: () => undefined, hubKey: hub.publicKey };

test('a grant holds at its site, by its hub alone', () => {
  const bytes = sealGrant(grant, hub);
  expect(openGrant(bytes, 'hq', hub.publicKey)).toMatchObject({ uses: 3, site: 'hq' });
  expect(() => openGrant(bytes, 'lab', hub.publicKey)).toThrow(code('wrong_site'));
  const forged = sealGrant(grant, keyFor('thief'));
  expect(() => openGrant(forged, 'hq', hub.publicKey)).toThrow(code('unknown_key'));
});

test('a ticket of the hub travels as one line and proves itself to a relay that never heard of it', () => {
  const ticket = makeTicket({
    ...plainTicket,
    site: 'hq',
    ticketId: grant.tokenId,
    secret: exportSeed(tokenKey.object),
    urls: ['tls://relay:4222'],
    doors: ['https://relay:4223'],
    natsSeed: '',
    relayPublic: new Uint8Array(0),
    hubPublic: hub.publicKey.raw,
    authority: new Uint8Array(32).fill(7),
    grant: sealGrant(grant, hub),
    trustRootSha256: new Uint8Array(32).fill(9),
  });
  const text = ticketToText(ticket);
  expect(text.length).toBeLessThan(700); // a code that a telephone reads off a screen
  const carried = ticketFromText(text);
  expect(carried).toMatchObject({ doors: ticket.doors, urls: ticket.urls });
  const [identity, tls] = [generateKeyPair(), generateKeyPair()];
  const asks = {
    site: 'hq',
    publicKey: identity.publicKey.raw,
    ticketId: carried.ticketId,
    simulated: false,
    run: '',
    asked: anchorFor('a'),
  };
  const put = sealEnrolRequest(asks, identity, carried, tls);
  const opened = openEnrolRequest(put, known);
  expect(opened.grant).toMatchObject({ tokenId: grant.tokenId, uses: 3 });
  expect(Buffer.from(opened.tlsPublic)).toEqual(Buffer.from(tls.publicKey.raw));
  // Without the token's key, the public grant is worth nothing.
  const thief = sealEnrolRequest(asks, identity, { ...carried, secret: new Uint8Array(32) }, tls);
  expect(() => openEnrolRequest(thief, known)).toThrow(code('unknown_key'));
  const otherHub = { ...known, hubKey: keyFor('other').publicKey };
  expect(() => openEnrolRequest(put, otherHub)).toThrow(code('unknown_key'));
  const noHub = { ...known, hubKey: undefined };
  expect(() => openEnrolRequest(put, noHub)).toThrow(code('unknown_key'));
});

test('a renewal proves both keys', () => {
  const [identity, tls] = [generateKeyPair(), generateKeyPair()];
  const wish = {
    site: 'hq',
    publicKey: identity.publicKey.raw,
    tlsPublic: tls.publicKey.raw,
    leaf: new Uint8Array([1]),
    asked: anchorFor('a'),
  };
  expect(openRenewal(sealRenewal(wish, identity, tls))).toMatchObject({ site: 'hq' });
  const thief = generateKeyPair();
  expect(() => openRenewal(sealRenewal(wish, thief, tls))).toThrow(code('wrong_signature'));
  expect(() => openRenewal(sealRenewal(wish, identity, thief))).toThrow(code('wrong_signature'));
});

test('a relay proves the keys that it wants certified, for its site', () => {
  const relay = relayFor('hq');
  const [issuer, server] = [generateKeyPair(), generateKeyPair()];
  const request = {
    site: 'hq',
    publicKey: relay.key.publicKey.raw,
    boxPublic: new Uint8Array(32),
    natsPublic: `U${'A'.repeat(55)}`,
    pki: {
      issuerPublic: issuer.publicKey.raw,
      serverPublic: server.publicKey.raw,
      addresses: ['https://relay:1', 'tls://relay:2'],
    },
  };
  const sealed = sealRelayRequest(request, relay.key, { issuer, server });
  expect(openRelayRequest(sealed).pki?.addresses).toEqual(request.pki.addresses);
  const stolen = sealRelayRequest(request, relay.key, { issuer: server, server });
  expect(() => openRelayRequest(stolen)).toThrow(code('wrong_signature'));
  const odd = { ...request, pki: { ...request.pki, addresses: ['file:///etc/passwd'] } };
  const told = sealRelayRequest(odd, relay.key, { issuer, server });
  expect(() => openRelayRequest(told)).toThrow(code('malformed'));
});

test('a list of revocations is by the hub, for the site, numbered and bounded', () => {
  const list = { devices: [idFor('d')], tokens: [idFor('t')], relays: [] };
  const document = { site: 'hq', ledgerEpoch: 2, generation: 7, issuedMs: 3, ...list };
  const bytes = sealRevocations(document, hub);
  expect(openRevocations(bytes, 'hq', hub.publicKey)).toEqual(document);
  expect(() => openRevocations(bytes, 'lab', hub.publicKey)).toThrow(code('wrong_site'));
  expect(() => openRevocations(bytes, 'hq', keyFor('x').publicKey)).toThrow(code('unknown_key'));
  const full = Array.from({ length: limits.revocationsMax }, (_, i) => idFor(`d${i}`));
  const sealed = sealRevocations({ ...document, devices: full, tokens: [] }, hub);
  expect(openRevocations(sealed, 'hq', hub.publicKey).devices).toHaveLength(full.length);
  expect(() => sealRevocations({ ...document, devices: full }, hub)).toThrow(code('oversized'));
});

test('a desk’s subject says who asks', () => {
  const device = idFor('d');
  expect(askerOf(subjects.deskOf('hq', 'offer', device))).toBe(device);
  expect(askerOf(subjects.desk('hq', 'offer'))).toBeUndefined();
  expect(askerOf(`site.hq.${device}.offer.more`)).toBeUndefined();
});
