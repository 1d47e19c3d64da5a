/** What a process did to a file, as strace saw it. Paths are absolute. */
export type FileCall =
  | { readonly call: 'create'; readonly path: string; readonly cut: boolean }
  | { readonly call: 'write'; readonly path: string; readonly at: number; readonly bytes: Buffer }
  | { readonly call: 'truncate'; readonly path: string; readonly length: number }
  | { readonly call: 'sync'; readonly path: string }
  | { readonly call: 'rename' | 'link'; readonly from: string; readonly to: string }
  | { readonly call: 'unlink' | 'mkdir' | 'rmdir'; readonly path: string }
  /** Not of a file: the process said something on its stdout. */
  | { readonly call: 'say'; readonly text: string };
/** One line of a thread's trace. */
export interface TraceLine {
  readonly atUs: number;
  readonly syscall: string;
  /** How many calls of this name the thread had made, this one included. */
  readonly nth: number;
  readonly failed: boolean;
  /** What it did; undefined for what changes no file. */
  readonly did: FileCall | undefined;
}

/** The calls that change what is on a disk, or that say something to whoever listens. */
export const tracedCalls =
  'openat,write,pwrite64,writev,pwritev,fsync,fdatasync,rename,renameat,renameat2,' +
  'link,linkat,unlink,unlinkat,mkdir,mkdirat,rmdir,ftruncate,truncate';

const linePattern = /^(\d+)\.(\d{6}) (\w+)\((.*?)(?:\)\s+= (-?\d+|\?).*)?$/;

/** Reads the trace of one thread, of `strace -ttt -y -xx`. */
export function readTrace(text: string): TraceLine[] {
  const counts = new Map<string, number>();
  const positions = new Map<string, number>();
  return text.split('\n').flatMap((line): TraceLine[] => {
    const [, seconds, micros, syscall, args, result] = linePattern.exec(line) ?? [];
    if (!syscall || args === undefined) return [];
    const nth = (counts.get(syscall) ?? 0) + 1;
    counts.set(syscall, nth);
    const failed = result === undefined || result === '?' || result.startsWith('-');
    const atUs = Number(seconds) * 1_000_000 + Number(micros);
    const did = failed ? undefined : callOf(syscall, args, Number(result), positions, line);
    return [{ atUs, syscall, nth, failed, did }];
  });
}

/** All threads of a process in the order in which their calls began. */
export function mergeTraces(threads: readonly (readonly TraceLine[])[]): TraceLine[] {
  return threads.flat().toSorted((a, b) => a.atUs - b.atUs);
}

function callOf(
  syscall: string,
  args: string,
  result: number,
  positions: Map<string, number>,
  line: string,
): FileCall | undefined {
  const strings = stringsOf(args);
  const [first = Buffer.alloc(0), second = Buffer.alloc(0)] = strings;
  const text = first.toString();
  switch (syscall) {
    case 'openat': {
      const path = pathOfFd(line.slice(line.lastIndexOf(' = '))) ?? text;
      positions.set(String(result), 0);
      if (!args.includes('O_CREAT')) return undefined;
      return { call: 'create', path, cut: args.includes('O_TRUNC') };
    }
    case 'write':
    case 'writev':
      return writeOf(args, Buffer.concat(strings).subarray(0, result), result, positions);
    case 'pwrite64':
    case 'pwritev': {
      const path = pathOfFd(args);
      const at = Number(/, (\d+)$/.exec(args)?.[1]);
      const bytes = Buffer.concat(strings).subarray(0, result);
      return path === undefined ? undefined : { call: 'write', path, at, bytes };
    }
    case 'fsync':
    case 'fdatasync':
      return ifPath(pathOfFd(args), (path) => ({ call: 'sync', path }));
    case 'ftruncate': {
      const length = Number(/, (\d+)$/.exec(args)?.[1]);
      return ifPath(pathOfFd(args), (path) => ({ call: 'truncate', path, length }));
    }
    case 'truncate':
      return { call: 'truncate', path: text, length: Number(/, (\d+)$/.exec(args)?.[1]) };
    case 'rename':
    case 'renameat':
    case 'renameat2':
      return { call: 'rename', from: text, to: second.toString() };
    case 'link':
    case 'linkat':
      return { call: 'link', from: text, to: second.toString() };
    case 'unlink':
    case 'unlinkat':
      return { call: args.includes('AT_REMOVEDIR') ? 'rmdir' : 'unlink', path: text };
    case 'mkdir':
    case 'mkdirat':
      return { call: 'mkdir', path: text };
    case 'rmdir':
      return { call: 'rmdir', path: text };
    default:
      return undefined;
  }
}

function writeOf(
  args: string,
  bytes: Buffer,
  result: number,
  positions: Map<string, number>,
): FileCall | undefined {
  const fd = /^\d+/.exec(args)?.[0] ?? '';
  const path = pathOfFd(args);
  // A shell's redirection makes a file of its stdout.
  if (fd === '1' && path === undefined) return { call: 'say', text: bytes.toString() };
  const at = positions.get(fd) ?? 0;
  positions.set(fd, at + result);
  return ifPath(path, (known) => ({ call: 'write', path: known, at, bytes }));
}

function ifPath(path: string | undefined, make: (path: string) => FileCall): FileCall | undefined {
  return path === undefined ? undefined : make(path);
}

/** The path that `-y` shows behind the first descriptor; undefined for sockets and the like. */
function pathOfFd(args: string): string | undefined {
  const [, shown = ''] = /\d+<([^>]*)>/.exec(args) ?? [];
  const path = unescape(shown).toString();
  return path.startsWith('/') && !path.endsWith(' (deleted)') ? path : undefined;
}

function stringsOf(args: string): Buffer[] {
  return [...args.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, inside = '']) => unescape(inside));
}

/** Text of `-xx`: every byte as \xHH. */
function unescape(text: string): Buffer {
  return Buffer.from(text.replaceAll('\\x', ''), 'hex');
}
