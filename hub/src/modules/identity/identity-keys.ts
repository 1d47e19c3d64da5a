import { hkdfSync, randomBytes } from 'node:crypto';
import type { Database } from '../../platform/db.ts';
import {
  KeyRing,
  SealRing,
  type KeyRingOptions,
  type Sealed,
  type SealedRows,
  type Sealing,
  type SecretStore,
} from '../secrets/index.ts';
import { sealedIdentityRows } from './sealed-rows.ts';

export interface IdentityKeysDeps {
  readonly store: SecretStore;
  readonly db: Database;
  readonly now: () => Date;
  /** The key of a home from before there were versions; it becomes version 1. */
  readonly imported: Uint8Array | undefined;
}
/** What signs the provider's cookies: the first; each is accepted. */
export interface CookieKeys {
  readonly versions: string;
  readonly keys: readonly string[];
}

export const sealingKeyName = 'identity-sealing-key';
export const cookieKeyName = 'provider-cookie-key';
/** A cookie of the provider lives for a quarter of an hour; this is when its key ends. */
const cookieOverlapMs = 3_600_000;
const cookieStaleMsMax = 5_000;

/**
 * The keys by which people's secrets lie at rest and the embedded provider knows its browsers again.
 * All hubs on one database share them; they change while people sign in.
 */
export class IdentityKeys implements Sealing {
  readonly #deps: IdentityKeysDeps;
  readonly #sealing: SealRing;
  readonly #rows: readonly SealedRows[];
  #cookies: Promise<KeyRing> | undefined;

  constructor(deps: IdentityKeysDeps) {
    this.#deps = deps;
    const { imported } = deps;
    this.#sealing = new SealRing({ ...this.#ringOf(sealingKeyName, newKey), imported });
    this.#rows = sealedIdentityRows(deps.db);
  }

  seal(value: Uint8Array, context: Uint8Array): Promise<Sealed> {
    return this.#sealing.seal(value, context);
  }

  open(sealed: Sealed, context: Uint8Array): Promise<Uint8Array> {
    return this.#sealing.open(sealed, context);
  }

  async cookieKeys(): Promise<CookieKeys> {
    const ring = await this.#cookieRing(cookieStaleMsMax);
    const { accepted } = ring;
    return {
      versions: accepted.map(({ version }) => version).join(),
      keys: accepted.map(({ value }) => Buffer.from(value).toString('base64url')),
    };
  }

  async sealingSince(): Promise<Date> {
    return (await this.#sealing.current()).createdAt;
  }

  async cookiesSince(): Promise<Date> {
    return (await this.#cookieRing(0)).current.createdAt;
  }

  /** A fresh sealing key, under which everything is sealed anew. Done twice, everything goes on. */
  async rotateSealing(
    actor: string,
  ): Promise<{ readonly version: number; readonly sealedAnew: number }> {
    const version = await this.#sealing.begin(actor);
    return { version, sealedAnew: await this.#sealing.sealAnew(this.#rows) };
  }

  /** A fresh cookie key; cookies by the one before are good for as long as they live. */
  async rotateCookies(actor: string): Promise<number> {
    const { store, db } = this.#deps;
    await this.#cookieRing(0);
    const change = { name: cookieKeyName, make: newKey, overlapMs: cookieOverlapMs, actor };
    const version = await db.transaction((tx) => store.rotate(tx, change));
    await this.#cookieRing(0);
    return version;
  }

  /** Brings to its end what was begun: nothing stays under old keys, and these are destroyed. */
  async keepUp(signal?: AbortSignal): Promise<void> {
    await this.#sealing.sealAnew(this.#rows, signal);
    await this.#sealing.destroySpent(this.#rows, 'hub');
  }

  /** Whether the key that was imported is needed no longer: its file may go. */
  async isImportedSpent(): Promise<boolean> {
    return !(await this.#sealing.versions()).includes(1);
  }

  async #cookieRing(ageMsMax: number): Promise<KeyRing> {
    const { imported } = this.#deps;
    const first = imported === undefined ? newKey : (): Uint8Array => cookieKeyBefore(imported);
    this.#cookies ??= KeyRing.open(this.#ringOf(cookieKeyName, first)).catch((error: unknown) => {
      this.#cookies = undefined; // the next one tries again
      throw error;
    });
    const ring = await this.#cookies;
    await ring.refreshAfter(ageMsMax);
    return ring;
  }

  #ringOf(name: string, make: () => Uint8Array): KeyRingOptions {
    const { store, db, now } = this.#deps;
    return { store, db, name, make, now };
  }
}

const newKey = (): Uint8Array => randomBytes(32);

/** What cookies were signed with before there were versions: who signs in just now goes on. */
function cookieKeyBefore(imported: Uint8Array): Uint8Array {
  return Buffer.from(hkdfSync('sha256', imported, new Uint8Array(), 'eucora oidc cookies', 32));
}
