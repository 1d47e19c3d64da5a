import type { RelayClock } from './home/clock.ts';
import type { Room } from './home/room.ts';
import type { Link } from './link/link.ts';
import type { Journals } from './journal/journals.ts';
import { limits } from './limits.ts';
import type { Logger } from './log.ts';
import type { Receipts } from './uplink/receipts.ts';
import { pause } from './wakeup.ts';

export interface HousekeepingDeps {
  readonly journals: Journals;
  readonly receipts: Receipts;
  readonly room: Room;
  readonly link: Link;
  readonly onLinkChange: () => void;
  readonly clock: RelayClock;
  /** A document that an operator puts into its file counts at once. */
  readonly documents: readonly { reload(): Promise<void> }[];
  readonly log: Logger;
}

/** What happens by the clock: the persisted time, truncation. */
export class Housekeeping implements AsyncDisposable {
  readonly #deps: HousekeepingDeps;
  readonly #stop = new AbortController();
  readonly #loops: Promise<unknown>;

  #tidiedMs = performance.now();

  constructor(deps: HousekeepingDeps) {
    this.#deps = deps;
    this.#loops = Promise.all([
      this.#every(limits.housekeepingMs, () => this.#persistTime()),
      this.#every(limits.roomLookMs, () => this.#keepRoom()),
      this.#every(limits.planLookMs, () => this.#lookAtPlan()),
    ]);
  }

  /** Truncates every minute, and without waiting while room is short. */
  async #keepRoom(): Promise<void> {
    const { journals, receipts, room } = this.#deps;
    await room.look();
    const now = performance.now();
    if (!room.shortage && now - this.#tidiedMs < limits.housekeepingMs) return;
    this.#tidiedMs = now;
    const removed = await receipts.truncate(Date.now());
    if (room.shortage) await journals.current.shed();
    if (removed > 0) await room.look();
  }

  async #lookAtPlan(): Promise<void> {
    if (await this.#deps.link.reload()) this.#deps.onLinkChange();
    for (const document of this.#deps.documents) await document.reload();
  }

  #persistTime(): Promise<void> {
    const { clock, room } = this.#deps;
    return room.use(() => clock.persist());
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
      await this.#persistTime();
    } catch (error) {
      this.#deps.log.warn({ err: error }, 'the time could not be persisted');
    }
  }
}
