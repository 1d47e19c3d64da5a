import { messageOf } from './errors.ts';
import type { Logger } from './logger.ts';

export interface LoopOptions {
  readonly name: string;
  /** Pause between the end of one turn and the start of the next; `wake` ends it early. */
  readonly everyMs: number;
  readonly logger: Logger;
  readonly turn: (signal: AbortSignal) => Promise<void>;
}

/** How long a loop pauses after a turn that failed: doubling, bounded. */
export function backOffMs(everyMs: number, failures: number): number {
  if (failures === 0) return everyMs;
  return Math.min(30_000, Math.max(everyMs, 250) * 2 ** Math.min(failures - 1, 10));
}

/**
 * Runs one turn after the other: turns never overlap, a failed turn is logged and tried again with
 * back-off, and disposing waits for the turn under way.
 */
export class Loop implements AsyncDisposable {
  readonly #options: LoopOptions;
  readonly #stop = new AbortController();
  readonly #done: Promise<void>;
  #failures = 0;
  #wake: () => void = () => {};
  #woken = false;

  constructor(options: LoopOptions) {
    this.#options = options;
    this.#done = this.#run();
  }

  get name(): string {
    return this.#options.name;
  }

  /** Turns that failed since the last good one. */
  get failures(): number {
    return this.#failures;
  }

  /** Starts the next turn now (or right after the one under way). */
  wake(): void {
    this.#woken = true;
    this.#wake();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      this.#woken = false;
      try {
        await this.#options.turn(signal);
        this.#failures = 0;
      } catch (error) {
        if (signal.aborted) return;
        this.#failures += 1;
        this.#report(error);
      }
      await this.#pause(signal);
    }
  }

  /** The first failure in full; while it lasts, a line that says so. */
  #report(error: unknown): void {
    const { name, logger } = this.#options;
    const failures = this.#failures;
    if (failures === 1) logger.error({ loop: name, err: error }, messageOf(error));
    else logger.warn({ loop: name, failures }, messageOf(error));
  }

  async #pause(signal: AbortSignal): Promise<void> {
    if (signal.aborted || (this.#woken && this.#failures === 0)) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, backOffMs(this.#options.everyMs, this.#failures));
    this.#wake = resolve; // disposing wakes, too: no listener is left on the signal
    await promise;
    clearTimeout(timer);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    this.#wake();
    await this.#done;
  }
}
