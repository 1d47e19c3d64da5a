import { UnavailableError, UsageError } from '../../platform/errors.ts';
import { openAtRest, sealAtRest } from '../../platform/keys.ts';
import type { Queryable } from '../../platform/db.ts';
import { KeyRing, type KeyRingOptions } from './key-ring.ts';
import type { Secret } from './secret-store.ts';

/** Sealed bytes, and which version of the key they lie under; both are stored. */
export interface Sealed {
  readonly version: number;
  readonly bytes: Uint8Array;
}
/** Seals what has to be read again. `context` binds it to its row: it opens nowhere else. */
export interface Sealing {
  /** @throws UnavailableError when the keys can't be read */
  seal(value: Uint8Array, context: Uint8Array): Promise<Sealed>;
  /** @throws UsageError when it was changed or moved; UnavailableError when its key is missing */
  open(sealed: Sealed, context: Uint8Array): Promise<Uint8Array>;
}
export interface SealRingOptions extends KeyRingOptions {
  /** A key from before there were versions: it becomes the first one. */
  readonly imported?: Uint8Array | undefined;
}
/** Rows that lie under a sealing key. */
export interface SealedRows {
  /** What they are, for the audit record. */
  readonly name: string;
  /** Seals up to `max` rows anew that lie under versions before `below`; gives how many there were. */
  sealAnew(sealing: Sealing, below: number, max: number): Promise<number>;
  /** How many lie under versions before `below`. */
  countBelow(db: Queryable, below: number): Promise<number>;
}

/** Another process learns of a new version at the latest after this, milliseconds. */
const staleMsMax = 5_000;
/**
 * A version that nothing lies under any more is kept for so long after the one that follows it:
 * far longer than any process goes on sealing under it unknowing.
 */
export const spentAfterMs = 10 * 60_000;
/** What lies under a version keeps it, not the clock; `destroySpent` ends it. */
const untilDestroyedMs = 100 * 365 * 86_400_000;
const rowsAtOnce = 100;

/**
 * A sealing key in versions. The current one seals; each opens what it sealed, which is sealed anew in
 * the background, and then it is destroyed. The keys are read when they are first needed.
 */
export class SealRing implements Sealing {
  readonly #options: SealRingOptions;
  #opening: Promise<KeyRing> | undefined;

  constructor(options: SealRingOptions) {
    this.#options = options;
  }

  async seal(value: Uint8Array, context: Uint8Array): Promise<Sealed> {
    const { version, value: key } = (await this.#ring(staleMsMax)).current;
    return { version, bytes: sealAtRest(value, key, context) };
  }

  async open(sealed: Sealed, context: Uint8Array): Promise<Uint8Array> {
    const key = (await this.#version(sealed.version)).value;
    try {
      return openAtRest(sealed.bytes, key, context);
    } catch (cause) {
      throw new UsageError(
        `What is sealed under ${this.#options.name} was changed or is damaged; restore it from ` +
          'the backup, or set it anew.',
        { cause },
      );
    }
  }

  /** The current version's number and since when it is that. */
  async current(): Promise<Pick<Secret, 'version' | 'createdAt'>> {
    const { version, createdAt } = (await this.#ring(0)).current;
    return { version, createdAt };
  }

  /** Versions that open, the current one first. */
  async versions(): Promise<number[]> {
    return (await this.#ring(0)).accepted.map(({ version }) => version);
  }

  /** Begins a fresh version; what lies under the ones before stays readable. Gives its number. */
  async begin(actor: string): Promise<number> {
    const { store, db, name, make } = this.#options;
    await this.#ring(0);
    const change = { name, make, overlapMs: untilDestroyedMs, actor };
    const version = await db.transaction((tx) => store.rotate(tx, change));
    await this.#ring(0);
    return version;
  }

  /**
   * Seals anew what lies under earlier versions, some rows at a time, each step its own transaction:
   * stopped anywhere, the next call goes on. Gives how many rows were sealed anew.
   */
  async sealAnew(rows: readonly SealedRows[], signal?: AbortSignal): Promise<number> {
    const { version } = await this.current();
    let count = 0;
    for (const kind of rows) {
      for (;;) {
        if (signal?.aborted) return count;
        const done = await kind.sealAnew(this, version, rowsAtOnce);
        count += done;
        if (done < rowsAtOnce) break;
      }
    }
    return count;
  }

  /** Destroys earlier versions that nothing lies under and nobody seals under. Gives their numbers. */
  async destroySpent(rows: readonly SealedRows[], actor: string): Promise<number[]> {
    const { store, db, name, now } = this.#options;
    const ring = await this.#ring(0);
    const { version, createdAt } = ring.current;
    if (now().getTime() - createdAt.getTime() < spentAfterMs) return [];
    const old = ring.accepted.filter((known) => known.version < version);
    if (old.length === 0) return [];
    return await db.transaction(async (tx) => {
      for (const kind of rows) if ((await kind.countBelow(tx, version)) > 0) return [];
      const numbers = old.map((known) => known.version);
      for (const number of numbers) await store.destroy(tx, name, number, actor);
      return numbers;
    });
  }

  async #version(number: number): Promise<Secret> {
    const known = find(await this.#ring(), number) ?? find(await this.#ring(0), number);
    if (known) return known;
    throw new UnavailableError(
      `Version ${number} of the key ${this.#options.name} is not at hand; restore the database ` +
        'from a backup that has it.',
    );
  }

  /** The ring, not older than `ageMsMax`; without a bound: as it is. */
  async #ring(ageMsMax = Number.POSITIVE_INFINITY): Promise<KeyRing> {
    const { imported, make } = this.#options;
    const first = { ...this.#options, make: () => imported ?? make() };
    this.#opening ??= KeyRing.open(first).catch((error: unknown) => {
      this.#opening = undefined; // the next one tries again
      throw error;
    });
    const ring = await this.#opening;
    await ring.refreshAfter(ageMsMax);
    return ring;
  }
}

const find = (ring: KeyRing, version: number): Secret | undefined =>
  ring.accepted.find((known) => known.version === version);
