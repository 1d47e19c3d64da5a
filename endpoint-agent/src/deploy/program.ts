import { spawn } from 'node:child_process';
import { posix, win32 } from 'node:path';
import { systemCode } from '../errors.ts';

/** One run of a program: no shell, no search path, no inherited environment. */
export interface Program {
  readonly path: string; // absolute
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly timeoutMs: number;
}
/** What a program left behind, bounded. */
export interface Ended {
  readonly kind: 'ended' | 'timed_out' | 'missing';
  readonly code: number | null; // null when a signal ended it
  readonly stdout: string; // its first part
  /** The end of what it wrote to either stream, as a person would have seen it. */
  readonly said: string;
}
export type RunProgram = (program: Program) => Promise<Ended>;

export const programLimits = {
  stdoutBytesMax: 262_144,
  saidBytesMax: 3_000,
  installMs: 3_600_000,
  queryMs: 60_000,
  killAfterMs: 10_000, // between asking it to end and making it
} as const;

/** What every installer sees: nothing of the agent's own surroundings. */
const bareEnvironment = { PATH: '/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' };

/**
 * Runs a program to its end with exactly these arguments. It gets a session of its own, so that a
 * signal to the agent does not tear an installer out of its work; what still runs when the agent has
 * gone is met again by the package manager's lock.
 * @throws TypeError when the path is not absolute
 */
export function runProgram(program: Program): Promise<Ended> {
  const { path, args, env = {}, input, timeoutMs } = program;
  if (!posix.isAbsolute(path) && !win32.isAbsolute(path)) {
    throw new TypeError(`${path} is no absolute path of a program`);
  }
  const { promise, resolve, reject } = Promise.withResolvers<Ended>();
  const child = spawn(path, args, {
    cwd: posix.isAbsolute(path) ? '/' : win32.parse(path).root,
    env: { ...bareEnvironment, ...env },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    detached: true,
    windowsHide: true,
  });
  const out = new Bounded(programLimits.stdoutBytesMax, 'first');
  const said = new Bounded(programLimits.saidBytesMax, 'last');
  let isOverdue = false;
  let killing: NodeJS.Timeout | undefined;
  const overdue = setTimeout(() => {
    isOverdue = true;
    end(child.pid, 'SIGTERM');
    killing = setTimeout(() => end(child.pid, 'SIGKILL'), programLimits.killAfterMs);
  }, timeoutMs);
  child.stdout?.on('data', (bytes: Buffer) => {
    out.add(bytes);
    said.add(bytes);
  });
  child.stderr?.on('data', (bytes: Buffer) => said.add(bytes));
  // Who does not read what it is given ends by itself; its exit code tells the rest.
  child.stdin?.on('error', () => undefined).end(input);
  const settle = (): void => {
    clearTimeout(overdue);
    clearTimeout(killing);
  };
  child.on('error', (error) => {
    settle();
    const isMissing = ['ENOENT', 'EACCES'].includes(systemCode(error));
    if (!isMissing) return reject(error);
    resolve({ kind: 'missing', code: null, stdout: '', said: `${path} is not there` });
  });
  child.on('close', (code) => {
    settle();
    const kind = isOverdue ? 'timed_out' : 'ended';
    resolve({ kind, code, stdout: out.text(), said: said.text().trim() });
  });
  return promise;
}

/** Signals the program and what it started; whoever has gone needs none. */
function end(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch (error) {
    if (systemCode(error) !== 'ESRCH') throw error;
  }
}

/** Keeps the first or the last bytes of what passes. */
class Bounded {
  readonly #max: number;
  readonly #which: 'first' | 'last';
  #parts: Buffer[] = [];
  #bytes = 0;

  constructor(max: number, which: 'first' | 'last') {
    this.#max = max;
    this.#which = which;
  }

  add(part: Buffer): void {
    if (this.#which === 'first' && this.#bytes >= this.#max) return;
    this.#parts.push(part);
    this.#bytes += part.length;
    if (this.#which === 'last' && this.#bytes > 4 * this.#max) this.#cut();
  }

  text(): string {
    this.#cut();
    return Buffer.concat(this.#parts).toString('utf8');
  }

  #cut(): void {
    const all = Buffer.concat(this.#parts);
    const kept = this.#which === 'first' ? all.subarray(0, this.#max) : all.subarray(-this.#max);
    this.#parts = [Buffer.from(kept)];
    this.#bytes = kept.length;
  }
}
