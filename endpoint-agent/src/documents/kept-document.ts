import {
  isNewerDocument,
  ProtocolError,
  type DocumentPlace,
  type HubKeyRings,
  type KeyRing,
} from '@eucora/protocol';
import { readIfThere, writeWhole } from '../files/atomic.ts';
import type { Logger } from '../log.ts';

export interface KeptDocumentOptions<T extends DocumentPlace> {
  readonly path: string;
  /** As people call it: `settings of what is collected`. */
  readonly what: string;
  /** Verifies and reads what somebody brought, or what was kept here. @throws ProtocolError */
  readonly open: (bytes: Uint8Array, isKept: boolean) => T;
  /** Whether the next takes the place of the held one; by (epoch, generation) unless told. */
  readonly isNews?: (next: T, held: T) => boolean;
  /** Does what it says; only then is it kept, and a crash before repeats it. */
  readonly obey?: (document: T) => Promise<void>;
  /** Told once it holds. */
  readonly onTaken: (document: T) => void;
  readonly logger: Logger;
}
/** What is kept may be by a key that has gone since; what comes is by the newest. */
export const ringOf = ({ ever, newest }: HubKeyRings, isKept: boolean): KeyRing =>
  isKept ? ever : newest;

export type TakenVerdict = 'taken' | 'stale' | 'refused';

/**
 * The newest document of one kind that this device believes: any carrier may bring one and none can
 * change it. It is kept as its signed bytes and verified again at each start; an older one is refused.
 */
export class KeptDocument<T extends DocumentPlace> {
  readonly #options: KeptDocumentOptions<T>;
  #document: T | null = null;
  #gate: Promise<unknown> = Promise.resolve();

  private constructor(options: KeptDocumentOptions<T>) {
    this.#options = options;
  }

  static async open<T extends DocumentPlace>(
    options: KeptDocumentOptions<T>,
  ): Promise<KeptDocument<T>> {
    const kept = new KeptDocument(options);
    await kept.readAgain();
    return kept;
  }

  /** What holds; null: nothing came yet, or what was kept is not believed. */
  get document(): T | null {
    return this.#document;
  }

  /** Takes a document from any carrier. It is on disk before it holds. */
  take(bytes: Uint8Array): Promise<TakenVerdict> {
    return this.#turn(() => this.#take(bytes));
  }

  /** Verifies what is kept once more: whom this device believes has changed. */
  readAgain(): Promise<void> {
    return this.#turn(async () => {
      const bytes = await readIfThere(this.#options.path);
      this.#document = bytes ? this.#open(bytes, true) : null;
    });
  }

  #turn<R>(run: () => Promise<R>): Promise<R> {
    const turn = this.#gate.then(run);
    this.#gate = turn.catch(() => undefined);
    return turn;
  }

  async #take(bytes: Uint8Array): Promise<TakenVerdict> {
    const { path, isNews = isNewerDocument, obey, onTaken } = this.#options;
    const document = this.#open(bytes, false);
    if (!document) return 'refused';
    if (this.#document && !isNews(document, this.#document)) return 'stale';
    await obey?.(document);
    await writeWhole(path, bytes);
    this.#document = document;
    onTaken(document);
    return 'taken';
  }

  #open(bytes: Uint8Array, isKept: boolean): T | null {
    const { open, what, logger } = this.#options;
    try {
      return open(bytes, isKept);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      logger.warn({ code: error.code, err: error }, `${what} were refused`);
      return null;
    }
  }
}
