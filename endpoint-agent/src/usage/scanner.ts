import { closeSync, openSync, readSync, readdirSync, readlinkSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { errorCode } from '../collectors/real-host.ts';
import type { SeenProcess } from './fold.ts';
import { loginUid, parseProcessStat, parseUptime, realUid, tickMs } from './proc-stat.ts';
import { type Program, isInterpreter, programOf } from './program.ts';

/** Processes looked at again per scan; on machines with more, each gets its turn. */
const rechecksPerScanMax = 400;
/** Kernel threads are no programs; now and then it is made sure that their ids still are theirs. */
const kernelRecheckEvery = 16;
/** Status files kept open: reading one costs half of opening it anew. */
const openFilesMax = 512;
const commandLineBytesMax = 4_096;
const commandLineWaitMs = 500;

interface Known extends Program {
  readonly pid: number;
  readonly startMs: number;
  readonly kernel: boolean;
  readonly comm: string;
  readonly image: string;
  readonly subject: string;
  ppid: number;
  aliveMs: number;
}
export interface LookResult {
  readonly bootId: string;
  readonly endedMs: number;
  /** How long this boot has been asleep: accounting does not count it, the boot clock does. */
  readonly sleptMs: number;
  readonly processes: readonly SeenProcess[];
}
export interface Scanner extends Disposable {
  look(): Promise<LookResult>;
}
export interface ScannerOptions {
  readonly procRoot?: string;
  readonly subjectOfUid: (uid: number) => Promise<string>;
  readonly monotonicMs?: () => number;
}

/** What a process that ended under our eyes, or belongs to somebody else, answers. */
const gone = new Set(['ENOENT', 'ESRCH', 'EACCES', 'EPERM', 'EINVAL']);

function orGone<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (gone.has(errorCode(error) ?? '')) return undefined;
    throw error;
  }
}

interface SmallFiles extends Disposable {
  read(path: string): string | undefined;
  /** The same for a process's stat file, which stays open: it can only ever be that process's. */
  readStat(pid: number): string | undefined;
  forget(pid: number): void;
}

/** Small files of /proc are made in memory: reading them at once costs less than a promise each. */
function smallFiles(root: string): SmallFiles {
  const buffer = Buffer.alloc(8_192);
  const opened = new Map<number, number>();
  const text = (file: number): string =>
    buffer.toString('utf8', 0, readSync(file, buffer, 0, buffer.length, 0));
  const read = (path: string): string | undefined =>
    orGone(() => {
      const file = openSync(path, 'r');
      try {
        return text(file);
      } finally {
        closeSync(file);
      }
    });
  const forget = (pid: number): void => {
    const file = opened.get(pid);
    if (file !== undefined) closeSync(file);
    opened.delete(pid);
  };
  return {
    read,
    forget,
    readStat: (pid) => {
      const path = `${root}/${pid}/stat`;
      if (!opened.has(pid) && opened.size >= openFilesMax) return read(path);
      return orGone(() => {
        const file = opened.get(pid) ?? openSync(path, 'r');
        opened.set(pid, file);
        return text(file);
      });
    },
    [Symbol.dispose]: () => {
      for (const pid of opened.keys()) forget(pid);
    },
  };
}

/**
 * The words of a command line. The kernel reads them from the process's own memory, which can block
 * while the process is stuck, so it is awaited for a bounded time only.
 */
async function commandLine(path: string): Promise<string[]> {
  const read = async (): Promise<string> => {
    await using file = await open(path);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(commandLineBytesMax), 0);
    return buffer.toString('utf8', 0, bytesRead);
  };
  const given = new AbortController();
  const late = delay(commandLineWaitMs, '', { signal: given.signal, ref: false });
  try {
    return (await Promise.race([read(), late])).split('\0');
  } catch (error) {
    if (gone.has(errorCode(error) ?? '')) return [];
    throw error;
  } finally {
    given.abort();
    await late.catch((error: unknown) => errorCode(error));
  }
}

function seenProcess(known: Known): SeenProcess {
  const { pid, ppid, startMs, program, path, title, subject, aliveMs } = known;
  const startUncertaintyMs = tickMs;
  return { pid, ppid, startMs, startUncertaintyMs, program, path, title, subject, aliveMs };
}

/** Looks at the processes of a Linux machine. Keeps what cannot change between looks. */
export function createScanner(options: ScannerOptions): Scanner {
  const root = options.procRoot ?? '/proc';
  const monotonicMs = options.monotonicMs ?? (() => Number(process.hrtime.bigint() / 1_000_000n));
  const files = smallFiles(root);
  const known = new Map<number, Known>();
  let firstDue = 0;
  let looks = 0;

  const drop = (pid: number): void => {
    files.forget(pid);
    known.delete(pid);
  };
  const identify = async (pid: number, nowMs: number): Promise<Known | undefined> => {
    const text = files.readStat(pid);
    const stat = text === undefined ? undefined : parseProcessStat(text);
    if (!stat || stat.ended) return undefined;
    const { comm, image, ppid, startMs, kernel } = stat;
    const aliveMs = Math.max(nowMs, startMs);
    const head = { pid, ppid, startMs, kernel, comm, image, aliveMs };
    if (kernel) {
      files.forget(pid);
      return { ...head, program: comm, path: null, title: null, subject: '' };
    }
    const exe = orGone(() => readlinkSync(`${root}/${pid}/exe`));
    const plain = programOf(exe, comm, []);
    const words = isInterpreter(plain.program) ? await commandLine(`${root}/${pid}/cmdline`) : [];
    const session = loginUid(files.read(`${root}/${pid}/loginuid`)?.trim());
    const uid = session ?? realUid(files.read(`${root}/${pid}/status`) ?? '');
    if (uid === undefined) return undefined; // gone meanwhile
    const subject = await options.subjectOfUid(uid);
    return { ...head, ...programOf(exe, comm, words.slice(1)), subject };
  };

  /** True while the process is the one we know and runs what it ran. */
  const recheck = (entry: Known, nowMs: number): boolean => {
    const text = files.readStat(entry.pid);
    const stat = text === undefined ? undefined : parseProcessStat(text);
    if (!stat || stat.ended || stat.startMs !== entry.startMs) return false;
    if (stat.comm !== entry.comm || stat.image !== entry.image) return false;
    entry.ppid = stat.ppid;
    entry.aliveMs = Math.max(nowMs, entry.startMs);
    return true;
  };

  return {
    look: async () => {
      const bootId = (files.read(`${root}/sys/kernel/random/boot_id`) ?? '').replaceAll(
        /[-\n]/g,
        '',
      );
      const uptime = (): number => parseUptime(files.read(`${root}/uptime`) ?? '');
      const nowMs = uptime();
      const sleptMs = nowMs - monotonicMs();
      const pids = readdirSync(root).flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
      const present = new Set(pids);
      for (const pid of known.keys()) if (!present.has(pid)) drop(pid);
      const first = pids.length > rechecksPerScanMax ? firstDue % pids.length : 0;
      firstDue = first + rechecksPerScanMax;
      looks += 1;
      for (const [i, pid] of pids.entries()) {
        const entry = known.get(pid);
        const due = (i - first + pids.length) % pids.length < rechecksPerScanMax;
        const idle = entry?.kernel === true && looks % kernelRecheckEvery !== 0;
        if (entry && (idle || !due || recheck(entry, nowMs))) continue;
        drop(pid);
        const found = await identify(pid, nowMs);
        if (found) known.set(pid, found);
        else files.forget(pid);
      }
      const processes = [...known.values()].filter(({ kernel }) => !kernel).map(seenProcess);
      return { bootId, endedMs: uptime() + tickMs, sleptMs, processes };
    },
    [Symbol.dispose]: () => files[Symbol.dispose](),
  };
}
