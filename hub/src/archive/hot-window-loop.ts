import { Counter, Gauge } from 'prom-client';
import { receivingFloor } from '../modules/ledger/index.ts';
import type { Database } from '../platform/db.ts';
import { Loop } from '../platform/loop.ts';
import type { Metrics } from '../platform/metrics.ts';
import { duties, whileOwner } from '../platform/ownership.ts';
import { hotWindowTurn, type HotWindow } from './hot-window.ts';
import type { StoreDeps } from './packs.ts';

export interface HotWindowOptions extends StoreDeps, HotWindow {
  readonly metrics: Metrics;
  /** Pause between turns. */
  readonly everyMs?: number; // 10 min unless told
}

/** Keeps the hot window. Of several hubs on one database one does it. */
export function startHotWindow(options: HotWindowOptions): AsyncDisposable {
  const { metrics, everyMs = 600_000, ...deps } = options;
  const registers = [metrics];
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
        const kept = await hotWindowTurn(deps, deps, AbortSignal.any([signal, owned]));
        held.set(kept.held.length);
        for (const { events } of kept.dropped) dropped.inc(events);
        for (const { day, reason } of kept.held) {
          deps.logger.warn({ day }, `rows past their hot window stay: ${reason}`);
        }
      });
    },
  });
}

const floorEveryMs = 600_000;
const floorAheadMaxMs = 2 * 86_400_000;

/**
 * The clock by which segments are received: never before the end of the days that are counted, so
 * that a clock that was set back adds no row to them. It knows them as of ten minutes ago; a day is
 * counted an hour after its end at the earliest. When counted days lie far ahead, it was the clock
 * of then that was wrong: rows come under today, and what was counted of today stays too low until
 * a rebuild.
 */
export function receivingClock(db: Database, now: () => Date, deps: Pick<StoreDeps, 'logger'>) {
  let floorMs = 0;
  const loop = new Loop({
    name: 'receiving-clock',
    everyMs: floorEveryMs,
    logger: deps.logger,
    turn: async () => {
      const floor = await receivingFloor(db);
      const isAhead = floor > now().getTime() + floorAheadMaxMs;
      if (isAhead) deps.logger.warn({ floor: new Date(floor) }, 'days were counted far ahead');
      floorMs = isAhead ? 0 : floor;
    },
  });
  return {
    now: (): Date => new Date(Math.max(now().getTime(), floorMs)),
    [Symbol.asyncDispose]: () => loop[Symbol.asyncDispose](),
  };
}
