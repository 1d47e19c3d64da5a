import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { AuthorizationError, connect, type NatsConnection } from '@nats-io/transport-node';
import { freePort } from '../../platform/testing.ts';
import { natsPrograms } from './config.ts';

/** A real broker that a test may kill and start again on the same port and disk. */
export interface TestBroker extends AsyncDisposable {
  readonly url: string;
  readonly pidFile: string;
  /** Connects as the hub does: for ever. */
  connect(): Promise<NatsConnection>;
  /** SIGKILL, then waits until it is gone. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Starts on an empty disk. */
  startEmpty(): Promise<void>;
}

/**
 * Starts a broker with JetStream in a temporary directory; `authFile` holds its users, if it has
 * any. Dispose in afterAll.
 */
export async function startBroker(authFile?: string): Promise<TestBroker> {
  const dir = await mkdtemp(join(tmpdir(), 'eucora-broker-'));
  const port = await freePort();
  const url = `nats://127.0.0.1:${port}`;
  const config = join(dir, 'nats.conf');
  const store = join(dir, 'jetstream');
  const lines = [
    `listen: "127.0.0.1:${port}"`,
    'max_payload: 1MB',
    `pid_file: "${join(dir, 'nats.pid')}"`,
    `jetstream { store_dir: "${store}" }`,
    ...(authFile === undefined ? [] : [`include "${relative(dir, authFile)}"`]),
  ];
  await writeFile(config, `${lines.join('\n')}\n`);
  const connections: NatsConnection[] = [];
  let child: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    child = await spawnFirst(natsPrograms(), ['-c', config]);
    await reachable(url, authFile !== undefined);
  };
  const kill = async (): Promise<void> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  await start();
  return {
    url,
    pidFile: join(dir, 'nats.pid'),
    start,
    kill,
    async startEmpty() {
      await rm(store, { recursive: true, force: true });
      await start();
    },
    async connect() {
      const options = { servers: url, maxReconnectAttempts: -1, reconnectTimeWait: 100 };
      const connection = await connect(options);
      connections.push(connection);
      return connection;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(connections.map((connection) => connection.close()));
      await kill();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function spawnFirst(programs: readonly string[], args: string[]): Promise<ChildProcess> {
  for (const program of programs) {
    const child = spawn(program, args, { stdio: 'ignore' });
    const outcome = await Promise.race([
      once(child, 'spawn').then(() => 'spawned' as const),
      once(child, 'error').then(() => 'missing' as const),
    ]);
    if (outcome === 'spawned') return child;
  }
  throw new Error('No nats-server for the tests: run them with npm test, which brings one.');
}

async function reachable(url: string, hasUsers: boolean): Promise<void> {
  for (const deadline = Date.now() + 10_000; ;) {
    try {
      const probe = await connect({ servers: url, timeout: 1_000, reconnect: false });
      await probe.close();
      return;
    } catch (error) {
      // To be refused is to be reached.
      if (hasUsers && error instanceof AuthorizationError) return;
      if (Date.now() > deadline) throw error;
      await pause(25);
    }
  }
}

/** Waits until `probe` gives something; `what` names the condition in the failure. */
export async function until<T>(
  what: string,
  probe: () => Promise<T | undefined>,
  withinMs = 20_000,
): Promise<T> {
  for (const deadline = Date.now() + withinMs; ;) {
    const found = await probe();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`Did not happen within ${withinMs} ms: ${what}`);
    await pause(20);
  }
}
