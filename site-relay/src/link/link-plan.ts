import { ConfigError } from '../errors.ts';

/** A stretch of the week in which the link may be used, minutes from Monday 00:00 local time. */
export interface LinkWindow {
  readonly fromMinute: number;
  /** Exclusive; beyond the end of the week when it goes on into the next. */
  readonly toMinute: number;
}
/** What an operator allows the way to the hub to cost. */
export interface LinkPlan {
  /** 0: as fast as the link takes them. */
  readonly bytesPerSecond: number;
  /** 0: no limit. Else at least one whole segment, or nothing would ever go. */
  readonly bytesPerDay: number;
  /** Empty: at any time. As it was written, such as `mon-fri 22:00-06:00`. */
  readonly windows: readonly string[];
  /** IANA name; what windows and days are counted in. */
  readonly timeZone: string;
  /** The urgent lane keeps to neither rate, windows nor the day's bytes. */
  readonly urgentExempt: boolean;
  /** By the operator: nothing goes, urgent or not. Tips and receipts do. */
  readonly paused: boolean;
}

export const minutesPerDay = 1_440;
export const minutesPerWeek = 7 * minutesPerDay;
/** The largest message the broker takes: a day's bytes must have room for one. */
export const bytesPerDayMin = 1024 * 1024;

const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const pattern = /^(?:([a-z]{3}(?:[-,][a-z]{3})*) )?(\d{2}):(\d{2})-(\d{2}):(\d{2})$/;

/**
 * Reads `22:00-06:00`, `mon-fri 22:00-06:00` or `sat,sun 00:00-24:00`. A window that ends at or before
 * it begins ends on the next day; its days are those on which it begins.
 * @throws ConfigError naming what was meant
 */
export function parseWindow(text: string): LinkWindow[] {
  const match = pattern.exec(text.trim().toLowerCase());
  const minute = (hours: string, minutes: string): number => Number(hours) * 60 + Number(minutes);
  const [, days, h1 = '', m1 = '', h2 = '', m2 = ''] = match ?? [];
  const from = minute(h1, m1);
  const to = minute(h2, m2);
  const named = days === undefined ? [0, 1, 2, 3, 4, 5, 6] : parseDays(days);
  const sound = Number(m1) < 60 && Number(m2) < 60 && from < minutesPerDay && to <= minutesPerDay;
  if (!match || !named || !sound) {
    throw new ConfigError(
      `a window is HH:MM-HH:MM with days before it if need be, such as "mon-fri 22:00-06:00", not "${text}"`,
    );
  }
  const lasts = to > from ? to - from : to - from + minutesPerDay;
  return named.map((day) => {
    const fromMinute = day * minutesPerDay + from;
    return { fromMinute, toMinute: fromMinute + lasts };
  });
}

function parseDays(text: string): number[] | undefined {
  const days = text.split(',').flatMap((part) => {
    const [from = '', to = from] = part.split('-');
    const first = dayNames.indexOf(from);
    const last = dayNames.indexOf(to);
    if (first < 0 || last < 0) return [-1];
    const count = ((last - first + 7) % 7) + 1;
    return Array.from({ length: count }, (_, i) => (first + i) % 7);
  });
  return days.includes(-1) ? undefined : [...new Set(days)];
}

/** True when a time of the week lies in any window, or when there are none. */
export function isOpenAt(windows: readonly LinkWindow[], weekMinute: number): boolean {
  if (windows.length === 0) return true;
  return windows.some(
    ({ fromMinute, toMinute }) =>
      (weekMinute >= fromMinute && weekMinute < toMinute) || weekMinute + minutesPerWeek < toMinute,
  );
}

/** Minutes from a time of the week to the next beginning or end of a window; Infinity without any. */
export function minutesToChange(windows: readonly LinkWindow[], weekMinute: number): number {
  let least = Infinity;
  for (const { fromMinute, toMinute } of windows) {
    for (const edge of [fromMinute, toMinute]) {
      const ahead = (edge - weekMinute + 2 * minutesPerWeek) % minutesPerWeek;
      least = Math.min(least, ahead === 0 ? minutesPerWeek : ahead);
    }
  }
  return least;
}

/** A plan as it was stored or given, checked. @throws ConfigError naming the field and the remedy */
export function checkPlan(plan: LinkPlan): LinkPlan {
  for (const [name, value] of [
    ['bytes per second', plan.bytesPerSecond],
    ['bytes per day', plan.bytesPerDay],
  ] as const) {
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new ConfigError(`${name} must be a whole number, 0 for no limit, not ${value}`);
    }
  }
  if (plan.bytesPerDay > 0 && plan.bytesPerDay < bytesPerDayMin) {
    throw new ConfigError(
      `bytes per day must be 0 or at least ${bytesPerDayMin}, the largest segment, not ${plan.bytesPerDay}`,
    );
  }
  for (const window of plan.windows) parseWindow(window);
  try {
    Intl.DateTimeFormat('en', { timeZone: plan.timeZone });
  } catch (cause) {
    throw new ConfigError(
      `"${plan.timeZone}" is no time zone; name one such as Europe/Berlin or UTC`,
      { cause },
    );
  }
  return plan;
}
