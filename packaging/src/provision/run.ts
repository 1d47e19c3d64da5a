import { execFile } from 'node:child_process';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
  /** Killed when it takes longer, in milliseconds. */
  readonly timeoutMs: number;
  /** Text written to its standard input. */
  readonly input?: string;
  readonly uid?: number | undefined;
  readonly gid?: number | undefined;
}

/** A program that could not be started or ended with a non-zero code. */
export class RunError extends Error {
  override readonly name = 'RunError';
  readonly stderr: string;

  constructor(command: string, stderr: string, cause: unknown) {
    const reason = reasonIn(stderr);
    super(`${command} failed${reason === '' ? '' : `: ${reason}`}`, { cause });
    this.stderr = stderr;
  }
}

/**
 * The one line of an error output that says why: of a crashed Node the line of its error, of any
 * other program the last one.
 */
export function reasonIn(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  const last = lines.at(-1) ?? '';
  const isCrash = /^Node\.js v\d/.test(last);
  return (isCrash && lines.find((line) => /^(\w|\[)*Error\b.*: /.test(line))) || last;
}

/**
 * Runs a program to its end and answers its standard output.
 *
 * @throws RunError when it cannot be started, fails, or exceeds `timeoutMs`
 */
export function run(
  command: string,
  args: readonly string[],
  options: RunOptions,
): Promise<string> {
  const { input, timeoutMs, signal, uid, gid, ...rest } = options;
  const settings = {
    ...rest,
    ...(signal ? { signal } : {}),
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
    timeout: timeoutMs,
    maxBuffer: 16 * 1024 * 1024,
  };
  return new Promise((resolve, reject) => {
    const child = execFile(command, args, settings, (error, stdout, stderr) => {
      if (error) reject(new RunError(command, stderr, error));
      else resolve(stdout);
    });
    // A program that ends before reading its input breaks the pipe; its exit code says why.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input ?? '');
  });
}
