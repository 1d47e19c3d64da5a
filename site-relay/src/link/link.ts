import { likelyMs, type Lane, type LinkHold } from '@eucora/protocol';
import { ConfigError, errorText } from '../errors.ts';
import type { RelayClock } from '../home/clock.ts';
import { parseJson, readIfThere, writeFileAtomic } from '../home/files.ts';
import type { RoomKeeper } from '../home/room.ts';
import type { Logger } from '../log.ts';
import {
  LinkClock,
  maySend,
  predictFinish,
  useAt,
  type DayUse,
  type Forecast,
  type LinkTime,
} from './budget.ts';
import type { LinkPlan } from './link-plan.ts';
import { Pacer } from './pacer.ts';
import { readPlan } from './plan-file.ts';
import { RateMeter } from './rate-meter.ts';

export interface LinkDeps {
  readonly planPath: string;
  readonly usePath: string;
  /** The plan where the file says nothing. */
  readonly otherwise: LinkPlan;
  readonly clock: RelayClock;
  readonly room: RoomKeeper;
  readonly log: Logger;
}
export interface LinkReport {
  readonly plan: LinkPlan;
  /** What keeps the lanes that are not exempt, if anything does. */
  readonly hold: LinkHold | undefined;
  readonly dayBytes: number;
  readonly measuredBytesPerSecond: number | undefined;
  /** The time that forecasts begin at, Unix ms. */
  readonly likelyMs: number;
}

/** Bytes of a day that are put down as used before they are, so that a crash grants nothing. */
const reserveBytes = 4 * 1024 * 1024;

/**
 * What the way to the hub may cost, by the operator's plan: read anew whenever its file changes, with
 * the day's bytes kept across restarts.
 */
export class Link {
  readonly #deps: LinkDeps;
  #plan: LinkPlan;
  #clock: LinkClock;
  #use: DayUse | undefined;
  /** What the file says: at least what was used. */
  #kept: DayUse | undefined;
  #fault = '';
  readonly #pacer = new Pacer(performance.now());
  readonly meter = new RateMeter();

  private constructor(deps: LinkDeps, use: DayUse | undefined) {
    this.#deps = deps;
    this.#plan = deps.otherwise;
    this.#clock = new LinkClock(deps.otherwise);
    this.#use = use;
    this.#kept = use;
  }

  static async open(deps: LinkDeps): Promise<Link> {
    const bytes = await readIfThere(deps.usePath);
    const link = new Link(deps, bytes && parseUse(bytes.toString()));
    await link.reload();
    return link;
  }

  get plan(): LinkPlan {
    return this.#plan;
  }

  get report(): LinkReport {
    const time = this.#now();
    const verdict = maySend(this.#plan, this.#clock, this.#use, time, 'bulk', 1);
    return {
      plan: this.#plan,
      hold: verdict.send ? undefined : verdict.why,
      dayBytes: useAt(this.#use, this.#clock.at(time.loMs).date).bytes,
      measuredBytesPerSecond: this.meter.bytesPerSecond,
      likelyMs: time.likelyMs,
    };
  }

  /** Takes the file's plan if it is another one, and says whether it was. A faulty one changes nothing. */
  async reload(): Promise<boolean> {
    const { planPath, otherwise, log } = this.#deps;
    try {
      const plan = await readPlan(planPath, otherwise);
      this.#fault = '';
      if (JSON.stringify(plan) === JSON.stringify(this.#plan)) return false;
      this.#plan = plan;
      this.#clock = new LinkClock(plan);
      log.info({ plan }, 'the plan of the link to the hub');
      return true;
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      if (this.#fault !== error.message) {
        log.error(
          { error: errorText(error) },
          'the plan of the link cannot be read; it stays as it was',
        );
      }
      this.#fault = error.message;
      return false;
    }
  }

  /**
   * Asks for a segment's bytes. 0: they are put down as used and may go out now; else how long to
   * wait before asking again, ms.
   */
  async claim(lane: Lane, bytes: number): Promise<number> {
    const exempt = lane === 'urgent' && this.#plan.urgentExempt;
    const nowMs = performance.now();
    const debtMs = this.#pacer.waitMs(this.#plan.bytesPerSecond, nowMs);
    if (debtMs > 0 && !exempt) return debtMs;
    const verdict = maySend(this.#plan, this.#clock, this.#use, this.#now(), lane, bytes);
    if (!verdict.send) return verdict.againMs;
    this.#use = verdict.use;
    this.#pacer.take(bytes);
    if (this.#plan.bytesPerDay > 0) await this.#keepAhead(verdict.use);
    return 0;
  }

  /** When so many bytes will have gone, at a rate that was measured: this link's own, unless said. */
  forecast(backlogBytes: number, bytesPerSecond = this.meter.bytesPerSecond): Forecast {
    const work = { backlogBytes, bytesPerSecond };
    return predictFinish(this.#plan, this.#clock, this.#use, this.#now(), work);
  }

  /** Keeps the exact use, at a stop. */
  async keep(): Promise<void> {
    if (this.#use && this.#plan.bytesPerDay > 0) await this.#write(this.#use);
  }

  async #keepAhead(use: DayUse): Promise<void> {
    if (this.#kept?.day === use.day && this.#kept.bytes >= use.bytes) return;
    const ahead = Math.min(reserveBytes, Math.ceil(this.#plan.bytesPerDay / 16));
    await this.#write({ ...use, bytes: use.bytes + ahead });
  }

  async #write(use: DayUse): Promise<void> {
    const { usePath, room, log } = this.#deps;
    try {
      await room.use(() => writeFileAtomic(usePath, JSON.stringify(use)));
      this.#kept = use;
    } catch (error) {
      log.warn(
        { err: error },
        'the bytes sent today could not be kept; a restart may send them again',
      );
    }
  }

  #now(): LinkTime {
    const interval = this.#deps.clock.now();
    return { loMs: interval.loMs, likelyMs: likelyMs(interval, interval.wallMs) };
  }
}

function parseUse(text: string): DayUse | undefined {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('day' in value) || typeof value.day !== 'string') return undefined;
  if (!('bytes' in value) || typeof value.bytes !== 'number') return undefined;
  const sound = /^\d{4}-\d{2}-\d{2}$/.test(value.day) && value.bytes >= 0;
  return sound ? { day: value.day, bytes: value.bytes } : undefined;
}
