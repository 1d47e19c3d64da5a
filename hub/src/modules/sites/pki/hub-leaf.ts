import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createPublicKey, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import {
  generateKeyPair,
  issuedOf,
  leafRenewMs,
  ProtocolError,
  rawKeyOf,
  readCertificate,
  toPem,
  type PrivateKey,
} from '@eucora/protocol';
import { authorityOf } from './certify.ts';

/** Files of the hub's own certificate: its broker shows it, and its processes connect with it. */
export interface HubLeaf {
  readonly certificate: string;
  readonly key: string;
  readonly authority: string;
}

const filesIn = (home: string): HubLeaf => ({
  certificate: join(home, 'pki', 'hub.pem'),
  key: join(home, 'pki', 'hub-key.pem'),
  authority: join(home, 'pki', 'authority.pem'),
});

/**
 * The hub's own certificate in `home`/pki, made when there is none and again from 20 days on, or when
 * it is by another authority.
 */
export async function hubLeafFiles(home: string, ca: PrivateKey, now: Date): Promise<HubLeaf> {
  const files = filesIn(home);
  if (await isFresh(files, toPem(await authorityOf(ca)), now)) return files;
  return await renewHubLeaf(home, ca, now);
}

/** When the hub's certificate was made; undefined: there is none that can be read. */
export async function hubLeafSince(home: string): Promise<Date | undefined> {
  const pem = await readIfThere(filesIn(home).certificate);
  if (pem === undefined) return undefined;
  try {
    return new Date(issuedOf(readCertificate(pem).serialNumber));
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

/** Makes the hub's certificate again, with a key of its own. The broker reads it within a minute. */
export async function renewHubLeaf(home: string, ca: PrivateKey, now: Date): Promise<HubLeaf> {
  const files = filesIn(home);
  const authority = await authorityOf(ca);
  await mkdir(join(home, 'pki'), { recursive: true, mode: 0o700 });
  const { makeHubLeaf } = await import('@eucora/protocol/x509');
  const key = generateKeyPair();
  const publicKey = key.publicKey.raw;
  const issuer = { key: ca, certificate: authority };
  const leaf = await makeHubLeaf(issuer, { publicKey, issuedMs: now.getTime() });
  const pem = key.object.export({ format: 'pem', type: 'pkcs8' });
  await writeWhole(files.authority, toPem(authority));
  await writeWhole(files.key, pem);
  await writeWhole(files.certificate, toPem(leaf) + toPem(authority));
  return files;
}

/** A key and a certificate that don't fit are of a run that was stopped between the two. */
async function isFresh(files: HubLeaf, authority: string, now: Date): Promise<boolean> {
  const [pem, key, above] = await Promise.all([
    readIfThere(files.certificate),
    readIfThere(files.key),
    readIfThere(files.authority),
  ]);
  if (pem === undefined || key === undefined || above !== authority) return false;
  try {
    const leaf = readCertificate(pem);
    const own = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
    const ageMs = now.getTime() - issuedOf(leaf.serialNumber);
    return own.equals(rawKeyOf(leaf)) && ageMs >= 0 && ageMs < leafRenewMs;
  } catch (error) {
    if (error instanceof ProtocolError) return false;
    throw error;
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function writeWhole(path: string, text: string): Promise<void> {
  const fresh = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(fresh, text, { mode: 0o600, flush: true });
  await rename(fresh, path);
}
