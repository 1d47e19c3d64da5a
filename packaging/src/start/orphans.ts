import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { commandLine, isAlive, isErrno, stopProcess, type StopStep } from '../processes.ts';
import { clearLeftovers } from '../provision/postgres-cluster.ts';
import { serviceNames, sites, type Layout } from './layout.ts';

/**
 * Processes that an earlier start may have left because it was killed, last first. A relay that is
 * killed alone adopts its nats-server again; here both are stopped, and the ports become free.
 */
const orphanNames = [
  ...serviceNames.filter((name) => name !== 'hub-postgres').toReversed(),
  ...sites.map(({ id }) => `relay-${id}-nats`),
];

const steps: readonly StopStep[] = [
  { signal: 'SIGTERM', waitMs: 12_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
];

/**
 * Stops what is left of an earlier start; answers the names. PostgreSQL is found by the folder it
 * works in, since it is more than the one process of its pid file.
 */
export async function stopOrphans(layout: Layout): Promise<string[]> {
  const stopped: string[] = [];
  for (const name of orphanNames) {
    const pid = await readPidFile(layout.pidFile(name));
    if (pid !== undefined && (await isOurs(pid, layout, name))) {
      await stopProcess(pid, steps);
      stopped.push(name);
    }
    await rm(layout.pidFile(name), { force: true });
  }
  await clearLeftovers(join(layout.postgresDir, 'cluster'));
  await rm(layout.pidFile('hub-postgres'), { force: true });
  return stopped;
}

/**
 * The number in a pid file may belong to anybody by now. Ours are told by what only they can have:
 * nats-server runs with a file of this data directory, the others were given this very pid file.
 */
async function isOurs(pid: number, layout: Layout, name: string): Promise<boolean> {
  if (!(await isAlive(pid))) return false;
  if (name.endsWith('-nats')) {
    const folder = join(layout.dataDir, name === 'hub-nats' ? name : name.replace(/-nats$/, ''));
    return (await commandLine(pid)).some((argument) => argument.includes(`${folder}/`));
  }
  const wanted = `EUCORA_PID_FILE=${layout.pidFile(name)}`;
  return (await environmentOf(pid)).includes(wanted);
}

/** The pid in a file; undefined when there is no file or no number in it. */
export async function readPidFile(file: string): Promise<number | undefined> {
  const text = await readOrNothing(file);
  const pid = Number(text);
  return Number.isSafeInteger(pid) && pid > 1 ? pid : undefined;
}

async function environmentOf(pid: number): Promise<string[]> {
  return ((await readOrNothing(`/proc/${pid}/environ`)) ?? '').split('\0');
}

async function readOrNothing(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'EACCES', 'EPERM', 'ESRCH')) return undefined;
    throw error;
  }
}
