import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  generateBoxKeyPair,
  generateKeyPair,
  openSiteCertificate,
  sealRelayRequest,
} from '@eucora/protocol';
import { createUser } from '@nats-io/nkeys';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silent, startTestDatabase, type TestDatabase } from '../../platform/testing.ts';
import {
  admitRelay,
  createSite,
  findSite,
  recertifyRelay,
  relaysOf,
  touchSite,
  writeNatsAuth,
} from './index.ts';

let postgres: TestDatabase;
let deps: { db: TestDatabase['db']; now: () => Date };
const keys = { sign: generateKeyPair(), box: generateBoxKeyPair(), ca: generateKeyPair() };
beforeAll(async () => {
  postgres = await startTestDatabase();
  deps = { db: postgres.db, now: () => new Date('2026-11-24T12:00:00Z') };
  await createSite(deps, { id: 'hq', siteClass: 'online', name: 'Head office' }, 'test');
});
afterAll(() => postgres[Symbol.asyncDispose]());

function relayRequest(site: string) {
  const key = generateKeyPair();
  const natsPublic = createUser().getPublicKey();
  const application = {
    site,
    publicKey: key.publicKey.raw,
    boxPublic: generateBoxKeyPair().publicKey,
    natsPublic,
  };
  return { bytes: sealRelayRequest(application, key), key, natsPublic };
}

test('a site can be created twice alike, and not twice otherwise', async () => {
  expect(await createSite(deps, { id: 'vault', siteClass: 'air_gapped' }, 'test')).toBe(true);
  expect(await createSite(deps, { id: 'vault', siteClass: 'air_gapped' }, 'test')).toBe(false);
  const other = createSite(deps, { id: 'vault', siteClass: 'online' }, 'test');
  await expect(other).rejects.toMatchObject({ code: 'site_exists' });
});

test.each([
  [{ id: 'No.Such', siteClass: 'online' }, /can't name a site/],
  [{ id: 'ok', siteClass: 'sometimes' }, /no class of site/],
])('%o is refused with a remedy', async (request, message) => {
  await expect(createSite(deps, request, 'test')).rejects.toThrow(message);
});

test('an admitted relay holds a certificate by the hub, and the same one when admitted again', async () => {
  const request = relayRequest('hq');
  const first = await admitRelay(deps, keys, request.bytes, 'test');
  const again = await admitRelay(deps, keys, request.bytes, 'test');
  expect(Buffer.from(again.certificate).equals(first.certificate)).toBe(true);
  const credential = openSiteCertificate(first.certificate, keys.sign.publicKey);
  expect(credential).toMatchObject({ site: 'hq', siteClass: 'online', relayId: first.relayId });
  const relays = await relaysOf(postgres.db, 'hq');
  expect(relays.map((relay) => relay.relayId)).toContain(first.relayId);
});

test('once the hub signs with another key, a relay that asks again is certified by that one', async () => {
  const [key, issuer, server] = [generateKeyPair(), generateKeyPair(), generateKeyPair()];
  const pki = {
    issuerPublic: issuer.publicKey.raw,
    serverPublic: server.publicKey.raw,
    addresses: ['tls://relay:4222'],
  };
  const application = {
    site: 'hq',
    publicKey: key.publicKey.raw,
    boxPublic: generateBoxKeyPair().publicKey,
    natsPublic: createUser().getPublicKey(),
    pki,
  };
  const request = sealRelayRequest(application, key, { issuer, server });
  const first = await admitRelay(deps, keys, request, 'test');
  const same = await admitRelay(deps, keys, request, 'test');
  expect(Buffer.from(same.certificate).equals(first.certificate)).toBe(true);
  const next = { ...keys, sign: generateKeyPair() };
  const renewed = await recertifyRelay(deps, next, request, 'hq');
  const { hubPublic } = openSiteCertificate(renewed.certificate, next.sign.publicKey);
  expect(Buffer.from(hubPublic)).toEqual(Buffer.from(next.sign.publicKey.raw));
});

test('a request that somebody changed, or for a site that is not there, is refused', async () => {
  const { bytes } = relayRequest('hq');
  const changed = Uint8Array.from(bytes);
  changed[20] = (changed[20] ?? 0) ^ 1;
  await expect(admitRelay(deps, keys, changed, 'test')).rejects.toThrow(/no genuine relay request/);
  await expect(admitRelay(deps, keys, relayRequest('nowhere').bytes, 'test')).rejects.toMatchObject(
    { code: 'not_found' },
  );
});

test('marks of a site move forward and never back', async () => {
  const at = (time: string): Date => new Date(`2026-11-24T${time}Z`);
  await touchSite(postgres.db, 'hq', at('10:00:00'), at('09:00:00'));
  await touchSite(postgres.db, 'hq', at('09:30:00'), at('09:20:00'));
  await touchSite(postgres.db, 'hq', at('10:05:00'), null);
  const site = await findSite(postgres.db, 'hq');
  expect(site).toMatchObject({ lastContactAt: at('10:05:00'), horizonAt: at('09:20:00') });
});

test("the broker's users file follows the admitted relays and is left alone when nothing changed", async () => {
  const dir = await mkdtemp(join(tmpdir(), 'eucora-hub-auth-'));
  const authFile = join(dir, 'auth.conf');
  const auth = {
    db: postgres.db,
    hubPublic: 'UHUB',
    authFile,
    pidFile: join(dir, 'missing.pid'),
    logger: silent,
  };
  expect(await writeNatsAuth(auth)).toBe(true);
  expect(await writeNatsAuth(auth)).toBe(false);
  const request = relayRequest('vault');
  await admitRelay(deps, keys, request.bytes, 'test');
  expect(await writeNatsAuth(auth)).toBe(true);
  expect(await readFile(authFile, 'utf8')).toContain(request.natsPublic);
  await writeFile(auth.pidFile, 'not a pid');
  expect(await writeNatsAuth({ ...auth, hubPublic: 'UOTHER' })).toBe(true);
  await rm(dir, { recursive: true });
});
