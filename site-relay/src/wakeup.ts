import { setTimeout as delay } from 'node:timers/promises';

/** Lets a loop sleep until there is something to do, or until a time has passed. */
export class Wakeup {
  #pending = false;
  #rouse: AbortController | undefined;

  wake(): void {
    this.#pending = true;
    this.#rouse?.abort();
  }

  /** Returns at the next `wake`, after `ms`, or when the signal aborts. A missed wake returns at once. */
  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (!this.#pending && !signal.aborted && ms > 0) {
      this.#rouse = new AbortController();
      await pause(Math.min(ms, timerMsMax), AbortSignal.any([signal, this.#rouse.signal]));
      this.#rouse = undefined;
    }
    this.#pending = false;
  }
}

const timerMsMax = 2 ** 31 - 1;

/** Waits; returns early, without an error, when the signal aborts. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
