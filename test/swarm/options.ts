import { parseArgs } from 'node:util';
import type { SwarmOptions } from './swarm.ts';

/** The command line of one run. */
export interface SwarmCommand extends SwarmOptions {
  /** Last line as JSON; progress goes to the other stream in any case. */
  readonly json: boolean;
  /** Also waits until the hub's ledger agrees in count and digest. */
  readonly verify: boolean;
  /** Has the hub change every key and secret of its calendar meanwhile; verifies too. */
  readonly rotate: boolean;
  readonly dataDir: string;
}

/** The command line does not make sense; the message says what would. */
export class SwarmUsageError extends Error {
  override readonly name = 'SwarmUsageError';
}

export const usage = `usage: npm run swarm -- --site hq --devices 200 --events-per-second 1000 --seconds 60
  [--seed 1] [--json] [--verify] [--rotate] [--linger-ms 2000] [--data-dir .eucora]`;

const bounds = {
  devices: { least: 1, most: 100_000 },
  'events-per-second': { least: 1, most: 1_000_000 },
  seconds: { least: 1, most: 86_400 },
  'linger-ms': { least: 0, most: 60_000 },
} as const;

/** Reads the command line. @throws SwarmUsageError */
export function readSwarmOptions(args: readonly string[]): SwarmCommand {
  const values = parse(args);
  const number = (name: keyof typeof bounds): number => {
    const { least, most } = bounds[name];
    const value = Number(values[name]);
    if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
    throw new SwarmUsageError(`--${name} is a whole number from ${least} to ${most}\n${usage}`);
  };
  return {
    site: values.site,
    devices: number('devices'),
    eventsPerSecond: number('events-per-second'),
    seconds: number('seconds'),
    seed: values.seed,
    json: values.json,
    verify: values.verify || values.rotate,
    rotate: values.rotate,
    dataDir: values['data-dir'],
    lingerMs: number('linger-ms'),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        site: { type: 'string', default: 'hq' },
        devices: { type: 'string', default: '200' },
        'events-per-second': { type: 'string', default: '1000' },
        seconds: { type: 'string', default: '60' },
        seed: { type: 'string', default: '1' },
        json: { type: 'boolean', default: false },
        verify: { type: 'boolean', default: false },
        rotate: { type: 'boolean', default: false },
        'linger-ms': { type: 'string', default: '2000' },
        'data-dir': { type: 'string', default: '.eucora' },
      },
    }).values;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SwarmUsageError(`${reason}\n${usage}`, { cause });
  }
}
