// The way of an event: keeps events until the hub has them; the order of turns on its files.
// Next: endpoint-agent/src/spool/accept.ts

import {
  lanes,
  type DeviceEvent,
  type DeviceId,
  type Incarnation,
  type JournalPosition,
  type Lane,
} from '@eucora/protocol';
import type { SpoolUnavailableError } from '../errors.ts';
import { perLane } from '../per-lane.ts';
import type { Outbox, OutgoingBatch } from '../sender/outbox.ts';
import { Wake } from '../sender/wake.ts';
import { Acceptor } from './accept.ts';
import { Outgoing } from './outgoing.ts';
import { spoolStats, type SpoolStats } from './stats.ts';
import { Upkeep, type SpoolParts } from './upkeep.ts';

/**
 * Where events wait until the hub has them: in by `accept.ts`, out by `outgoing.ts`, and the disk
 * kept in order by `upkeep.ts`.
 *
 * INVARIANTS: an event is accepted only when it is on disk; a batch is offered only when it is on
 * disk; a file is removed only when the hub's commit mark above it is on disk, or by the drop order.
 * Everything that touches files runs in turns that never overlap.
 */
export class Spool implements Outbox, AsyncDisposable {
  readonly #parts: SpoolParts;
  readonly #wakes: Readonly<Record<Lane, Wake>> = perLane(() => new Wake());
  readonly #upkeep: Upkeep;
  readonly #acceptor: Acceptor;
  readonly #outgoing: Outgoing;
  #lastTurn: Promise<unknown> = Promise.resolve();
  #closed = false;

  /** Use `openSpool`. */
  constructor(parts: SpoolParts) {
    this.#parts = parts;
    const announce = (lane: Lane): void => this.#wakes[lane].announce();
    this.#upkeep = new Upkeep(parts, (stream) => this.#outgoing.onItsWay(stream));
    this.#outgoing = new Outgoing(parts, this.#upkeep, announce);
    this.#acceptor = new Acceptor(parts, this.#upkeep, {
      onLingered: () => void this.#turn(() => this.#acceptor.cutDue(false)),
      onBatch: announce,
    });
    for (const lane of lanes) announce(lane);
  }

  get deviceId(): DeviceId {
    return this.#parts.state.deviceId;
  }

  get incarnation(): Incarnation {
    return this.#parts.state.incarnation;
  }

  /** The fault that keeps new events out at the moment, if there is one. */
  get trouble(): SpoolUnavailableError | null {
    return this.#upkeep.trouble;
  }

  /**
   * Accepts events; they are durable when this resolves. Calls made together share one sync.
   * @throws SpoolUnavailableError none of this call's events was accepted: offer them again later
   * @throws ProtocolError an event that no batch can carry
   */
  async append(events: readonly DeviceEvent[]): Promise<void> {
    const durable = this.#acceptor.queue(events);
    if (durable.length === 0) return;
    void this.#turn(() => this.#acceptor.acceptQueued());
    await Promise.all(durable);
  }

  /** Cuts what is open without waiting for the lanes' linger. */
  async flush(): Promise<void> {
    await this.#turn(() => this.#acceptor.cutDue(true));
  }

  stats(): SpoolStats {
    return spoolStats(this.#parts.state, this.#parts.log.bytes);
  }

  setConnected(connected: boolean): void {
    this.#acceptor.setConnected(connected);
  }

  seen(lane: Lane): JournalPosition | null {
    return this.#parts.state.seen[lane];
  }

  work(lane: Lane, signal: AbortSignal): Promise<void> {
    return this.#wakes[lane].wait(signal);
  }

  nextOutgoing(lane: Lane): Promise<OutgoingBatch | null> {
    return this.#turn(() => this.#outgoing.next(lane));
  }

  acknowledged(batch: OutgoingBatch, position: JournalPosition | null): void {
    this.#outgoing.acknowledged(batch, position);
  }

  async committed(batch: OutgoingBatch, through: number): Promise<void> {
    if (this.#outgoing.committed(batch, through)) await this.#turn(() => this.#upkeep.trim());
  }

  rewind(lane: Lane, head: JournalPosition): void {
    this.#outgoing.rewind(lane, head);
  }

  resumeFrom(batch: OutgoingBatch, through: number): void {
    this.#outgoing.resumeFrom(batch, through);
  }

  reincarnate(batch: OutgoingBatch): Promise<void> {
    return this.#turn(() => this.#outgoing.reincarnate(batch));
  }

  giveUp(batch: OutgoingBatch): Promise<void> {
    return this.#turn(() => this.#outgoing.giveUp(batch));
  }

  /** Ends the last turn, keeps the marks, closes the files. What is open stays open and durable. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#acceptor[Symbol.dispose]();
    await this.#turn(async () => {
      if (this.#parts.log.usable && this.#upkeep.marksChanged) await this.#upkeep.keepMarks();
      await this.#parts.keepLineage();
    });
    await this.#parts.log[Symbol.asyncDispose]();
    await this.#parts.stated[Symbol.asyncDispose]();
    await this.#parts.store[Symbol.asyncDispose]();
  }

  #turn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#lastTurn.then(work);
    this.#lastTurn = turn.catch((error: unknown) => {
      this.#parts.logger.warn({ err: error }, 'a turn of the spool failed');
    });
    return turn;
  }
}
