import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { tickMs } from './proc-stat.ts';
import { createScanner } from './scanner.ts';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
const uptimeMs = (): number => Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]) * 1000;
const scanner = () =>
  createScanner({ ownerOf: (uid) => Promise.resolve({ subject: `subject-${uid}`, home: null }) });

function start(tool: string, args: readonly string[], stdin: 'ignore' | 'pipe' = 'ignore') {
  const child = spawn(tool, args, { stdio: [stdin, 'ignore', 'ignore'] });
  children.push(child);
  return child;
}

describe.skipIf(process.platform !== 'linux')('a look at the processes of this machine', () => {
  it('sees a program with its start in boot time, until it has ended', async () => {
    using eyes = scanner();
    const before = uptimeMs();
    const child = start('sleep', ['600']);
    const find = async () => (await eyes.look()).processes.find(({ pid }) => pid === child.pid);
    const found = await vi.waitUntil(async () => {
      const each = await find();
      return each?.program === 'sleep' ? each : undefined;
    });
    expect(found.ppid).toBe(process.pid);
    expect(found.subject).toBe(`subject-${process.getuid?.()}`);
    expect(found.startMs + tickMs).toBeGreaterThanOrEqual(before - tickMs);
    expect(found.startMs).toBeLessThanOrEqual(uptimeMs());
    expect(found.aliveMs).toBeGreaterThanOrEqual(found.startMs);
    child.kill();
    await vi.waitUntil(async () => (await find()) === undefined);
  });

  it('keeps no file open when it is done with', async () => {
    const statFiles = () => readdirSync('/proc/self/fd').length;
    const before = statFiles();
    {
      using eyes = scanner();
      await eyes.look();
      expect(statFiles()).toBeGreaterThan(before);
    }
    expect(statFiles()).toBeLessThanOrEqual(before);
  });

  it('has no kernel threads and agrees with itself at the next look', async () => {
    using eyes = scanner();
    const first = await eyes.look();
    const second = await eyes.look();
    expect(first.bootId).toMatch(/^[0-9a-f]{32}$/);
    expect(first.processes.filter(({ ppid, pid }) => ppid === 2 || pid === 2)).toEqual([]);
    expect(second.endedMs).toBeGreaterThanOrEqual(first.endedMs);
    const own = (look: typeof first) => look.processes.find(({ pid }) => pid === process.pid);
    expect(own(second)?.startMs).toBe(own(first)?.startMs);
    expect(own(first)?.program).toBe('node');
  });

  it('sees that a process now runs another program', async () => {
    using eyes = scanner();
    const child = start('sh', ['-c', 'read line; exec sleep 600'], 'pipe');
    const program = async () =>
      (await eyes.look()).processes.find(({ pid }) => pid === child.pid)?.program;
    await vi.waitUntil(async () => (await program())?.endsWith('sh'));
    child.stdin?.write('\n');
    expect(await vi.waitUntil(async () => (await program()) === 'sleep')).toBe(true);
  });

  it('does not take for running what only its parent still remembers', async () => {
    using eyes = scanner();
    // The shell becomes a program that never waits for the child which it started before.
    const child = start('sh', ['-c', 'sleep 0.01 & exec sleep 600']);
    const zombie = (): boolean => {
      const path = `/proc/${child.pid}/task/${child.pid}/children`;
      const pid = readFileSync(path, 'utf8').trim();
      return pid !== '' && / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    };
    await vi.waitUntil(zombie);
    const { processes } = await eyes.look();
    expect(processes.filter(({ ppid }) => ppid === child.pid)).toEqual([]);
    expect(processes.filter(({ pid }) => pid === child.pid)).toHaveLength(1);
  });
});
