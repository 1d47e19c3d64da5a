import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { inheritedEnvironment, projectRoot } from './config.ts';

/** What a finished program left behind. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}
export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** A program could not do what a test needs; carries what it said. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** Runs a program to its end, from the project's root, without a shell. */
export function run(
  file: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Outcome> {
  const { env = {}, timeoutMs = 60_000, signal } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: projectRoot,
      env: { ...inheritedEnvironment(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
      ...(signal ? { signal } : {}),
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** Runs a program that must succeed, and gives what it printed. @throws CommandError */
export async function output(
  file: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const { code, stdout, stderr } = await run(file, args, options);
  if (code !== 0) {
    const said = (stderr || stdout).trim().slice(-2_000);
    throw new CommandError(`${[file, ...args].join(' ')} ended with code ${code}: ${said}`);
  }
  return stdout;
}

/** Arguments for Node to run one of the project's programs: `programOf('hub')` → hub/src/main.ts. */
export function programOf(name: 'hub' | 'site-relay' | 'endpoint-agent'): string {
  return join(projectRoot, name, 'src', 'main.ts');
}
