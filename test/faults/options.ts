import { parseArgs } from 'node:util';

export interface FaultOptions {
  readonly kills: number;
  readonly runs: number;
  readonly seed: string;
  readonly devices: number;
  readonly eventsPerSecond: number;
  readonly meanGapMs: number;
}

/** The command line does not make sense; the message says what would. */
export class FaultUsageError extends Error {
  override readonly name = 'FaultUsageError';
}

export const usage = `usage: npm run faults -- --kills 200 --seed 1 [--runs 4]
  [--devices 40] [--events-per-second 300] [--mean-gap-ms 2000]`;

const killsPerRun = 50;

/** Reads the command line. @throws FaultUsageError */
export function readFaultOptions(args: readonly string[]): FaultOptions {
  const values = parse(args);
  const number = (name: keyof typeof values, otherwise: number): number => {
    const value = Number(values[name] ?? otherwise);
    if (Number.isSafeInteger(value) && value >= 1) return value;
    throw new FaultUsageError(`--${name} is a whole number from 1\n${usage}`);
  };
  const kills = number('kills', 200);
  return {
    kills,
    runs: number('runs', Math.ceil(kills / killsPerRun)),
    seed: values.seed ?? '1',
    devices: number('devices', 40),
    eventsPerSecond: number('events-per-second', 300),
    meanGapMs: number('mean-gap-ms', 2_000),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        kills: { type: 'string' },
        runs: { type: 'string' },
        seed: { type: 'string' },
        devices: { type: 'string' },
        'events-per-second': { type: 'string' },
        'mean-gap-ms': { type: 'string' },
      },
    }).values;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new FaultUsageError(`${reason}\n${usage}`, { cause });
  }
}
