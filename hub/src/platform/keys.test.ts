import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ArchiveKeys, loadHubKeys } from './keys.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'eucora-keys-'));
});
afterEach(async () => {
  await rm(home, { recursive: true, force: true });
});

test('a period begins with a fresh key; those before stay, for their owner alone', async () => {
  const { archive } = await loadHubKeys(home);
  const first = archive.current;
  expect(await archive.begin()).toBe(2);
  expect(await archive.begin()).toBe(3);
  expect(archive.accepted).toHaveLength(3);
  expect(archive.current).toEqual(archive.accepted[0]);
  expect(archive.accepted[2]).toEqual(first);
  expect(new Set(archive.accepted.map((key) => Buffer.from(key).toString('hex'))).size).toBe(3);
  expect((await loadHubKeys(home)).archive.accepted).toEqual(archive.accepted);
  const files = await readdir(join(home, 'keys'));
  expect(files.filter((name) => name.includes('archive')).toSorted()).toEqual([
    'archive-2.key',
    'archive-3.key',
    'archive.key',
  ]);
  expect((await stat(join(home, 'keys', 'archive-2.key'))).mode & 0o777).toBe(0o600);
});

test('two that begin a period at the same time have the same keys', async () => {
  const dir = join(home, 'keys');
  await loadHubKeys(home);
  const [a, b] = [await ArchiveKeys.open(dir), await ArchiveKeys.open(dir)];
  await Promise.all([a.begin(), b.begin()]);
  await Promise.all([a.reload(), b.reload()]);
  expect(a.accepted).toEqual(b.accepted);
  expect(a.accepted.length).toBeGreaterThan(1);
});

test('a damaged key is named', async () => {
  await loadHubKeys(home);
  await writeFile(join(home, 'keys', 'archive-2.key'), 'AAAA\n');
  await expect(loadHubKeys(home)).rejects.toThrow(/archive-2\.key is damaged; restore it/);
});
