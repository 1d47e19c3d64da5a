import { stat } from 'node:fs/promises';
import {
  isNewerDocument,
  ProtocolError,
  type Believed,
  type HubKeyRings,
  type SiteDocumentHead,
} from '@eucora/protocol';
import { errorCode } from '../errors.ts';
import { readIfThere, writeFileAtomic } from '../home/files.ts';
import type { RoomKeeper } from '../home/room.ts';
import type { Logger } from '../log.ts';

export interface KeptDocumentDeps<T extends SiteDocumentHead> {
  readonly path: string;
  /** As people call it: `a list of revocations`. */
  readonly what: string;
  /** Verifies and reads. @throws ProtocolError */
  readonly open: (bytes: Uint8Array, by: Believed) => T;
  readonly hubKeys: HubKeyRings;
  /** Told of each newer document, once it counts. */
  readonly onTaken: (document: T) => void;
  readonly room: Pick<RoomKeeper, 'use'>;
  readonly log: Logger;
}
export type DocumentVerdict = 'taken' | 'stale' | 'refused';

/**
 * The hub's newest document of one kind, whoever carried it, as the bytes that the hub signed; kept
 * across restarts. Any newer one counts, an older one never.
 */
export class KeptDocument<T extends SiteDocumentHead> {
  readonly #deps: KeptDocumentDeps<T>;
  #held: { readonly document: T; readonly bytes: Uint8Array } | undefined;
  #writtenMs: number | undefined;
  #isLoaded = false;
  #gate: Promise<unknown> = Promise.resolve();

  private constructor(deps: KeptDocumentDeps<T>) {
    this.#deps = deps;
  }

  static async load<T extends SiteDocumentHead>(
    deps: KeptDocumentDeps<T>,
  ): Promise<KeptDocument<T>> {
    const kept = new KeptDocument(deps);
    await kept.reload();
    return kept;
  }

  get document(): T | undefined {
    return this.#held?.document;
  }

  /** What the hub signed; undefined: nothing came yet. */
  get bytes(): Uint8Array | undefined {
    return this.#held?.bytes;
  }

  /**
   * Takes what an operator put in the file while the relay runs. What lies there at the start was taken
   * before, maybe by a key that is retired by now.
   */
  async reload(): Promise<void> {
    const { hubKeys } = this.#deps;
    const by = this.#isLoaded ? hubKeys.newest : hubKeys.ever;
    this.#isLoaded = true;
    const writtenMs = await writtenAt(this.#deps.path);
    if (writtenMs === undefined || writtenMs === this.#writtenMs) return;
    this.#writtenMs = writtenMs;
    const bytes = await readIfThere(this.#deps.path);
    const document = bytes && this.#open(bytes, by);
    if (document && this.#isNewer(document)) this.#apply(document, bytes);
  }

  /** Takes a document from any carrier. It counts at once, and after a restart too. */
  take(bytes: Uint8Array): Promise<DocumentVerdict> {
    const turn = this.#gate.then(() => this.#take(bytes));
    this.#gate = turn.catch(() => undefined);
    return turn;
  }

  async #take(bytes: Uint8Array): Promise<DocumentVerdict> {
    const document = this.#open(bytes, this.#deps.hubKeys.newest);
    if (!document) return 'refused';
    if (!this.#isNewer(document)) return 'stale';
    const { room, path } = this.#deps;
    this.#apply(document, bytes);
    await room.use(() => writeFileAtomic(path, bytes));
    return 'taken';
  }

  #open(bytes: Uint8Array, by: Believed): T | undefined {
    const { open, what, log } = this.#deps;
    try {
      return open(bytes, by);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      log.warn({ code: error.code, err: error }, `${what} was refused`);
      return undefined;
    }
  }

  #isNewer(document: T): boolean {
    return !this.#held || isNewerDocument(document, this.#held.document);
  }

  #apply(document: T, bytes: Uint8Array): void {
    this.#held = { document, bytes };
    this.#deps.onTaken(document);
  }
}

async function writtenAt(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
