// The way of an event: which segments go to the hub's broker now (`plan.ts` decides).
// Next: hub/src/ingest/lane-consumer.ts

import { lanes, subjects, type Lane, type SiteId } from '@eucora/protocol';
import { jetstream, type JetStreamClient } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { errorText, JournalError } from '../errors.ts';
import type { JournalSource, Journals } from '../journal/journals.ts';
import type { StoredSegment } from '../journal/segment-store.ts';
import { limits } from '../limits.ts';
import type { Link } from '../link/link.ts';
import type { Logger } from '../log.ts';
import { Wakeup } from '../wakeup.ts';
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

export interface PumpDeps {
  readonly site: SiteId;
  readonly journals: Journals;
  readonly receipts: Receipts;
  readonly link: Link;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly connection: () => NatsConnection | undefined;
  readonly onContact: () => void;
}

/**
 * Publishes segments to the hub's JetStream, as `plan.ts` decides and the link allows. The broker's
 * word means "in transit" only; what is not receipted in time goes again.
 */
export class Pump {
  readonly #deps: PumpDeps;
  readonly #wakeup = new Wakeup();
  readonly #slot = new Wakeup();
  readonly #flights = new Map<string, LaneFlight>();
  #receiptDelayMs = 1_000;
  #outstanding = 0;
  #published = 0;
  #resent = 0;
  #refused = 0;

  constructor(deps: PumpDeps) {
    this.#deps = deps;
  }

  get counts() {
    return {
      receiptDelayMs: this.#receiptDelayMs,
      published: this.#published,
      resent: this.#resent,
      refusedByBroker: this.#refused,
    };
  }

  /** Something of a lane waits, or the broker has enough to do. */
  isBusy(lane: Lane): boolean {
    const { current } = this.#deps.journals;
    const flight = this.#flight(current.incarnation, lane);
    const waiting = flight.next <= current.heads[lane].sealedThrough;
    return waiting || this.#outstanding >= limits.publishesInFlightMax / 2;
  }

  /** There is something to send, or it may be sent now. */
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

  /**
   * A new connection begins again at the first segment without a receipt, in order: whatever the
   * broker lost with the old one is sent before anything newer.
   */
  rewindAll(): void {
    const { journals, receipts } = this.#deps;
    for (const source of journals.sources) {
      for (const lane of lanes) {
        const committed = receipts.laneOf(source.incarnation, lane)?.committedThrough ?? 0;
        rewind(this.#flight(source.incarnation, lane), committed);
      }
    }
  }

  /** Takes what the newest receipt covers out of flight. */
  noteReceipts(): void {
    const { journals, receipts } = this.#deps;
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
  }

  /** Resolves when aborted. */
  async run(): Promise<void> {
    const { signal } = this.#deps;
    while (!signal.aborted) {
      const againMs = await this.#turn();
      await this.#wakeup.sleep(againMs, signal);
    }
  }

  /** Sends what is due, most pressing lane first; answers how long it may sleep. */
  async #turn(): Promise<number> {
    const connection = this.#deps.connection();
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
    if (!segment || this.#deps.signal.aborted) return 0;
    while (this.#outstanding >= limits.publishesInFlightMax && !this.#deps.signal.aborted) {
      await this.#slot.sleep(limits.publishTimeoutMs, this.#deps.signal);
    }
    const waitMs = await this.#deps.link.claim(lane, segment.bytes);
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
      await client.publish(subjects.uplink(lane, this.#deps.site), bytes);
      link.meter.note(bytes.length, sinceMs, performance.now());
      flight.refusals = 0;
      this.#published += 1;
      this.#deps.onContact();
    } catch (error) {
      if (this.#deps.signal.aborted) return;
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
}
