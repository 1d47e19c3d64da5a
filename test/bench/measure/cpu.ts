import { readdir, readFile } from 'node:fs/promises';

/** Clock ticks of /proc: USER_HZ is 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

interface Stat {
  readonly parent: number;
  readonly ticks: number;
  /** Of children that ended and were waited for. */
  readonly endedTicks: number;
}

/**
 * CPU seconds that processes have used since they began. With `children`, also those of their
 * children, running or ended: a PostgreSQL server is its postmaster and all backends.
 */
export async function cpuSeconds(
  pids: readonly number[],
  { children = false } = {},
): Promise<number> {
  const wanted = new Set(pids);
  let ticks = 0;
  const candidates = children ? await allPids() : pids;
  for (const pid of candidates) {
    const stat = await readStat(pid);
    if (!stat) continue;
    if (wanted.has(pid)) ticks += stat.ticks + (children ? stat.endedTicks : 0);
    else if (wanted.has(stat.parent)) ticks += stat.ticks;
  }
  return ticks / ticksPerSecond;
}

/** Resident memory, MiB; 0 when there is no such process. */
export async function residentMib(pid: number): Promise<number> {
  const text = await readIfThere(`/proc/${pid}/status`);
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(text ?? '')?.[1];
  return Number(kib ?? 0) / 1_024;
}

/**
 * Memory that belongs to a process alone, MiB: not the program's file, nor what PostgreSQL's
 * backends share. With `children`, theirs as well.
 */
export async function privateMib(pid: number, { children = false } = {}): Promise<number> {
  const pids = children ? [pid, ...(await childrenOf(pid))] : [pid];
  const kib = await Promise.all(
    pids.map(async (each) => {
      const text = await readIfThere(`/proc/${each}/status`);
      return Number(/^RssAnon:\s+(\d+) kB$/m.exec(text ?? '')?.[1] ?? 0);
    }),
  );
  return kib.reduce((sum, each) => sum + each, 0) / 1_024;
}

async function childrenOf(parent: number): Promise<number[]> {
  const pids = await allPids();
  const stats = await Promise.all(pids.map(readStat));
  return pids.filter((_, index) => stats[index]?.parent === parent);
}

async function allPids(): Promise<number[]> {
  const names = await readdir('/proc');
  return names.filter((name) => /^\d+$/.test(name)).map(Number);
}

async function readStat(pid: number): Promise<Stat | undefined> {
  const text = await readIfThere(`/proc/${pid}/stat`);
  if (text === undefined) return undefined;
  // "pid (comm) state ppid …": the name may hold spaces and brackets, the last bracket counts.
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [parent = 0, user = 0, system = 0, endedUser = 0, endedSystem = 0] = [
    fields[1],
    fields[11],
    fields[12],
    fields[13],
    fields[14],
  ];
  return { parent, ticks: user + system, endedTicks: endedUser + endedSystem };
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
