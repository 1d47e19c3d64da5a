import { likelyMs } from '../clock.ts';
import type { HintedTime } from './lease.ts';
import type { MaintenanceWindow } from './model.ts';

/** The device's time, and how its local time lies to UTC at the moment. */
export interface LocalTime extends HintedTime {
  readonly utcOffsetMinutes?: number; // east of Greenwich is positive; absent: UTC
}
/** Whether a window is open; `opensMs`: when the next one does, Unix ms, by the device's own reckoning. */
export type WindowState =
  | { readonly isOpen: true }
  | { readonly isOpen: false; readonly opensMs: number };

const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;
const weekMs = 7 * dayMs;
const mondayMs = 4 * dayMs; // 1970-01-05 was a Monday

/**
 * Is one of the windows open (EUCORA D10)? All of the interval in which the time is known to lie has to
 * be within one opening. Where the interval is wider than any window could hold, or has no end, the wall
 * clock within the bounds decides: a window is a courtesy to people, nothing rests on it.
 */
export function windowStateAt(windows: readonly MaintenanceWindow[], now: LocalTime): WindowState {
  if (windows.length === 0) return { isOpen: true };
  const likely = likelyMs(now, now.wallMs ?? now.loMs);
  const widest = Math.max(...windows.map(({ minutes }) => minutes)) * minuteMs;
  const isKnown = now.hiMs !== null && now.hiMs - now.loMs < widest;
  const [fromMs, toMs] = isKnown ? [now.loMs, now.hiMs ?? now.loMs] : [likely, likely];
  const offsetMs = (now.utcOffsetMinutes ?? 0) * minuteMs;
  const openings = windows.flatMap(({ days, fromMinute, minutes }) =>
    days.map((day) => ({
      startMs: day * dayMs + fromMinute * minuteMs,
      lastsMs: minutes * minuteMs,
    })),
  );
  const sinceStart = (startMs: number, ms: number): number =>
    modulo(ms + offsetMs - mondayMs - startMs, weekMs);
  const isOpen = openings.some(
    ({ startMs, lastsMs }) => sinceStart(startMs, fromMs) + (toMs - fromMs) < lastsMs,
  );
  if (isOpen) return { isOpen };
  const waits = openings.map(({ startMs }) => weekMs - sinceStart(startMs, toMs));
  return { isOpen, opensMs: toMs + Math.min(...waits) };
}

const modulo = (value: number, by: number): number => ((value % by) + by) % by;
