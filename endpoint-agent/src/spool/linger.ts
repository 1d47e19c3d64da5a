import { lanes, limits, type Lane } from '@eucora/protocol';

/** Wakes the spool when the oldest open event of a lane has waited for the lane's linger. */
export class Linger implements Disposable {
  readonly #nowMs: () => number;
  readonly #due: (lane: Lane) => void;
  readonly #since = new Map<Lane, number>();
  readonly #timers = new Map<Lane, NodeJS.Timeout>();
  connected = false;

  constructor(nowMs: () => number, due: (lane: Lane) => void) {
    this.#nowMs = nowMs;
    this.#due = due;
  }

  /** While no relay is in reach nothing wakes. */
  setConnected(connected: boolean): void {
    this.connected = connected;
    for (const lane of lanes) this.#arm(lane);
  }

  /** The first open event of a lane is there. */
  began(lane: Lane): void {
    this.#since.set(lane, this.#nowMs());
    this.#arm(lane);
  }

  /** A batch was cut; `more`: open events are left behind it. */
  ended(lane: Lane, more: boolean): void {
    this.#since.delete(lane);
    if (more) this.began(lane);
    else this.#arm(lane);
  }

  waitedMs(lane: Lane): number {
    const since = this.#since.get(lane);
    return since === undefined ? 0 : this.#nowMs() - since;
  }

  #arm(lane: Lane): void {
    clearTimeout(this.#timers.get(lane));
    this.#timers.delete(lane);
    if (!this.connected || !this.#since.has(lane)) return;
    // The counter has a grain of 10 ms: a timer that fires early by it would cut nothing.
    const restMs = Math.max(0, limits.lingerMs[lane] - this.waitedMs(lane)) + 10;
    this.#timers.set(
      lane,
      setTimeout(() => this.#due(lane), restMs),
    );
  }

  [Symbol.dispose](): void {
    this.connected = false;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
}
