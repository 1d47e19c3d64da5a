/** Ticks of times that the kernel shows to programs: always 100 a second (USER_HZ). */
export const tickMs = 10;
const kernelThread = 0x00200000; // PF_KTHREAD in include/linux/sched.h

/** The fields of /proc/PID/stat that metering needs (proc(5)). */
export interface ProcessStat {
  readonly comm: string;
  readonly ppid: number;
  readonly startMs: number; // CLOCK_BOOTTIME, rounded down to a tick
  readonly kernel: boolean;
  readonly ended: boolean; // only its exit status is left
  readonly image: string; // differs after each execve: the random place of the stack; 0 if not shown
}

/**
 * Parses /proc/PID/stat; undefined when it is not one. The name may hold anything, so fields are
 * counted from its last parenthesis.
 */
export function parseProcessStat(text: string): ProcessStat | undefined {
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  if (open === -1 || close === -1) return undefined;
  const fields = text.slice(close + 2).split(' ', 26);
  const [state, ppid] = fields;
  const flags = Number(fields[6]);
  const threads = Number(fields[17]);
  const ticks = Number(fields[19]);
  if (state === undefined || !Number.isSafeInteger(ticks)) return undefined;
  return {
    comm: text.slice(open + 1, close),
    ppid: Number(ppid),
    startMs: ticks * tickMs,
    kernel: (flags & kernelThread) !== 0,
    // A process whose first thread is gone while others work on looks dead too: it is not.
    ended: (state === 'Z' || state === 'X') && threads <= 1,
    image: fields[25] ?? '0',
  };
}

/** CLOCK_BOOTTIME in /proc/uptime, ms, rounded down to 10 ms. NaN when it is not one. */
export function parseUptime(text: string): number {
  return Math.round(Number(text.split(' ', 1)[0]) * 1000);
}

/** The real user id in /proc/PID/status. */
export function realUid(status: string): number | undefined {
  const found = /^Uid:\t(\d+)/m.exec(status)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** Who signed in to the session (loginuid); undefined for services, whose value is 2^32 - 1. */
export function loginUid(text: string | undefined): number | undefined {
  const uid = Number(text === undefined || text === '' ? Number.NaN : text);
  return Number.isSafeInteger(uid) && uid !== 0xffff_ffff ? uid : undefined;
}
