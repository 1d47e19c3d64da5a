import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request, type IncomingHttpHeaders } from 'node:http';
import { connect, type TLSSocket } from 'node:tls';
import { buffer } from 'node:stream/consumers';
import { revoke } from '@eucora/hub/testing';
import { doorExporter, doorNonce, generateKeyPair, toHex, toPem } from '@eucora/protocol';
import { makeSiteLeaf, type Issuer } from '@eucora/protocol/x509';
import { nkeys } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DeliveringHub } from '../delivery/way.ts';
import type { AdmittedRelay } from './hub-server.ts';
import { PkiHub } from './secured-site.ts';

// The hub's door for relays, by everybody who should not get anything there, and what it gives.

let hub: DeliveringHub;
let hq: AdmittedRelay;
let lab: AdmittedRelay;
let clock: number;
const content = randomBytes(300_000);
let path: string;

beforeAll(async () => {
  clock = Date.now();
  hub = await DeliveringHub.start({ now: () => new Date(clock) });
  hq = await hub.server.admit('hq');
  lab = await hub.server.admit('lab');
  const ref = await hub.publish(content, 'linux/hello_1.0_amd64.deb');
  path = `/artifacts/${toHex(ref.sha256)}`;
  await hub.need('hq', [ref]);
  hub.trust.set('timestamp.json', Buffer.from('{}'));
}, 60_000);
afterAll(() => hub?.[Symbol.asyncDispose]());

interface Shown {
  readonly cert: string;
  readonly key: string;
}
async function leafOf(
  relay: { readonly site: string; readonly issuer: Issuer },
  id: string,
): Promise<Shown> {
  const key = generateKeyPair();
  const parts = { site: relay.site, id, publicKey: key.publicKey.raw, issuedMs: Date.now() };
  const leaf = await makeSiteLeaf(relay.issuer, parts);
  return {
    cert: toPem(leaf) + toPem(relay.issuer.certificate),
    key: key.object.export({ format: 'pem', type: 'pkcs8' }),
  };
}

async function open(shown: Partial<Shown>, version = 'TLSv1.3' as 'TLSv1.2' | 'TLSv1.3') {
  const options = { minVersion: version, maxVersion: version, rejectUnauthorized: false };
  const socket = connect({ host: '127.0.0.1', port: hub.door.port, ...shown, ...options });
  await once(socket, 'secureConnect');
  return socket;
}

const exportedOf = (socket: TLSSocket): Buffer =>
  socket.exportKeyingMaterial(doorExporter.bytes, doorExporter.label, Buffer.alloc(0));

function proofOf(seed: Uint8Array, exported: Uint8Array): string {
  const pair = nkeys.fromSeed(seed);
  const signature = pair.sign(Buffer.from(doorNonce(exported)));
  return `Nkey ${pair.getPublicKey()} ${Buffer.from(signature).toString('base64url')}`;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}
async function ask(
  socket: TLSSocket,
  headers: Readonly<Record<string, string>>,
  options: { readonly path?: string; readonly method?: string; readonly body?: string } = {},
): Promise<Answer> {
  const { method = 'GET', body } = options;
  const asked = request({
    createConnection: () => socket,
    path: options.path ?? path,
    method,
    headers,
  });
  asked.end(body);
  const [answer] = await once(asked, 'response');
  const got = await buffer(answer);
  socket.destroy();
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: got };
}

/** Asks as an admitted relay does. */
async function askAs(
  relay: AdmittedRelay,
  options: Parameters<typeof ask>[2] & { readonly range?: string } = {},
): Promise<Answer> {
  const socket = await open(await leafOf(relay, relay.relayId));
  const authorization = proofOf(relay.nkeySeed, exportedOf(socket));
  const { range } = options;
  return ask(socket, { authorization, ...(range && { range }) }, options);
}

describe('at the door', () => {
  test('an admitted relay gets what its site needs, whole or from any byte on', async () => {
    const whole = await askAs(hq);
    expect(whole.status).toBe(200);
    expect(whole.body.equals(content)).toBe(true);
    const part = await askAs(hq, { range: 'bytes=123456-' });
    expect(part.status).toBe(206);
    expect(part.headers['content-range']).toBe('bytes 123456-299999/300000');
    expect(part.body.equals(content.subarray(123_456))).toBe(true);
    expect((await askAs(hq, { range: 'bytes=300000-' })).status).toBe(416);
    const list = await askAs(hq, { path: `${path}/chunks` });
    expect(list.body).toEqual(createHash('sha256').update(content).digest());
    expect((await askAs(lab, { path: '/trust/timestamp.json' })).body.toString()).toBe('{}');
  });

  test('another site gets nothing of it, and that is on record', async () => {
    expect(await askAs(lab)).toMatchObject({ status: 403, headers: { 'x-refused': 'not_needed' } });
    expect((await askAs(lab, { path: `${path}/chunks` })).status).toBe(403);
    expect((await askAs(lab, { path: `${path}/delta/${'ab'.repeat(32)}` })).status).toBe(403);
    const sql = `SELECT actor, subject FROM audit.entries
                  WHERE action = 'request.refused' AND detail->>'code' = 'not_needed'`;
    const { rows } = await hub.server.database.db.query(sql);
    expect(rows).toEqual([{ actor: `relay:${lab.relayId}`, subject: path }]);
  });

  test.each([
    ['/trust/../keys/sign', 404],
    ['/trust/%2e%2e%2fkeys', 404],
    ['/artifacts/../../etc/passwd', 404],
    ['/slices/00', 404],
    ['/', 404],
    [`/artifacts/${'0'.repeat(64)}`, 403],
  ])('%s leads nowhere', async (odd, status) => {
    expect((await askAs(hq, { path: odd })).status).toBe(status);
  });

  test('nothing can be sent to it', async () => {
    expect((await askAs(hq, { method: 'POST', body: 'x' })).status).toBe(405);
    expect((await askAs(hq, { method: 'PUT', body: 'x' })).status).toBe(405);
  });

  test('who shows no certificate, or one of another hub, does not come in', async () => {
    const refused = /alert|closed|hang up|reset|EPIPE/i;
    await expect(open({}).then((socket) => ask(socket, {}))).rejects.toThrow(refused);
    const foreign = await PkiHub.create();
    const stranger = await leafOf({ site: 'hq', issuer: foreign.issuer }, hq.relayId);
    await expect(open(stranger).then((socket) => ask(socket, {}))).rejects.toThrow(refused);
    await expect(open(await leafOf(hq, hq.relayId), 'TLSv1.2')).rejects.toThrow(/version/);
  });

  test('a certificate alone opens nothing, nor does an nkey of somebody else', async () => {
    const shown = await leafOf(hq, hq.relayId);
    expect(await ask(await open(shown), {})).toMatchObject({ status: 401 });
    const socket = await open(shown);
    const authorization = proofOf(lab.nkeySeed, exportedOf(socket));
    expect(await ask(socket, { authorization })).toMatchObject({
      status: 401,
      headers: { 'x-refused': 'wrong_nkey' },
    });
  });

  test('a proof is worth nothing on another connection', async () => {
    const shown = await leafOf(hq, hq.relayId);
    const first = await open(shown);
    const authorization = proofOf(hq.nkeySeed, exportedOf(first));
    first.destroy();
    expect(await ask(await open(shown), { authorization })).toMatchObject({ status: 401 });
  });

  test('a device’s certificate is nobody’s, and a relay can’t be one of another site', async () => {
    for (const shown of [
      await leafOf(hq, 'ab'.repeat(16)),
      await leafOf({ site: 'lab', issuer: lab.issuer }, hq.relayId),
    ]) {
      const socket = await open(shown);
      const authorization = proofOf(hq.nkeySeed, exportedOf(socket));
      expect((await ask(socket, { authorization })).status).toBe(401);
    }
  });

  test('the hub’s certificate is renewed while it serves', async () => {
    const before = await open(await leafOf(hq, hq.relayId));
    const old = before.getPeerCertificate().fingerprint256;
    expect(await hub.door.renew()).toBe(false);
    clock += 25 * 86_400_000;
    expect(await hub.door.renew()).toBe(true);
    const after = await open(await leafOf(hq, hq.relayId));
    expect(after.getPeerCertificate().fingerprint256).not.toBe(old);
    after.destroy();
    const authorization = proofOf(hq.nkeySeed, exportedOf(before));
    expect((await ask(before, { authorization })).status).toBe(200);
  });

  test('a relay that is revoked gets nothing more', async () => {
    const deps = { db: hub.server.database.db, now: () => new Date() };
    const wish = { siteId: 'lab', kind: 'relay', id: lab.relayId, reason: 'stolen' } as const;
    await revoke(deps, wish, 'test');
    expect(await askAs(lab, { path: '/trust/timestamp.json' })).toMatchObject({
      status: 401,
      headers: { 'x-refused': 'no_relay' },
    });
  });
});
