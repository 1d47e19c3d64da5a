import { setTimeout as delay } from 'node:timers/promises';
import {
  attestErasure,
  isNewerDocument,
  openErasures,
  ProtocolError,
  type DeviceId,
  type ErasureDocument,
  type EventBody,
  type HubKeyRings,
  type KeyRing,
  type SiteId,
} from '@eucora/protocol';
import { readIfThere, writeWhole } from '../files/atomic.ts';
import type { Logger } from '../log.ts';
import { DeskUnavailableError, type Desk } from '../sender/desk.ts';
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
 * Whose keys this device destroys: the newest document of its hub, which any carrier may bring and none
 * can change. It is kept once it is obeyed and the hub is told so; a crash before repeats both.
 */
export class DeviceErasures {
  readonly #options: ErasuresOptions;
  #document: ErasureDocument | null = null;
  #gate: Promise<unknown> = Promise.resolve();

  private constructor(options: ErasuresOptions) {
    this.#options = options;
  }

  static async open(options: ErasuresOptions): Promise<DeviceErasures> {
    const erasures = new DeviceErasures(options);
    const bytes = await readIfThere(options.path);
    if (bytes) erasures.#document = erasures.#open(bytes, options.hubKeys.ever);
    return erasures;
  }

  /** By which document; null: by none yet. */
  get document(): ErasureDocument | null {
    return this.#document;
  }

  /** What keys of names are wrapped for, in the place of the certificate's. */
  get hubBox(): Uint8Array | undefined {
    return this.#document?.hubBoxPublic;
  }

  /** Takes a document from a relay. */
  take(bytes: Uint8Array): Promise<'taken' | 'stale' | 'refused'> {
    const turn = this.#gate.then(() => this.#take(bytes));
    this.#gate = turn.catch(() => undefined);
    return turn;
  }

  async #take(bytes: Uint8Array): Promise<'taken' | 'stale' | 'refused'> {
    const document = this.#open(bytes, this.#options.hubKeys.newest);
    if (!document) return 'refused';
    if (this.#document && !isNewerDocument(document, this.#document)) return 'stale';
    const { path, site, subjects, tell, logger } = this.#options;
    const own = subjects.erase(document.subjects);
    await subjects.save();
    const { ledgerEpoch, generation } = document;
    if (own.length > 0) {
      await tell(attestErasure({ site, ledgerEpoch, generation, subjects: own }));
    }
    await writeWhole(path, bytes);
    this.#document = document;
    logger.info({ ledgerEpoch, generation, count: own.length }, 'erased keys are destroyed here');
    return 'taken';
  }

  #open(bytes: Uint8Array, by: KeyRing): ErasureDocument | null {
    const { site, logger } = this.#options;
    try {
      return openErasures(bytes, site, by);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      logger.warn({ code: error.code, err: error }, 'a document on erasures was refused');
      return null;
    }
  }
}

const askEveryMs = 60_000;

/**
 * Asks the relay for the site's document on erasures, at once and then every minute (half a minute to
 * one and a half), until aborted. A relay of an older program does not answer.
 */
export async function followErasures(
  desk: Pick<Desk, 'erasures'>,
  of: {
    readonly deviceId: DeviceId;
    readonly erasures: DeviceErasures;
    readonly logger: Logger;
    readonly askEveryMs?: number;
  },
  signal: AbortSignal,
): Promise<void> {
  const { deviceId, erasures, logger, askEveryMs: everyMs = askEveryMs } = of;
  while (!signal.aborted) {
    try {
      const { ledgerEpoch = 0, generation = 0 } = erasures.document ?? {};
      const document = await desk.erasures({ deviceId, ledgerEpoch, generation });
      if (document.length > 0) await erasures.take(document);
    } catch (error) {
      if (signal.aborted) return;
      const isExpected = error instanceof DeskUnavailableError || error instanceof ProtocolError;
      logger[isExpected ? 'debug' : 'warn']({ err: error }, 'the relay said nothing of erasures');
    }
    const waitMs = everyMs * (0.5 + Math.random());
    await delay(waitMs, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}
