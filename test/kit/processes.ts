import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from './until.ts';

/** Everything that `npm start` runs, by the name of its pid file. */
export const processNames = [
  'hub',
  'hub-nats',
  'hub-postgres',
  'relay-hq',
  'relay-hq-nats',
  'relay-vault',
  'relay-vault-nats',
  'agent',
] as const;
export type ProcessName = (typeof processNames)[number];

/** One process for good: a reused pid has a later start. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startTicks: string;
}

/** The process that a pid file names, if it is running. */
export async function identify(
  dataDir: string,
  name: ProcessName,
): Promise<ProcessIdentity | undefined> {
  const text = await readIfThere(join(dataDir, 'run', `${name}.pid`));
  const pid = Number(text?.trim());
  if (!Number.isSafeInteger(pid) || pid <= 1) return undefined;
  const startTicks = await startTicksOf(pid);
  return startTicks === undefined ? undefined : { pid, startTicks };
}

/** True while exactly this process runs. */
export async function isRunning({ pid, startTicks }: ProcessIdentity): Promise<boolean> {
  return (await startTicksOf(pid)) === startTicks;
}

/**
 * Sends a signal to the process of that name and says which one it was. The pid file may name a
 * process that just died: waits up to 20 s for its successor.
 */
export async function signalProcess(
  dataDir: string,
  name: ProcessName,
  signal: NodeJS.Signals,
): Promise<ProcessIdentity> {
  return until(
    `${name} runs, to be sent ${signal}`,
    async () => {
      const found = await identify(dataDir, name);
      if (!found) return undefined;
      process.kill(found.pid, signal);
      return found;
    },
    { withinMs: 20_000, everyMs: 50 },
  );
}

/** Waits for a process of that name which is not the one before. */
export function successor(
  dataDir: string,
  name: ProcessName,
  before: ProcessIdentity,
  withinMs = 60_000,
): Promise<ProcessIdentity> {
  return until(
    `${name} is running again`,
    async () => {
      const found = await identify(dataDir, name);
      const fresh = found?.pid !== before.pid || found.startTicks !== before.startTicks;
      return fresh ? found : undefined;
    },
    { withinMs },
  );
}

/** Lets a stopped process go on, unless somebody has ended it meanwhile. */
export function continueIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGCONT');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** Field 22 of /proc/PID/stat; undefined when there is no such process or it is a zombie. */
async function startTicksOf(pid: number): Promise<string | undefined> {
  const stat = await readIfThere(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // "pid (comm) state …": the name may hold spaces and brackets, the last bracket counts.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? undefined : fields[19];
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && /^(ENOENT|ESRCH)$/.test(String(error.code))) {
      return undefined;
    }
    throw error;
  }
}
