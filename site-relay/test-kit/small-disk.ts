import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A real file system of a few megabytes, and a file that takes all the room that is left. */
export interface SmallDisk extends AsyncDisposable {
  readonly path: string;
  /** Fills the disk to the last byte. */
  fill(): Promise<void>;
  /** Gives the room back. */
  free(): Promise<void>;
}

/** Mounts one, at `at` or in a place of its own; answers why not where it is not allowed to. */
export async function smallDisk(bytes: number, at?: string): Promise<SmallDisk | string> {
  if (at !== undefined) await mkdir(at);
  const path = at ?? (await mkdtemp(join(tmpdir(), 'eucora-small-disk-')));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', path]);
  } catch (error) {
    await rm(path, { recursive: true, force: true });
    return `no small file system can be mounted here: ${String(error)}`;
  }
  const ballast = join(path, 'ballast');
  return {
    path,
    fill: () => fillUp(ballast),
    free: () => rm(ballast, { force: true }),
    async [Symbol.asyncDispose]() {
      // Lazily: a process that is just ending may still hold a file.
      await run('umount', ['-l', path]);
      await rm(path, { recursive: true, force: true });
    },
  };
}

async function fillUp(path: string): Promise<void> {
  const file = await open(path, 'a');
  try {
    for (let bytes = 1024 * 1024; bytes >= 1; bytes = Math.floor(bytes / 2)) {
      await writeUntilFull(file, Buffer.alloc(bytes, 7));
    }
  } finally {
    await file.close();
  }
}

async function writeUntilFull(file: Awaited<ReturnType<typeof open>>, block: Buffer) {
  for (;;) {
    try {
      await file.write(block);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return;
      throw error;
    }
  }
}
