import { createHash } from 'node:crypto';
import { jetstream, jetstreamManager, JetStreamApiError } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { isNewerDocument, ProtocolError, subjects, type DocumentPlace } from '@eucora/protocol';
import { selectDocument, selectDocuments, type StoredKind } from '../modules/sites/index.ts';
import type { Database } from '../platform/db.ts';
import type { Logger } from '../platform/logger.ts';

export interface DocumentCopiesDeps {
  readonly db: Database;
  readonly nats: NatsConnection;
  readonly logger: Logger;
  readonly kind: StoredKind;
  /** Place of a document that the broker holds. @throws ProtocolError for a foreign one */
  readonly open: (bytes: Uint8Array, siteId: string) => DocumentPlace | Promise<DocumentPlace>;
  /**
   * The broker holds a newer document than the database: it was issued before that was restored. What
   * is true now is issued above it.
   */
  readonly issueAbove: (siteId: string, generation: number) => Promise<void>;
}

const wrongLastSequence = 10_071;
const triesMax = 5;
const noMessage = 10_037;
const streamNotFound = 10_059;

/** Keeps the broker's copies of one kind of document equal to the newest in the database. */
export class DocumentCopies {
  readonly #deps: DocumentCopiesDeps;

  constructor(deps: DocumentCopiesDeps) {
    this.#deps = deps;
  }

  /** Makes the broker equal to the database. */
  async reconcile(): Promise<void> {
    const { db, kind } = this.#deps;
    for (const { siteId } of await selectDocuments(db, kind)) await this.publish(siteId);
  }

  /**
   * Puts a site's newest document in the place of what the broker holds. Whoever writes there at the
   * same time, another hub or this one's other turn, has it compared again.
   */
  async publish(siteId: string): Promise<void> {
    for (let tries = 0; tries < triesMax; tries += 1) {
      if (await this.#published(siteId)) return;
    }
    const { kind, logger } = this.#deps;
    logger.warn({ siteId, kind }, 'a document waits: others write in its place');
  }

  /** One comparison; true: the broker holds what the database does. */
  async #published(siteId: string): Promise<boolean> {
    const { db, nats, kind, issueAbove } = this.#deps;
    // The broker first: what was issued meanwhile is then in the database, too.
    const held = await this.#held(siteId);
    const document = await selectDocument(db, kind, siteId);
    if (!document || (held.bytes && isSame(held.bytes, document.bytes))) return true;
    const { epoch: ledgerEpoch, generation, bytes } = document;
    if (held.place && isNewerDocument(held.place, { ledgerEpoch, generation })) {
      await issueAbove(siteId, held.place.generation);
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
    const { nats, kind, open, logger } = this.#deps;
    const nothing = { sequence: 0, bytes: undefined, place: undefined };
    const manager = await jetstreamManager(nats, { checkAPI: false });
    const last_by_subj = subjects.downlink(siteId, kind);
    try {
      const message = await manager.streams.getMessage(subjects.stream.downlink, { last_by_subj });
      if (!message) return nothing;
      const { seq: sequence, data: bytes } = message;
      try {
        return { sequence, bytes, place: await open(bytes, siteId) };
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
