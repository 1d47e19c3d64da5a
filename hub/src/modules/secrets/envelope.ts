import { createHash, randomBytes } from 'node:crypto';
import { UsageError } from '../../platform/errors.ts';
import { openAtRest, sealAtRest } from '../../platform/keys.ts';

/** An AES-256 key that wraps data keys. Its id says nothing of it and tells it from others. */
export interface EnvelopeKey {
  readonly id: string;
  readonly key: Uint8Array;
}
export type EnvelopeKind = 'file' | 'environment' | 'vault';

/** Where the envelope key is kept. It never comes into the database. */
export interface EnvelopeSource {
  readonly kind: EnvelopeKind;
  /**
   * The keys, the current one first; a source that can makes the first one itself.
   * @throws UsageError, UnavailableError
   */
  read(): Promise<readonly EnvelopeKey[]>;
  /**
   * Puts a fresh key in front and keeps the one before it, if `current` is still the current one;
   * answers the keys as they then are. Absent where only an operator can change it.
   */
  replace?(current: string): Promise<readonly EnvelopeKey[]>;
}

export const envelopeKeyBytes = 32;

/** A key with its id: the first eight bytes of a hash of it, in a domain of their own. */
export function envelopeKey(key: Uint8Array): EnvelopeKey {
  const digest = createHash('sha256').update('eucora envelope key id\n').update(key).digest('hex');
  return { id: digest.slice(0, 16), key };
}

/** A fresh envelope key. */
export const newEnvelopeKey = (): EnvelopeKey => envelopeKey(randomBytes(envelopeKeyBytes));

/**
 * Reads keys as they are written: base64, one for each line, the current one first.
 * @throws UsageError naming `place` when a line is no key
 */
export function parseEnvelopeKeys(text: string, place: string): EnvelopeKey[] {
  const lines = text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  if (lines.length === 0) throw notAKey(place);
  return lines.map((line) => {
    const key = Buffer.from(line, 'base64');
    const isExact = key.toString('base64') === line || key.toString('base64url') === line;
    if (key.length !== envelopeKeyBytes || !isExact) throw notAKey(place);
    return envelopeKey(key);
  });
}

function notAKey(place: string): UsageError {
  return new UsageError(
    `${place} must hold an envelope key: 32 random bytes in base64 (openssl rand -base64 32).`,
  );
}

/** Keys as they are written into a file. */
export function envelopeText(keys: readonly EnvelopeKey[]): string {
  return keys.map(({ key }) => `${Buffer.from(key).toString('base64')}\n`).join('');
}

/** A data key under an envelope key. */
export interface WrappedKey {
  readonly envelopeId: string;
  readonly wrapped: Uint8Array;
}

/** The envelope key at hand: wraps data keys under the current one, opens those of any it has. */
export class Envelope {
  readonly #source: EnvelopeSource;
  #keys: readonly EnvelopeKey[];

  private constructor(source: EnvelopeSource, keys: readonly EnvelopeKey[]) {
    this.#source = source;
    this.#keys = keys;
  }

  /** @throws UsageError, UnavailableError when the source has no key or does not answer */
  static async open(source: EnvelopeSource): Promise<Envelope> {
    return new Envelope(source, await source.read());
  }

  get kind(): EnvelopeKind {
    return this.#source.kind;
  }

  /** Whether the hub itself can change the key. */
  get isRotatable(): boolean {
    return this.#source.replace !== undefined;
  }

  get currentId(): string {
    return this.#current().id;
  }

  wrap(dataKey: Uint8Array, context: string): WrappedKey {
    const { id, key } = this.#current();
    return { envelopeId: id, wrapped: sealAtRest(dataKey, key, Buffer.from(context)) };
  }

  /**
   * The data key in it. A key that is not at hand may have come since: the source is asked again.
   * @throws UsageError naming the envelope key that is missing, or when the bytes were changed
   */
  async unwrap({ envelopeId, wrapped }: WrappedKey, context: string): Promise<Uint8Array> {
    const known = this.#find(envelopeId) ?? (await this.refresh(), this.#find(envelopeId));
    if (!known) {
      throw new UsageError(
        `The envelope key ${envelopeId} is needed and not at hand (${this.kind}); bring it back ` +
          'beside the current one.',
      );
    }
    try {
      return openAtRest(wrapped, known.key, Buffer.from(context));
    } catch (cause) {
      throw new UsageError('A wrapped key was changed or is damaged; restore it from the backup.', {
        cause,
      });
    }
  }

  /** Asks the source again: another process may have changed the key. */
  async refresh(): Promise<void> {
    this.#keys = await this.#source.read();
  }

  /** Makes a fresh key the current one. What older ones wrap is still to be wrapped anew. */
  async replace(): Promise<void> {
    if (!this.#source.replace) {
      throw new UsageError(
        'The envelope key comes from the environment: set EUCORA_ENVELOPE_KEY to a new one and ' +
          'EUCORA_ENVELOPE_KEY_PREVIOUS to this one, and start the hub again.',
      );
    }
    this.#keys = await this.#source.replace(this.currentId);
  }

  #current(): EnvelopeKey {
    const first = this.#keys[0];
    if (!first) throw new UsageError(`The source of the envelope key (${this.kind}) has none.`);
    return first;
  }

  #find(id: string): EnvelopeKey | undefined {
    return this.#keys.find((known) => known.id === id);
  }
}
