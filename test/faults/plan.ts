import type { ProcessName } from '../kit/processes.ts';
import type { Random } from '../kit/random.ts';

/** Everything between a device and a committed row, and the device's own agent. */
export const killable = [
  'hub',
  'hub-nats',
  'hub-postgres',
  'relay-hq',
  'relay-hq-nats',
  'agent',
] as const satisfies readonly ProcessName[];
export type Killable = (typeof killable)[number];

/** One kill -9: whom, and how long after the one before. */
export interface Kill {
  readonly target: Killable;
  readonly afterMs: number;
}

const gapMsMax = 10_000;

/**
 * Draws `count` kills. Targets come in shuffled rounds, so that each kind is hit about equally
 * often; times between are exponential, so that some hit a recovery that has just begun.
 */
export function planKills(random: Random, count: number, meanGapMs: number): Kill[] {
  const kills: Kill[] = [];
  while (kills.length < count) {
    for (const target of shuffled(random, killable)) {
      const afterMs = Math.min(gapMsMax, Math.round(random.exponential(meanGapMs)));
      kills.push({ target, afterMs });
    }
  }
  return kills.slice(0, count);
}

function shuffled<T>(random: Random, list: readonly T[]): T[] {
  return list
    .map((item) => ({ item, lot: random.next() }))
    .toSorted((a, b) => a.lot - b.lot)
    .map(({ item }) => item);
}

/** Splits `total` kills over `runs` as evenly as it goes. */
export function shareOut(total: number, runs: number): number[] {
  return Array.from({ length: runs }, (_, run) => Math.floor((total + runs - 1 - run) / runs));
}
