import type { Usage } from '../api/types.ts';
import { instant } from '../format/times.ts';

/** One bar of the timeline, in milliseconds since the epoch. */
export interface UsageBar {
  readonly startMs: number;
  readonly startUncertaintyMs: number;
  /** Undefined while the program runs, as far as is known. */
  readonly endMs: number | undefined;
  readonly endUncertaintyMs: number;
  readonly usage: Usage;
}
export interface UsageLane {
  readonly program: string;
  readonly bars: readonly UsageBar[];
  /** Time the program surely ran within the span: overlapping intervals count once. */
  readonly ranMs: number;
}
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Groups usage intervals by program, longest running first. What the device said reaches only to
 * `horizonMs`: an interval without an end is known to have run until then, not until now.
 */
export function usageLanes(usages: readonly Usage[], span: Span, horizonMs: number): UsageLane[] {
  const byProgram = new Map<string, UsageBar[]>();
  for (const usage of usages) {
    const bar = barOf(usage);
    if (bar === undefined || !touches(bar, span)) continue;
    const bars = byProgram.get(usage.program);
    if (bars === undefined) byProgram.set(usage.program, [bar]);
    else bars.push(bar);
  }
  return [...byProgram]
    .map(([program, bars]) => ({ program, bars, ranMs: unionMs(bars, span, horizonMs) }))
    .toSorted((a, b) => b.ranMs - a.ranMs || a.program.localeCompare(b.program));
}

function barOf(usage: Usage): UsageBar | undefined {
  const startMs = instant(usage.started_at);
  if (startMs === undefined) return undefined;
  return {
    startMs,
    startUncertaintyMs: usage.start_uncertainty_ms,
    endMs: instant(usage.ended_at),
    endUncertaintyMs: usage.end_uncertainty_ms ?? 0,
    usage,
  };
}

function touches(bar: UsageBar, span: Span): boolean {
  const start = bar.startMs - bar.startUncertaintyMs;
  const end = bar.endMs === undefined ? Infinity : bar.endMs + bar.endUncertaintyMs;
  return start <= span.toMs && end >= span.fromMs;
}

function unionMs(bars: readonly UsageBar[], span: Span, horizonMs: number): number {
  const known = bars
    .map((bar) => [Math.max(span.fromMs, bar.startMs), Math.min(span.toMs, bar.endMs ?? horizonMs)])
    .filter((range): range is [number, number] => (range[1] ?? 0) > (range[0] ?? 0))
    .toSorted((a, b) => a[0] - b[0]);
  let total = 0;
  let reached = -Infinity;
  for (const [from, to] of known) {
    total += Math.max(0, to - Math.max(from, reached));
    reached = Math.max(reached, to);
  }
  return total;
}

const STEPS_MS = [
  5 * 60_000,
  10 * 60_000,
  30 * 60_000,
  3_600_000,
  2 * 3_600_000,
  4 * 3_600_000,
  6 * 3_600_000,
  12 * 3_600_000,
  24 * 3_600_000,
] as const;

/** Times for the axis: at most `max` of them, on round local times (`offsetMs` east of UTC). */
export function axisTicks(span: Span, max: number, offsetMs: number): number[] {
  const length = span.toMs - span.fromMs;
  const step = STEPS_MS.find((candidate) => length / candidate <= max) ?? 7 * 24 * 3_600_000;
  const first = Math.ceil((span.fromMs + offsetMs) / step) * step - offsetMs;
  const ticks: number[] = [];
  for (let at = first; at <= span.toMs; at += step) ticks.push(at);
  return ticks;
}
