import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import { promisify } from 'node:util';
import { errorCode, PortBusyError } from '../errors.ts';
import { readIfThere } from '../home/files.ts';

const handshakeMsMax = 30_000;

/** True while a process of this id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/**
 * The process of a pid file, if it runs and its command line names `configFile`. A pid alone proves
 * nothing: after a reboot it may be anybody's.
 */
export async function findByPidFile(
  pidFile: string,
  configFile: string,
): Promise<number | undefined> {
  const pid = Number((await readIfThere(pidFile))?.toString().trim());
  if (!Number.isSafeInteger(pid) || pid <= 1) return undefined;
  return (await runs(pid, configFile)) ? pid : undefined;
}

/** True when the process runs with this configuration; a dead one that nobody reaped does not. */
export async function runs(pid: number, configFile: string): Promise<boolean> {
  return isAlive(pid) && (await commandLine(pid)).includes(configFile);
}

async function commandLine(pid: number): Promise<string> {
  try {
    if (process.platform === 'linux') {
      return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
    }
    return (await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)])).stdout;
  } catch {
    return ''; // it ended while we looked
  }
}

/** Sends a signal; false when the process is gone already. */
export function signalProcess(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return false;
    throw error;
  }
}

/**
 * True when a NATS server greets at this address within `ms`. With TLS the connection is secured
 * afterwards, before it ends: the server would take the look for a broken handshake, and say so. That
 * takes its time while thousands of devices come back, and says nothing about the server.
 */
export function greets(
  host: string,
  port: number,
  ms: number,
  tls?: ConnectionOptions,
): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const done = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(ms, () => done(false));
    socket.once('error', () => done(false));
    socket.once('data', (bytes) => {
      const isNats = bytes.toString().startsWith('INFO ');
      if (!isNats || !tls) return done(isNats);
      socket.setTimeout(handshakeMsMax);
      const secured = connectTls({ ...tls, socket }, () => secured.end());
      secured.once('error', () => socket.destroy());
      socket.unref();
      resolve(true);
    });
  });
}

/**
 * The port if it is free, or a free one for 0.
 * @throws PortBusyError
 */
export function claimPort(host: string, port: number, what: string, name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => {
      const busy = errorCode(error) === 'EADDRINUSE' || errorCode(error) === 'EACCES';
      reject(busy ? new PortBusyError(what, port, name, error) : error);
    });
    server.listen(port, host, () => {
      const address = server.address();
      const chosen = typeof address === 'object' && address ? address.port : port;
      server.close(() => resolve(chosen));
    });
  });
}
