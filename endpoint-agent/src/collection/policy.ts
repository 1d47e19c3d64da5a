import {
  cautiousCollection,
  openCollection,
  type CollectionDocument,
  type CollectionSettings,
  type HubKeyRings,
  type SiteId,
} from '@eucora/protocol';
import { KeptDocument, ringOf, type TakenVerdict } from '../documents/kept-document.ts';
import type { Logger } from '../log.ts';

export interface PolicyOptions {
  readonly path: string;
  readonly site: SiteId;
  /** Whom this device believes about its site. */
  readonly hubKeys: HubKeyRings;
  readonly logger: Logger;
}

/**
 * What this device may collect: the newest document of its hub. Until there was one, and where the kept
 * one can't be read, the cautious settings hold.
 */
export class CollectionPolicy {
  readonly #kept: KeptDocument<CollectionDocument>;
  readonly #listeners: { onChange: () => void };

  private constructor(kept: KeptDocument<CollectionDocument>, listeners: { onChange: () => void }) {
    this.#kept = kept;
    this.#listeners = listeners;
  }

  static async open({ path, site, hubKeys, logger }: PolicyOptions): Promise<CollectionPolicy> {
    const listeners = { onChange: (): void => undefined };
    const kept = await KeptDocument.open<CollectionDocument>({
      path,
      what: 'settings of what is collected',
      open: (bytes, isKept) => openCollection(bytes, site, ringOf(hubKeys, isKept)),
      onTaken: ({ ledgerEpoch, generation }) => {
        logger.info({ ledgerEpoch, generation }, 'what is collected here was said anew');
        listeners.onChange();
      },
      logger,
    });
    return new CollectionPolicy(kept, listeners);
  }

  /** What holds now. */
  get settings(): CollectionSettings {
    return this.document?.settings ?? cautiousCollection;
  }

  /** By which document; null: by none yet. */
  get document(): CollectionDocument | null {
    return this.#kept.document;
  }

  /** Whom to tell when something else holds. */
  onChange(listener: () => void): void {
    this.#listeners.onChange = listener;
  }

  /** Takes a document from a relay. It is on disk before it holds. */
  take(bytes: Uint8Array): Promise<TakenVerdict> {
    return this.#kept.take(bytes);
  }
}

/** What the loop needs of it. */
export interface CollectionRule {
  readonly settings: CollectionSettings;
  readonly document: CollectionDocument | null;
  onChange(listener: () => void): void;
}
