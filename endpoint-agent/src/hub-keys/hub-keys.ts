import { join } from 'node:path';
import {
  judgeHubKeys,
  openHubKeys,
  ProtocolError,
  ringsOf,
  sameBytes,
  signersOf,
  trustOf,
  type HubKeyChain,
  type HubKeyRings,
  type KeyRing,
  type PublicKey,
} from '@eucora/protocol';
import { readIfThere, writeWhole } from '../files/atomic.ts';
import type { Logger } from '../log.ts';

export interface HubKeysOptions {
  readonly path: string;
  /** The key that the site's certificate names. */
  readonly pinned: PublicKey;
  readonly logger: Logger;
}

/** Where a home keeps the hub's signing keys. */
export const hubKeysPath = (state: string): string => join(state, 'hub-keys');

/**
 * The hub's signing keys as this device follows them, from the one that its site's certificate pins.
 * The chain proves itself, so no relay can make one up; what was seen first stays.
 */
export class DeviceHubKeys implements HubKeyRings {
  readonly #options: HubKeysOptions;
  readonly #rings: HubKeyRings;
  #chain: HubKeyChain | undefined;
  #gate: Promise<unknown> = Promise.resolve();

  private constructor(options: HubKeysOptions) {
    this.#options = options;
    this.#rings = ringsOf(() => trustOf(options.pinned, this.#chain));
  }

  static async open(options: HubKeysOptions): Promise<DeviceHubKeys> {
    const keys = new DeviceHubKeys(options);
    const bytes = await readIfThere(options.path);
    const kept = bytes && keys.#judge(bytes);
    if (typeof kept === 'object') keys.#chain = kept;
    return keys;
  }

  /** Who signs what is new. */
  get newest(): KeyRing {
    return this.#rings.newest;
  }

  /** Who signed what this device has taken before. */
  get ever(): KeyRing {
    return this.#rings.ever;
  }

  /** What is followed; undefined: the key that is pinned. */
  get chain(): HubKeyChain | undefined {
    return this.#chain;
  }

  /** The number of the newest key that is followed. */
  get number(): number {
    return this.#chain?.keys.length ?? 1;
  }

  /** Whether what signed a document is known here; what it says is not judged. */
  knowsSignerOf(document: Uint8Array): boolean {
    try {
      const signers = signersOf(document, 'a document');
      return this.ever.keys.some(({ keyId }) => signers.some((id) => sameBytes(id, keyId)));
    } catch (error) {
      if (error instanceof ProtocolError) return false;
      throw error;
    }
  }

  /** Takes a chain from a relay. It is on disk before it counts. */
  take(bytes: Uint8Array): Promise<'taken' | 'stale' | 'refused'> {
    const turn = this.#gate.then(() => this.#take(bytes));
    this.#gate = turn.catch(() => undefined);
    return turn;
  }

  async #take(bytes: Uint8Array): Promise<'taken' | 'stale' | 'refused'> {
    const chain = this.#judge(bytes);
    if (typeof chain === 'string') return chain;
    const { path, logger } = this.#options;
    await writeWhole(path, chain.bytes);
    this.#chain = chain;
    logger.info({ number: chain.keys.length }, 'the hub signs with another key');
    return 'taken';
  }

  /** The chain, where it goes on from what is followed. */
  #judge(bytes: Uint8Array): HubKeyChain | 'stale' | 'refused' {
    const { pinned, logger } = this.#options;
    try {
      const chain = openHubKeys(bytes);
      const verdict = judgeHubKeys(this.#chain, pinned, chain);
      if (verdict === 'newer') return chain;
      if (verdict === 'known') return 'stale';
      logger.error({ verdict }, 'keys that do not follow this hub’s were refused');
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      logger.warn({ code: error.code, err: error }, 'hub keys were refused');
    }
    return 'refused';
  }
}
