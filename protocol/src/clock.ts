import type { BootId } from './ids.ts';

/** Real time as honest bounds, Unix ms. `hiMs` null: nothing bounds it from above. */
export interface TimeInterval {
  readonly loMs: number;
  readonly hiMs: number | null;
}
/** A point of one boot of one machine, and what the wall clock claimed then (a hint, never proof). */
export interface Moment {
  readonly bootId: BootId;
  readonly boottimeMs: number; // CLOCK_BOOTTIME
  readonly wallMs: number;
}
/** One boot tied to real time: at `boottimeMs` the true time was within [loMs, hiMs]. */
export interface TimeAnchor extends Moment, TimeInterval {}

/** Crystals drift; bounds that age by counting are widened by this share of the elapsed time. */
const driftPpm = 200;

const driftOf = (elapsedMs: number): number => Math.ceil((Math.abs(elapsedMs) * driftPpm) / 1e6);

/** Bounds of the true time at `boottimeMs` of the anchor's own boot (earlier or later than it). */
export function intervalAt(anchor: TimeAnchor, boottimeMs: number): TimeInterval {
  const elapsed = boottimeMs - anchor.boottimeMs;
  const drift = driftOf(elapsed);
  return {
    loMs: Math.max(0, anchor.loMs + elapsed - drift),
    hiMs: anchor.hiMs === null ? null : Math.max(0, anchor.hiMs + elapsed + drift),
  };
}

/**
 * What a program that starts may believe: at least what it persisted before. Within one boot the
 * counter still runs; across boots the off-time was measured by nothing, so `hi` is unbounded
 * (PROTOCOL: time).
 */
export function startClock(persisted: TimeAnchor | undefined, now: Moment): TimeAnchor {
  if (!persisted) return { ...now, loMs: 0, hiMs: null };
  if (persisted.bootId === now.bootId && now.boottimeMs >= persisted.boottimeMs) {
    return { ...now, ...intervalAt(persisted, now.boottimeMs) };
  }
  return { ...now, loMs: persisted.loMs, hiMs: null };
}

/**
 * Tightens an anchor with time that somebody trusted signed: it was not earlier than `signedLoMs`
 * then, and if the statement is known to be at most `ageMsMax` old, not later than that much after
 * `signedHiMs`. Bounds only ever narrow; evidence which contradicts them moves `lo` and drops `hi`,
 * since a signed later time is proof and our upper bound was an estimate.
 */
export function anchorClock(
  anchor: TimeAnchor,
  now: Moment,
  signed: { readonly loMs: number; readonly hiMs?: number; readonly ageMsMax?: number },
): TimeAnchor {
  const current = startClock(anchor, now);
  const loMs = Math.max(current.loMs, signed.loMs);
  const bound =
    signed.hiMs !== undefined && signed.ageMsMax !== undefined
      ? signed.hiMs + signed.ageMsMax
      : null;
  const hiMs =
    current.hiMs === null ? bound : bound === null ? current.hiMs : Math.min(current.hiMs, bound);
  return { ...now, loMs, hiMs: hiMs !== null && hiMs < loMs ? null : hiMs };
}

/**
 * The best single number for display: the wall clock where the bounds allow it, else the nearer
 * bound. Decisions use the interval.
 */
export function likelyMs(interval: TimeInterval, wallMs: number): number {
  if (wallMs < interval.loMs) return interval.loMs;
  return interval.hiMs !== null && wallMs > interval.hiMs ? interval.hiMs : wallMs;
}
