import { describe, expect, it } from 'vitest';
import type { Usage } from '../api/types.ts';
import { axisTicks, usageLanes } from './usage-lanes.ts';

const T0 = Date.parse('2026-11-03T12:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const span = { fromMs: T0, toMs: T0 + HOUR };

function run(program: string, fromMin: number, toMin: number | null, uncertaintyMs = 0): Usage {
  return {
    program,
    path: null,
    title: null,
    subject_id: '0a',
    user: null,
    pid: 1,
    started_at: new Date(T0 + fromMin * MINUTE).toISOString(),
    start_uncertainty_ms: uncertaintyMs,
    ended_at: toMin === null ? null : new Date(T0 + toMin * MINUTE).toISOString(),
    end_uncertainty_ms: toMin === null ? null : uncertaintyMs,
    instances_max: 1,
  };
}

describe('usageLanes', () => {
  it('counts overlapping runs of a program once', () => {
    const lanes = usageLanes([run('a', 0, 20), run('a', 10, 30), run('b', 0, 25)], span, span.toMs);
    expect(lanes.map((lane) => [lane.program, lane.ranMs])).toEqual([
      ['a', 30 * MINUTE],
      ['b', 25 * MINUTE],
    ]);
  });

  it('lets an unfinished run last until the device’s last word, not until now', () => {
    const [lane] = usageLanes([run('a', 10, null)], span, T0 + 40 * MINUTE);
    expect(lane?.ranMs).toBe(30 * MINUTE);
    expect(lane?.bars[0]?.endMs).toBeUndefined();
  });

  it('keeps a run whose uncertainty reaches into the period', () => {
    const before = run('a', -20, -5, 10 * MINUTE);
    expect(usageLanes([before], span, span.toMs)).toHaveLength(1);
    expect(usageLanes([run('a', -20, -15, 10 * MINUTE)], span, span.toMs)).toHaveLength(0);
  });
});

describe('axisTicks', () => {
  it('stands on round local times', () => {
    const ticks = axisTicks({ fromMs: T0 + 7 * MINUTE, toMs: T0 + 6 * HOUR }, 8, 5.5 * HOUR);
    expect(ticks.length).toBeLessThanOrEqual(8);
    expect(ticks.every((at) => (at + 5.5 * HOUR) % HOUR === 0)).toBe(true);
  });
});
