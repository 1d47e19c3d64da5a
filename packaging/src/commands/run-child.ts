import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { StartError } from '../errors.ts';
import type { Progress } from '../progress.ts';

export interface CommandContext {
  readonly root: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly progress: Progress;
}

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs a program of the project on our terminal and answers its exit code; signals reach it. */
export async function runChild(
  args: readonly string[],
  { root, environment }: Pick<CommandContext, 'root' | 'environment'>,
): Promise<number> {
  const child = spawn(process.execPath, args, { cwd: root, env: environment, stdio: 'inherit' });
  const forward = (signal: NodeJS.Signals) => child.kill(signal);
  for (const signal of forwarded) process.on(signal, forward);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('error', (error) => {
        reject(new StartError(`${args[0]} could not be run: ${error.message}`, { cause: error }));
      });
      child.once('close', (code, signal) => {
        resolve(code ?? 128 + (signal === null ? 1 : constants.signals[signal]));
      });
    });
  } finally {
    for (const signal of forwarded) process.off(signal, forward);
  }
}
