import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import {
  exportSeed,
  generateBoxKeyPair,
  generateKeyPair,
  importBoxKeyPair,
  importPrivateKey,
  relayIdOf,
  type BoxKeyPair,
  type PrivateKey,
  type RelayId,
} from '@eucora/protocol';
import { createUser, fromSeed } from '@nats-io/nkeys';
import { NotInitialisedError } from '../errors.ts';
import { readIfThere, writeFileAtomic } from './files.ts';

/** All secrets of a relay; each lies in its own 0600 file under `keys/`. */
export interface RelayKeys {
  readonly sign: PrivateKey;
  readonly relayId: RelayId;
  /** What devices wrap keys of names for; another one after each erasure. */
  box: BoxKeyPair;
  /** Key of everything encrypted at rest (PROTOCOL: journal and segments). */
  readonly atRest: Uint8Array;
  /** At the hub's broker. */
  readonly hub: Nkey;
  /** At the site's own broker: this relay, and the principal its devices share. */
  readonly local: Nkey;
  readonly device: Nkey;
}
export interface Nkey {
  readonly seed: string;
  readonly publicKey: string;
}

const names = {
  sign: 'sign.key',
  box: 'box.key',
  atRest: 'at-rest.key',
  hub: 'hub.nk',
  local: 'local.nk',
  device: 'device.nk',
} as const;

export const boxKeyFile = names.box;

/** Makes whatever key is missing; existing ones are never replaced. */
export async function createKeys(directory: string): Promise<void> {
  const make: Record<keyof typeof names, () => string> = {
    sign: () => Buffer.from(exportSeed(generateKeyPair().object)).toString('base64'),
    box: () => Buffer.from(generateBoxKeyPair().secretKey).toString('base64'),
    atRest: () => randomBytes(32).toString('base64'),
    hub: newSeed,
    local: newSeed,
    device: newSeed,
  };
  for (const name of keyNames) {
    const path = join(directory, names[name]);
    if ((await readIfThere(path)) === undefined) await writeFileAtomic(path, `${make[name]()}\n`);
  }
}

/** Reads all keys. @throws NotInitialisedError when one is missing */
export async function loadKeys(home: string, directory: string): Promise<RelayKeys> {
  const read = async (name: keyof typeof names): Promise<string> => {
    const bytes = await readIfThere(join(directory, names[name]));
    if (!bytes) throw new NotInitialisedError(home);
    return bytes.toString().trim();
  };
  const sign = importPrivateKey(Buffer.from(await read('sign'), 'base64'));
  return {
    sign,
    relayId: relayIdOf(sign.publicKey.raw),
    box: importBoxKeyPair(Buffer.from(await read('box'), 'base64')),
    atRest: Buffer.from(await read('atRest'), 'base64'),
    hub: nkeyOf(await read('hub')),
    local: nkeyOf(await read('local')),
    device: nkeyOf(await read('device')),
  };
}

const keyNames = ['sign', 'box', 'atRest', 'hub', 'local', 'device'] as const;

function newSeed(): string {
  return new TextDecoder().decode(createUser().getSeed());
}

function nkeyOf(seed: string): Nkey {
  return { seed, publicKey: fromSeed(new TextEncoder().encode(seed)).getPublicKey() };
}
