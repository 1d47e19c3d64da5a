import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { isAlive } from '../processes.ts';
import { serviceNames } from './layout.ts';
import { readPidFile, stopOrphans } from './orphans.ts';
import { createLayout } from './layout.ts';
import { makeStandInProject } from './stand-in.testing.ts';

const patience = { timeout: 60_000, interval: 50 };
const state = { root: '', dataDir: '', started: new Array<Started>() };

beforeAll(async () => {
  state.root = await mkdtemp(join(tmpdir(), 'eucora-stand-in-'));
  await makeStandInProject(state.root);
});
afterAll(() => rm(state.root, { recursive: true, force: true }));
beforeEach(async () => {
  state.dataDir = await mkdtemp(join(tmpdir(), 'eucora-start-'));
});
afterEach(async () => {
  for (const each of state.started.splice(0)) await each.interrupt();
  await stopOrphans(createLayout(state.dataDir));
  await rm(state.dataDir, { recursive: true, force: true });
});

interface Started {
  readonly child: ChildProcess;
  output(): string;
  /** Waits for the console line. */
  up(): Promise<void>;
  /** As Ctrl-C; answers the exit code. */
  interrupt(): Promise<number | null>;
}

function startHere(port = 0, dataDir = state.dataDir): Started {
  const module = pathToFileURL(join(import.meta.dirname, '..', 'commands', 'run-command.ts')).href;
  const options = { args: ['--port', String(port), '--data-dir', dataDir] };
  const source = `
    import { runCommand } from ${JSON.stringify(module)};
    process.exitCode = await runCommand({
      command: 'start', args: ${JSON.stringify(options.args)}, beganMs: Date.now(),
      environment: process.env, root: ${JSON.stringify(state.root)},
    });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  }
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  const started: Started = {
    child,
    output: () => text,
    up: () => vi.waitFor(() => expect(text).toMatch(/^console: http:/m), patience),
    interrupt: async () => {
      if (!isOver()) {
        child.kill('SIGINT');
        await once(child, 'exit');
      }
      return child.exitCode;
    },
  };
  state.started.push(started);
  return started;
}

async function pids(): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const name of serviceNames) {
    const pid = await readPidFile(join(state.dataDir, 'run', `${name}.pid`));
    if (pid !== undefined && (await isAlive(pid))) found.set(name, pid);
  }
  return found;
}

async function untilAllLive(except: ReadonlyMap<string, number> = new Map()): Promise<void> {
  await vi.waitFor(async () => {
    const now = await pids();
    expect([...now.keys()]).toEqual([...serviceNames]);
    for (const [name, pid] of except) expect(now.get(name)).not.toBe(pid);
  }, patience);
}

describe('npm start', () => {
  test('comes up, survives kill -9 of everything, stops cleanly and continues', async () => {
    const first = startHere();
    await first.up();
    const before = await pids();
    expect([...before.keys()]).toEqual([...serviceNames]);
    for (const pid of before.values()) process.kill(pid, 'SIGKILL');
    await untilAllLive(before);
    for (const name of serviceNames) {
      expect(first.output()).toContain(`${name} ended (SIGKILL); starting it again`);
    }
    const ports = await readFile(join(state.dataDir, 'run', 'ports.json'), 'utf8');
    const living = await pids();
    expect(await first.interrupt()).toBe(0);
    for (const pid of living.values()) expect(await isAlive(pid)).toBe(false);
    expect((await readdir(join(state.dataDir, 'run'))).filter((n) => n.endsWith('.pid'))).toEqual(
      [],
    );

    const second = startHere();
    await second.up();
    expect(await readFile(join(state.dataDir, 'run', 'ports.json'), 'utf8')).toBe(ports);
    expect(second.output()).not.toContain('founded');
    expect(await second.interrupt()).toBe(0);
    for (const name of await readdir(join(state.dataDir, 'logs'))) {
      const lines = (await readFile(join(state.dataDir, 'logs', name), 'utf8')).trim().split('\n');
      for (const line of lines.filter((each) => each !== '')) JSON.parse(line);
    }
  }, 180_000);

  test('a killed start leaves nothing that the next one trips over', async () => {
    const killed = startHere();
    await killed.up();
    const orphans = await pids();
    killed.child.kill('SIGKILL');
    await once(killed.child, 'exit');

    const next = startHere();
    await next.up();
    const now = await pids();
    expect([...now.keys()]).toEqual([...serviceNames]);
    for (const [name, pid] of orphans) {
      expect(now.get(name)).not.toBe(pid);
      expect(await isAlive(pid)).toBe(false);
    }
  }, 180_000);

  test('says in one sentence that the port is busy or the data directory in use', async () => {
    const first = startHere();
    await first.up();
    const second = startHere();
    await once(second.child, 'exit');
    expect(second.child.exitCode).toBe(1);
    expect(second.output().trim().split('\n')).toEqual([
      expect.stringContaining(`is in use by process ${first.child.pid}`),
    ]);
    await first.interrupt();

    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const third = startHere(port);
    await once(third.child, 'exit');
    server.close();
    expect(third.child.exitCode).toBe(1);
    expect(third.output().trim().split('\n').at(-1)).toContain(`Port ${port} is busy`);
    expect(third.output()).not.toMatch(/\bat .*\.ts:\d+/);

    const noFolder = join(import.meta.dirname, 'start.test.ts');
    const fourth = startHere(0, noFolder);
    await once(fourth.child, 'exit');
    expect(fourth.output().trim()).toBe(
      `The data directory ${noFolder} cannot be used; choose another with --data-dir.`,
    );
  }, 180_000);

  test('an interrupt in the middle of coming up stops what is up', async () => {
    const started = startHere();
    await vi.waitFor(async () => expect((await pids()).has('hub-nats')).toBe(true), patience);
    const partly = await pids();
    expect(await started.interrupt()).toBe(0);
    expect(started.output()).not.toContain('console:');
    for (const pid of partly.values()) expect(await isAlive(pid)).toBe(false);
  }, 120_000);
});
