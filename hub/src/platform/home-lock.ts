import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from './errors.ts';

/**
 * Takes a hub's home for this process: two hubs on one home would give out the same numbers. The
 * lock is a listening socket without a file behind it, which the kernel frees however the process
 * ends; a lock file would outlive a SIGKILL and stop the restart.
 * @throws UsageError when another process has it
 */
export async function lockHome(home: string): Promise<AsyncDisposable> {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const server = createServer((socket) => socket.destroy());
  try {
    await listen(server, lockName(realpathSync(home)));
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE')) throw cause;
    throw new UsageError(
      `${home} is in use by another hub; stop it first, or set EUCORA_HUB_HOME to a folder of ` +
        "this hub's own.",
      { cause },
    );
  }
  server.unref();
  return {
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

function lockName(home: string): string {
  const digest = createHash('sha256').update(home).digest('hex').slice(0, 32);
  if (process.platform === 'linux') return `\0eucora-hub-${digest}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\eucora-hub-${digest}`;
  return join(tmpdir(), `eucora-hub-${digest}.sock`);
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
