import type { Database } from '../../platform/db.ts';
import type { Secret, SecretStore } from './secret-store.ts';

/** What a ring is made of. */
export interface KeyRingOptions {
  readonly store: SecretStore;
  readonly db: Database;
  readonly name: string;
  /** Makes a key; the first one is made when the ring is opened and there is none. */
  readonly make: () => Uint8Array;
  readonly now: () => Date;
}

/**
 * Keys that sign things with a life of their own (cookies, tokens): sign with `current`, accept what
 * any of `accepted` signed. Read without waiting; `refresh` follows what other processes changed.
 */
export class KeyRing {
  readonly #options: KeyRingOptions;
  readonly #listeners = new Set<() => void>();
  #versions: readonly Secret[] = [];
  #refreshedMs = Number.NEGATIVE_INFINITY; // of the process's own clock

  private constructor(options: KeyRingOptions) {
    this.#options = options;
  }

  /** @throws UsageError, UnavailableError when the keys can't be read */
  static async open(options: KeyRingOptions): Promise<KeyRing> {
    const ring = new KeyRing(options);
    await options.store.ensure(options.name, options.make);
    await ring.refresh();
    return ring;
  }

  get name(): string {
    return this.#options.name;
  }

  /** What signs. */
  get current(): Secret {
    const first = this.#versions[0];
    if (!first) throw new Error(`the key ring ${this.name} is empty`);
    return first;
  }

  /** What is accepted, the current one first. A version past its overlap is left out by the clock. */
  get accepted(): readonly Secret[] {
    const now = this.#options.now();
    return this.#versions.filter(({ acceptedUntil: until }) => until === null || until > now);
  }

  /** Called when the versions changed; gives what ends it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Reads them again when they were read longer ago than this, milliseconds. */
  async refreshAfter(ageMsMax: number): Promise<void> {
    if (performance.now() - this.#refreshedMs >= ageMsMax) await this.refresh();
  }

  async refresh(): Promise<void> {
    const { store, db, name } = this.#options;
    const beganMs = performance.now();
    const before = this.#versions.map(({ version }) => version).join();
    this.#versions = await store.accepted(db, name);
    this.#refreshedMs = beganMs;
    if (this.#versions.map(({ version }) => version).join() === before) return;
    for (const listener of this.#listeners) listener();
  }
}
