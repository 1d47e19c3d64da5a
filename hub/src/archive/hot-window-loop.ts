import { Counter, Gauge } from 'prom-client';
import { Loop } from '../platform/loop.ts';
import type { Metrics } from '../platform/metrics.ts';
import { duties, whileOwner } from '../platform/ownership.ts';
import { hotWindowTurn, type HotWindow } from './hot-window.ts';
import type { StoreDeps } from './packs.ts';
import { SteadyClock } from './steady-clock.ts';

const steadyForMs = 3_600_000;

export interface HotWindowOptions extends StoreDeps, HotWindow {
  readonly metrics: Metrics;
  /** Pause between turns. */
  readonly everyMs?: number; // 10 min unless told
}

/**
 * Keeps the hot window. Of several hubs on one database one does it, and drops nothing before its
 * clock was steady for an hour.
 */
export function startHotWindow(options: HotWindowOptions): AsyncDisposable {
  const { metrics, everyMs = 600_000, ...deps } = options;
  const registers = [metrics];
  const clock = new SteadyClock(steadyForMs, () => performance.now());
  const window: HotWindow = { ...deps, steady: (at) => clock.at(at) };
  const dropped = new Counter({
    name: 'eucora_hot_window_dropped_rows_total',
    help: 'Rows of events that were dropped past their hot window; the archive has them',
    registers,
  });
  const held = new Gauge({
    name: 'eucora_hot_window_held_days',
    help: 'Days past their hot window whose rows stay since they are not safe in the archive',
    registers,
  });
  return new Loop({
    name: 'hot-window',
    everyMs,
    logger: deps.logger,
    async turn(signal) {
      await whileOwner(deps.db, duties.hotWindow, async (owned) => {
        const kept = await hotWindowTurn(deps, window, AbortSignal.any([signal, owned]));
        held.set(kept.held.length);
        for (const { events } of kept.dropped) dropped.inc(events);
        for (const { day, reason } of kept.held) {
          deps.logger.warn({ day }, `rows past their hot window stay: ${reason}`);
        }
      });
    },
  });
}
