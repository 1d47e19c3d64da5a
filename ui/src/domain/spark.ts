import type { RatePoint } from '../api/types.ts';
import { instant } from '../format/times.ts';

const WIDTH = 100;
const HEIGHT = 30;
const TOP = 2;
/** A silence longer than this many usual steps is drawn as a hole. */
const HOLE_STEPS = 4;

interface Spark {
  readonly lines: string[];
  readonly areas: string[];
  readonly peak: number;
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/** SVG paths in a box of 100 × 30 for a series of rates, oldest first. */
export function sparkPaths(points: readonly RatePoint[]): Spark {
  const series = points
    .map((point) => ({ at: instant(point.at) ?? Number.NaN, value: point.events_per_second }))
    .filter((point) => Number.isFinite(point.at) && Number.isFinite(point.value))
    .toSorted((a, b) => a.at - b.at);
  const from = series[0]?.at;
  const to = series.at(-1)?.at;
  const peak = Math.max(0, ...series.map((point) => point.value));
  if (from === undefined || to === undefined || to === from) {
    return { lines: [], areas: [], peak, from, to };
  }
  const scale = { from, width: to - from, peak: peak === 0 ? 1 : peak };
  const runs = splitAtHoles(series);
  return {
    lines: runs.map((run) => linePath(run, scale)),
    areas: runs.map((run) => areaPath(run, scale)),
    peak,
    from,
    to,
  };
}

interface Point {
  readonly at: number;
  readonly value: number;
}
interface Scale {
  readonly from: number;
  readonly width: number;
  readonly peak: number;
}

function splitAtHoles(series: readonly Point[]): Point[][] {
  const steps = series.slice(1).map((point, index) => point.at - (series[index]?.at ?? point.at));
  const usual = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
  const runs: Point[][] = [];
  for (const point of series) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const joined = last !== undefined && point.at - last.at <= usual * HOLE_STEPS;
    if (run !== undefined && joined) run.push(point);
    else runs.push([point]);
  }
  return runs;
}

function xOf(point: Point, scale: Scale): string {
  return (((point.at - scale.from) / scale.width) * WIDTH).toFixed(2);
}

function linePath(run: readonly Point[], scale: Scale): string {
  const steps = run.map((point) => {
    const y = HEIGHT - (point.value / scale.peak) * (HEIGHT - TOP);
    return `${xOf(point, scale)} ${y.toFixed(2)}`;
  });
  return `M${steps.join('L')}`;
}

function areaPath(run: readonly Point[], scale: Scale): string {
  const first = run[0];
  const last = run.at(-1);
  if (first === undefined || last === undefined) return '';
  return `${linePath(run, scale)}L${xOf(last, scale)} ${HEIGHT}L${xOf(first, scale)} ${HEIGHT}Z`;
}
