import { lanes, type Lane } from '@eucora/protocol';

interface Waiting {
  readonly lane: Lane;
  readonly admit: () => void;
}

/**
 * Lets a bounded number of segments be worked on at once. Whoever waits in a more pressing lane goes
 * first, so bulk never stands in front of urgent (PROTOCOL: lanes).
 */
export class LaneGate {
  #free: number;
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
    for (const lane of lanes) {
      const at = this.#waiting.findIndex((each) => each.lane === lane);
      if (at < 0) continue;
      // The slot passes on without becoming free.
      this.#waiting.splice(at, 1)[0]!.admit();
      return;
    }
    this.#free += 1;
  }
}
