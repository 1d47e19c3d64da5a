import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  exportSeed,
  generateKeyPair,
  importPrivateKey,
  ProtocolError,
  rawKeyOf,
  readCertificate,
  sameBytes,
  type PrivateKey,
  type SiteCredential,
} from '@eucora/protocol';
import { createUser, fromSeed } from '@nats-io/nkeys';
import { NotInitialisedError } from '../errors.ts';
import { readIfThere, writeFileAtomic } from '../home/files.ts';
import type { Nkey } from '../home/keys.ts';
import { openSitePki, type PkiKeys, type SitePki } from './site-pki.ts';

export type { PkiKeys } from './site-pki.ts';

/** Keys between this relay and its own nats-server. */
export interface ServerKeys {
  /** Signs who is let in. */
  readonly account: PrivateKey;
  /** Lists and ends connections. */
  readonly system: Nkey;
}

const names = { issuer: 'issuer.key', server: 'server.key' } as const;
const nextPrefix = 'next-';

/** Makes the keys that are missing; existing ones are never replaced. */
export async function createPkiKeys(directory: string): Promise<PkiKeys> {
  return {
    issuer: await seedAt(join(directory, names.issuer)),
    server: await seedAt(join(directory, names.server)),
  };
}

/** The keys. @throws NotInitialisedError when one is missing */
export async function loadPkiKeys(home: string, directory: string): Promise<PkiKeys> {
  const read = async (name: string): Promise<PrivateKey> => {
    const key = await keyAt(join(directory, name));
    if (!key) throw new NotInitialisedError(home);
    return key;
  };
  return { issuer: await read(names.issuer), server: await read(names.server) };
}

/** Keys that wait for the hub's word on them: made once, so that asking again asks for the same. */
export async function nextPkiKeys(directory: string): Promise<PkiKeys> {
  return {
    issuer: await seedAt(join(directory, nextPrefix + names.issuer)),
    server: await seedAt(join(directory, nextPrefix + names.server)),
  };
}

/** Puts certified keys in the place of those before. */
export async function keepPkiKeys(directory: string, keys: PkiKeys): Promise<void> {
  await writeFileAtomic(join(directory, names.issuer), textOf(keys.issuer));
  await writeFileAtomic(join(directory, names.server), textOf(keys.server));
}

/** They are in use now. */
export async function forgetNextKeys(directory: string): Promise<void> {
  for (const name of [names.issuer, names.server]) {
    await rm(join(directory, nextPrefix + name), { force: true });
  }
}

/**
 * The PKI of a certificate with the keys that it is for: those in use, or the next ones when this
 * relay was stopped while it took the hub's answer.
 * @throws ConfigError | NotInitialisedError
 */
export async function openKeysOf(
  home: string,
  directory: string,
  credential: SiteCredential,
): Promise<SitePki> {
  const issuer = readCertificate(credential.pki?.issuer ?? new Uint8Array(0));
  const next = await keyAt(join(directory, nextPrefix + names.issuer));
  const isNext = next !== undefined && sameBytes(next.publicKey.raw, rawKeyOf(issuer));
  if (isNext) {
    await keepPkiKeys(directory, await nextPkiKeys(directory));
    await forgetNextKeys(directory);
  }
  const pki = openSitePki(credential, await loadPkiKeys(home, directory));
  if (!pki) throw new NotInitialisedError(home);
  return pki;
}

/** Keys between the relay and its server, made at first start. */
export async function serverKeys(directory: string): Promise<ServerKeys> {
  const path = join(directory, 'system.nk');
  const known = (await readIfThere(path))?.toString().trim();
  const seed = known ?? new TextDecoder().decode(createUser().getSeed());
  if (known === undefined) await writeFileAtomic(path, `${seed}\n`);
  const publicKey = fromSeed(new TextEncoder().encode(seed)).getPublicKey();
  return { account: await seedAt(join(directory, 'account.key')), system: { seed, publicKey } };
}

async function seedAt(path: string): Promise<PrivateKey> {
  const known = await keyAt(path);
  if (known) return known;
  const made = generateKeyPair();
  await writeFileAtomic(path, textOf(made));
  return made;
}

async function keyAt(path: string): Promise<PrivateKey | undefined> {
  const bytes = await readIfThere(path);
  if (!bytes) return undefined;
  try {
    return importPrivateKey(Buffer.from(bytes.toString().trim(), 'base64'));
  } catch (error) {
    if (error instanceof ProtocolError) return undefined; // damaged: as good as none
    throw error;
  }
}

function textOf(key: PrivateKey): string {
  return `${Buffer.from(exportSeed(key.object)).toString('base64')}\n`;
}
