import { readdirSync, readlinkSync } from 'node:fs';
import { nobody } from '@eucora/protocol';
import type { SeenProcess } from './fold.ts';
import { commandLine, orGone, type SmallFiles, smallFiles } from './proc-files.ts';
import { loginUid, parseProcessStat, parseUptime, realUid, tickMs } from './proc-stat.ts';
import { type Program, isInterpreter, ownerless, programOf } from './program.ts';

/** Processes looked at again per scan; on machines with more, each gets its turn. */
const rechecksPerScanMax = 400;
/** Kernel threads are no programs; now and then it is made sure that their ids still are theirs. */
const kernelRecheckEvery = 16;

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
/** Who a user id stands for: a random subject id, and the folder that must not show in a path. */
export interface ProcessOwner {
  readonly subject: string;
  readonly home: string | null;
}
export interface ScannerOptions {
  readonly procRoot?: string;
  /** Null: whose a process is must not be read. */
  readonly ownerOf: ((uid: number) => Promise<ProcessOwner>) | null;
  /** False: where a program lies, and what an interpreter runs, must not be read. */
  readonly places?: boolean;
  readonly monotonicMs?: () => number;
}

function seenProcess(known: Known): SeenProcess {
  const { pid, ppid, startMs, program, path, title, subject, aliveMs } = known;
  const startUncertaintyMs = tickMs;
  return { pid, ppid, startMs, startUncertaintyMs, program, path, title, subject, aliveMs };
}

/** Everything about a process that is new to us; undefined when it is gone before we know. */
async function identify(
  pid: number,
  nowMs: number,
  root: string,
  files: SmallFiles,
  { ownerOf, places = true }: Pick<ScannerOptions, 'ownerOf' | 'places'>,
): Promise<Known | undefined> {
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
  const words =
    places && isInterpreter(plain.program) ? await commandLine(`${root}/${pid}/cmdline`) : [];
  const programIn = (home: string | null): Program => {
    const program = programOf(exe, comm, words.slice(1), home);
    return places ? program : { ...program, path: null };
  };
  if (!ownerOf) return { ...head, ...ownerless(programIn(null)), subject: nobody };
  const session = loginUid(files.read(`${root}/${pid}/loginuid`)?.trim());
  const uid = session ?? realUid(files.read(`${root}/${pid}/status`) ?? '');
  if (uid === undefined) return undefined; // gone meanwhile
  const { subject, home } = await ownerOf(uid);
  return { ...head, ...programIn(home), subject };
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
        const found = await identify(pid, nowMs, root, files, options);
        if (found) known.set(pid, found);
        else files.forget(pid);
      }
      const processes = [...known.values()].filter(({ kernel }) => !kernel).map(seenProcess);
      return { bootId, endedMs: uptime() + tickMs, sleptMs, processes };
    },
    [Symbol.dispose]: () => files[Symbol.dispose](),
  };
}
