import type { NatsConnection } from '@nats-io/transport-node';
import { openDesiredManifest, readDesiredBundle } from '@eucora/protocol/desired';
import {
  desiredKind,
  documentsDue,
  forgetDesired,
  issueDocument,
  type ArtifactsDeps,
  type Director,
  type DirectorDoor,
  type DueDocument,
} from '../modules/deployments/index.ts';
import { currentEpoch, type Counters } from '../modules/ledger/index.ts';
import { ConflictError } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import { Loop } from '../platform/loop.ts';
import { DocumentCopies } from './document-copies.ts';

export interface DesiredStateDeps extends ArtifactsDeps {
  readonly nats: NatsConnection;
  readonly counters: Counters;
  readonly trust: DirectorDoor;
  readonly now: () => Date;
  readonly logger: Logger;
}
/** Work on desired state that goes on. */
export interface DesiredState extends AsyncDisposable {
  /** Something changed that sites are to be told. */
  wake(): void;
  /** A site's document bears another signature. */
  wakeSite(siteId: string): void;
}

// Groups and devices change without anybody saying so here; what an API changed wakes the loop.
const lookEveryMs = 15_000;
const reconcileEveryMs = 60_000;
const forgetEveryMs = 6 * 3_600_000;
const counterName = 'site-document';

/**
 * Tells each site what its devices are to run: compiled anew whenever somebody changes an order, a group
 * or a device, signed with the director's key, left at the broker. Without a key that root names, orders
 * wait, and people read why.
 */
export function startDesiredState(deps: DesiredStateDeps): DesiredState {
  const { db, now, logger } = deps;
  const work = new DesiredStateWork(deps);
  const issue = new Loop({
    name: `issue-${desiredKind}`,
    everyMs: lookEveryMs,
    logger,
    turn: () => work.issueTurn(),
  });
  const reconcile = new Loop({
    name: `reconcile-${desiredKind}`,
    everyMs: reconcileEveryMs,
    logger,
    turn: () => work.reconcileTurn(),
  });
  const forget = new Loop({
    name: `forget-${desiredKind}`,
    everyMs: forgetEveryMs,
    logger,
    turn: () => forgetDesired(db, now()),
  });
  return {
    wake: () => issue.wake(),
    wakeSite: (siteId) => {
      work.touch(siteId);
      issue.wake();
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([issue, reconcile, forget].map((loop) => loop[Symbol.asyncDispose]()));
    },
  };
}

/** The turns of desired state. */
export class DesiredStateWork {
  readonly #deps: DesiredStateDeps;
  readonly #copies: DocumentCopies;
  readonly #touched = new Set<string>();

  constructor(deps: DesiredStateDeps) {
    this.#deps = deps;
    const { db, nats, logger, trust } = deps;
    this.#copies = new DocumentCopies({
      db,
      nats,
      logger,
      kind: desiredKind,
      open: async (bytes, siteId) => {
        const { root } = await trust.director();
        return openDesiredManifest(readDesiredBundle(bytes).manifest, siteId, root).manifest;
      },
      issueAbove: (siteId, generation) => this.#issueAbove(siteId, generation),
    });
  }

  touch(siteId: string): void {
    this.#touched.add(siteId);
  }

  /** Issues a document for every site that is to be told anew. */
  async issueTurn(): Promise<void> {
    const director = await this.#director();
    if (!director) return;
    for (const siteId of this.#touched) {
      await this.#copies.publish(siteId);
      this.#touched.delete(siteId);
    }
    for (const due of await documentsDue(this.#deps, director)) {
      await this.#issue(director, due, 0);
    }
  }

  async reconcileTurn(): Promise<void> {
    if (await this.#director()) await this.#copies.reconcile();
  }

  /** Undefined: no root names the hub's key yet. */
  async #director(): Promise<Director | undefined> {
    try {
      return await this.#deps.trust.director();
    } catch (error) {
      if (error instanceof ConflictError) return undefined;
      throw error;
    }
  }

  async #issueAbove(siteId: string, generation: number): Promise<void> {
    const director = await this.#director();
    if (!director) return;
    const [due] = await documentsDue(this.#deps, director, [siteId]);
    if (due) await this.#issue(director, due, generation);
  }

  async #issue(director: Director, due: DueDocument, above: number): Promise<void> {
    const { db, counters, logger } = this.#deps;
    const { siteId, cause, newest } = due;
    const epoch = Math.max((await currentEpoch(db)) ?? 0, newest?.epoch ?? 0);
    const generation = await counters.next(counterName, Math.max(above, newest?.generation ?? 0));
    const isMine = await issueDocument(this.#deps, director, due, { epoch, generation });
    if (!isMine) return; // another hub was faster
    logger.info({ siteId, generation, cause }, 'what a site should run is said anew');
    await this.#copies.publish(siteId);
  }
}
