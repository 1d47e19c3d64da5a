import {
  attestErasure,
  openErasures,
  type DeviceId,
  type ErasureDocument,
  type EventBody,
  type HubKeyRings,
  type SiteId,
} from '@eucora/protocol';
import { followDocument, type FollowOptions } from '../documents/follow.ts';
import { KeptDocument, ringOf, type TakenVerdict } from '../documents/kept-document.ts';
import type { Logger } from '../log.ts';
import type { Desk } from '../sender/desk.ts';
import type { SubjectStore } from './subject-store.ts';

export interface ErasuresOptions {
  readonly path: string;
  readonly site: SiteId;
  /** Whom this device believes about its site. */
  readonly hubKeys: HubKeyRings;
  readonly subjects: SubjectStore;
  /** Tells the hub; durable when it resolves. */
  readonly tell: (body: EventBody) => Promise<void>;
  readonly logger: Logger;
}

/**
 * Whose keys this device destroys: the newest document of its hub. It is kept once it is obeyed and the
 * hub is told so; a crash before repeats both.
 */
export class DeviceErasures {
  readonly #kept: KeptDocument<ErasureDocument>;

  private constructor(kept: KeptDocument<ErasureDocument>) {
    this.#kept = kept;
  }

  static async open(options: ErasuresOptions): Promise<DeviceErasures> {
    const { path, site, hubKeys, logger } = options;
    const kept = await KeptDocument.open<ErasureDocument>({
      path,
      what: 'names of erased keys',
      open: (bytes, isKept) => openErasures(bytes, site, ringOf(hubKeys, isKept)),
      obey: (document) => destroy(document, options),
      onTaken: ({ ledgerEpoch, generation }) => {
        logger.info({ ledgerEpoch, generation }, 'erased keys are destroyed here');
      },
      logger,
    });
    return new DeviceErasures(kept);
  }

  /** By which document; null: by none yet. */
  get document(): ErasureDocument | null {
    return this.#kept.document;
  }

  /** What keys of names are wrapped for, in the place of the certificate's. */
  get hubBox(): Uint8Array | undefined {
    return this.document?.hubBoxPublic;
  }

  /** Takes a document from a relay. */
  take(bytes: Uint8Array): Promise<TakenVerdict> {
    return this.#kept.take(bytes);
  }
}

async function destroy(
  document: ErasureDocument,
  { site, subjects, tell }: ErasuresOptions,
): Promise<void> {
  const own = subjects.erase(document.subjects);
  await subjects.save();
  if (own.length === 0) return;
  const { ledgerEpoch, generation } = document;
  await tell(attestErasure({ site, ledgerEpoch, generation, subjects: own }));
}

/** Asks the relay for the site's document on erasures, until aborted. */
export function followErasures(
  desk: Pick<Desk, 'erasures'>,
  {
    deviceId,
    erasures,
    ...options
  }: Pick<FollowOptions, 'logger' | 'askEveryMs'> & {
    readonly deviceId: DeviceId;
    readonly erasures: DeviceErasures;
  },
  signal: AbortSignal,
): Promise<void> {
  const ask = async (): Promise<'held'> => {
    const { ledgerEpoch = 0, generation = 0 } = erasures.document ?? {};
    const document = await desk.erasures({ deviceId, ledgerEpoch, generation });
    if (document.length > 0) await erasures.take(document);
    return 'held';
  };
  return followDocument(ask, { ...options, what: 'erasures' }, signal);
}
