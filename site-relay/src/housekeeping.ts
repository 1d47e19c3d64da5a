import type { RelayClock } from './home/clock.ts';
import { limits } from './limits.ts';
import type { Logger } from './log.ts';
import type { Receipts } from './uplink/receipts.ts';
import type { View } from './view/view.ts';
import { pause } from './wakeup.ts';

export interface HousekeepingDeps {
  readonly receipts: Receipts;
  readonly clock: RelayClock;
  readonly view: View;
  readonly log: Logger;
}

/** What happens by the clock: the view, the persisted time, truncation. */
export class Housekeeping implements AsyncDisposable {
  readonly #deps: HousekeepingDeps;
  readonly #stop = new AbortController();
  readonly #loops: Promise<unknown>;

  constructor(deps: HousekeepingDeps) {
    this.#deps = deps;
    this.#loops = Promise.all([
      this.#every(limits.viewFlushMs, () => this.#deps.view.refresh()),
      this.#every(limits.housekeepingMs, () => this.#tidy()),
    ]);
  }

  async #tidy(): Promise<void> {
    await this.#deps.clock.persist();
    await this.#deps.receipts.truncate(Date.now());
  }

  async #every(ms: number, act: () => void | Promise<void>): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await pause(ms, signal);
      if (signal.aborted) return;
      try {
        await act();
      } catch (error) {
        this.#deps.log.error({ err: error }, 'housekeeping failed; it is tried again');
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#loops;
    try {
      await this.#deps.clock.persist();
    } catch (error) {
      this.#deps.log.warn({ err: error }, 'the time could not be persisted');
    }
  }
}
