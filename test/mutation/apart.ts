import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { inheritedEnvironment, projectRoot } from '../kit/config.ts';
import type { Mutation } from './mutation.ts';
import type { Verdict } from './run.ts';

export interface ApartVerdict extends Verdict {
  /** The tests were ended from outside, as a loop without its rule may go on for ever. */
  readonly endless: boolean;
}

// Several times what the slowest of the tests needs on a machine that does other things as well.
const limitMs = { one: 180_000, all: 900_000 };

/** Runs tests with one mutation, or none, in processes of their own that can be ended. */
export async function runApart(
  tests: readonly string[],
  mutation: Mutation | undefined,
): Promise<ApartVerdict> {
  const program = fileURLToPath(new URL('one.ts', import.meta.url));
  const child = spawn(process.execPath, [program, JSON.stringify({ tests, mutation })], {
    cwd: projectRoot,
    env: inheritedEnvironment(),
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true, // a group of its own: its workers end with it
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  let endless = false;
  const timer = setTimeout(
    () => {
      endless = true;
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    },
    mutation ? limitMs.one : limitMs.all,
  );
  await once(child, 'close');
  clearTimeout(timer);
  const nothing = { failed: [], passed: 0, broken: [] };
  const line = printed.trim().split('\n').at(-1) ?? '';
  const verdict = line.startsWith('{') ? (JSON.parse(line) as Verdict) : nothing;
  return { ...verdict, endless };
}
