import { sign } from 'node:crypto';
import {
  exportSeed,
  generateKeyPair,
  importPrivateKey,
  toHex,
  type PrivateKey,
} from '@eucora/protocol';
import { ed25519KeyObject, tufKeyId, type JsonObject } from '@eucora/protocol/trust';
import type { Database } from '../../platform/db.ts';
import type { SecretStore } from '../secrets/index.ts';
import type { OnlineSigner } from './publication.ts';

/** Keys of the hub that root names: `online` for snapshot and timestamp, `director` for orders. */
export const trustKeyNames = ['online', 'director'] as const;
export type TrustKeyName = (typeof trustKeyNames)[number];

/** By this a ceremony shows whose key it is. */
const holders = { online: 'EUCORA hub, online', director: 'EUCORA hub, director' } as const;

/** As the secrets are called; the calendar of keys names them too. */
export const trustSecretOf = (name: TrustKeyName): string => `trust:${name}`;

/** A key of the hub. Its private half stays in memory for no longer than it is used. */
export interface HeldKey extends OnlineSigner {
  readonly name: TrustKeyName;
  readonly key: PrivateKey;
  /** The object that `eucora-trust add-key --pub` takes. */
  readonly object: JsonObject;
  readonly keyId: string;
  readonly createdAt: Date;
}
export interface TrustKeysDeps {
  readonly db: Database;
  readonly secrets: Pick<SecretStore, 'accepted' | 'ensure' | 'rotate' | 'destroy'>;
}

/** A key that root still names is of use, however old it is; who ends it is `forget`. */
const untilForgottenMs = 100 * 365 * 86_400_000;

/** The hub's own keys in the chain of trust: made when first asked for, kept in modules/secrets. */
export class TrustKeys {
  readonly #deps: TrustKeysDeps;

  constructor(deps: TrustKeysDeps) {
    this.#deps = deps;
  }

  /** The newest first; before root names a renewed one, it is the one before that signs. */
  async held(name: TrustKeyName): Promise<readonly HeldKey[]> {
    const { secrets, db } = this.#deps;
    await secrets.ensure(trustSecretOf(name), newSeed);
    const found = await secrets.accepted(db, trustSecretOf(name));
    return found.map(({ value, createdAt }) => heldKey(name, value, createdAt));
  }

  /** Makes a further key, for root to name in place of the one before. */
  async renew(name: TrustKeyName, actor: string): Promise<void> {
    const { secrets, db } = this.#deps;
    await secrets.ensure(trustSecretOf(name), newSeed);
    const change = { make: newSeed, overlapMs: untilForgottenMs, actor };
    await db.transaction((tx) => secrets.rotate(tx, { name: trustSecretOf(name), ...change }));
  }

  /**
   * Destroys keys that came before one that root names and that root does not name. `isNamed` is
   * asked with the public half (64 hex digits).
   */
  async forget(name: TrustKeyName, isNamed: (publicHex: string) => boolean): Promise<void> {
    const { secrets, db } = this.#deps;
    const found = await secrets.accepted(db, trustSecretOf(name));
    const hex = (value: Uint8Array): string => toHex(importPrivateKey(value).publicKey.raw);
    const newestNamed = found.find(({ value }) => isNamed(hex(value)))?.version ?? 0;
    for (const { version, value } of found) {
      if (version >= newestNamed || isNamed(hex(value))) continue;
      await db.transaction((tx) => secrets.destroy(tx, trustSecretOf(name), version, 'hub'));
    }
  }
}

const newSeed = (): Uint8Array => exportSeed(generateKeyPair().object);

function heldKey(name: TrustKeyName, seed: Uint8Array, createdAt: Date): HeldKey {
  const key = importPrivateKey(seed);
  const object = ed25519KeyObject(key.publicKey.raw, holders[name]);
  return {
    name,
    key,
    object,
    keyId: tufKeyId(object),
    public: toHex(key.publicKey.raw),
    createdAt,
    sign: (bytes) => sign(null, bytes, key.object).toString('hex'),
  };
}

/** The text of the file that `eucora-trust add-key --pub` takes. */
export function keyFileText({ object }: Pick<HeldKey, 'object'>): string {
  return `${JSON.stringify(object, undefined, 1)}\n`;
}
