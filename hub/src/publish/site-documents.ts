import type { NatsConnection } from '@nats-io/transport-node';
import { isSignedBy, type PrivateKey, type PublicKey } from '@eucora/protocol';
import { currentEpoch, type Counters } from '../modules/ledger/index.ts';
import { selectDocument, selectDocuments, storeDocument } from '../modules/sites/index.ts';
import type { BoxKeys } from '../platform/box-keys.ts';
import type { Database } from '../platform/db.ts';
import type { Logger } from '../platform/logger.ts';
import { Loop } from '../platform/loop.ts';
import { believedOf } from '../platform/sign-keys.ts';
import { DocumentCopies } from './document-copies.ts';
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
  readonly #copies: DocumentCopies;

  constructor(deps: SiteDocumentsDeps, source: DocumentSource) {
    this.#deps = deps;
    this.#source = source;
    const { db, nats, logger, key } = deps;
    this.#copies = new DocumentCopies({
      db,
      nats,
      logger,
      kind: source.kind,
      open: (bytes, siteId) => source.open(bytes, siteId, believedOf(key)),
      issueAbove: (siteId, generation) => this.#issueAbove(siteId, generation),
    });
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
    await this.#copies.publish(siteId);
  }

  /** Makes the broker equal to the database. */
  reconcileTurn(): Promise<void> {
    return this.#copies.reconcile();
  }

  async #issueAbove(siteId: string, generation: number): Promise<void> {
    const { kind } = this.#source;
    const document = await selectDocument(this.#deps.db, kind, siteId);
    if (document) await this.#issue(siteId, document.content, generation);
  }
}
