import {
  cautiousCollection,
  isNewerDocument,
  openCollection,
  ProtocolError,
  type CollectionDocument,
  type CollectionSettings,
  type HubKeyRings,
  type KeyRing,
  type SiteId,
} from '@eucora/protocol';
import { readIfThere, writeWhole } from '../files/atomic.ts';
import type { Logger } from '../log.ts';

export interface PolicyOptions {
  readonly path: string;
  readonly site: SiteId;
  /** Whom this device believes about its site. */
  readonly hubKeys: HubKeyRings;
  readonly logger: Logger;
}

/**
 * What this device may collect: the newest document of its hub, which every carrier may bring and none
 * can change. It is kept as its signed bytes and checked again at each start; an older one is
 * refused. Until there was one, and where the kept one can't be read, the cautious settings hold.
 */
export class CollectionPolicy {
  readonly #options: PolicyOptions;
  #document: CollectionDocument | null = null;
  #onChange: () => void = () => undefined;
  #gate: Promise<unknown> = Promise.resolve();

  private constructor(options: PolicyOptions) {
    this.#options = options;
  }

  static async open(options: PolicyOptions): Promise<CollectionPolicy> {
    const policy = new CollectionPolicy(options);
    const bytes = await readIfThere(options.path);
    if (bytes) policy.#document = policy.#open(bytes, options.hubKeys.ever);
    return policy;
  }

  /** What holds now. */
  get settings(): CollectionSettings {
    return this.#document?.settings ?? cautiousCollection;
  }

  /** By which document; null: by none yet. */
  get document(): CollectionDocument | null {
    return this.#document;
  }

  /** Whom to tell when something else holds. */
  onChange(listener: () => void): void {
    this.#onChange = listener;
  }

  /** Takes a document from a relay. It is on disk before it holds. */
  take(bytes: Uint8Array): Promise<'taken' | 'stale' | 'refused'> {
    const turn = this.#gate.then(() => this.#take(bytes));
    this.#gate = turn.catch(() => undefined);
    return turn;
  }

  async #take(bytes: Uint8Array): Promise<'taken' | 'stale' | 'refused'> {
    const document = this.#open(bytes, this.#options.hubKeys.newest);
    if (!document) return 'refused';
    if (this.#document && !isNewerDocument(document, this.#document)) return 'stale';
    const { path, logger } = this.#options;
    await writeWhole(path, bytes);
    this.#document = document;
    const { ledgerEpoch, generation } = document;
    logger.info({ ledgerEpoch, generation }, 'what is collected here was said anew');
    this.#onChange();
    return 'taken';
  }

  #open(bytes: Uint8Array, by: KeyRing): CollectionDocument | null {
    const { site, logger } = this.#options;
    try {
      return openCollection(bytes, site, by);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      logger.warn({ code: error.code, err: error }, 'settings of what is collected were refused');
      return null;
    }
  }
}

/** What the loop needs of it. */
export interface CollectionRule {
  readonly settings: CollectionSettings;
  readonly document: CollectionDocument | null;
  onChange(listener: () => void): void;
}
