import { link, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { HomeInUseError, systemCode } from '../errors.ts';
import { readJson, removeFile, writeWhole } from './atomic.ts';

/** The process that runs on a home, named so that a re-used process id is not mistaken for it. */
export interface HomeOwner {
  readonly pid: number;
  readonly startedTicks: string; // /proc/PID/stat; empty where there is none
}
export interface HomeLock extends AsyncDisposable {
  /** True when the process before ended without releasing its lock: killed, or the power failed. */
  readonly takenOver: boolean;
}

/** Makes this process the only one on a home. @throws HomeInUseError */
export async function lockHome(home: string): Promise<HomeLock> {
  const path = join(home, 'lock');
  const own: HomeOwner = { pid: process.pid, startedTicks: (await startOf(process.pid)) ?? '' };
  const draft = `${path}.${process.pid}`;
  await writeWhole(draft, JSON.stringify(own), { durable: false });
  let takenOver = false;
  try {
    while (!(await tryLink(draft, path))) {
      const owner = parseOwner(await readJson(path));
      if (owner && (await isAlive(owner))) throw inUse(home, owner);
      await setAside(path, owner, home);
      takenOver = true;
    }
  } finally {
    await removeFile(draft);
  }
  return { takenOver, [Symbol.asyncDispose]: () => removeFile(path) };
}

/** Who runs on a home just now; null: nobody does. */
export async function ownerOf(home: string): Promise<HomeOwner | null> {
  const owner = parseOwner(await readJson(join(home, 'lock')));
  return owner && (await isAlive(owner)) ? owner : null;
}

async function tryLink(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

// Two processes may find the same dead owner: what was moved aside is looked at again, and a lock
// that somebody just took is put back.
async function setAside(path: string, dead: HomeOwner | null, home: string): Promise<void> {
  const aside = `${path}.stale.${process.pid}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return;
    throw error;
  }
  const moved = parseOwner(await readJson(aside));
  if (moved && moved.pid !== dead?.pid && (await isAlive(moved))) {
    await tryLink(aside, path);
    await removeFile(aside);
    throw inUse(home, moved);
  }
  await removeFile(aside);
}

function inUse(home: string, owner: HomeOwner): HomeInUseError {
  return new HomeInUseError(
    `an agent with process id ${owner.pid} runs on ${home}: stop it, or choose another home`,
  );
}

function parseOwner(value: unknown): HomeOwner | null {
  if (typeof value !== 'object' || value === null) return null;
  const { pid, startedTicks }: { pid?: unknown; startedTicks?: unknown } = value;
  if (typeof pid !== 'number' || typeof startedTicks !== 'string') return null;
  return { pid, startedTicks };
}

async function isAlive(owner: HomeOwner): Promise<boolean> {
  const started = await startOf(owner.pid);
  if (started !== null) return started === owner.startedTicks;
  if (process.platform === 'linux') return false;
  try {
    return process.kill(owner.pid, 0);
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}

/** Field 22 of /proc/PID/stat: the process's start in clock ticks since boot; null: no such process. */
async function startOf(pid: number): Promise<string | null> {
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The program's name stands in parentheses and may hold anything.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : (fields[19] ?? null); // a zombie holds nothing any more
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ESRCH') return null;
    throw error;
  }
}
