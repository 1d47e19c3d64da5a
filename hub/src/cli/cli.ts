import { HubError, messageOf, UsageError } from '../platform/errors.ts';
import { commands, type Command, type Output } from './commands.ts';

/** Standard output and standard error, line by line. */
export interface Streams {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

function usage(): string {
  const lines = Object.values(commands).map((command) => `  eucora-hub ${command.usage}`);
  return ['Usage:', ...lines].join('\n');
}

function find(args: readonly string[]): { command: Command; rest: string[] } | undefined {
  for (const words of [2, 1]) {
    const command = commands[args.slice(0, words).join(' ')];
    if (command) return { command, rest: args.slice(words) };
  }
  return undefined;
}

/**
 * Runs one command. Faults that somebody can act on give one sentence on standard error.
 * @returns the exit code: 0 done, 1 it did not work, 2 it was asked wrongly
 */
export async function runCli(args: readonly string[], streams: Streams): Promise<number> {
  if (args.length === 0 || args.includes('--help')) {
    streams.out(usage());
    return args.length === 0 ? 2 : 0;
  }
  const found = find(args);
  if (!found) {
    streams.err(`There is no command "${args.slice(0, 2).join(' ')}".\n${usage()}`);
    return 2;
  }
  const output: Output = { say: streams.out };
  try {
    await found.command.run(found.rest, output);
    return 0;
  } catch (error) {
    streams.err(error instanceof HubError ? error.message : `eucora-hub: ${messageOf(error)}`);
    return error instanceof UsageError ? 2 : 1;
  }
}
