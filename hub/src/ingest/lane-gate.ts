import { lanes, type Lane } from '@eucora/protocol';

interface Waiting {
  readonly lane: Lane;
  readonly admit: () => void;
}

const pressingInARowMax = 8;

/**
 * Lets a bounded number of segments be worked on at once. Whoever waits in a more pressing lane goes
 * first, so bulk never stands in front of urgent (PROTOCOL: lanes). After eight in a row that passed
 * by others it is the turn of who has waited longest: what never stops must not starve the rest.
 */
export class LaneGate {
  #free: number;
  #passedBy = 0;
  readonly #waiting: Waiting[] = [];

  constructor(slots: number) {
    this.#free = slots;
  }

  /** Waits for a slot; call the result once to give it back. */
  async enter(lane: Lane): Promise<() => void> {
    if (this.#free > 0) {
      this.#free -= 1;
    } else {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#waiting.push({ lane, admit: resolve });
      await promise;
    }
    return () => this.#leave();
  }

  #leave(): void {
    const next = this.#next();
    // The slot passes on without becoming free.
    if (next) next.admit();
    else this.#free += 1;
  }

  #next(): Waiting | undefined {
    const isTurnOfOldest = this.#passedBy >= pressingInARowMax;
    const pressing = lanes.find((lane) => this.#waiting.some((each) => each.lane === lane));
    const at = isTurnOfOldest ? 0 : this.#waiting.findIndex((each) => each.lane === pressing);
    this.#passedBy = at > 0 ? this.#passedBy + 1 : 0;
    return this.#waiting.splice(Math.max(0, at), 1)[0];
  }
}
