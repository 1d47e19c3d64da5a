import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorCode, HomeInUseError } from '../errors.ts';

/**
 * Takes the home for this process. The lock is a listening socket without a file behind it, so the
 * kernel frees it however the process ends; a lock file would outlive a SIGKILL and stop the restart.
 * @throws HomeInUseError when another relay holds it
 */
export async function lockHome(home: string): Promise<AsyncDisposable> {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const server = createServer((socket) => socket.destroy());
  try {
    await listen(server, lockName(realpathSync(home)));
  } catch (error) {
    if (errorCode(error) === 'EADDRINUSE') throw new HomeInUseError(home);
    throw error;
  }
  server.unref();
  return {
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
      }),
  };
}

function lockName(home: string): string {
  const digest = createHash('sha256').update(home).digest('hex').slice(0, 32);
  if (process.platform === 'linux') return `\0eucora-relay-${digest}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\eucora-relay-${digest}`;
  return join(tmpdir(), `eucora-relay-${digest}.sock`);
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
