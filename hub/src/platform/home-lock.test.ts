import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lockHome } from './home-lock.ts';

test('one process at a time has a home, by whatever name it is called', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'eucora-lock-'));
  try {
    const home = join(folder, 'home');
    const lock = await lockHome(home);
    await expect(lockHome(`${folder}/./home/`)).rejects.toThrow(/in use by another hub/);
    await using other = await lockHome(join(folder, 'other'));
    expect(other).toBeDefined();
    await lock[Symbol.asyncDispose]();
    await using again = await lockHome(home);
    expect(again).toBeDefined();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
