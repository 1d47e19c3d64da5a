import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { ProvisionError } from './errors.ts';
import {
  clearLeftovers,
  ensureCluster,
  ensureRuntimeRole,
  findBinaries,
  isReady,
  postgresEnvironment,
  stopPostmaster,
} from './provision/postgres-cluster.ts';
import { connectionUrl, serverSettings, settingArguments } from './provision/postgres-settings.ts';
import { commandAs, type Command } from './provision/run-as.ts';

const startMs = 60_000;
const pollMs = 20;
const logLinesKept = 20;

export interface PostgresOptions {
  /** Folder of the cluster and its credentials; made when missing. */
  readonly dir: string;
  /** Port on 127.0.0.1; 0 or absent picks a free one. */
  readonly port?: number;
  /** Server settings that differ from ours, for tests. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly onLog?: (line: string) => void;
  readonly signal?: AbortSignal;
}

export interface PostgresServer extends AsyncDisposable {
  /** For the role `eucora_hub`: the hub at work, which owns nothing. */
  readonly url: string;
  /** For the role `eucora`: owner of the database `eucora`, may create databases, no superuser. */
  readonly ownerUrl: string;
  readonly superuserUrl: string;
  readonly port: number;
  readonly pid: number;
  /** Settles when the server has ended, however it ended. */
  readonly exited: Promise<void>;
  /** Stops the server; the cluster stays. */
  stop(): Promise<void>;
}

/** A cluster that is ready to be served: what to run and how to tell that it accepts connections. */
export interface PreparedPostgres {
  readonly command: Command;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly url: string;
  readonly ownerUrl: string;
  readonly superuserUrl: string;
  isReady(pid: number): Promise<boolean>;
  /** Clears what a killed server left behind, and brings roles up to date; before each start. */
  clearLeftovers(): Promise<void>;
}

/**
 * Makes the cluster where there is none and says how to serve it. As root the server runs as an
 * unprivileged user.
 *
 * @throws ProvisionError when the programs are missing or cannot run here
 */
export async function preparePostgres(
  options: PostgresOptions & { readonly port: number },
): Promise<PreparedPostgres> {
  const binaries = findBinaries();
  const cluster = await ensureCluster(options.dir, binaries);
  const { folder, identity, credentials } = cluster;
  const { port } = options;
  const settings = { ...serverSettings(port, totalmem()), ...options.settings };
  return {
    command: commandAs(identity, binaries.postgres, ['-D', folder, ...settingArguments(settings)]),
    env: postgresEnvironment,
    cwd: folder,
    url: connectionUrl(port, 'eucora_hub', credentials.runtime, 'eucora'),
    ownerUrl: connectionUrl(port, 'eucora', credentials.owner, 'eucora'),
    superuserUrl: connectionUrl(port, 'postgres', credentials.superuser, 'postgres'),
    isReady: (pid) => isReady(folder, pid),
    async clearLeftovers() {
      await clearLeftovers(folder);
      await ensureRuntimeRole(cluster, binaries);
    },
  };
}

/**
 * Starts a PostgreSQL server on 127.0.0.1 and answers when it accepts connections.
 *
 * @throws ProvisionError when it cannot be made or started, with the server's last words
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const port = options.port || (await freePort());
  const prepared = await preparePostgres({ ...options, port });
  await prepared.clearLeftovers();
  const { file, args, ...owner } = prepared.command;
  const child = spawn(file, args, {
    ...owner,
    cwd: prepared.cwd,
    env: prepared.env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lastWords = collectLines(child, options.onLog);
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const stop = async () => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      await stopPostmaster(child.pid);
      await exited;
    }
  };
  try {
    const pid = await waitUntilReady(child, prepared, exited, options.signal);
    const { url, ownerUrl, superuserUrl } = prepared;
    return { url, ownerUrl, superuserUrl, port, pid, exited, stop, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    options.signal?.throwIfAborted();
    throw new ProvisionError(`PostgreSQL did not start: ${lastWords.join(' / ')}`, {
      cause: error,
    });
  }
}

async function waitUntilReady(
  child: ChildProcess,
  prepared: PreparedPostgres,
  exited: Promise<void>,
  signal: AbortSignal | undefined,
): Promise<number> {
  const ended = new AbortController();
  void exited.then(() => ended.abort());
  const until = performance.now() + startMs;
  while (!ended.signal.aborted && performance.now() < until) {
    signal?.throwIfAborted();
    if (child.pid !== undefined && (await prepared.isReady(child.pid))) return child.pid;
    await delay(pollMs);
  }
  throw new Error(ended.signal.aborted ? 'the server ended' : `not ready within ${startMs} ms`);
}

function collectLines(child: ChildProcess, onLog?: (line: string) => void): string[] {
  const kept: string[] = [];
  let rest = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      onLog?.(line);
      kept.push(line);
    }
    kept.splice(0, kept.length - logLinesKept);
  });
  return kept;
}

/** A port of 127.0.0.1 that nobody listened on a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no TCP port was given');
  return address.port;
}
