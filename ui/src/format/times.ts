const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * A duration in its two largest units: `3 d 4 h`, `2 min 5 s`, `412 ms`.
 * A negative duration is shown as none.
 */
export function duration(ms: number): string {
  if (ms < SECOND_MS) return `${Math.max(0, Math.round(ms))} ms`;
  const parts: [number, string][] = [
    [Math.floor(ms / DAY_MS), 'd'],
    [Math.floor((ms % DAY_MS) / HOUR_MS), 'h'],
    [Math.floor((ms % HOUR_MS) / MINUTE_MS), 'min'],
    [Math.floor((ms % MINUTE_MS) / SECOND_MS), 's'],
  ];
  const first = parts.findIndex(([value]) => value > 0);
  return parts
    .slice(first, first + 2)
    .filter(([value]) => value > 0)
    .map(([value, unit]) => `${value} ${unit}`)
    .join(' ');
}

/** A duration in its largest unit only, rounded down: `3 d`. */
export function roughDuration(ms: number): string {
  return duration(ms).split(' ').slice(0, 2).join(' ');
}

/** How far a time is from now: `just now`, `12 s ago`, `in 3 d`. */
export function relative(at: number, now: number): string {
  const distance = at - now;
  if (Math.abs(distance) < 2 * SECOND_MS) return 'just now';
  return distance < 0 ? `${roughDuration(-distance)} ago` : `in ${roughDuration(distance)}`;
}

/** A countdown keeps its seconds in the last hour: `12 min 4 s`. */
export function countdown(until: number, now: number): string {
  return until <= now ? 'now' : duration(until - now);
}

/** The exact time in the viewer's zone, with the zone: `Tue, 3 Nov 2026, 14:02:11 CET`. */
export function absolute(at: number, zone?: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
    ...(zone === undefined ? {} : { timeZone: zone }),
  }).format(at);
}

/** Hour and minute in the viewer's zone, for axes. */
export function clock(at: number, zone?: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    ...(zone === undefined ? {} : { timeZone: zone }),
  }).format(at);
}

/** Hour, minute and second in the viewer's zone, for rows. */
export function clockSeconds(at: number, zone?: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    ...(zone === undefined ? {} : { timeZone: zone }),
  }).format(at);
}

/** Day and month in the viewer's zone. */
export function day(at: number, zone?: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(zone === undefined ? {} : { timeZone: zone }),
  }).format(at);
}

/** Reads an RFC 3339 time; undefined when there is none. */
export function instant(text: string | null | undefined): number | undefined {
  if (text === null || text === undefined) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}
