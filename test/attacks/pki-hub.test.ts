import { refreshServer, revoke } from '@eucora/hub/testing';
import {
  generateKeyPair,
  openSiteCertificate,
  principalName,
  randomId,
  sealRelayRequest,
  subjects,
} from '@eucora/protocol';
import { nkeys, type NatsConnection } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HubServer, type AdmittedRelay } from './hub-server.ts';
import { until } from '../kit/until.ts';
import { makeOddLeaf } from './odd-leaf.ts';

// Attacks on the hub's own nats-server by who holds a site's keys, each by name.

/** By the server's word, or in the middle of the handshake. */
const notLetIn = /authorization|alert|certificate|disconnect|closed|reset|hang up/i;

let server: HubServer;
let hq: AdmittedRelay;
let lab: AdmittedRelay;
beforeAll(async () => {
  server = await HubServer.start();
  [hq, lab] = [await server.admit('hq'), await server.admit('lab')];
});
afterAll(() => server[Symbol.asyncDispose]());

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

test('an admitted relay is let in by certificate and nkey together', async () => {
  const connection = await server.connectAs(hq);
  await connection.flush();
  expect(connection.isClosed()).toBe(false);
  await connection.close();
});

describe('NATS subject escape by a site', () => {
  test.each([
    subjects.uplink('ledger', 'lab'),
    subjects.tip('lab'),
    subjects.recertify('lab'),
    '$JS.API.STREAM.DELETE.UPLINK',
    '$SYS._INBOX.x',
    'anything',
  ])('it does not publish on %s', async (subject) => {
    const connection = await server.connectAs(hq);
    const said = await violationOf(connection, (held) => held.publish(subject, 'x'));
    expect(said).toMatch(/permissions violation/i);
    await connection.close();
  });

  test.each(['>', 'downlink.lab.*', 'uplink.*.*', subjects.authCallout, '_INBOX.>'])(
    'it does not hear %s',
    async (subject) => {
      const connection = await server.connectAs(hq);
      const said = await violationOf(connection, (held) => void held.subscribe(subject));
      expect(said).toMatch(/permissions violation/i);
      await connection.close();
    },
  );
});

describe('who is not let in', () => {
  test('a device of the site, though its certificate is genuine', async () => {
    await expect(server.connectAs(hq, randomId())).rejects.toThrow(/authorization/i);
  });

  test('a relay without its nkey, or with another site’s', async () => {
    const stranger = { ...hq, nkeySeed: nkeys.createUser().getSeed() };
    await expect(server.connectAs(stranger)).rejects.toThrow(/authorization/i);
    await expect(server.connectAs({ ...hq, nkeySeed: lab.nkeySeed })).rejects.toThrow(
      /authorization/i,
    );
  });

  test('a site’s key that names another site’s relay', async () => {
    const own = principalName(lab.relayId, 'lab');
    const leaf = await makeOddLeaf(hq.issuer, { commonName: lab.relayId, names: [own] });
    await expect(server.connectWith(leaf.material, lab.nkeySeed, '_INBOX')).rejects.toThrow(
      notLetIn,
    );
  });

  test.each([
    ['a leaf with no SAN and a hub’s CN', 'hub.eucora.internal', () => []],
    ['two SANs', 'relay', () => [hq, lab].map((of) => principalName(of.relayId, 'hq'))],
    ['a foreign SAN: the hub', 'hub', () => ['hub.eucora.internal']],
  ] as const)('%s', async (_what, commonName, names) => {
    const leaf = await makeOddLeaf(hq.issuer, { commonName, names: names() });
    await expect(server.connectWith(leaf.material, hq.nkeySeed, '_INBOX')).rejects.toThrow(
      notLetIn,
    );
  });

  test('a sub-CA made at a site', async () => {
    const parts = { commonName: 'hq.eucora.internal', names: [], isAuthority: true };
    const sub = await makeOddLeaf(hq.issuer, parts);
    const names = [principalName(hq.relayId, 'hq')];
    const by = { key: sub.key, certificate: sub.der };
    const above = [sub.der, hq.issuer.certificate];
    const leaf = await makeOddLeaf(by, { commonName: 'relay', names }, above);
    await expect(server.connectWith(leaf.material, hq.nkeySeed, '_INBOX')).rejects.toThrow(
      notLetIn,
    );
  });

  test('the hub’s own nkey with a site’s certificate of another authority', async () => {
    const key = generateKeyPair();
    const forged = { key, certificate: hq.issuer.certificate };
    const names = [principalName(hq.relayId, 'hq')];
    const leaf = await makeOddLeaf(forged, { commonName: 'relay', names });
    await expect(server.connectWith(leaf.material, hq.nkeySeed, '_INBOX')).rejects.toThrow(
      notLetIn,
    );
  });
});

test('a relay gets its next certificates over the wire, and nobody else’s', async () => {
  const connection = await server.connectAs(hq);
  const pkiKeys = { issuer: generateKeyPair(), server: generateKeyPair() };
  const wish = (site: string) =>
    sealRelayRequest(
      {
        site,
        publicKey: hq.key.publicKey.raw,
        boxPublic: new Uint8Array(32),
        natsPublic: nkeys.fromSeed(hq.nkeySeed).getPublicKey(),
        pki: {
          issuerPublic: pkiKeys.issuer.publicKey.raw,
          serverPublic: pkiKeys.server.publicKey.raw,
          addresses: ['https://127.0.0.1:2'],
        },
      },
      hq.key,
      pkiKeys,
    );
  const ask = (bytes: Uint8Array) =>
    connection.request(subjects.recertify('hq'), bytes, { timeout: 10_000 });
  const given = openSiteCertificate((await ask(wish('hq'))).data, server.keys.sign.publicKey);
  expect(given).toMatchObject({ site: 'hq', relayId: hq.relayId });
  expect((await ask(wish('lab'))).data).toHaveLength(0);
  expect((await ask(Buffer.from('nonsense'))).data).toHaveLength(0);
  await connection.close();
});

test('a revoked relay is disconnected at once and not let in again', async () => {
  const gone = await server.admit('gone');
  const connection = await server.connectAs(gone);
  const { db } = server.database;
  const wish = { siteId: 'gone', kind: 'relay', id: gone.relayId, reason: 'stolen' } as const;
  await revoke({ db, now: () => new Date() }, wish, 'test');
  server.gate.wake();
  await connection.closed();
  await expect(server.connectAs(gone)).rejects.toThrow(/authorization/i);
});

test('the server takes a renewed certificate while relays are there, who are let in again', async () => {
  const before = await server.connectAs(hq);
  const { serverFiles } = server;
  expect(await refreshServer(serverFiles)).toBe(false);
  const later = { ...serverFiles, now: () => new Date(Date.now() + 21 * 86_400_000) };
  expect(await refreshServer(later)).toBe(true);
  const hasRead = async () => !(await refreshServer(later));
  await until('the server has read it', hasRead, { withinMs: 10_000, everyMs: 100 });
  const after = await server.connectAs(hq);
  await after.flush();
  await Promise.all([before.close(), after.close()]);
});
