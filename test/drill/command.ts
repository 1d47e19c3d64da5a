import { parseArgs } from 'node:util';
import { runFaultsCommand } from '../faults/command.ts';

const usage = `usage: npm run drill [-- --minutes 1] [--case archive-kept] [--devices 40]
  [--events-per-second 300] [--seed 1]
Loses the hub's database in ways that differ, restores a backup that is so many minutes old, and
proves that nothing is lost, or that what is lost is named.`;

const minutesMax = 24 * 60;

/** The restore drill: exit code 0 all good, 1 something was lost unnamed, 2 usage. */
export async function runDrillCommand(args: readonly string[]): Promise<number> {
  const translated = faultArguments(args);
  if (translated === undefined) {
    console.error(usage);
    return 2;
  }
  return runFaultsCommand(translated);
}

/** The same as arguments of the fault runner, whose cases the drill's are; undefined: usage. */
export function faultArguments(args: readonly string[]): string[] | undefined {
  const values = parse(args);
  if (!values) return undefined;
  const { minutes = '1', case: names, ...others } = values;
  const seconds = Number(minutes) * 60;
  if (!(seconds >= 1 && seconds <= minutesMax * 60)) return undefined;
  const cases = (names ?? ['*']).flatMap((name) => ['--case', `hub-restore-${name}`]);
  const rest = Object.entries(others).flatMap(([name, value]) => [`--${name}`, value]);
  return [...cases, '--away-seconds', String(Math.round(seconds)), ...rest];
}

function parse(args: readonly string[]) {
  const options = {
    minutes: { type: 'string' },
    case: { type: 'string', multiple: true },
    devices: { type: 'string' },
    'events-per-second': { type: 'string' },
    seed: { type: 'string' },
  } as const;
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
