import { lanes, sealTip, subjects, type Lane, type SiteId } from '@eucora/protocol';
import { jetstream, type JetStreamClient } from '@nats-io/jetstream';
import { connect, nkeyAuthenticator, type NatsConnection } from '@nats-io/transport-node';
import { errorText, JournalError } from '../errors.ts';
import type { RelayClock } from '../home/clock.ts';
import type { RelayIdentity } from '../journal/journal.ts';
import type { JournalSource, Journals } from '../journal/journals.ts';
import type { StoredSegment } from '../journal/segment-store.ts';
import type { UplinkMood } from '../journal/seal-policy.ts';
import { limits } from '../limits.ts';
import type { Link } from '../link/link.ts';
import type { Logger } from '../log.ts';
import { pause, Wakeup } from '../wakeup.ts';
import {
  newFlight,
  noteReceipt,
  noteRefused,
  noteSent,
  planLane,
  rewind,
  type LaneFlight,
} from './plan.ts';
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
}
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
 * Carries segments to the hub's broker and receipts back. The broker's word means "in transit" only;
 * what is not receipted in time goes again. All of it may fail without intake noticing.
 */
export class Uplink implements AsyncDisposable {
  readonly #deps: UplinkDeps;
  readonly #site: SiteId;
  readonly #stop = new AbortController();
  readonly #wakeup = new Wakeup();
  readonly #flights = new Map<string, LaneFlight>();
  #loops: Promise<unknown> = Promise.resolve();
  #connection: NatsConnection | undefined;
  #connected = false;
  #since: number | undefined;
  #lastContactMs: number | undefined;
  #receiptDelayMs = 1_000;
  #outstanding = 0;
  #published = 0;
  #resent = 0;
  #refused = 0;

  constructor(deps: UplinkDeps) {
    this.#deps = deps;
    this.#site = deps.identity.site;
  }

  start(): void {
    this.#loops = Promise.all([this.#connectLoop(), this.#pumpLoop(), this.#tipLoop()]);
  }

  get state(): UplinkState {
    return {
      connected: this.#connected,
      since: this.#since,
      lastContactMs: this.#lastContactMs,
      receiptDelayMs: this.#receiptDelayMs,
      published: this.#published,
      resent: this.#resent,
      refusedByBroker: this.#refused,
    };
  }

  /** How a lane's sealing should regard the link. */
  mood(lane: Lane): UplinkMood {
    if (!this.#connected) return 'unconnected';
    const { current } = this.#deps.journals;
    const flight = this.#flight(current.incarnation, lane);
    const waiting = flight.next <= current.heads[lane].sealedThrough;
    return waiting || this.#outstanding >= limits.publishesInFlightMax / 2 ? 'busy' : 'idle';
  }

  /** A segment was sealed. */
  wake(): void {
    this.#wakeup.wake();
  }

  #flight(incarnation: string, lane: Lane): LaneFlight {
    const key = `${incarnation} ${lane}`;
    const known = this.#flights.get(key);
    if (known) return known;
    const flight = newFlight();
    this.#flights.set(key, flight);
    return flight;
  }

  // Connection: for ever, with growing pauses and jitter, so that a hub that comes back is not met
  // by all its sites at once.
  async #connectLoop(): Promise<void> {
    const { signal } = this.#stop;
    let waitMs: number = limits.reconnectMsMin;
    while (!signal.aborted) {
      try {
        const connection = await this.#connectUnlessStopped();
        if (!connection) return;
        await this.#serve(connection);
        waitMs = limits.reconnectMsMin;
      } catch (error) {
        if (signal.aborted) return;
        this.#deps.log.debug({ error: errorText(error) }, 'the hub cannot be reached');
      }
      this.#connected = false;
      this.#connection = undefined;
      await pause(waitMs * (0.5 + Math.random()), signal);
      waitMs = Math.min(waitMs * 2, limits.reconnectMsMax);
    }
  }

  /** An attempt against a silent address lasts long; a stop does not wait for it. */
  async #connectUnlessStopped(): Promise<NatsConnection | undefined> {
    const attempt = this.#connect();
    const stopped = once(this.#stop.signal);
    const connection = await Promise.race([attempt, stopped.promise]).finally(stopped.forget);
    if (!connection) {
      attempt.then(
        (late) => late.close(),
        () => undefined,
      );
    }
    return connection;
  }

  #connect(): Promise<NatsConnection> {
    return connect({
      servers: this.#deps.url,
      name: `relay ${this.#site}`,
      authenticator: nkeyAuthenticator(new TextEncoder().encode(this.#deps.seed)),
      inboxPrefix: subjects.relayInbox(this.#site),
      reconnect: false,
      timeout: 10_000,
      pingInterval: 10_000,
      maxPingOut: 2,
    });
  }

  async #serve(connection: NatsConnection): Promise<void> {
    const { log, url } = this.#deps;
    const close = (): void => void connection.close();
    this.#stop.signal.addEventListener('abort', close, { once: true });
    try {
      // Subscribe first, then read the last one: a receipt in between is seen at least once.
      connection.subscribe(subjects.downlink(this.#site, 'receipt'), {
        callback: (error, message) => {
          if (error) log.warn({ err: error }, 'the subscription for receipts failed');
          else void this.#takeReceipt(message.data);
        },
      });
      const last = await connection.request(subjects.downlinkGet(this.#site, 'receipt'), '', {
        timeout: limits.publishTimeoutMs,
      });
      if (!last.headers?.code && last.data.length > 0) await this.#takeReceipt(last.data);
      this.#rewindAll();
      this.#connection = connection;
      this.#connected = true;
      this.#since = Date.now();
      this.#lastContactMs = Date.now();
      log.info({ url }, 'connected to the hub');
      this.#sendTips(connection);
      this.#wakeup.wake();
      const reason = await connection.closed();
      if (!this.#stop.signal.aborted) {
        log.warn(
          { error: reason ? errorText(reason) : undefined },
          'the connection to the hub ended',
        );
      }
    } finally {
      this.#stop.signal.removeEventListener('abort', close);
      await connection.close();
    }
  }

  /**
   * A new connection begins again at the first segment without a receipt, in order: whatever the
   * broker lost with the old one is sent before anything newer.
   */
  #rewindAll(): void {
    const { journals, receipts } = this.#deps;
    for (const source of journals.sources) {
      for (const lane of lanes) {
        const committed = receipts.laneOf(source.incarnation, lane)?.committedThrough ?? 0;
        rewind(this.#flight(source.incarnation, lane), committed);
      }
    }
  }

  async #takeReceipt(bytes: Uint8Array): Promise<void> {
    const { receipts, journals, log } = this.#deps;
    try {
      const verdict = await receipts.take(bytes);
      if (verdict === 'refused') return;
      this.#lastContactMs = Date.now();
      if (verdict === 'new_epoch') this.#rewindAll();
      const now = performance.now();
      for (const source of journals.sources) {
        for (const lane of lanes) {
          const receipt = receipts.laneOf(source.incarnation, lane);
          if (!receipt) continue;
          const delayMs = noteReceipt(this.#flight(source.incarnation, lane), receipt, now);
          if (delayMs !== undefined) {
            this.#receiptDelayMs = 0.8 * this.#receiptDelayMs + 0.2 * delayMs;
          }
        }
      }
      this.#wakeup.wake();
    } catch (error) {
      log.error({ err: error }, 'a receipt could not be applied');
    }
  }

  async #pumpLoop(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      const againMs = await this.#pump();
      await this.#wakeup.sleep(againMs, signal);
    }
  }

  /** Sends what is due, most pressing lane first; answers how long it may sleep. */
  async #pump(): Promise<number> {
    const connection = this.#connection;
    if (!connection || connection.isClosed()) return Infinity;
    const client = jetstream(connection, { timeout: limits.publishTimeoutMs });
    let againMs = Infinity;
    for (const lane of lanes) {
      for (const source of this.#deps.journals.sources) {
        const flight = this.#flight(source.incarnation, lane);
        const held = source.segments.held(lane);
        const view = {
          lane,
          sealedThrough: source.heads[lane].sealedThrough,
          bytesOf: (seq: number) => held.get(seq)?.bytes,
          receipt: this.#deps.receipts.laneOf(source.incarnation, lane),
          flight,
        };
        const plan = planLane(view, performance.now(), this.#receiptDelayMs);
        againMs = Math.min(againMs, plan.againMs);
        let sent = 0;
        for (const seq of plan.send) {
          if (flight.heldUntilMs > performance.now()) break;
          const waitMs = await this.#send(client, source, lane, flight, seq);
          if (waitMs > 0) againMs = Math.min(againMs, performance.now() + waitMs);
          if (waitMs > 0) break;
          sent += 1;
        }
        // Look at the more pressing lanes again before going on with this one.
        if (sent > 0) return 0;
        if (flight.heldUntilMs > performance.now()) againMs = Math.min(againMs, flight.heldUntilMs);
      }
    }
    // What passes until the next segment says nothing of how fast the link is.
    if (this.#outstanding === 0) this.#deps.link.meter.idle();
    return Math.max(0, againMs - performance.now());
  }

  /** Sends one segment; answers how long the link's plan wants it to wait instead, or 0, ms. */
  async #send(
    client: JetStreamClient,
    source: JournalSource,
    lane: Lane,
    flight: LaneFlight,
    seq: number,
  ): Promise<number> {
    const segment = source.segments.held(lane).get(seq);
    if (!segment || this.#stop.signal.aborted) return 0;
    while (this.#outstanding >= limits.publishesInFlightMax && !this.#stop.signal.aborted) {
      await this.#slot.sleep(limits.publishTimeoutMs, this.#stop.signal);
    }
    const waitMs = await this.#deps.link.take(lane, segment.bytes);
    if (waitMs > 0) return waitMs;
    let bytes: Buffer;
    try {
      bytes = await source.segments.read(segment);
    } catch (error) {
      this.#deps.log.error({ err: error, lane, seq }, 'a segment cannot be read and is not sent');
      noteSent(flight, seq, segment.bytes, performance.now());
      if (error instanceof JournalError) await this.#giveUp(source, segment);
      return 0;
    }
    if (flight.sent.has(seq)) this.#resent += 1;
    noteSent(flight, seq, bytes.length, performance.now());
    this.#outstanding += 1;
    void this.#publish(client, lane, flight, seq, bytes);
    return 0;
  }

  /** The disk damaged it since it was sealed: no later try can send it. */
  async #giveUp(source: JournalSource, segment: StoredSegment): Promise<void> {
    try {
      await this.#deps.receipts.unreadable(source, segment);
    } catch (error) {
      this.#deps.log.error({ err: error }, 'the hub could not be told yet what is gone');
    }
  }

  readonly #slot = new Wakeup();

  async #publish(
    client: JetStreamClient,
    lane: Lane,
    flight: LaneFlight,
    seq: number,
    bytes: Uint8Array,
  ): Promise<void> {
    const { link } = this.#deps;
    const sinceMs = performance.now();
    try {
      // The answer says that the broker took it: in transit, not received.
      await client.publish(subjects.uplink(lane, this.#site), bytes);
      link.meter.note(bytes.length, sinceMs, performance.now());
      flight.refusals = 0;
      this.#published += 1;
      this.#lastContactMs = Date.now();
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      this.#refused += 1;
      noteRefused(flight, seq, performance.now());
      this.#deps.log.warn(
        { lane, seq, error: errorText(error) },
        'the broker did not take a segment',
      );
    } finally {
      this.#outstanding -= 1;
      this.#slot.wake();
      this.#wakeup.wake();
    }
  }

  async #tipLoop(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await pause(limits.tipEveryMs, signal);
      if (this.#connection && !this.#connection.isClosed()) this.#sendTips(this.#connection);
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

/** Resolves, with nothing, when the signal aborts. */
function once(signal: AbortSignal): { readonly promise: Promise<undefined>; forget: () => void } {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const listener = (): void => resolve(undefined);
  if (signal.aborted) listener();
  signal.addEventListener('abort', listener, { once: true });
  return { promise, forget: () => signal.removeEventListener('abort', listener) };
}
