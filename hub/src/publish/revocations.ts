import { createHash } from 'node:crypto';
import { jetstream, jetstreamManager, JetStreamApiError } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import {
  openRevocations,
  ProtocolError,
  sealRevocations,
  subjects,
  type PrivateKey,
  type RevocationDocument,
} from '@eucora/protocol';
import { currentEpoch, type Counters } from '../modules/ledger/index.ts';
import {
  selectDocument,
  selectDocuments,
  sitesWithNewRevocations,
  storeDocument,
  type StoredDocument,
} from '../modules/sites/index.ts';
import type { Database } from '../platform/db.ts';
import type { Logger } from '../platform/logger.ts';
import { Loop } from '../platform/loop.ts';

export interface RevocationsDeps {
  readonly db: Database;
  readonly nats: NatsConnection;
  readonly counters: Counters;
  readonly key: PrivateKey;
  readonly now: () => Date;
  readonly logger: Logger;
}

const lookEveryMs = 1_000;
const reconcileEveryMs = 60_000;
const counterName = 'site-document';
const wrongLastSequence = 10_071;
const noMessage = 10_037;
const streamNotFound = 10_059;

/**
 * Signs each site's list of revocations when it has changed, and keeps the broker's copy equal to the
 * newest: relays take it from there, or a person carries it.
 */
export function startRevocations(deps: RevocationsDeps): AsyncDisposable {
  const work = new RevocationsWork(deps);
  const { logger } = deps;
  const issue = new Loop({
    name: 'issue-revocations',
    everyMs: lookEveryMs,
    logger,
    turn: () => work.issueTurn(),
  });
  const reconcile = new Loop({
    name: 'reconcile-revocations',
    everyMs: reconcileEveryMs,
    logger,
    turn: () => work.reconcileTurn(),
  });
  return {
    async [Symbol.asyncDispose]() {
      await Promise.all([issue[Symbol.asyncDispose](), reconcile[Symbol.asyncDispose]()]);
    },
  };
}

/** The two turns. */
export class RevocationsWork {
  readonly #deps: RevocationsDeps;

  constructor(deps: RevocationsDeps) {
    this.#deps = deps;
  }

  /** Issues a list for every site whose newest one does not say what is true. */
  async issueTurn(): Promise<void> {
    const { db } = this.#deps;
    for (const { siteId, content } of await sitesWithNewRevocations(db)) {
      await this.#issue(siteId, content, 0);
    }
  }

  async #issue(siteId: string, content: string, above: number): Promise<void> {
    const { db, counters, key, now, logger } = this.#deps;
    const issuedAt = now();
    const known = await selectDocument(db, siteId);
    const epoch = Math.max((await currentEpoch(db)) ?? 0, known?.epoch ?? 0);
    const generation = await counters.next(counterName, Math.max(above, known?.generation ?? 0));
    const document = {
      site: siteId,
      ledgerEpoch: epoch,
      generation,
      issuedMs: issuedAt.getTime(),
      ...listsOf(content),
    };
    const bytes = sealRevocations(document, key);
    const stored = { siteId, epoch, generation, content, bytes };
    if (!(await storeDocument(db, stored, issuedAt))) return; // another hub was faster
    logger.info({ siteId, generation }, 'a list of revocations is issued');
    await this.#publish(stored);
  }

  /** Makes the broker equal to the database. */
  async reconcileTurn(): Promise<void> {
    for (const document of await selectDocuments(this.#deps.db)) await this.#publish(document);
  }

  /**
   * Puts a document in the place of what the broker holds. A newer one there was issued before the
   * database was restored: what is true now is issued again, above it.
   */
  async #publish(document: StoredDocument): Promise<void> {
    const { nats } = this.#deps;
    const { siteId, bytes } = document;
    const held = await this.#held(siteId);
    if (held.bytes && isSame(held.bytes, bytes)) return;
    const newer = held.document;
    if (newer && isNewer(newer, document)) {
      return this.#issue(siteId, document.content, newer.generation);
    }
    const subject = subjects.downlink(siteId, 'revocations');
    try {
      const expect = { lastSubjectSequence: held.sequence };
      await jetstream(nats).publish(subject, bytes, { expect });
    } catch (error) {
      // Another hub wrote at the same time: the next turn compares again.
      if (error instanceof JetStreamApiError && error.code === wrongLastSequence) return;
      throw error;
    }
  }

  async #held(siteId: string): Promise<{
    readonly sequence: number;
    readonly bytes: Uint8Array | undefined;
    readonly document: RevocationDocument | undefined;
  }> {
    const { nats, key, logger } = this.#deps;
    const nothing = { sequence: 0, bytes: undefined, document: undefined };
    const manager = await jetstreamManager(nats, { checkAPI: false });
    const last_by_subj = subjects.downlink(siteId, 'revocations');
    try {
      const message = await manager.streams.getMessage(subjects.stream.downlink, { last_by_subj });
      if (!message) return nothing;
      const { seq: sequence, data: bytes } = message;
      try {
        return { sequence, bytes, document: openRevocations(bytes, siteId, key.publicKey) };
      } catch (error) {
        if (!(error instanceof ProtocolError)) throw error;
        logger.warn({ siteId, err: error }, 'the broker holds a foreign list of revocations');
        return { sequence, bytes, document: undefined };
      }
    } catch (error) {
      const isNone =
        error instanceof JetStreamApiError && [noMessage, streamNotFound].includes(error.code);
      if (isNone) return nothing;
      throw error;
    }
  }
}

/** The lists in the plain words that the database keeps: `kind:id`, one after the other. */
export function listsOf(content: string): {
  readonly devices: string[];
  readonly tokens: string[];
  readonly relays: string[];
} {
  const words = content.split(' ').filter((word) => word !== '');
  const of = (kind: string): string[] =>
    words.filter((word) => word.startsWith(`${kind}:`)).map((word) => word.slice(kind.length + 1));
  return { devices: of('device'), tokens: of('token'), relays: of('relay') };
}

function isNewer(held: RevocationDocument, own: StoredDocument): boolean {
  return (held.ledgerEpoch - own.epoch || held.generation - own.generation) > 0;
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  const sum = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
  return sum(a) === sum(b);
}
