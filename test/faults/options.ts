import { parseArgs } from 'node:util';
import type { FaultTuning } from './case.ts';

/** The command line as a person meant it. */
export interface FaultOptions {
  readonly list: boolean;
  /** Only cases that a build server runs. */
  readonly ci: boolean;
  /** Names, or beginnings of names with a star; empty: all. */
  readonly cases: readonly string[];
  readonly seeds: readonly string[];
  readonly tuning: FaultTuning;
}

/** The command line does not make sense; the message says what would. */
export class FaultUsageError extends Error {
  override readonly name = 'FaultUsageError';
}

export const usage = `usage: npm run faults [-- --case NAME|PREFIX-* ...] [--seed 1 | --seeds 1,2,3]
  [--list] [--ci] [--kills 200 [--runs 4] [--mean-gap-ms 2000]] [--devices 40]
  [--events-per-second 300] [--away-seconds 60] [--agents 5000]
  [--places 150 | --all]
--kills without --case means --case kills`;

const killsPerRun = 50;

const otherwise = { kills: 200, devices: 40, rate: 300, away: 60, agents: 5_000, places: 150 };
const otherwiseInCi = { kills: 20, devices: 20, rate: 200, away: 20, agents: 500, places: 20 };

/** Reads the command line. @throws FaultUsageError */
export function readFaultOptions(args: readonly string[]): FaultOptions {
  const values = parse(args);
  const number = (name: NumberName, unless: number): number => {
    const value = Number(values[name] ?? unless);
    if (Number.isSafeInteger(value) && value >= 1) return value;
    throw new FaultUsageError(`--${name} is a whole number from 1\n${usage}`);
  };
  const amount = values.ci ? otherwiseInCi : otherwise;
  const kills = number('kills', amount.kills);
  const isOnlyKills = values.kills !== undefined && values.case.length === 0 && !values.ci;
  return {
    list: values.list,
    ci: values.ci,
    cases: isOnlyKills ? ['kills'] : values.case,
    seeds: readSeeds(values.seed, values.seeds),
    tuning: {
      isBounded: values.ci,
      kills,
      runs: number('runs', Math.ceil(kills / killsPerRun)),
      meanGapMs: number('mean-gap-ms', 2_000),
      devices: number('devices', amount.devices),
      eventsPerSecond: number('events-per-second', amount.rate),
      awaySeconds: number('away-seconds', amount.away),
      agents: number('agents', amount.agents),
      places: values.all ? Number.MAX_SAFE_INTEGER : number('places', amount.places),
    },
  };
}

function readSeeds(one: string | undefined, several: string | undefined): string[] {
  if (one !== undefined && several !== undefined) {
    throw new FaultUsageError(`--seed and --seeds exclude each other\n${usage}`);
  }
  const seeds = (several ?? one ?? '1').split(',').map((seed) => seed.trim());
  if (seeds.every((seed) => seed !== '')) return seeds;
  throw new FaultUsageError(`a seed is a word or a number\n${usage}`);
}

const numbers = {
  kills: { type: 'string' },
  runs: { type: 'string' },
  'mean-gap-ms': { type: 'string' },
  devices: { type: 'string' },
  'events-per-second': { type: 'string' },
  'away-seconds': { type: 'string' },
  agents: { type: 'string' },
  places: { type: 'string' },
} as const;
type NumberName = keyof typeof numbers;

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        ...numbers,
        case: { type: 'string', multiple: true, default: [] },
        seed: { type: 'string' },
        seeds: { type: 'string' },
        ci: { type: 'boolean', default: false },
        list: { type: 'boolean', default: false },
        all: { type: 'boolean', default: false },
      },
    }).values;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new FaultUsageError(`${reason}\n${usage}`, { cause });
  }
}
