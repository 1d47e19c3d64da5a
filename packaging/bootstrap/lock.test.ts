import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tryLock, waitForLock } from './lock.mjs';

const state = { dir: '', file: '' };
beforeEach(async () => {
  state.dir = await mkdtemp(join(tmpdir(), 'eucora-lock-'));
  state.file = join(state.dir, 'run.lock');
});
afterEach(() => rm(state.dir, { recursive: true, force: true }));

test('is held once, named after its holder and free after release', async () => {
  const lock = tryLock(state.file);
  expect(lock.release).toBeTypeOf('function');
  expect(tryLock(state.file)).toEqual({ holder: process.pid });
  lock.release?.();
  expect(await readdir(state.dir)).toEqual([]);
  expect(tryLock(state.file).release).toBeTypeOf('function');
});

test('a dead holder, a reused pid and a torn file do not hold it', async () => {
  const gone = spawn(process.execPath, ['-e', '']);
  await once(gone, 'exit');
  const stale = [
    JSON.stringify({ pid: gone.pid, ticks: '1' }),
    JSON.stringify({ pid: process.pid, ticks: '1' }),
    '{"pid":',
  ];
  for (const text of stale) {
    await writeFile(state.file, text);
    const lock = tryLock(state.file);
    expect(lock.release).toBeTypeOf('function');
    lock.release?.();
  }
});

test('of many that find a stale lock, one at a time gets it', async () => {
  await writeFile(state.file, JSON.stringify({ pid: 2 ** 30 }));
  const journal = join(state.dir, 'journal');
  const module = pathToFileURL(join(import.meta.dirname, 'lock.mjs')).href;
  const program = `
    import { appendFileSync } from 'node:fs';
    import { waitForLock } from ${JSON.stringify(module)};
    const lock = await waitForLock(${JSON.stringify(state.file)}, { waitMs: 20000, onWait() {} });
    appendFileSync(${JSON.stringify(journal)}, 'in ');
    await new Promise((resolve) => setTimeout(resolve, 20));
    appendFileSync(${JSON.stringify(journal)}, 'out ');
    lock.release();`;
  const args = ['--input-type=module', '-e', program];
  const exits = Array.from({ length: 8 }, () => once(spawn(process.execPath, args), 'exit'));
  for (const [code] of await Promise.all(exits)) expect(code).toBe(0);
  expect(await readFile(journal, 'utf8')).toBe('in out '.repeat(8));
});

test('waiting ends with a sentence that names the holder', async () => {
  tryLock(state.file);
  const waits: number[] = [];
  const waiting = waitForLock(state.file, { waitMs: 0, onWait: (pid) => waits.push(pid) });
  await expect(waiting).rejects.toThrow(new RegExp(`process ${process.pid} has held`));
  expect(waits).toEqual([process.pid]);
});
