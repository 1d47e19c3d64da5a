import { sign } from 'node:crypto';
import { generateKeyPair, importPrivateKey, type PrivateKey } from '@eucora/protocol';
import { composeTimeReset, type TimeReset } from '@eucora/protocol/desired';
import {
  bytesToSign,
  ed25519KeyObject,
  encodeSigned,
  newRoot,
  newTargets,
  nextVersion,
  tufKeyId,
  withDelegation,
  withKey,
  withoutKey,
  withTarget,
  withoutTarget,
  withThreshold,
  type JsonObject,
  type TargetNote,
} from '@eucora/protocol/trust';
import type { HeldKey, OfferedFile, TrustKeyName, TrustKeys } from '../modules/trust/index.ts';

const dayMs = 86_400_000;

interface Holder {
  readonly key: PrivateKey;
  readonly object: JsonObject;
  readonly keyId: string;
}

function holder(name: string): Holder {
  const key = generateKeyPair();
  const object = ed25519KeyObject(key.publicKey.raw, name);
  return { key, object, keyId: tufKeyId(object) };
}

/**
 * Laptops of a small organisation, in memory: two who hold root, one targets, one publisher for
 * Linux. What they sign lies in `files` until it is brought to the hub.
 */
export class Laptops {
  readonly people = new Map<string, Holder>();
  readonly #signed = new Map<string, JsonObject>();
  readonly #signers = new Map<string, readonly string[]>([
    ['root', ['alice', 'bob']],
    ['targets', ['pat']],
    ['linux', ['quinn']],
  ]);
  readonly #nowMs: number;

  constructor(hub: readonly Pick<HeldKey, 'name' | 'object'>[], nowMs: number) {
    this.#nowMs = nowMs;
    for (const name of ['alice', 'bob', 'pat', 'quinn']) this.people.set(name, holder(name));
    let root = withThreshold(newRoot(nowMs + 1_825 * dayMs, {}), 'root', 2);
    const give = (role: string, key: JsonObject): void => {
      root = withKey(root, role, key);
    };
    for (const name of ['alice', 'bob']) give('root', this.#of(name).object);
    give('targets', this.#of('pat').object);
    give('approvers', this.#of('bob').object);
    for (const { name, object } of hub) {
      for (const role of name === 'online' ? ['snapshot', 'timestamp'] : ['director']) {
        give(role, object);
      }
    }
    this.#signed.set('root', root);
    this.#signed.set(
      'targets',
      withDelegation(newTargets(nowMs + 1_095 * dayMs), {
        name: 'linux',
        keys: [this.#of('quinn').object],
        threshold: 1,
        paths: ['linux/*'],
        terminating: true,
        scope: { platforms: ['linux'], businessUnits: [] },
      }),
    );
    this.#signed.set('linux', newTargets(nowMs + 1_095 * dayMs));
  }

  #of(name: string): Holder {
    return this.people.get(name)!;
  }

  /** A role's newest metadata, signed by these people, else by those who should. */
  file(role: string, by: readonly string[] = this.#signers.get(role) ?? []): OfferedFile {
    return { name: `draft/${role}.json`, bytes: this.#sign(this.#signed.get(role)!, by) };
  }

  #sign(signed: JsonObject, by: readonly string[]): Uint8Array {
    const bytes = bytesToSign(signed);
    const signatures = by.map((name) => {
      const { key, keyId } = this.#of(name);
      return { keyId, sig: sign(null, bytes, key.object).toString('hex') };
    });
    return encodeSigned(signed, signatures);
  }

  /** A reset of the time, signed by these people. */
  timeReset(reset: TimeReset, by: readonly string[] = ['alice', 'bob']): OfferedFile {
    const signed = composeTimeReset(reset, this.#nowMs);
    return { name: 'metadata/time-reset.json', bytes: this.#sign(signed, by) };
  }

  /** All of them. */
  files(): readonly OfferedFile[] {
    return ['root', 'targets', 'linux'].map((role) => this.file(role));
  }

  /** A role's next version. */
  change(role: string, change: (signed: JsonObject) => JsonObject = (signed) => signed): this {
    const days = role === 'root' ? 1_825 : 1_095;
    const next = nextVersion(this.#signed.get(role)!, this.#nowMs + days * dayMs);
    this.#signed.set(role, change(next));
    return this;
  }

  /** The publisher vouches for a file, in the next version. */
  vouch(path: string, file: { length: number; sha256: string }, note: Partial<TargetNote>): this {
    const full = {
      package: undefined,
      version: undefined,
      platform: 'linux',
      businessUnit: undefined,
      minVersion: undefined,
      ...note,
    };
    return this.change('linux', (signed) => withTarget(signed, path, file, full));
  }

  takeBack(path: string): this {
    return this.change('linux', (signed) => withoutTarget(signed, path));
  }

  /** Root's next version names one key in place of another. */
  replaceKey(role: string, gone: string, key: JsonObject): this {
    return this.change('root', (signed) => withKey(withoutKey(signed, role, gone), role, key));
  }
}

/** Keys of the hub that lie nowhere, one for each name: always the same to begin with. */
export class PassingKeys implements Pick<TrustKeys, 'held' | 'forget'> {
  readonly all: HeldKey[] = [];

  constructor() {
    this.renew('online', importPrivateKey(new Uint8Array(32).fill(1)));
    this.renew('director', importPrivateKey(new Uint8Array(32).fill(2)));
  }

  /** A newer key beside the ones before. */
  renew(name: TrustKeyName, key = generateKeyPair()): HeldKey {
    const object = ed25519KeyObject(key.publicKey.raw, `hub ${name}`);
    const held: HeldKey = {
      name,
      key,
      object,
      keyId: tufKeyId(object),
      public: Buffer.from(key.publicKey.raw).toString('hex'),
      createdAt: new Date(0),
      sign: (bytes) => sign(null, bytes, key.object).toString('hex'),
    };
    this.all.unshift(held);
    return held;
  }

  held(name: TrustKeyName): Promise<readonly HeldKey[]> {
    return Promise.resolve(this.all.filter((key) => key.name === name));
  }

  forget(): Promise<void> {
    return Promise.resolve();
  }
}

/** Counters that lie nowhere: each number is the one after the last. */
export const passingCounters = {
  next: (_name: string, above = 0): Promise<number> => Promise.resolve(above + 1),
};
