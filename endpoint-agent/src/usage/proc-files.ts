import { closeSync, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { errorCode } from '../collectors/real-host.ts';

/** Status files kept open: reading one costs half of opening it anew. */
const openFilesMax = 512;
const commandLineBytesMax = 4_096;
const commandLineWaitMs = 500;

/** What a process that ended under our eyes, or belongs to somebody else, answers. */
const gone = new Set(['ENOENT', 'ESRCH', 'EACCES', 'EPERM', 'EINVAL']);

/** What `read` gives; undefined when the process is gone or not ours to look at. */
export function orGone<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (gone.has(errorCode(error) ?? '')) return undefined;
    throw error;
  }
}

export interface SmallFiles extends Disposable {
  read(path: string): string | undefined;
  /** The same for a process's stat file, which stays open: it can only ever be that process's. */
  readStat(pid: number): string | undefined;
  forget(pid: number): void;
}

/** Small files of /proc are made in memory: reading them at once costs less than a promise each. */
export function smallFiles(root: string): SmallFiles {
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
export async function commandLine(path: string): Promise<string[]> {
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
