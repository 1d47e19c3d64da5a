import { createHash } from 'node:crypto';
import { jetstream, jetstreamManager, JetStreamApiError } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import {
  isNewerDocument,
  isSignedBy,
  ProtocolError,
  subjects,
  type DocumentPlace,
  type PrivateKey,
  type PublicKey,
} from '@eucora/protocol';
import { currentEpoch, type Counters } from '../modules/ledger/index.ts';
import { selectDocument, selectDocuments, storeDocument } from '../modules/sites/index.ts';
import type { BoxKeys } from '../platform/box-keys.ts';
import type { Database } from '../platform/db.ts';
import type { Logger } from '../platform/logger.ts';
import { Loop } from '../platform/loop.ts';
import { believedOf } from '../platform/sign-keys.ts';
import { documentSources, type DocumentSource } from './document-sources.ts';

export interface SiteDocumentsDeps {
  readonly db: Database;
  readonly nats: NatsConnection;
  readonly counters: Counters;
  readonly key: PrivateKey;
  readonly box: Pick<BoxKeys, 'no' | 'publicKey'>;
  readonly now: () => Date;
  readonly logger: Logger;
}

const lookEveryMs = 1_000;
const reconcileEveryMs = 60_000;
const counterName = 'site-document';
const wrongLastSequence = 10_071;
const triesMax = 5;
const noMessage = 10_037;
const streamNotFound = 10_059;

/**
 * Signs each site's documents when what they say has changed, and keeps the broker's copies equal to
 * the newest: relays take them from there, or a person carries them.
 */
export function startSiteDocuments(deps: SiteDocumentsDeps): AsyncDisposable {
  const { logger } = deps;
  const loops = documentSources(deps.box).flatMap((source) => {
    const work = new SiteDocumentsWork(deps, source);
    const { kind } = source;
    return [
      new Loop({
        name: `issue-${kind}`,
        everyMs: lookEveryMs,
        logger,
        turn: () => work.issueTurn(),
      }),
      new Loop({
        name: `reconcile-${kind}`,
        everyMs: reconcileEveryMs,
        logger,
        turn: () => work.reconcileTurn(),
      }),
    ];
  });
  return {
    async [Symbol.asyncDispose]() {
      await Promise.all(loops.map((loop) => loop[Symbol.asyncDispose]()));
    },
  };
}

/** The two turns of one kind of document. */
export class SiteDocumentsWork {
  readonly #deps: SiteDocumentsDeps;
  readonly #source: DocumentSource;
  /** The key by which every document is known to be signed. */
  #signedBy: PublicKey | undefined;

  constructor(deps: SiteDocumentsDeps, source: DocumentSource) {
    this.#deps = deps;
    this.#source = source;
  }

  /** Issues a document for every site whose newest one does not say what is true. */
  async issueTurn(): Promise<void> {
    const { db } = this.#deps;
    for (const { siteId, content } of await this.#source.toTell(db)) {
      await this.#issue(siteId, content, 0);
    }
    await this.#signAnew();
  }

  /** Documents of a retired key say the same with the newest one: receivers believe no other. */
  async #signAnew(): Promise<void> {
    const { db, key } = this.#deps;
    const { publicKey } = key;
    if (this.#signedBy === publicKey) return;
    for (const { siteId, content, bytes } of await selectDocuments(db, this.#source.kind)) {
      if (isSignedBy(bytes, publicKey, 'a document')) continue;
      await this.#issue(siteId, content, 0);
    }
    this.#signedBy = publicKey;
  }

  async #issue(siteId: string, content: string, above: number): Promise<void> {
    const { db, counters, key, now, logger } = this.#deps;
    const { kind } = this.#source;
    const issuedAt = now();
    const known = await selectDocument(db, kind, siteId);
    const epoch = Math.max((await currentEpoch(db)) ?? 0, known?.epoch ?? 0);
    const generation = await counters.next(counterName, Math.max(above, known?.generation ?? 0));
    const head = {
      site: siteId,
      ledgerEpoch: epoch,
      generation,
      issuedMs: issuedAt.getTime(),
    };
    const bytes = this.#source.seal(head, content, key);
    const stored = { siteId, kind, epoch, generation, content, bytes };
    if (!(await storeDocument(db, stored, issuedAt))) return; // another hub was faster
    logger.info({ siteId, kind, generation }, 'a document for a site is issued');
    await this.#publish(siteId);
  }

  /** Makes the broker equal to the database. */
  async reconcileTurn(): Promise<void> {
    const { kind } = this.#source;
    for (const { siteId } of await selectDocuments(this.#deps.db, kind)) {
      await this.#publish(siteId);
    }
  }

  /**
   * Puts a site's newest document in the place of what the broker holds. Whoever writes there at the
   * same time, another hub or this one's other turn, has it compared again.
   */
  async #publish(siteId: string): Promise<void> {
    for (let tries = 0; tries < triesMax; tries += 1) {
      if (await this.#published(siteId)) return;
    }
    const { kind } = this.#source;
    this.#deps.logger.warn({ siteId, kind }, 'a document waits: others write in its place');
  }

  /**
   * One comparison; true: the broker holds what the database does. A newer one at the broker than in
   * the database was issued before that was restored: what is true now is issued again, above it.
   */
  async #published(siteId: string): Promise<boolean> {
    const { db, nats } = this.#deps;
    const { kind } = this.#source;
    // The broker first: what was issued meanwhile is then in the database, too.
    const held = await this.#held(siteId);
    const document = await selectDocument(db, kind, siteId);
    if (!document || (held.bytes && isSame(held.bytes, document.bytes))) return true;
    const { epoch: ledgerEpoch, generation, content, bytes } = document;
    if (held.place && isNewerDocument(held.place, { ledgerEpoch, generation })) {
      await this.#issue(siteId, content, held.place.generation);
      return true;
    }
    try {
      const expect = { lastSubjectSequence: held.sequence };
      await jetstream(nats).publish(subjects.downlink(siteId, kind), bytes, { expect });
      return true;
    } catch (error) {
      if (error instanceof JetStreamApiError && error.code === wrongLastSequence) return false;
      throw error;
    }
  }

  async #held(siteId: string): Promise<{
    readonly sequence: number;
    readonly bytes: Uint8Array | undefined;
    readonly place: DocumentPlace | undefined;
  }> {
    const { nats, key, logger } = this.#deps;
    const { kind, open } = this.#source;
    const nothing = { sequence: 0, bytes: undefined, place: undefined };
    const manager = await jetstreamManager(nats, { checkAPI: false });
    const last_by_subj = subjects.downlink(siteId, kind);
    try {
      const message = await manager.streams.getMessage(subjects.stream.downlink, { last_by_subj });
      if (!message) return nothing;
      const { seq: sequence, data: bytes } = message;
      try {
        return { sequence, bytes, place: open(bytes, siteId, believedOf(key)) };
      } catch (error) {
        if (!(error instanceof ProtocolError)) throw error;
        logger.warn({ siteId, kind, err: error }, 'the broker holds a foreign document');
        return { sequence, bytes, place: undefined };
      }
    } catch (error) {
      const isNone =
        error instanceof JetStreamApiError && [noMessage, streamNotFound].includes(error.code);
      if (isNone) return nothing;
      throw error;
    }
  }
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  const sum = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
  return sum(a) === sum(b);
}
