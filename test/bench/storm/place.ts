import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureNatsServer, freePort, startPostgres, type PostgresServer } from '@eucora/packaging';
import { inheritedEnvironment } from '../../kit/config.ts';
import { programOf } from '../../kit/command.ts';
import { until } from '../../kit/until.ts';
import { InvalidRunError } from '../errors.ts';

/** A hub with its servers in real processes, set up as `npm start` does, and no site near it. */
export interface Place extends AsyncDisposable {
  readonly folder: string;
  readonly home: string;
  readonly postgres: PostgresServer;
  readonly natsUrl: string;
  readonly natsPid: number;
  /** Starts the hub and waits until it is ready. */
  startHub(): Promise<{ readonly url: string; readonly pid: number }>;
  /** What the hub has logged that is a warning or worse. */
  complaints(): Promise<string[]>;
}

const readyMs = 60_000;
const warnLevel = 40;

/** Starts PostgreSQL and nats-server in a temporary folder, which goes when this is disposed of. */
export async function openPlace(): Promise<Place> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'eucora-bench-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const home = join(folder, 'hub');
  const [database, broker] = [join(folder, 'postgres'), join(folder, 'nats')];
  for (const each of [home, database, broker]) await mkdir(each, { recursive: true });
  const postgres = stack.use(await startPostgres({ dir: database }));
  const nats = stack.use(await startNats(broker));
  const log = join(folder, 'hub.log');
  const running = stack.move();
  return {
    folder,
    home,
    postgres,
    natsUrl: nats.url,
    natsPid: nats.pid,
    async startHub() {
      const hub = await spawnHub({ folder, home, log, databaseUrl: postgres.url, nats });
      running.defer(() => end(hub.child, 'SIGTERM'));
      return hub;
    },
    async complaints() {
      const lines = (await readFile(log, 'utf8')).split('\n').filter((line) => line !== '');
      return lines.filter((line) => levelOf(line) >= warnLevel);
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

function levelOf(line: string): number {
  const level = /^\{"level":(\d+)/.exec(line)?.[1];
  return level === undefined ? warnLevel : Number(level);
}

interface Nats extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  readonly authFile: string;
  readonly pidFile: string;
}

async function startNats(folder: string): Promise<Nats> {
  const port = await freePort();
  const [authFile, pidFile] = [join(folder, 'auth.conf'), join(folder, 'nats.pid')];
  // Until the hub has written who may come, nobody may.
  await writeFile(authFile, 'authorization { users: [{ user: "nobody", password: "-x-" }] }\n');
  const store = JSON.stringify(join(folder, 'jetstream'));
  const lines = [
    `listen: "127.0.0.1:${port}"`,
    `pid_file: ${JSON.stringify(pidFile)}`,
    'max_payload: 8MB',
    'write_deadline: "10s"',
    `jetstream { store_dir: ${store}, max_file_store: 64GB, sync_interval: "2s" }`,
    'include "./auth.conf"',
  ];
  const config = join(folder, 'nats.conf');
  await writeFile(config, `${lines.join('\n')}\n`);
  const child = spawn(await ensureNatsServer(), ['-c', config], { stdio: 'ignore' });
  await once(child, 'spawn');
  await until('nats-server has written its pid', () => readFile(pidFile, 'utf8'));
  return {
    url: `nats://127.0.0.1:${port}`,
    pid: child.pid!,
    authFile,
    pidFile,
    [Symbol.asyncDispose]: () => end(child, 'SIGTERM'),
  };
}

interface HubOptions {
  readonly folder: string;
  readonly home: string;
  readonly log: string;
  readonly databaseUrl: string;
  readonly nats: Nats;
}

async function spawnHub({ folder, home, log, databaseUrl, nats }: HubOptions) {
  const port = await freePort();
  const env = {
    ...inheritedEnvironment(),
    EUCORA_DATABASE_URL: databaseUrl,
    EUCORA_NATS_URL: nats.url,
    EUCORA_HUB_HOME: home,
    EUCORA_PORT: String(port),
    EUCORA_ADMIN_TOKEN_FILE: join(folder, 'admin-token'),
    EUCORA_NATS_AUTH_FILE: nats.authFile,
    EUCORA_NATS_PID_FILE: nats.pidFile,
  };
  const child = spawn(process.execPath, [programOf('hub'), 'run'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const target = createWriteStream(log, { flags: 'a' });
  child.stdout.pipe(target, { end: false });
  child.stderr.pipe(target, { end: false });
  const url = `http://127.0.0.1:${port}`;
  await until('the hub is ready', async () => (await fetch(`${url}/readyz`)).ok, {
    withinMs: readyMs,
  }).catch(async (cause: unknown) => {
    await end(child, 'SIGKILL');
    throw new InvalidRunError(`the hub did not start: ${await readFile(log, 'utf8')}`, { cause });
  });
  return { url, pid: child.pid!, child };
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}
