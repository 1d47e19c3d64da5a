// The way of an event: the receipt arrives at the relay.
// Next: site-relay/src/uplink/receipts.ts

import {
  sealTip,
  subjects,
  type CacheReport,
  type DocumentKind,
  type Lane,
  type SiteId,
} from '@eucora/protocol';
import type { NatsConnection, TlsOptions } from '@nats-io/transport-node';
import { errorText } from '../errors.ts';
import type { AuditBook } from '../audit/book.ts';
import type { KeptCollection } from '../documents/collection.ts';
import type { SiteDesired } from '../documents/desired.ts';
import type { SiteErasures } from '../documents/erasures.ts';
import type { SiteHubKeys } from '../documents/hub-keys.ts';
import type { RelayClock } from '../home/clock.ts';
import type { RelayIdentity } from '../journal/journal.ts';
import type { Journals } from '../journal/journals.ts';
import type { UplinkMood } from '../journal/seal-policy.ts';
import { limits } from '../limits.ts';
import type { Link } from '../link/link.ts';
import type { Logger } from '../log.ts';
import { pause } from '../wakeup.ts';
import { HubConnection } from './hub-connection.ts';
import { Pump } from './pump.ts';
import type { Receipts } from './receipts.ts';
import { tipsOf } from './tips.ts';

export interface UplinkDeps {
  readonly identity: RelayIdentity;
  readonly url: string;
  readonly seed: string;
  readonly journals: Journals;
  readonly receipts: Receipts;
  readonly clock: RelayClock;
  readonly log: Logger;
  readonly link: Link;
  readonly auditBook: AuditBook;
  readonly collection: KeptCollection;
  readonly erasures: Pick<SiteErasures, 'take' | 'mark'>;
  readonly hubKeys: Pick<SiteHubKeys, 'take' | 'mark' | 'onNewKey'>;
  readonly cache: () => CacheReport;
  readonly desired: Pick<SiteDesired, 'take'>;
  /** Absent: the hub's server is reached without TLS. */
  readonly tls: (() => TlsOptions) | undefined;
  /** What else passes on each connection. */
  readonly word: Word | undefined;
  /** The hub is there. */
  readonly onHub: (connection: NatsConnection) => void;
}
/** What a connection carries beside the journal's documents. */
interface Word {
  serve(connection: NatsConnection): Promise<void>;
  /** The hub signs with another key: what it said with it is read once more. */
  readAgain(connection: NatsConnection): Promise<void>;
}
type Take = (bytes: Uint8Array) => Promise<unknown>;
export interface UplinkState {
  readonly connected: boolean;
  readonly since: number | undefined;
  readonly lastContactMs: number | undefined;
  readonly receiptDelayMs: number;
  readonly published: number;
  readonly resent: number;
  readonly refusedByBroker: number;
}

/**
 * What a site and its hub say to each other: segments go up (`pump.ts`), receipts come down
 * (`receipts.ts`), tips tell what is held (`tips.ts`). All of it may fail without intake noticing.
 */
export class Uplink implements AsyncDisposable {
  readonly #deps: UplinkDeps;
  readonly #site: SiteId;
  readonly #stop = new AbortController();
  readonly #hub: HubConnection;
  readonly #pump: Pump;
  #loops: Promise<unknown> = Promise.resolve();
  #lastContactMs: number | undefined;

  constructor(deps: UplinkDeps) {
    const { site } = deps.identity;
    const { url, seed, tls, journals, receipts, link, log } = deps;
    const { signal } = this.#stop;
    this.#deps = deps;
    this.#site = site;
    // What the new key signed was not believed until now, also where a person brought the chain.
    deps.hubKeys.onNewKey(() => {
      const { current } = this.#hub;
      if (current && !current.isClosed()) void this.#readAgain(current);
    });
    this.#hub = new HubConnection({
      site,
      url,
      seed,
      tls,
      log,
      signal,
      prepare: (connection) => this.#listen(connection),
      onConnected: (connection) => this.#connected(connection),
    });
    this.#pump = new Pump({
      site,
      journals,
      receipts,
      link,
      log,
      signal,
      connection: () => this.#hub.current,
      onContact: () => this.#noteContact(),
    });
  }

  start(): void {
    this.#loops = Promise.all([this.#hub.run(), this.#pump.run(), this.#tipLoop()]);
  }

  get state(): UplinkState {
    const { current, since } = this.#hub;
    const connected = current !== undefined;
    return { connected, since, lastContactMs: this.#lastContactMs, ...this.#pump.counts };
  }

  /** How a lane's sealing should regard the link. */
  mood(lane: Lane): UplinkMood {
    if (!this.#hub.current) return 'unconnected';
    return this.#pump.isBusy(lane) ? 'busy' : 'idle';
  }

  /** A segment was sealed. */
  wake(): void {
    this.#pump.wake();
  }

  /** States what is held at once, not with the next tip by the clock. */
  tell(): void {
    const { current } = this.#hub;
    if (current && !current.isClosed()) this.#sendTips(current);
  }

  #noteContact(): void {
    this.#lastContactMs = Date.now();
  }

  async #listen(connection: NatsConnection): Promise<void> {
    const { auditBook, hubKeys, collection, desired } = this.#deps;
    const erase = (bytes: Uint8Array): Promise<void> => this.#erase(connection, bytes);
    // The keys that all else is signed with come before it.
    this.#subscribe(connection, 'hub-keys', (bytes) => hubKeys.take(bytes));
    await this.#fetch(connection, 'hub-keys', (bytes) => hubKeys.take(bytes));
    // Subscribe first, then read the last one: a receipt in between is seen at least once.
    this.#subscribe(connection, 'receipt', (bytes) => this.#applyReceipt(bytes));
    this.#subscribe(connection, 'audit', (bytes) => auditBook.take(bytes));
    this.#subscribe(connection, 'collection', (bytes) => collection.take(bytes));
    this.#subscribe(connection, 'erasure', erase);
    this.#subscribe(connection, 'desired-state', (bytes) => desired.take(bytes));
    const last = await connection.request(subjects.downlinkGet(this.#site, 'receipt'), '', {
      timeout: limits.publishTimeoutMs,
    });
    if (!last.headers?.code && last.data.length > 0) await this.#applyReceipt(last.data);
    await this.#deps.word?.serve(connection);
    this.#pump.rewindAll();
    // Receipts do not wait for them.
    void this.#fetchDocuments(connection);
  }

  async #fetchDocuments(connection: NatsConnection): Promise<void> {
    const { auditBook, collection, desired } = this.#deps;
    await Promise.all([
      this.#fetch(connection, 'audit', (bytes) => auditBook.take(bytes)),
      this.#fetch(connection, 'collection', (bytes) => collection.take(bytes)),
      this.#fetch(connection, 'erasure', (bytes) => this.#erase(connection, bytes)),
      this.#fetch(connection, 'desired-state', (bytes) => desired.take(bytes)),
    ]);
  }

  /** Reads the newest of each document once more: by now its signature may be believed. */
  async #readAgain(connection: NatsConnection): Promise<void> {
    await this.#fetch(connection, 'receipt', (bytes) => this.#applyReceipt(bytes));
    await this.#fetchDocuments(connection);
    await this.#deps.word?.readAgain(connection);
    this.#sendTips(connection);
  }

  async #erase(connection: NatsConnection, bytes: Uint8Array): Promise<void> {
    const verdict = await this.#deps.erasures.take(bytes);
    if (verdict === 'taken') this.#sendTips(connection);
  }

  #subscribe(connection: NatsConnection, kind: DocumentKind, take: Take): void {
    connection.subscribe(subjects.downlink(this.#site, kind), {
      callback: (error, message) => {
        if (error) this.#deps.log.warn({ kind, err: error }, 'the subscription to the hub failed');
        else void this.#keep(kind, message.data, take);
      },
    });
  }

  async #fetch(connection: NatsConnection, kind: DocumentKind, take: Take): Promise<void> {
    try {
      const last = await connection.request(subjects.downlinkGet(this.#site, kind), '', {
        timeout: limits.publishTimeoutMs,
      });
      if (!last.headers?.code && last.data.length > 0) await this.#keep(kind, last.data, take);
    } catch (error) {
      this.#deps.log.debug({ kind, error: errorText(error) }, 'a document could not be fetched');
    }
  }

  async #keep(kind: DocumentKind, bytes: Uint8Array, take: Take): Promise<void> {
    try {
      await take(bytes);
    } catch (error) {
      this.#deps.log.error({ kind, err: error }, 'a document of the hub could not be kept');
    }
  }

  #connected(connection: NatsConnection): void {
    this.#noteContact();
    this.#sendTips(connection);
    this.#pump.wake();
    this.#deps.onHub(connection);
  }

  async #applyReceipt(bytes: Uint8Array): Promise<void> {
    const { receipts, log } = this.#deps;
    try {
      const verdict = await receipts.apply(bytes);
      if (verdict === 'refused') return;
      this.#noteContact();
      if (verdict === 'new_epoch') this.#pump.rewindAll();
      this.#pump.noteReceipts();
    } catch (error) {
      log.error({ err: error }, 'a receipt could not be applied');
    }
  }

  async #tipLoop(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await pause(limits.tipEveryMs, signal);
      this.tell();
    }
  }

  /** States what each journal holds, so that the hub sees backlog and a lost tail. */
  #sendTips(connection: NatsConnection): void {
    const { identity, log } = this.#deps;
    try {
      for (const tip of tipsOf(this.#deps)) {
        connection.publish(subjects.tip(this.#site), sealTip(tip, identity.key));
      }
    } catch (error) {
      log.warn({ error: errorText(error) }, 'a tip could not be sent');
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#loops;
  }
}
