import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { EnrolmentRefusedError } from '@eucora/endpoint-agent';
import {
  importPrivateKey,
  openSiteCertificate,
  principalName,
  randomId,
  readOfferAnswer,
  subjects,
  writeOffer,
} from '@eucora/protocol';
import type { Issuer } from '@eucora/protocol/x509';
import type { NatsConnection } from '@nats-io/transport-node';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { until } from '../kit/until.ts';
import { makeOddLeaf } from './odd-leaf.ts';
import { SecuredSite, type SecuredDevice } from './secured-site.ts';

// Attacks on a site's certificates and on its nats-server, each by name, with the real server.

/** By the server's word, or in the middle of the handshake. */
const notLetIn = /authorization|alert|certificate|disconnect|closed|reset|hang up/i;

let site: SecuredSite;
beforeEach(async () => {
  site = await SecuredSite.start();
});
afterEach(() => site[Symbol.asyncDispose]());

/** What a thief has who reads the relay's home. */
async function stolenIssuer(): Promise<Issuer> {
  const home = join(site.directory, 'relay');
  const seed = (await readFile(join(home, 'pki', 'issuer.key'), 'utf8')).trim();
  const { pki } = openSiteCertificate(await readFile(join(home, 'site-certificate')));
  return { key: importPrivateKey(Buffer.from(seed, 'base64')), certificate: pki!.issuer };
}

const offerOf = (device: SecuredDevice): Uint8Array =>
  writeOffer({
    deviceId: device.id,
    incarnation: randomId(),
    lane: 'ledger',
    first: 1,
    last: 1,
    bytes: 100,
    seen: null,
  });

/** Asks as a device does; true when the relay answers. */
async function isHeard(connection: NatsConnection, device: SecuredDevice): Promise<boolean> {
  const subject = subjects.deskOf('hq', 'offer', device.id);
  const answer = await connection.request(subject, offerOf(device), { timeout: 5_000 });
  return readOfferAnswer(answer.data).refused === '';
}

/** What the server says when something is done that is not allowed. */
async function violationOf(
  connection: NatsConnection,
  act: (connection: NatsConnection) => void,
): Promise<string> {
  const found = Promise.withResolvers<string>();
  void (async () => {
    for await (const status of connection.status()) {
      if (status.type === 'error') found.resolve(status.error.message);
    }
  })();
  act(connection);
  return found.promise;
}

async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'none';
  } catch (error) {
    return error instanceof EnrolmentRefusedError ? error.code : String(error);
  }
}

test('a device that was enrolled is let in by its certificate alone, and heard', async () => {
  const device = await site.enrol(await site.ticket());
  await using made = new AsyncDisposableStack();
  const connection = await site.connect(device);
  made.defer(() => connection.close());
  expect(await isHeard(connection, device)).toBe(true);
});

describe('NATS subject escape by a device', () => {
  test('it asks in its own name only', async () => {
    const [one, other] = [await site.enrol(await site.ticket()), randomId()];
    const connection = await site.connect(one);
    const said = await violationOf(connection, (held) =>
      held.publish(subjects.deskOf('hq', 'offer', other), offerOf(one)),
    );
    expect(said).toMatch(/permissions violation/i);
    await connection.close();
  });

  test.each(['>', 'site.hq.>', 'site.*.*.offer', '$SYS.>', '$SYS.REQ.USER.AUTH', '_INBOX.>'])(
    'it does not hear %s',
    async (subject) => {
      const connection = await site.connect(await site.enrol(await site.ticket()));
      const said = await violationOf(connection, (held) => void held.subscribe(subject));
      expect(said).toMatch(/permissions violation/i);
      await connection.close();
    },
  );
});

test('another’s inbox is neither heard nor written to', async () => {
  const ticket = await site.ticket(2);
  const [victim, thief] = [await site.enrol(ticket), await site.enrol(ticket)];
  const held = await site.connect(victim);
  const inbox = `${subjects.inboxOf(victim.id)}.x`;
  let heard = 0;
  held.subscribe(inbox, {
    callback: () => {
      heard += 1;
    },
  });
  await held.flush();
  const connection = await site.connect(thief);
  const deaf = await violationOf(connection, (own) => void own.subscribe(inbox));
  expect(deaf).toMatch(/permissions violation/i);
  // The relay answers nobody into somebody else's inbox.
  const asks = subjects.deskOf('hq', 'offer', thief.id);
  connection.publish(asks, offerOf(thief), { reply: inbox });
  expect(await isHeard(connection, thief)).toBe(true);
  await held.flush();
  expect(heard).toBe(0);
  await held.close();
  await connection.close();
});

describe('certificates of a stolen intermediate', () => {
  const device = randomId();
  const own = principalName(device, 'hq');
  test.each([
    ['a leaf with no SAN and a hub’s CN', 'hub.eucora.internal', []],
    ['two SANs', device, [own, principalName(randomId(), 'hq')]],
    ['a foreign SAN: another site', device, [principalName(device, 'lab')]],
    ['a foreign SAN: the hub', device, ['hub.eucora.internal']],
    ['a wildcard', device, ['*.hq.eucora.internal']],
    ['a name below a device', device, [`x.${own}`]],
  ] as const)('%s is refused', async (_what, commonName, names) => {
    const leaf = await makeOddLeaf(await stolenIssuer(), { commonName, names });
    await expect(site.connectWith(leaf.material)).rejects.toThrow(notLetIn);
  });

  test('a sub-CA made at a site gives nobody entry', async () => {
    const issuer = await stolenIssuer();
    const parts = { commonName: 'hq.eucora.internal', names: [], isAuthority: true };
    const sub = await makeOddLeaf(issuer, parts);
    const by = { key: sub.key, certificate: sub.der };
    const leaf = await makeOddLeaf(by, { commonName: device, names: [own] }, [
      sub.der,
      issuer.certificate,
    ]);
    await expect(site.connectWith(leaf.material)).rejects.toThrow(notLetIn);
  });

  test('what they are compared with: a plain one is let in', async () => {
    const leaf = await makeOddLeaf(await stolenIssuer(), { commonName: device, names: [own] });
    const connection = await site.connectWith(leaf.material, subjects.inboxOf(device));
    expect(connection.isClosed()).toBe(false);
    await connection.close();
  });
});

describe('enrolment token reuse', () => {
  test('a ticket of the relay for one device enrols one', async () => {
    const ticket = await site.ticket();
    const first = await site.enrol(ticket);
    expect(await refusalOf(site.enrol(ticket))).toBe('unknown_ticket');
    // The one that used it may ask again: its answer may have got lost.
    await site.enrol(ticket, first.key);
  });

  test('a token of the hub holds at a relay that never heard of it, so often as it says', async () => {
    const expiresMs = Date.now() + 3_600_000;
    const token = site.hub.token('hq', 2, expiresMs, site.relay.doors);
    await site.enrol(token);
    await site.enrol(token);
    expect(await refusalOf(site.enrol(token))).toBe('unknown_ticket');
    await site.restart();
    expect(await refusalOf(site.enrol(token))).toBe('unknown_ticket');
  });

  test('a token for another site, of another hub, expired or revoked is refused', async () => {
    const soon = Date.now() + 3_600_000;
    const { doors } = site.relay;
    const foreign = { ...site.hub.token('lab', 1, soon, doors), site: 'hq' };
    expect(await refusalOf(site.enrol(foreign))).toBe('wrong_site');
    const expired = site.hub.token('hq', 1, Date.now() - 1, doors);
    expect(await refusalOf(site.enrol(expired))).toBe('unknown_ticket');
    const revoked = site.hub.token('hq', 1, soon, doors);
    await site.carry(site.hub.revoke('hq', [], [revoked.ticketId]));
    await until(
      'the relay knows',
      async () => (await refusalOf(site.enrol(revoked))) === 'revoked',
    );
    const stranger = await SecuredSite.start();
    const other = stranger.hub.token('hq', 1, soon, doors);
    const asked = { ...other, authority: token(site) };
    expect(await refusalOf(site.enrol(asked))).toBe('unknown_ticket');
    await stranger[Symbol.asyncDispose]();
  });
});

const token = (of: SecuredSite): Uint8Array =>
  of.hub.token(of.site, 1, 1, of.relay.doors).authority;

test('a cloned device key is found out when the second copy rotates', async () => {
  const original = await site.enrol(await site.ticket());
  const copy = { ...original };
  const rotated = await site.renew(copy);
  if (typeof rotated === 'string') throw new Error(rotated);
  const held = await site.connect(rotated);
  expect(await isHeard(held, rotated)).toBe(true);
  await until('the next certificate was seen', async () => {
    const refused = await site.connect(original).then(
      (connection) => connection.close().then(() => false),
      () => true,
    );
    return refused;
  });
  expect(await site.renew(original)).toBe('cloned_key');
  await held.close();
});

test('an isolated site enrols, rotates after 30 days, refuses a revoked device, for a year', async () => {
  const token1 = site.hub.token('hq', 9, Date.now() + 800 * 86_400_000, site.relay.doors);
  let device = await site.enrol(token1);
  const first = await site.connect(device);
  for (let month = 1; month <= 12; month += 1) {
    site.pass(31);
    await expect(site.connect(device)).rejects.toThrow(/authorization/i);
    const next = await site.renew(device);
    if (typeof next === 'string') throw new Error(`month ${month}: ${next}`);
    device = next;
    const connection = await site.connect(device);
    expect(await isHeard(connection, device)).toBe(true);
    await connection.close();
  }
  // A year and a week after anybody heard of the hub.
  const late = await site.enrol(token1);
  const held = await site.connect(late);
  expect(await isHeard(held, late)).toBe(true);
  expect(await site.carry(site.hub.revoke('hq', [late.id]))).toMatch(/1 devices/);
  await held.closed(); // ended by the server, at the relay's word
  await first.closed(); // its certificate is a year old
  await expect(site.connect(late)).rejects.toThrow(/authorization/i);
  expect(await site.renew(late)).toBe('revoked');
  expect(await refusalOf(site.enrol(token1, late.key))).toBe('revoked');
  await site.restart();
  await expect(site.connect(late)).rejects.toThrow(/authorization/i);
  const connection = await site.connect(device);
  await connection.close();
}, 180_000);

test('an older list of revocations brings nobody back, and another hub’s is no list', async () => {
  const device = await site.enrol(await site.ticket());
  const older = site.hub.revoke('hq', []);
  await site.carry(site.hub.revoke('hq', [device.id]));
  expect(await site.carry(older)).toMatch(/newer list was here already: 1 devices/);
  const stranger = await SecuredSite.start();
  await expect(site.carry(stranger.hub.revoke('hq', []))).rejects.toThrow(/no document/);
  await stranger[Symbol.asyncDispose]();
});
