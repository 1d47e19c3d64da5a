import { setTimeout as delay } from 'node:timers/promises';
import { afterDelivery, afterOffer, type SendStep } from '@eucora/endpoint-agent/testing';
import {
  lanes,
  toHex,
  type BatchDelivery,
  type BatchOffer,
  type DeliveryAnswer,
  type JournalPosition,
  type Lane,
  type OfferAnswer,
  type ReadBatch,
} from '@eucora/protocol';
import type { ScriptedDevice } from '@eucora/site-relay/testing';

/** The relay's desk, as a courier meets it. */
export interface CourierDesk {
  offer(offer: BatchOffer): Promise<OfferAnswer>;
  deliver(delivery: BatchDelivery): Promise<DeliveryAnswer>;
  enrol(device: ScriptedDevice): Promise<void>;
}
export interface CourierEvents {
  readonly onAcked?: (batch: ReadBatch, position: JournalPosition | null) => void;
  readonly onTold?: (lane: Lane, through: number) => void;
}
interface CourierLane {
  readonly held: ReadBatch[];
  forwarded: number;
  committed: number;
  seen: JournalPosition | null;
}

/** The relay asked an honest device for something that only a dishonest one would need to do. */
export class CourierError extends Error {
  override readonly name = 'CourierError';
}

const pauseMsMax = 100;

/**
 * A device whose spool never fails: it keeps every batch until it was told that the hub has it, and
 * sends by the agent's own decisions.
 */
export class Courier {
  readonly device: ScriptedDevice;
  readonly #events: CourierEvents;
  readonly #lanes: Record<Lane, CourierLane>;

  constructor(device: ScriptedDevice, events: CourierEvents = {}) {
    this.device = device;
    this.#events = events;
    const lane = (): CourierLane => ({ held: [], forwarded: 0, committed: 0, seen: null });
    this.#lanes = { urgent: lane(), ledger: lane(), bulk: lane() };
  }

  /** Takes a batch into the spool. */
  add(batch: ReadBatch): void {
    this.#lanes[batch.lane].held.push(batch);
  }

  /** The newest batch of a lane. */
  tail(lane: Lane): ReadBatch | undefined {
    return this.#lanes[lane].held.at(-1);
  }

  /** Takes over what an earlier life of this courier had seen. */
  remember(batch: ReadBatch, position: JournalPosition): void {
    const lane = this.#lanes[batch.lane];
    lane.forwarded = Math.max(lane.forwarded, batch.last);
    lane.seen = position;
  }

  rememberTold(lane: Lane, through: number): void {
    this.#lanes[lane].committed = Math.max(this.#lanes[lane].committed, through);
  }

  /** True when the relay has acknowledged everything. */
  get idle(): boolean {
    return lanes.every((lane) => {
      const { held, forwarded } = this.#lanes[lane];
      return (held.at(-1)?.last ?? 0) <= forwarded;
    });
  }

  /**
   * Sends all that waits; gives up after `tries` answers that said to wait. Answers whether
   * everything was acknowledged. @throws CourierError
   */
  async push(desk: CourierDesk, tries: number): Promise<boolean> {
    let left = tries;
    while (!this.idle && left > 0) {
      for (const name of lanes) {
        const lane = this.#lanes[name];
        const batch = lane.held.find((one) => one.last > lane.forwarded);
        if (!batch) continue;
        const waitMs = await this.#send(desk, lane, batch);
        if (waitMs === 0) continue;
        left -= 1;
        await delay(Math.min(waitMs, pauseMsMax));
      }
    }
    return this.idle;
  }

  async #send(desk: CourierDesk, lane: CourierLane, batch: ReadBatch): Promise<number> {
    const { deviceId, incarnation, first, last, bytes } = batch;
    const name = batch.lane;
    const { seen, committed } = lane;
    const outgoing = { incarnation, lane: name, first, last, isVoid: false, bytes, committed };
    // Every batch is offered by itself: no grant is carried over.
    const nextBytes = 0;
    const place = { deviceId, incarnation, lane: name, first, last };
    const offered = await desk.offer({ ...place, bytes: bytes.length, seen });
    let step = afterOffer({ ...outgoing, nextBytes, cutThrough: null }, seen, offered);
    let { committedThrough } = offered;
    if (step.act === 'deliver') {
      const delivered = await desk.deliver({ grant: step.grant, batch: bytes, nextBytes });
      step = afterDelivery({ ...outgoing, nextBytes, cutThrough: null }, delivered);
      ({ committedThrough } = delivered);
    }
    const waitMs = await this.#act(desk, lane, batch, step);
    const through = Math.min(committedThrough, lane.forwarded);
    if (through > lane.committed) {
      lane.committed = through;
      this.#events.onTold?.(name, through);
    }
    return waitMs;
  }

  async #act(
    desk: CourierDesk,
    lane: CourierLane,
    batch: ReadBatch,
    step: SendStep,
  ): Promise<number> {
    const what = `${batch.lane} ${batch.first}-${batch.last} of ${toHex(batch.hash).slice(0, 12)}`;
    if (step.act === 'acknowledged') {
      lane.forwarded = Math.max(lane.forwarded, batch.last);
      if (step.position) lane.seen = step.position;
      this.#events.onAcked?.(batch, step.position);
      return 0;
    }
    if (step.act === 'rewind') {
      for (const other of lanes) {
        this.#lanes[other].forwarded = this.#lanes[other].committed;
        this.#lanes[other].seen = this.#lanes[other] === lane ? step.head : null;
      }
      return 0;
    }
    if (step.act === 'resume') {
      lane.forwarded = Math.max(lane.committed, Math.min(lane.forwarded, step.through));
      const next = lane.held.find((one) => one.last > lane.forwarded);
      if (next && next.first < batch.first) return 0;
      throw new CourierError(`${what}: the relay asks for numbers that the hub has`);
    }
    if (step.act === 'enrol') {
      await desk.enrol(this.device);
      return 1;
    }
    if (step.act === 'wait') return step.ms;
    const why = 'why' in step ? `: ${step.why}` : '';
    throw new CourierError(`${what} is told to ${step.act}${why}`);
  }
}
