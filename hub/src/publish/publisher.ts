// The way of an event: tells sites what is committed, soon after the commit.
// Next: hub/src/publish/issue.ts

import { isSignedBy } from '@eucora/protocol';
import type { NatsConnection } from '@nats-io/transport-node';
import { Counter, Gauge } from 'prom-client';
import { listSites } from '../modules/sites/index.ts';
import {
  currentEpoch,
  DeviceMarks,
  newestReceipts,
  sitesWanting,
  wantForAll,
  type IssuedReceipt,
} from '../modules/ledger/index.ts';
import type { Logger } from '../platform/logger.ts';
import { Loop } from '../platform/loop.ts';
import type { Metrics } from '../platform/metrics.ts';
import { believedOf, onNewKey } from '../platform/sign-keys.ts';
import { downlinkStep, paceMs } from './downlink-rules.ts';
import { Downlink, type AheadOfUs } from './downlink.ts';
import { openEpoch } from './epoch.ts';
import { issueReceipt, type IssueDeps } from './issue.ts';

export interface PublisherDeps extends IssueDeps {
  readonly nats: NatsConnection;
  readonly metrics: Metrics;
  readonly logger: Logger;
}
/** Tells sites what the ledger has of them. Disposing finishes the turn under way. */
export interface Publisher extends AsyncDisposable {
  /** Looks at the outbox now instead of a quarter of a second later. */
  wake(): void;
}

const reconcileEveryMs = 60_000;

/**
 * Starts telling sites. The database is the truth and the broker a copy of it: made equal at start
 * and every minute, and after each receipt that is issued.
 */
export function startPublisher(deps: PublisherDeps): Publisher {
  const { logger } = deps;
  const work = new PublisherWork(deps);
  const issue = new Loop({
    name: 'publish-receipts',
    everyMs: 250,
    logger,
    turn: () => work.issueTurn(),
  });
  const reconcile = new Loop({
    name: 'reconcile-downlink',
    everyMs: reconcileEveryMs,
    logger,
    turn: () => work.reconcileTurn(),
  });
  const newKey = onNewKey(deps.key, () => reconcile.wake());
  return {
    wake: () => issue.wake(),
    async [Symbol.asyncDispose]() {
      newKey[Symbol.dispose]();
      await Promise.all([issue[Symbol.asyncDispose](), reconcile[Symbol.asyncDispose]()]);
    },
  };
}

/** The publisher's two turns; they never run before the broker was compared once. */
export class PublisherWork {
  readonly #deps: PublisherDeps;
  readonly #downlink: Downlink;
  readonly #issued: Counter;
  readonly #notBefore = new Map<string, number>();
  readonly #devices = new Map<string, DeviceMarks>();
  /** Issued and written down, not yet taken by the broker. */
  readonly #unpublished = new Map<string, IssuedReceipt>();
  #epoch: number | undefined;

  constructor(deps: PublisherDeps) {
    this.#deps = deps;
    this.#downlink = new Downlink(deps.nats, believedOf(deps.key), deps.logger);
    this.#issued = new Counter({
      name: 'eucora_receipts_issued_total',
      help: 'Receipts issued to sites',
      registers: [deps.metrics],
    });
    const { credit, metrics } = deps;
    const gauge = (name: string, help: string, read: () => number): Gauge =>
      new Gauge({
        name: `eucora_${name}`,
        help,
        registers: [metrics],
        collect() {
          this.set(read());
        },
      });
    gauge('credit_pool_bytes', 'What sites with a backlog share', () => credit.poolBytes);
    gauge('credit_sites_behind', 'Sites that take part in the deal', () => credit.sitesBehind);
  }

  /**
   * Issues and publishes a receipt for every site that was dealt credit, then for those that want one
   * and may have one again.
   */
  async issueTurn(): Promise<void> {
    if (this.#epoch === undefined) return;
    const { db, credit } = this.#deps;
    await this.#publishRest();
    const dealt = new Set(credit.due());
    const wanting = (await sitesWanting(db, 'receipt')).map(({ siteId }) => siteId);
    for (const siteId of new Set([...dealt, ...wanting])) {
      const began = performance.now();
      if (!dealt.has(siteId) && began < (this.#notBefore.get(siteId) ?? 0)) continue;
      const receipt = await this.#issue(siteId, this.#epoch);
      this.#issued.inc();
      const ended = performance.now();
      this.#notBefore.set(siteId, ended + paceMs(ended - began, credit.isBehind(siteId)));
      this.#unpublished.set(siteId, receipt);
      await this.#publishRest();
    }
  }

  async #publishRest(): Promise<void> {
    for (const [siteId, receipt] of this.#unpublished) {
      await this.#downlink.publish(receipt);
      this.#unpublished.delete(siteId);
    }
  }

  /**
   * Makes the broker equal to the database; a broker that is ahead opens a new ledger epoch. What a
   * retired key signed is asked for anew: receivers take only the newest key's word.
   */
  async reconcileTurn(): Promise<void> {
    const { db } = this.#deps;
    const receipts = await newestReceipts(db);
    const known = new Set(receipts.map((receipt) => receipt.siteId));
    const sites = (await listSites(db)).map((site) => site.id).filter((id) => !known.has(id));
    const seen = await this.#downlink.unknownTo(sites);
    for (const receipt of receipts) {
      const newer = await this.#downlink.reconcile(receipt);
      if (newer) seen.push(newer);
    }
    const isNow = ({ bytes }: IssuedReceipt): boolean =>
      isSignedBy(bytes, this.#deps.key.publicKey, 'a receipt');
    if (!receipts.every(isNow)) await wantForAll(db, 'receipt');
    const ahead = await this.#stillAhead(seen);
    const epoch = await currentEpoch(db);
    if (epoch === undefined && ahead.length === 0) {
      this.#epoch = await openEpoch(this.#deps, 'the ledger begins', 0);
    } else if (ahead.length > 0) {
      await this.#openAfterLoss(ahead, epoch ?? 0);
    } else {
      this.#epoch = epoch;
    }
  }

  /**
   * Receipts are issued while the broker is compared, so one that is newer than what was read before
   * proves nothing yet. Each is stored before it is published: what the database does not know when
   * it is asked now, it has forgotten.
   */
  async #stillAhead(seen: readonly AheadOfUs[]): Promise<AheadOfUs[]> {
    const still: AheadOfUs[] = [];
    for (const each of seen) {
      const [newest] = await newestReceipts(this.#deps.db, each.siteId);
      if (downlinkStep(newest, each.place) === 'behind') still.push(each);
    }
    return still;
  }

  /**
   * The database forgot receipts that it had issued. In a new epoch lower marks count, relays send
   * again what lies above them (PROTOCOL: receipts, after a restore).
   */
  async #openAfterLoss(ahead: readonly AheadOfUs[], epoch: number): Promise<void> {
    const above = Math.max(epoch, ...ahead.map(({ place }) => place.epoch));
    const sites = ahead.map(({ siteId }) => siteId).join(', ');
    const reason = `sites hold newer receipts than the database remembers: ${sites}`;
    this.#deps.logger.error({ ahead }, reason);
    this.#epoch = await openEpoch(this.#deps, reason, above);
    for (const { siteId } of ahead) {
      // Issued at once: until then the broker would hold a receipt of the epoch that ended.
      const receipt = await this.#issue(siteId, this.#epoch);
      await this.#downlink.reconcile(receipt);
    }
  }

  #issue(siteId: string, epoch: number): Promise<IssuedReceipt> {
    const devices = this.#devices.get(siteId) ?? new DeviceMarks();
    this.#devices.set(siteId, devices);
    return issueReceipt(this.#deps, siteId, epoch, devices);
  }
}
