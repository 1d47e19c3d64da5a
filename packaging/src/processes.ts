import { readdir, readFile, readlink } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

const pollMs = 25;

/** True while a process of this id exists and is not a zombie. */
export async function isAlive(pid: number): Promise<boolean> {
  if (!Number.isSafeInteger(pid) || pid <= 1) return false;
  const stat = await readOrNothing(`/proc/${pid}/stat`);
  if (stat === undefined) return process.platform !== 'linux' && answersSignal(pid);
  // "pid (comm) state …": the command may contain spaces and brackets, the last one counts.
  return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) !== 'Z';
}

function answersSignal(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return isErrno(error, 'EPERM');
  }
}

/** The arguments of a running process, empty when it is gone or not ours to read. */
export async function commandLine(pid: number): Promise<string[]> {
  const text = await readOrNothing(`/proc/${pid}/cmdline`);
  return text === undefined ? [] : text.split('\0').filter((argument) => argument !== '');
}

/**
 * Start time of a process in clock ticks since boot: with the pid it names one process for good,
 * since a reused pid has a later start.
 */
export async function startTicks(pid: number): Promise<string | undefined> {
  const stat = await readOrNothing(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

/** Ids of the processes whose working directory is `folder` (a real path). */
export async function processesIn(folder: string): Promise<number[]> {
  const names = process.platform === 'linux' ? await readdir('/proc') : [];
  const pids = names.filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(
    pids.map(async (pid) => ((await workingDirectory(pid)) === folder ? pid : undefined)),
  );
  return found.filter((pid) => pid !== undefined);
}

/** Working directory of a process; undefined when it is gone or not ours to read. */
export async function workingDirectory(pid: number): Promise<string | undefined> {
  try {
    return await readlink(`/proc/${pid}/cwd`);
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'EACCES', 'EPERM', 'ESRCH')) return undefined;
    throw error;
  }
}

/** One signal and how long the process may take before the next one is sent. */
export interface StopStep {
  readonly signal: NodeJS.Signals;
  readonly waitMs: number;
}

/**
 * Sends the signals one after the other until the process is gone. A later call may be made while
 * one is running. Answers false when even the last did not end it.
 */
export async function stopProcess(pid: number, steps: readonly StopStep[]): Promise<boolean> {
  for (const { signal, waitMs } of steps) {
    if (!(await isAlive(pid))) return true;
    sendSignal(pid, signal);
    if (await goneWithin(pid, waitMs)) return true;
  }
  return !(await isAlive(pid));
}

/** Sends a signal; a process that is already gone is no error. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!isErrno(error, 'ESRCH')) throw error;
  }
}

/** Waits until the process is gone, `waitMs` at most. */
export async function goneWithin(pid: number, waitMs: number): Promise<boolean> {
  const until = performance.now() + waitMs;
  while (await isAlive(pid)) {
    if (performance.now() >= until) return false;
    await delay(pollMs);
  }
  return true;
}

/** True when `error` is a system error with one of these codes. */
export function isErrno(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

async function readOrNothing(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'EACCES', 'EPERM', 'ESRCH')) return undefined;
    throw error;
  }
}
