import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from './until.ts';

interface Found {
  readonly pid: number;
  readonly command: string;
}

/** PostgreSQL gives its shared memory back when asked to end; what does not end is killed. */
const askedMs = 2_000;

/**
 * Ends every process whose temporary folder is this one or lies in it, or whose command names
 * something in it, until there is none, and answers their commands. Knows none where there is no
 * `/proc`.
 * @throws Error when some still run after 20 s
 */
export async function endProcessesIn(folder: string): Promise<readonly string[]> {
  const ended = new Map<number, string>();
  const began = performance.now();
  await until(
    `no process runs in ${folder}`,
    async () => {
      const running = await processesIn(folder);
      const signal = performance.now() - began < askedMs ? 'SIGINT' : 'SIGKILL';
      for (const { pid, command } of running) {
        ended.set(pid, command);
        send(signal, pid);
      }
      return running.length === 0;
    },
    { withinMs: 20_000, everyMs: 50 },
  );
  return [...ended.values()];
}

async function processesIn(folder: string): Promise<readonly Found[]> {
  const pids = (await textOf('/proc', (path) => readdir(path), []))
    .map(Number)
    .filter(Number.isSafeInteger);
  const found = await Promise.all(pids.map((pid) => inspect(pid, folder)));
  return found.filter((one) => one !== undefined);
}

async function inspect(pid: number, folder: string): Promise<Found | undefined> {
  if (pid === process.pid) return undefined;
  const read = (path: string) => readFile(path, 'utf8');
  const command = await textOf(join('/proc', String(pid), 'cmdline'), read, '');
  const environment = await textOf(join('/proc', String(pid), 'environ'), read, '');
  const belongs =
    command.includes(`${folder}/`) ||
    environment
      .split('\0')
      .some((one) => one === `TMPDIR=${folder}` || one.startsWith(`TMPDIR=${folder}/`));
  // One that has ended and whose parent has not asked yet has neither.
  return belongs ? { pid, command: command.replaceAll('\0', ' ').trim() } : undefined;
}

const passed = new Set(['ENOENT', 'ESRCH', 'EACCES', 'EPERM']);

/** Of a process that has ended, or of another user, there is nothing to read. */
async function textOf<T>(path: string, read: (path: string) => Promise<T>, none: T): Promise<T> {
  try {
    return await read(path);
  } catch (error) {
    if (passed.has(codeOf(error))) return none;
    throw error;
  }
}

function send(signal: NodeJS.Signals, pid: number): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error; // it ended by itself
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
