/**
 * How many events of a steady rate are due `elapsedMs` after the start, `seconds` at most: exactly
 * rate × seconds in the end, however unevenly the caller comes round.
 */
export function dueEvents(perSecond: number, seconds: number, elapsedMs: number): number {
  const within = Math.min(Math.max(0, elapsedMs), seconds * 1_000);
  return Math.floor((perSecond * within) / 1_000);
}

/** Devices take turns, so that each says about as much as any other. */
export function turnOf(event: number, devices: number): number {
  return event % devices;
}
