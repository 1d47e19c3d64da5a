// The way of an event: when durable batches become a segment (`seal-policy.ts` decides).
// Next: site-relay/src/journal/sealing.ts

import { lanes, type Lane } from '@eucora/protocol';
import { DiskError } from '../errors.ts';
import type { RefusalLog } from '../intake/refusals.ts';
import { limits } from '../limits.ts';
import type { Logger } from '../log.ts';
import { Wakeup } from '../wakeup.ts';
import type { Journals } from './journals.ts';
import { decideSeal, type UplinkMood } from './seal-policy.ts';

export interface SealerDeps {
  readonly journals: Journals;
  readonly refusals: RefusalLog;
  readonly mood: (lane: Lane) => UplinkMood;
  readonly log: Logger;
}

/** Turns what waits into segments when it is time. */
export class Sealer implements AsyncDisposable {
  readonly #deps: SealerDeps;
  readonly #stop = new AbortController();
  readonly #wakeup = new Wakeup();
  #loop: Promise<void> = Promise.resolve();

  constructor(deps: SealerDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#loop = this.#run();
  }

  /** Something began to wait. */
  wake(): void {
    this.#wakeup.wake();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      let sleepMs = Infinity;
      try {
        sleepMs = await this.#turn();
      } catch (error) {
        if (!(error instanceof DiskError)) throw error;
        this.#deps.log.error({ err: error }, 'a segment could not be stored; trying again');
        sleepMs = limits.diskRetryMsMin * 2;
      }
      // Many batches arrive within one turn of the disk: look again at most every few milliseconds.
      await this.#wakeup.sleep(Math.max(sleepMs, 5), signal);
    }
  }

  async #turn(): Promise<number> {
    const { journals, refusals, mood } = this.#deps;
    let sleepMs = Infinity;
    for (const lane of lanes) {
      const decision = decideSeal(journals.current.load(lane), mood(lane), performance.now());
      if (!decision.seal) {
        // While something waits, look often: the link's mood may change before the time is up.
        const lookMs = decision.inMs === Infinity ? Infinity : limits.sealIdleMs;
        sleepMs = Math.min(sleepMs, decision.inMs, lookMs);
        continue;
      }
      await journals.current.sealLane(lane);
      sleepMs = 0;
    }
    // Refusals ride in any segment; alone they wait a little longer for one.
    const { sinceMs } = refusals;
    if (sinceMs === undefined) return sleepMs;
    const leftMs = sinceMs + limits.sealBusyMs - performance.now();
    if (leftMs > 0) return Math.min(sleepMs, leftMs);
    await journals.current.sealLane('urgent');
    return 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#loop;
  }
}
