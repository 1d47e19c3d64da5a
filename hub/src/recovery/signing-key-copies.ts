import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { nameOf, numbersIn, parseSignKey, type SignKeyFile } from '../platform/sign-keys.ts';
import { makeFolder, syncFolder, writeDurably } from './backup-files.ts';

/** Beside the backups: every backup from before a rotation lacks the key that it brought. */
export const signingKeysFolder = 'signing-keys';

/**
 * Leaves a copy of a signing key beside the backups in `backups`, durably, before the key is in force:
 * no fleet follows a key that a restored hub would not have. A try that came to nothing is replaced.
 */
export async function copySigningKey(backups: string, file: SignKeyFile): Promise<void> {
  const dir = join(backups, signingKeysFolder);
  await makeFolder(dir);
  const path = join(dir, nameOf(file.number));
  const fresh = `${path}.part`;
  await rm(fresh, { force: true });
  await writeDurably(fresh, file.text);
  await rename(fresh, path);
  await syncFolder(dir);
  await syncFolder(backups);
  // Copies of older keys lead nowhere that this one does not.
  for (const number of await numbersIn(dir)) {
    if (number < file.number) await rm(join(dir, nameOf(number)));
  }
}

/** The copy beside the backups; undefined: there is none. @throws when it is damaged */
export async function copiedSigningKey(backups: string): Promise<SignKeyFile | undefined> {
  const dir = join(backups, signingKeysFolder);
  const [newest] = await numbersIn(dir).catch(() => []);
  if (newest === undefined) return undefined;
  return parseSignKey(await readFile(join(dir, nameOf(newest)), 'utf8'));
}
