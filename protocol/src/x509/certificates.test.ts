import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateKeyPair } from '../keys.ts';
import { authorityPin, checkLeaf, isInLife, rawKeyOf, serverFault, toPem } from './check.ts';
import {
  makeAuthority,
  makeHubLeaf,
  makeIntermediate,
  makeRelayServer,
  makeSiteLeaf,
  type Issuer,
} from './issue.ts';
import { intermediateLifeMs, leafLifeMs } from './profile.ts';

const nowMs = Date.UTC(2026, 0, 2);
const device = 'd0'.repeat(16);
const relayId = 'e1'.repeat(16);
let folder: string;
let hub: Issuer;
let hq: Issuer;

async function siteIssuer(by: Issuer, site: string): Promise<Issuer> {
  const key = generateKeyPair();
  const parts = { site, siteClass: 'air_gapped', publicKey: key.publicKey.raw, issuedMs: nowMs };
  return { key, certificate: await makeIntermediate(by, { ...parts, siteClass: 'air_gapped' }) };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eucora-x509-'));
  const key = generateKeyPair();
  hub = { key, certificate: await makeAuthority(key) };
  hq = await siteIssuer(hub, 'hq');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const leafOf = (by: Issuer, site = 'hq', id = device): Promise<Uint8Array> =>
  makeSiteLeaf(by, { site, id, publicKey: generateKeyPair().publicKey.raw, issuedMs: nowMs });

/** OpenSSL's verdict on a chain, as an independent reader of what we made. */
async function openssl(leaf: Uint8Array, ...between: Uint8Array[]): Promise<string> {
  const file = (name: string): string => join(folder, name);
  await writeFile(file('root'), toPem(hub.certificate));
  await writeFile(file('leaf'), toPem(leaf));
  await writeFile(file('between'), between.map(toPem).join(''));
  const args = ['verify', '-x509_strict', '-purpose', 'sslclient', '-CAfile', file('root')];
  const untrusted = between.length > 0 ? ['-untrusted', file('between')] : [];
  try {
    await promisify(execFile)('openssl', [...args, ...untrusted, file('leaf')]);
    return 'OK';
  } catch (error) {
    return String((error as { stderr?: string }).stderr);
  }
}

test('the authority is one certificate for one key', async () => {
  expect(Buffer.from(await makeAuthority(hub.key))).toEqual(Buffer.from(hub.certificate));
  expect(authorityPin(hub.certificate)).toHaveLength(32);
});

describe('a leaf of a site', () => {
  test('names its device, verifies with OpenSSL, and says when it was issued', async () => {
    const key = generateKeyPair();
    const { raw } = key.publicKey;
    const leaf = await makeSiteLeaf(hq, {
      site: 'hq',
      id: device,
      publicKey: raw,
      issuedMs: nowMs,
    });
    expect(await openssl(leaf, hq.certificate)).toBe('OK');
    const verdict = checkLeaf([leaf, hq.certificate, hub.certificate], 'hq');
    expect(verdict).toMatchObject({ id: device, site: 'hq', issuedMs: nowMs });
    expect(Buffer.from(rawKeyOf(new X509Certificate(leaf)))).toEqual(Buffer.from(raw));
    expect(isInLife(nowMs, nowMs + leafLifeMs - 1)).toBe(true);
    expect(isInLife(nowMs, nowMs + leafLifeMs)).toBe(false);
  });

  test('is refused for another site, and under another site’s intermediate', async () => {
    const lab = await siteIssuer(hub, 'lab');
    const of = await leafOf(lab, 'lab');
    expect(checkLeaf([of, lab.certificate, hub.certificate], 'hq')).toMatchObject({
      refused: 'wrong_site',
    });
    // The site's key signs another site's name: OpenSSL and we say no, each by itself.
    const foreign = await leafOf(lab, 'hq');
    expect(await openssl(foreign, lab.certificate)).toMatch(/permitted subtree violation/);
    expect(checkLeaf([foreign, lab.certificate, hub.certificate], 'hq')).toMatchObject({
      refused: 'wrong_chain',
    });
  });

  test('under an authority that a site made is refused', async () => {
    const sub = await siteIssuer(hq, 'hq');
    const leaf = await leafOf(sub);
    expect(await openssl(leaf, sub.certificate, hq.certificate)).toMatch(/path length/);
    const chain = [leaf, sub.certificate, hq.certificate, hub.certificate];
    expect(checkLeaf(chain, 'hq')).toMatchObject({ refused: 'wrong_chain' });
    expect(checkLeaf([leaf, hq.certificate, hub.certificate], 'hq')).toMatchObject({
      refused: 'wrong_chain',
    });
    expect(checkLeaf([sub.certificate, hq.certificate, hub.certificate], 'hq')).toMatchObject({
      refused: 'is_authority',
    });
  });

  test('nobody is let in with a server’s certificate, the hub’s, or none', async () => {
    const publicKey = generateKeyPair().publicKey.raw;
    const server = await makeRelayServer(hub, { site: 'hq', relayId, publicKey, issuedMs: nowMs });
    expect(checkLeaf([server, hub.certificate], 'hq')).toMatchObject({ refused: 'wrong_chain' });
    const own = await makeHubLeaf(hub, { publicKey, issuedMs: nowMs });
    expect(checkLeaf([own, hub.certificate], 'hq')).toMatchObject({ refused: 'foreign_san' });
    expect(checkLeaf([], 'hq')).toMatchObject({ refused: 'no_certificate' });
  });
});

describe('an intermediate', () => {
  test('begins before every clock and ends a year after SAFE', () => {
    const { validFrom, validTo, keyUsage, ca } = new X509Certificate(hq.certificate);
    expect(new Date(validFrom).getTime()).toBe(0);
    expect(new Date(validTo).getTime()).toBe(nowMs + intermediateLifeMs('air_gapped'));
    expect({ keyUsage, ca }).toEqual({ keyUsage: ['1.3.6.1.5.5.7.3.2'], ca: true });
  });

  test('has pathlen 0 and critical permitted names, as OpenSSL reads them', async () => {
    const file = join(folder, 'intermediate');
    await writeFile(file, toPem(hq.certificate));
    const args = ['x509', '-in', file, '-noout', '-ext', 'basicConstraints,nameConstraints'];
    const { stdout } = await promisify(execFile)('openssl', args);
    expect(stdout.replaceAll(/ +/g, ' ')).toBe(
      'X509v3 Basic Constraints: critical\n CA:TRUE, pathlen:0\n' +
        'X509v3 Name Constraints: critical\n Permitted:\n DNS:hq.eucora.internal\n',
    );
  });
});

test('a server is believed by authority, usage and site, whatever the clock says', async () => {
  const publicKey = generateKeyPair().publicKey.raw;
  const authority = new X509Certificate(hub.certificate);
  const parts = { site: 'hq', relayId, publicKey, issuedMs: nowMs };
  const shown = new X509Certificate(await makeRelayServer(hub, parts));
  expect(serverFault(shown, authority, 'hq')).toBeUndefined();
  expect(serverFault(shown, authority, 'lab')).toMatch(/^it is e1/);
  expect(serverFault(shown, authority, null)).toMatch(/^it is e1/);
  const ofHub = new X509Certificate(await makeHubLeaf(hub, parts));
  expect(serverFault(ofHub, authority, null)).toBeUndefined();
  expect(serverFault(ofHub, authority, 'hq')).toBe('it is hub.eucora.internal');
  const client = new X509Certificate(await leafOf(hq));
  expect(serverFault(client, authority, 'hq')).toMatch(/authority/);
  const asServer = new X509Certificate(hq.certificate);
  expect(serverFault(asServer, authority, 'hq')).toMatch(/shows an authority/);
  const stranger = generateKeyPair();
  const other = { key: stranger, certificate: await makeAuthority(stranger) };
  const forged = new X509Certificate(await makeRelayServer(other, parts));
  expect(serverFault(forged, authority, 'hq')).toMatch(/authority/);
});
