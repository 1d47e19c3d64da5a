import { chmod, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { KeyStoreError } from '../errors.ts';
import { openTestSpool, tempDirectory } from '../testing/builders.ts';
import { openKeyStore, peekDeviceId } from './key-store.ts';

test('makes its keys once, for the owner only, and is the same device ever after', async () => {
  await using base = await tempDirectory();
  const directory = join(base.path, 'keys');
  expect(await peekDeviceId(directory)).toBeNull();
  const [first, second] = await Promise.all([openKeyStore(directory), openKeyStore(directory)]);
  expect(second.deviceId).toBe(first.deviceId);
  expect(await peekDeviceId(directory)).toBe(first.deviceId);
  expect((await openKeyStore(directory)).spoolKey).toEqual(first.spoolKey);
  expect((await stat(directory)).mode & 0o777).toBe(0o700);
  expect((await stat(join(directory, 'identity-key'))).mode & 0o777).toBe(0o600);
});

test('refuses keys that others can read, and files that hold none, with the remedy', async () => {
  await using base = await tempDirectory();
  const directory = join(base.path, 'keys');
  await openKeyStore(directory);
  const path = join(directory, 'identity-key');
  await chmod(path, 0o644);
  await expect(openKeyStore(directory)).rejects.toThrow(`chmod 600 ${path}`);
  await chmod(path, 0o600);
  const good = await readFile(path);
  await writeFile(path, good.subarray(0, 20));
  await expect(openKeyStore(directory)).rejects.toThrow(KeyStoreError);
});

test('an agent whose home was removed is the same device with a child incarnation', async () => {
  await using base = await tempDirectory();
  const keys = await openKeyStore(join(base.path, 'keys'));
  const home = join(base.path, 'home');
  const { lineage, deviceId, identity: key, spoolKey: storeKey } = keys;
  const options = { lineage, deviceId, key, storeKey };
  let before = '';
  {
    await using spool = await openTestSpool(home, options);
    before = spool.incarnation;
  }
  await rm(home, { recursive: true });
  const again = await openKeyStore(join(base.path, 'keys'));
  expect((await again.lineage.read())?.incarnation).toBe(before);
  await using spool = await openTestSpool(home, { ...options, lineage: again.lineage });
  expect(spool.incarnation).not.toBe(before);
  expect(again.deviceId).toBe(keys.deviceId);
});
