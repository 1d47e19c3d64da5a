import {
  laneOfKind,
  lanes,
  randomId,
  type DeviceEvent,
  type DeviceId,
  type Incarnation,
  type JournalPosition,
  type Lane,
  type PrivateKey,
} from '@eucora/protocol';
import type { TimeKeeper } from '../clock/time-keeper.ts';
import { perLane } from '../per-lane.ts';
import type { Outbox, OutgoingBatch } from '../sender/outbox.ts';
import { Wake } from '../sender/wake.ts';
import { cutNext, dueToCut, type OpenEvent, type StreamTip } from './cutter.ts';
import { estimateBytes } from './estimate.ts';
import { Linger } from './linger.ts';

export interface MemorySpoolOptions {
  readonly deviceId: DeviceId;
  readonly key: PrivateKey;
  readonly keeper: TimeKeeper;
  readonly incarnation?: Incarnation;
}
interface MemoryLane {
  tip: StreamTip;
  open: OpenEvent[];
  held: Omit<OutgoingBatch, 'committed' | 'nextBytes'>[]; // not committed, oldest first
  forwarded: number;
  committed: number;
  seen: JournalPosition | null;
  readonly wake: Wake;
}

/**
 * A spool that lives as long as its process: for simulated devices, whose cutter and sender are the
 * agent's own. It numbers, cuts and trims like the one on disk.
 */
export class MemorySpool implements Outbox, Disposable {
  readonly deviceId: DeviceId;
  readonly incarnation: Incarnation;
  readonly #key: PrivateKey;
  readonly #keeper: TimeKeeper;
  readonly #lanes: Record<Lane, MemoryLane>;
  readonly #linger: Linger;

  constructor(options: MemorySpoolOptions) {
    const { deviceId, key, keeper } = options;
    const incarnation = options.incarnation ?? randomId();
    this.deviceId = deviceId;
    this.incarnation = incarnation;
    this.#key = key;
    this.#keeper = keeper;
    const lastHash = new Uint8Array(0);
    this.#lanes = perLane((lane) => ({
      tip: { deviceId, incarnation, lane, next: 1, lastHash, parent: null },
      open: [],
      held: [],
      forwarded: 0,
      committed: 0,
      seen: null,
      wake: new Wake(),
    }));
    this.#linger = new Linger(
      () => keeper.now().boottimeMs,
      (lane) => this.#cut(lane, false),
    );
  }

  /** Takes events; answers the number that the first one of each lane got. */
  append(events: readonly DeviceEvent[]): void {
    for (const event of events) {
      const lane = laneOfKind(event.body.kind);
      const { open, tip } = this.#lanes[lane];
      if (open.length === 0) this.#linger.began(lane);
      const seq = (open.at(-1)?.seq ?? tip.next - 1) + 1;
      open.push({ seq, event, bytes: estimateBytes(event) });
    }
    for (const lane of lanes) this.#cut(lane, false);
  }

  /** Cuts what is open without waiting for the lanes' linger. */
  flush(): void {
    for (const lane of lanes) this.#cut(lane, true);
  }

  /** Numbers given out and numbers acknowledged by the relay, per lane. */
  marks(): Record<Lane, { accepted: number; forwarded: number; committed: number }> {
    return perLane((lane) => {
      const { open, tip, forwarded, committed } = this.#lanes[lane];
      return { accepted: open.at(-1)?.seq ?? tip.next - 1, forwarded, committed };
    });
  }

  /** True when the relay has everything that was appended. */
  get idle(): boolean {
    return Object.values(this.marks()).every((lane) => lane.forwarded === lane.accepted);
  }

  setConnected(connected: boolean): void {
    if (connected !== this.#linger.connected) this.#linger.setConnected(connected);
  }

  async nextOutgoing(lane: Lane): Promise<OutgoingBatch | null> {
    const { held, forwarded, committed } = this.#lanes[lane];
    const at = held.findIndex((batch) => batch.last > forwarded);
    const next = held[at];
    const nextBytes = held[at + 1]?.bytes.length ?? 0;
    return next ? { ...next, nextBytes, committed } : null;
  }

  seen(lane: Lane): JournalPosition | null {
    return this.#lanes[lane].seen;
  }

  acknowledged(batch: OutgoingBatch, position: JournalPosition | null): void {
    const lane = this.#lanes[batch.lane];
    lane.forwarded = Math.max(lane.forwarded, batch.last);
    if (position) lane.seen = position;
  }

  async committed(batch: OutgoingBatch, through: number): Promise<void> {
    const lane = this.#lanes[batch.lane];
    lane.committed = Math.max(lane.committed, Math.min(through, lane.forwarded));
    lane.held = lane.held.filter((one) => one.last > lane.committed);
  }

  rewind(lane: Lane, head: JournalPosition): void {
    for (const other of lanes) {
      const one = this.#lanes[other];
      one.forwarded = one.committed;
      one.seen = other === lane ? head : null;
      one.wake.announce();
    }
  }

  resumeFrom(batch: OutgoingBatch, through: number): void {
    const lane = this.#lanes[batch.lane];
    lane.forwarded = Math.max(lane.committed, Math.min(lane.forwarded, through));
  }

  /** A simulated key has one history; a conflict is a fault of the run, not to be papered over. */
  async reincarnate(batch: OutgoingBatch): Promise<void> {
    const { lane, first, last } = batch;
    throw new Error(`device ${this.deviceId}: the relay has another ${lane} ${first}-${last}`);
  }

  /** A simulated device says nothing that a relay may refuse: a fault of the run as well. */
  async giveUp(batch: OutgoingBatch): Promise<void> {
    const { lane, first, last } = batch;
    throw new Error(`device ${this.deviceId}: the relay never takes ${lane} ${first}-${last}`);
  }

  work(lane: Lane, signal: AbortSignal): Promise<void> {
    return this.#lanes[lane].wake.wait(signal);
  }

  #cut(name: Lane, force: boolean): void {
    const lane = this.#lanes[name];
    const before = lane.open.length;
    const book = this.#keeper.book();
    const due = (): boolean => {
      const bytes = lane.open.reduce((sum, one) => sum + one.bytes, 0);
      const state = { count: lane.open.length, bytes, waitedMs: this.#linger.waitedMs(name) };
      return dueToCut(name, state, this.#linger.connected);
    };
    const isDue = force ? () => true : due;
    while (lane.open.length > 0 && isDue()) {
      const cut = cutNext(lane.tip, lane.open, book, this.#key);
      const { first, last, batch: bytes } = cut;
      const { incarnation } = this;
      lane.held.push({
        incarnation,
        lane: name,
        first,
        last,
        isVoid: false,
        bytes,
        cutThrough: null,
      });
      lane.open = lane.open.slice(cut.taken);
      lane.tip = cut.tip;
    }
    if (lane.open.length === before) return;
    this.#linger.ended(name, lane.open.length > 0);
    lane.wake.announce();
  }

  [Symbol.dispose](): void {
    this.#linger[Symbol.dispose]();
  }
}
