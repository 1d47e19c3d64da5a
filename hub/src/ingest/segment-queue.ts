import { setTimeout as pause } from 'node:timers/promises';
import type { SiteId } from '@eucora/protocol';
import { messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import { awayPauseMs } from './failures.ts';
import { pickGroup, type Waiting } from './group-rules.ts';
import type { Arrived, Disposition, SegmentTaker } from './take.ts';

export interface QueueDeps {
  readonly taker: Pick<SegmentTaker, 'takeGroup'>;
  readonly slots: number; // groups worked on at once
  readonly logger: Logger;
}
/** How a carrier hands a segment over. */
export interface Handover {
  readonly arrived: Arrived;
  /** Called while the database is away: the segment is held. */
  readonly onHeld: () => void;
  readonly signal: AbortSignal;
}
/** `stopped`: the hub stops, and the segment was not worked on. */
type Answer = Disposition | { readonly kind: 'stopped' };

interface Entry extends Waiting, Handover {
  readonly resolve: (answer: Answer) => void;
}

const pressingInARowMax = 8;

/**
 * Segments wait here for their turn and are taken in groups. A more pressing lane goes first, so bulk
 * never stands in front of urgent (PROTOCOL: lanes). After eight groups in a row that passed by
 * others it is the turn of who has waited longest: what never stops must not starve the rest.
 */
export class SegmentQueue {
  readonly #deps: QueueDeps;
  readonly #waiting: Entry[] = [];
  readonly #busy = new Map<SiteId, number>();
  #free: number;
  #passedBy = 0;
  #isStarting = false;

  constructor(deps: QueueDeps) {
    this.#deps = deps;
    this.#free = deps.slots;
  }

  /** Waits until the segment is taken, or the hub stops. */
  take(handover: Handover): Promise<Answer> {
    const { promise, resolve } = Promise.withResolvers<Answer>();
    const { site, lane, bytes } = handover.arrived;
    this.#waiting.push({ ...handover, site, lane, bytes: bytes.length, resolve });
    this.#startSoon();
    return promise;
  }

  /** What arrives at the same time is seen together. */
  #startSoon(): void {
    if (this.#isStarting || this.#free === 0) return;
    this.#isStarting = true;
    setImmediate(() => {
      this.#isStarting = false;
      while (this.#free > 0 && this.#waiting.length > 0) void this.#run(this.#next());
    });
  }

  #next(): Entry[] {
    const oldest = this.#waiting[0];
    const isTurnOfOldest = this.#passedBy >= pressingInARowMax;
    const busy = new Set(this.#busy.keys());
    const picked = new Set(pickGroup(this.#waiting, busy, isTurnOfOldest));
    const group = this.#waiting.filter((_, index) => picked.has(index));
    const rest = this.#waiting.filter((_, index) => !picked.has(index));
    this.#waiting.splice(0, this.#waiting.length, ...rest);
    this.#passedBy = oldest && !group.includes(oldest) ? this.#passedBy + 1 : 0;
    return group;
  }

  async #run(group: readonly Entry[]): Promise<void> {
    this.#free -= 1;
    const sites = new Set(group.map(({ site }) => site));
    for (const site of sites) this.#busy.set(site, (this.#busy.get(site) ?? 0) + 1);
    try {
      await this.#takeAll(group);
    } finally {
      for (const site of sites) {
        const others = this.#busy.get(site)! - 1;
        if (others > 0) this.#busy.set(site, others);
        else this.#busy.delete(site);
      }
      this.#free += 1;
      this.#startSoon();
    }
  }

  async #takeAll(group: readonly Entry[]): Promise<void> {
    let left = group;
    for (let times = 1; ; times += 1) {
      const stopped = left.filter(({ signal }) => signal.aborted);
      for (const { resolve } of stopped) resolve({ kind: 'stopped' });
      left = left.filter((entry) => !stopped.includes(entry));
      const [first] = left;
      if (!first) return;
      const answers = await this.#deps.taker.takeGroup(left.map(({ arrived }) => arrived));
      const away = left.filter((_, i) => answers[i]!.kind === 'away');
      for (const [i, entry] of left.entries()) {
        if (!away.includes(entry)) entry.resolve(answers[i]!);
      }
      // Nobody's segment is at fault: hold these until the database is back, and the lane with them.
      left = away;
      if (away.length === 0) return;
      const fault = answers.find((answer) => answer.kind === 'away');
      if (times === 1 && fault?.kind === 'away') {
        const text = `waiting for the database: ${messageOf(fault.error)}`;
        this.#deps.logger.warn({ lane: first.lane, segments: away.length }, text);
      }
      for (const { onHeld } of away) onHeld();
      await pauseUnless(first.signal, awayPauseMs(times));
    }
  }
}

async function pauseUnless(signal: AbortSignal, ms: number): Promise<void> {
  try {
    await pause(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
