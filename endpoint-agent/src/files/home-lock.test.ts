import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { HomeInUseError } from '../errors.ts';
import { tempDirectory } from '../testing/builders.ts';
import { lockHome, ownerOf } from './home-lock.ts';

test('one agent a home: the second is told who holds it, until it is released', async () => {
  await using home = await tempDirectory();
  const lock = await lockHome(home.path);
  expect(lock.takenOver).toBe(false);
  expect(await ownerOf(home.path)).toMatchObject({ pid: process.pid });
  await expect(lockHome(home.path)).rejects.toThrow(HomeInUseError);
  await expect(lockHome(home.path)).rejects.toThrow(`process id ${process.pid}`);
  await lock[Symbol.asyncDispose]();
  expect(await ownerOf(home.path)).toBeNull();
  await using again = await lockHome(home.path);
  expect(again.takenOver).toBe(false);
});

test('the lock of a process that died is taken over, and so is one whose number is in use again', async () => {
  await using home = await tempDirectory();
  const child = spawn(process.execPath, ['-e', '']);
  const { pid } = child;
  await once(child, 'exit');
  await writeFile(join(home.path, 'lock'), JSON.stringify({ pid, startedTicks: '1' }));
  {
    await using lock = await lockHome(home.path);
    expect(lock.takenOver).toBe(true);
  }
  const reused = JSON.stringify({ pid: process.pid, startedTicks: '1' });
  await writeFile(join(home.path, 'lock'), reused);
  await using lock = await lockHome(home.path);
  expect(lock.takenOver).toBe(true);
});
