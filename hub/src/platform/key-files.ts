import { randomBytes } from 'node:crypto';
import { link, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from './errors.ts';

/** Base64 in a file of its own; made once, by whoever comes first. */
export async function keyFile(
  dir: string,
  name: string,
  make: () => Uint8Array,
): Promise<Uint8Array> {
  const path = join(dir, `${name}.key`);
  const known = await readKey(path);
  if (known) return known;
  const fresh = join(dir, `.${name}.${randomBytes(6).toString('hex')}`);
  const text = `${Buffer.from(make()).toString('base64')}\n`;
  await writeFile(fresh, text, { mode: 0o600, flag: 'wx', flush: true });
  await rename(fresh, path);
  const made = await readKey(path);
  if (!made)
    throw new UsageError(`The key file ${path} vanished; check who writes to that folder.`);
  return made;
}

/** The key in a file; undefined: there is no such file. @throws UsageError */
export async function readKey(path: string): Promise<Uint8Array | undefined> {
  try {
    return Buffer.from((await readFile(path, 'utf8')).trim(), 'base64');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new UsageError(`The key file ${path} can't be read; check its owner and mode.`, {
      cause,
    });
  }
}

/** Writes a key of a new period; where another process began the same a moment ago, that one counts. */
export function beginKeyFile(dir: string, path: string, key: Uint8Array): Promise<void> {
  return beginFile(dir, path, `${Buffer.from(key).toString('base64')}\n`);
}

/** The same for a text. */
export async function beginFile(dir: string, path: string, text: string): Promise<void> {
  const fresh = join(dir, `.begun.${randomBytes(6).toString('hex')}`);
  await writeFile(fresh, text, { mode: 0o600, flag: 'wx', flush: true });
  await link(fresh, path).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  });
  await rm(fresh);
  await syncDir(dir);
}

/** Destroys a key: its bytes are written over before the file goes. One that is gone is no fault. */
export async function destroyKeyFile(dir: string, path: string): Promise<void> {
  const file = await open(path, 'r+').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!file) return;
  try {
    const { size } = await file.stat();
    await file.write(Buffer.alloc(size), 0, size, 0);
    await file.sync();
  } finally {
    await file.close();
  }
  await rm(path, { force: true });
  await syncDir(dir);
}

async function syncDir(dir: string): Promise<void> {
  const folder = await open(dir, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
