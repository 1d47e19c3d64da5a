// The way of an event: offers a batch, hands it over, acts by the answer (`decide.ts`).
// Next: endpoint-agent/src/sender/desk.ts

import { setTimeout as delay } from 'node:timers/promises';
import { lanes, type Lane } from '@eucora/protocol';
import type { Logger } from '../log.ts';
import {
  afterDelivery,
  afterOffer,
  afterPermanentRefusal,
  backOff,
  carriedGrant,
  countRefusal,
  withCarriedGrant,
  type CarriedGrant,
  type PermanentRefusal,
  type Refusals,
  type SendStep,
} from './decide.ts';
import { DeskUnavailableError, type Desk } from './desk.ts';
import type { Outbox, OutgoingBatch } from './outbox.ts';

export interface SenderOptions {
  readonly outbox: Outbox;
  readonly desk: Desk;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  /** Called when the relay does not know this device (any more). Resolves when it may ask again. */
  readonly enrol: () => Promise<void>;
  readonly random?: () => number;
  /** Told of every batch that the relay has made durable. */
  readonly onForwarded?: (batch: OutgoingBatch, duplicate: boolean) => void;
  /** Told of every batch that was given up, since the relay will never take it. */
  readonly onGivenUp?: (batch: OutgoingBatch, code: PermanentRefusal, why: string) => void;
  readonly nowMs?: () => number; // of a clock that never goes back
}

/** Carries batches to the relay, each lane for itself, until aborted. One batch a lane at a time. */
export class Sender {
  readonly #options: SenderOptions;
  readonly #random: () => number;
  readonly #nowMs: () => number;
  readonly #carried = new Map<Lane, CarriedGrant>();
  readonly #refusals = new Map<Lane, Refusals>();
  #retry = new AbortController();

  constructor(options: SenderOptions) {
    this.#options = options;
    this.#nowMs = options.nowMs ?? (() => performance.now());
    this.#random = options.random ?? Math.random;
  }

  /** Resolves when the signal is aborted and the last turn is over. */
  async run(): Promise<void> {
    this.#options.outbox.setConnected(true);
    await Promise.all(lanes.map((lane) => this.#runLane(lane)));
  }

  /** The relay may be back: ends the waits of failures. */
  retryNow(): void {
    this.#options.outbox.setConnected(true);
    this.#retry.abort();
    this.#retry = new AbortController();
  }

  async #runLane(lane: Lane): Promise<void> {
    const { outbox, signal, logger } = this.#options;
    let failures = 0;
    while (!signal.aborted) {
      try {
        const batch = await outbox.nextOutgoing(lane);
        if (!batch) {
          await outbox.work(lane, signal);
          continue;
        }
        const waitMs = await this.#send(batch);
        failures = 0;
        if (waitMs > 0) await this.#pause(waitMs * (1 + 0.5 * this.#random()));
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof DeskUnavailableError) {
          // A relay that is away for weeks is normal: said once, at the first failure.
          const level = failures === 0 ? 'info' : 'debug';
          logger[level]({ lane, err: error }, 'the relay is not in reach; batches wait');
          outbox.setConnected(false);
        } else {
          logger.error({ lane, err: error }, 'a batch could not be sent; it is tried again');
        }
        await this.#pause(backOff(failures, this.#random()));
        failures += 1;
      }
    }
  }

  /** Offers and hands over one batch; answers how long to wait before the next, ms. */
  async #send(batch: OutgoingBatch): Promise<number> {
    const { outbox, desk } = this.#options;
    const { lane, bytes, nextBytes } = batch;
    let { step, committedThrough } = await this.#ask(batch);
    let duplicate = false;
    if (step.act === 'deliver') {
      const delivered = await desk.deliver({ grant: step.grant, batch: bytes, nextBytes });
      step = afterDelivery(batch, delivered);
      ({ committedThrough, duplicate } = delivered);
      const carried = carriedGrant(batch, delivered);
      if (carried) this.#carried.set(lane, carried);
    }
    const waitMs = await this.#act(batch, step, duplicate);
    await outbox.committed(batch, committedThrough);
    return waitMs;
  }

  /** By the grant that the answer before carried, or by an offer. */
  async #ask(batch: OutgoingBatch): Promise<{ step: SendStep; committedThrough: number }> {
    const { outbox, desk } = this.#options;
    const { incarnation, lane, first, last } = batch;
    const carried = this.#carried.get(lane);
    this.#carried.delete(lane);
    const step = carried && withCarriedGrant(batch, carried);
    if (step) return { step, committedThrough: carried.committedThrough };
    const seen = outbox.seen(lane);
    const place = { deviceId: outbox.deviceId, incarnation, lane, first, last };
    const answer = await desk.offer({ ...place, bytes: batch.bytes.length, seen });
    outbox.setConnected(true);
    const { committedThrough } = answer;
    return { step: afterOffer(batch, seen, answer), committedThrough };
  }

  async #act(batch: OutgoingBatch, step: SendStep, duplicate: boolean): Promise<number> {
    const { outbox, logger, enrol, onForwarded } = this.#options;
    const { lane, first, last, incarnation } = batch;
    const place = { lane, first, last, incarnation };
    switch (step.act) {
      case 'acknowledged':
        outbox.acknowledged(batch, step.position);
        this.#refusals.delete(lane);
        onForwarded?.(batch, duplicate);
        return 0;
      case 'rewind':
        logger.info(
          { relay: step.head.relayId },
          'another journal: offering again what is not committed',
        );
        outbox.rewind(lane, step.head);
        return 0;
      case 'resume':
        return this.#resume(batch, step.through);
      case 'reincarnate':
        logger.warn({ ...place, why: step.why }, 'another history under our key: new incarnation');
        await outbox.reincarnate(batch);
        return 0;
      case 'enrol':
        logger.warn(place, 'the relay does not know this device: asking to be enrolled again');
        await enrol();
        return 0;
      case 'refused':
        return this.#refused(batch, step.code, step.why);
      case 'wait':
        logger.debug({ ...place, why: step.why }, 'the relay asks to wait');
        return step.ms;
      case 'deliver': // a grant can't answer a batch: `afterDelivery` never says so
        return 0;
      default:
        return step satisfies never;
    }
  }

  async #refused(batch: OutgoingBatch, code: PermanentRefusal, why: string): Promise<number> {
    const { outbox, logger, onGivenUp } = this.#options;
    const { lane, first, last, incarnation } = batch;
    const place = { lane, first, last, incarnation, code, why };
    const nowMs = this.#nowMs();
    const refusals = countRefusal(this.#refusals.get(lane), batch, code, nowMs);
    this.#refusals.set(lane, refusals);
    const waitMs = afterPermanentRefusal(batch, code, refusals, nowMs);
    if (waitMs !== null) {
      logger.warn({ ...place, count: refusals.count }, 'the relay refuses a batch for what it is');
      return waitMs;
    }
    await outbox.giveUp(batch);
    this.#refusals.delete(lane);
    logger.error(place, 'the relay will never take this batch: a void stands for it');
    onGivenUp?.(batch, code, why);
    return 0;
  }

  async #resume(batch: OutgoingBatch, through: number): Promise<number> {
    const { outbox, logger } = this.#options;
    const { lane, first } = batch;
    logger.warn({ lane, first, through }, 'the relay lacks what it acknowledged: sending it again');
    outbox.resumeFrom(batch, through);
    const next = await outbox.nextOutgoing(lane);
    if (next && next.incarnation === batch.incarnation && next.first < first) return 0;
    // What lies between is committed and gone from here: only a new incarnation can go on.
    await outbox.reincarnate(batch);
    return 0;
  }

  async #pause(ms: number): Promise<void> {
    const { signal } = this.#options;
    const ended = AbortSignal.any([signal, this.#retry.signal]);
    try {
      await delay(ms, undefined, { signal: ended });
    } catch (error) {
      if (!ended.aborted) throw error; // else: woken early, as asked
    }
  }
}
