import { execFile } from 'node:child_process';
import { mkdtemp, open, readdir, readFile, readlink, rm, stat } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  FileTooLargeError,
  type Host,
  type HostAddress,
  ToolFailedError,
  type ToolLimits,
  ToolMissingError,
  fileBytesMax,
  toolLimits,
} from './host.ts';

/** What files of /proc and /sys answer when there is nothing to tell; not a fault of ours. */
const silent = new Set([
  'ENOENT',
  'ENOTDIR',
  'EACCES',
  'EPERM',
  'EINVAL',
  'ENODEV',
  'ENXIO',
  'EIO',
  'EOPNOTSUPP',
  'ESRCH',
]);

/** The system's error code of a failed call; undefined when it is no such error. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}

async function orUndefined<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    const code = errorCode(error);
    if (code !== undefined && silent.has(code)) return undefined;
    throw error;
  }
}

async function readBounded(path: string): Promise<Buffer> {
  await using file = await open(path);
  const { size } = await file.stat();
  if (size > fileBytesMax) {
    throw new FileTooLargeError(`${path} has ${size} bytes, more than ${fileBytesMax}`);
  }
  return file.readFile();
}

function runTool(
  tool: string,
  args: readonly string[],
  limits: ToolLimits,
  signal: AbortSignal,
): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const options = {
    timeout: limits.timeoutMs,
    maxBuffer: limits.outputBytesMax,
    killSignal: 'SIGKILL',
    encoding: 'utf8',
    windowsHide: true,
    signal,
  } as const;
  execFile(tool, args, options, (cause, stdout, stderr) => {
    if (cause === null) return resolve(stdout);
    if (cause.code === 'ENOENT') {
      return reject(new ToolMissingError(`${tool} is not installed`, { cause }));
    }
    const why =
      String(cause.code) === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER'
        ? `wrote more than ${limits.outputBytesMax} bytes`
        : cause.killed
          ? `took over ${limits.timeoutMs} ms`
          : stderr.trim().slice(0, 200);
    return reject(new ToolFailedError(`${tool} failed: ${why}`, { cause }));
  });
  return promise;
}

function hostAddresses(): HostAddress[] {
  return Object.entries(networkInterfaces()).flatMap(([name, entries]) =>
    (entries ?? []).map(({ mac, cidr, address, internal }) => ({
      interface: name,
      mac,
      cidr: cidr ?? address,
      internal,
    })),
  );
}

/** The machine this program runs on. `signal` ends programs that are still running. */
export function realHost(signal: AbortSignal): Host {
  const run: Host['run'] = (tool, args, limits) =>
    runTool(tool, args, { ...toolLimits, ...limits }, signal);
  return {
    run,
    readText: async (path) => (await orUndefined(readBounded(path)))?.toString('utf8'),
    readBytes: (path) => orUndefined(readBounded(path)),
    list: async (path) => (await orUndefined(readdir(path)))?.toSorted() ?? [],
    readLink: (path) => orUndefined(readlink(path)),
    stamp: async (path) => {
      const found = await orUndefined(stat(path, { bigint: true }));
      return found && `${found.ino}:${found.mtimeNs}:${found.size}`;
    },
    runToFile: async (tool, args, limits) => {
      const folder = await mkdtemp(join(tmpdir(), 'eucora-'));
      try {
        const path = join(folder, 'output');
        await run(tool, args(path), limits);
        return await readFile(path);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    addresses: hostAddresses,
  };
}
