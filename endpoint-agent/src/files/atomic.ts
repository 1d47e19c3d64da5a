import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemCode } from '../errors.ts';

/** Makes a directory's entries durable (a new, renamed or removed file). */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** Whose a file is to be, where it is not this user's. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Replaces a file as a whole, readable by its owner only: after a crash either the old or the new
 * content is there. `durable: false` skips the syncs, for what may be lost in a power cut.
 */
export async function writeWhole(
  path: string,
  content: string | Uint8Array,
  options: { readonly durable: boolean; readonly owner?: Owner | undefined } = { durable: true },
): Promise<void> {
  const draft = `${path}.draft`;
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(content);
    if (options.owner) await file.chown(options.owner.uid, options.owner.gid);
    if (options.durable) await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
  if (options.durable) await syncDirectory(dirname(path));
}

/** A file's bytes; undefined when there is none. */
export async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** A file of JSON; undefined when there is none or when a crash left it unreadable. */
export async function readJson(path: string): Promise<unknown> {
  const bytes = await readIfThere(path);
  if (!bytes) return undefined;
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Removes a file if it is there. */
export async function removeFile(path: string): Promise<void> {
  await rm(path, { force: true });
}
