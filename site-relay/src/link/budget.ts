import type { Lane, LinkHold } from '@eucora/protocol';
import {
  isOpenAt,
  minutesPerDay,
  minutesToChange,
  parseWindow,
  type LinkPlan,
  type LinkWindow,
} from './link-plan.ts';

/** What was sent in the newest day that counts. */
export interface DayUse {
  /** Local date, `YYYY-MM-DD`; it only ever moves forward. */
  readonly day: string;
  readonly bytes: number;
}
/** The two times that matter, Unix ms. */
export interface LinkTime {
  /** The best estimate of the time of day: what windows go by. */
  readonly likelyMs: number;
  /**
   * It is at least this late, by signed time and measured time since (PROTOCOL §9): what days are
   * counted by. A wall clock that is wrong moves it not at all.
   */
  readonly loMs: number;
}
export type LinkVerdict =
  | { readonly send: true; readonly use: DayUse }
  /** `againMs`: how long nothing changes unless the plan does. */
  | { readonly send: false; readonly why: LinkHold; readonly againMs: number };

/** Local time as plans count it. */
export interface LocalTime {
  readonly date: string;
  /** Minutes since Monday 00:00, with a fraction. */
  readonly weekMinute: number;
}

const minuteMs = 60_000;
/** Clocks jump and daylight saving comes and goes: nobody sleeps longer than this on a forecast. */
const lookAgainMs = 60_000;

/** A plan made ready for deciding: windows parsed, its time zone's clock at hand. */
export class LinkClock {
  readonly windows: readonly LinkWindow[];
  readonly #format: Intl.DateTimeFormat;

  constructor(plan: LinkPlan) {
    this.windows = plan.windows.flatMap(parseWindow);
    this.#format = new Intl.DateTimeFormat('en-CA', {
      timeZone: plan.timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
    });
  }

  at(ms: number): LocalTime {
    const parts = new Map(this.#format.formatToParts(ms).map(({ type, value }) => [type, value]));
    const get = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
    const day = weekdays.indexOf(get('weekday').slice(0, 3));
    const minute = Number(get('hour')) * 60 + Number(get('minute'));
    const fraction = (((ms % minuteMs) + minuteMs) % minuteMs) / minuteMs;
    return {
      date: `${get('year')}-${get('month')}-${get('day')}`,
      weekMinute: day * minutesPerDay + minute + fraction,
    };
  }
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** The day's use at a time: a later day begins at nothing, an earlier one than stored never counts. */
export function useAt(use: DayUse | undefined, date: string): DayUse {
  return use && use.day >= date ? use : { day: date, bytes: 0 };
}

/**
 * Decides whether a segment of a lane may go out now. The urgent lane's bytes count for the day, so
 * what it takes beyond the plan the others give.
 */
export function maySend(
  plan: LinkPlan,
  clock: LinkClock,
  use: DayUse | undefined,
  now: LinkTime,
  lane: Lane,
  bytes: number,
): LinkVerdict {
  if (plan.paused) return { send: false, why: 'paused', againMs: lookAgainMs };
  const today = useAt(use, clock.at(now.loMs).date);
  const after = { ...today, bytes: today.bytes + bytes };
  if (lane === 'urgent' && plan.urgentExempt) return { send: true, use: after };
  const { weekMinute } = clock.at(now.likelyMs);
  if (!isOpenAt(clock.windows, weekMinute)) {
    const againMs = Math.ceil(minutesToChange(clock.windows, weekMinute) * minuteMs);
    return { send: false, why: 'window', againMs: Math.min(againMs, lookAgainMs) };
  }
  if (plan.bytesPerDay > 0 && after.bytes > plan.bytesPerDay) {
    const againMs = Math.ceil(msToMidnight(clock, now.loMs));
    return { send: false, why: 'day', againMs: Math.min(againMs, lookAgainMs) };
  }
  return { send: true, use: after };
}

function msToMidnight(clock: LinkClock, ms: number): number {
  const { weekMinute } = clock.at(ms);
  return (minutesPerDay - (weekMinute % minutesPerDay)) * minuteMs;
}

export interface Workload {
  readonly backlogBytes: number;
  /** Measured; undefined while nothing was sent yet. */
  readonly bytesPerSecond: number | undefined;
}
export type Forecast =
  | { readonly finishMs: number }
  /** Why nobody can say: the operator paused it, no rate is known, or it lies beyond ten years. */
  | { readonly finishMs: null; readonly why: 'paused' | 'rate' | 'never' };

const stepsMax = 8_000;

/**
 * When a backlog will be at the hub if nothing is added: a function of its bytes, the rate, the
 * windows, and what the day still allows. Days between are counted whole.
 */
export function predictFinish(
  plan: LinkPlan,
  clock: LinkClock,
  use: DayUse | undefined,
  now: LinkTime,
  work: Workload,
): Forecast {
  if (work.backlogBytes === 0) return { finishMs: now.likelyMs };
  if (plan.paused) return { finishMs: null, why: 'paused' };
  const limit = plan.bytesPerSecond || Infinity;
  const bytesPerMs = Math.min(work.bytesPerSecond ?? limit, limit) / 1_000;
  if (!(bytesPerMs > 0) || bytesPerMs === Infinity) return { finishMs: null, why: 'rate' };
  const quota = plan.bytesPerDay || Infinity;
  let left = work.backlogBytes;
  let ms = now.likelyMs;
  let dayLeft = Math.max(0, quota - useAt(use, clock.at(now.loMs).date).bytes);
  for (let step = 0; step < stepsMax; step += 1) {
    const { weekMinute, date } = clock.at(ms);
    const open = isOpenAt(clock.windows, weekMinute) && dayLeft >= Math.min(1, left);
    const toMidnightMs = msToMidnight(clock, ms);
    const toChangeMs = minutesToChange(clock.windows, weekMinute) * minuteMs;
    const spanMs = Math.max(1, Math.min(toMidnightMs, toChangeMs));
    const goes = open ? Math.min(left, dayLeft, spanMs * bytesPerMs) : 0;
    left -= goes;
    if (left <= 0) return { finishMs: Math.ceil(ms + goes / bytesPerMs) };
    dayLeft -= goes;
    ms += spanMs;
    // By the date, not by the hours: a day of daylight saving has 23 or 25.
    if (clock.at(ms).date > date) dayLeft = quota;
  }
  return { finishMs: null, why: 'never' };
}
