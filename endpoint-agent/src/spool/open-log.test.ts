import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { realFileSystem } from '../files/frame-file.ts';
import { OpenLog } from './open-log.ts';

test('a new log is in force though the old one can’t be removed, and that is tried again', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'eucora-open-log-'));
  try {
    const storeKey = new Uint8Array(32);
    await using log = new OpenLog({ directory, storeKey, system: realFileSystem, no: 0 });
    await log.rotate([Buffer.from('first')]);
    const [first = ''] = await readdir(directory);
    // A folder of that name is what can't be removed as a file.
    await rm(join(directory, first));
    await mkdir(join(directory, first));

    await log.rotate([Buffer.from('second')]);
    expect(log.usable).toBe(true);
    await log.append([Buffer.from('accepted')]);
    expect((await readdir(directory)).toSorted()).toContain(first);

    await rm(join(directory, first), { recursive: true });
    await log.rotate([Buffer.from('third')]);
    expect(await readdir(directory)).toHaveLength(1);
  } finally {
    await rm(directory, { recursive: true });
  }
});
