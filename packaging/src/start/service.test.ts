import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { isAlive } from '../processes.ts';
import { readPidFile } from './orphans.ts';
import { Service, type ServiceSpec } from './service.ts';

const state = { dir: '', said: new Array<string>() };
beforeEach(async () => {
  state.dir = await mkdtemp(join(tmpdir(), 'eucora-service-'));
  state.said = [];
});
afterEach(() => rm(state.dir, { recursive: true, force: true }));

const stays = 'setInterval(() => {}, 1000); console.log("plain"); console.error(\'{"msg":"own"}\')';

function spec(program: string, changes: Partial<ServiceSpec> = {}): ServiceSpec {
  return {
    name: 'stand-in',
    file: process.execPath,
    args: ['-e', program],
    env: {},
    cwd: state.dir,
    pidFile: join(state.dir, 'stand-in.pid'),
    logFile: join(state.dir, 'stand-in.log'),
    stop: [
      { signal: 'SIGTERM', waitMs: 5_000 },
      { signal: 'SIGKILL', waitMs: 5_000 },
    ],
    isReady: () => Promise.resolve(true),
    ...changes,
  };
}

function start(what: ServiceSpec, force = new AbortController().signal): Service {
  const say = (line: string) => void state.said.push(line);
  return Service.start(what, { say, force, wait: () => Promise.resolve() });
}

describe('a service', () => {
  test('runs under its pid file, logs JSON and is gone after stop', async () => {
    const service = start(spec(stays));
    await service.ready;
    const pid = await readPidFile(join(state.dir, 'stand-in.pid'));
    expect(pid).toBe(service.pid);
    const log = join(state.dir, 'stand-in.log');
    await vi.waitFor(async () => expect(await readFile(log, 'utf8')).toContain('plain'));
    await service.stop();
    expect(await isAlive(pid ?? 0)).toBe(false);
    expect(await readPidFile(join(state.dir, 'stand-in.pid'))).toBeUndefined();
    const lines = (await readFile(log, 'utf8')).trim().split('\n');
    const messages = lines.map((line): unknown => JSON.parse(line));
    expect(messages).toContainEqual({ msg: 'own' });
    expect(messages).toContainEqual(expect.objectContaining({ name: 'stand-in', msg: 'plain' }));
    expect(state.said).toEqual([]);
  });

  test('comes back each time it is killed, and that is said in one line', async () => {
    await using service = start(spec(stays));
    await service.ready;
    for (const death of [1, 2, 3]) {
      const pid = service.pid ?? 0;
      process.kill(pid, 'SIGKILL');
      await vi.waitFor(() => {
        expect(service.pid).toBeTypeOf('number');
        expect(service.pid).not.toBe(pid);
      }, 5_000);
      expect(state.said).toHaveLength(death);
      expect(state.said.at(-1)).toMatch(/^stand-in ended \(SIGKILL\); starting it again in \S+ s$/);
    }
  });

  test('that cannot start is given up with the end of its log', async () => {
    const broken = spec('console.error("no such thing"); process.exitCode = 3', {
      isReady: () => Promise.resolve(false),
    });
    await using service = start(broken);
    await expect(service.ready).rejects.toThrow('stand-in cannot start');
    const report = state.said.find((line) => line.includes('cannot start'));
    expect(report).toContain('no such thing');
    expect(state.said.filter((line) => line.includes('exit code 3'))).not.toHaveLength(0);
  });

  test('whose program does not exist is reported the same way', async () => {
    await using service = start(spec('', { file: join(state.dir, 'absent') }));
    await expect(service.ready).rejects.toThrow('stand-in cannot start');
    expect(state.said[0]).toContain('ENOENT');
  });

  test('that ignores SIGTERM is killed when the user is out of patience', async () => {
    const deaf = `process.on('SIGTERM', () => {}); process.stdout.write('deaf'); ${stays}`;
    const force = new AbortController();
    const service = start(spec(deaf), force.signal);
    await service.ready;
    const log = join(state.dir, 'stand-in.log');
    await vi.waitFor(async () => expect(await readFile(log, 'utf8')).toContain('deaf'), 5_000);
    const stopped = service.stop();
    force.abort();
    await stopped;
    expect(service.pid).toBeUndefined();
  });

  test('is not held up by a descendant that keeps its output open', async () => {
    const heir = `setInterval(() => {}, 1000)`;
    const parent = `
      const { spawn } = require('node:child_process');
      const args = ['-e', ${JSON.stringify(heir)}];
      const child = spawn(process.execPath, args, { stdio: 'inherit', detached: true });
      console.log('heir ' + child.pid);
      ${heir}`;
    await using service = start(spec(parent));
    await service.ready;
    const log = join(state.dir, 'stand-in.log');
    const heirPid = await vi.waitFor(async () => {
      const pid = /heir (\d+)/.exec(await readFile(log, 'utf8'))?.[1];
      expect(pid).toBeDefined();
      return Number(pid);
    }, 5_000);
    const pid = service.pid ?? 0;
    process.kill(pid, 'SIGKILL');
    await vi.waitFor(() => {
      expect(service.pid).toBeTypeOf('number');
      expect(service.pid).not.toBe(pid);
    }, 5_000);
    process.kill(heirPid, 'SIGKILL');
    const last = await vi.waitFor(async () => {
      const pids = [...(await readFile(log, 'utf8')).matchAll(/heir (\d+)/g)].map((m) => m[1]);
      expect(pids).toHaveLength(2);
      return Number(pids[1]);
    }, 5_000);
    process.kill(last, 'SIGKILL');
  });
});
