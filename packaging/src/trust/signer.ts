import { readFile } from 'node:fs/promises';
import { holderField, type JsonObject } from '@eucora/protocol/trust';
import { isErrno } from '../processes.ts';
import { CeremonyError } from './table.ts';

/** Somebody who can sign: a key file that was opened, or a token. */
export interface Signer {
  readonly object: JsonObject;
  readonly keyId: string;
  /** The signature over exactly these bytes, in hex. */
  sign(bytes: Uint8Array): Promise<string>;
}
/** The first line of a file that holds a secret. */
export async function secretIn(file: string): Promise<string> {
  const [line = ''] = (await readText(file)).split('\n');
  if (line.trim() === '') throw new CeremonyError(`${file} is empty; it should hold one line.`);
  return line.replace(/\r$/, '');
}

/** A file as text. @throws CeremonyError when it is not there */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (!isErrno(error, 'ENOENT', 'ENOTDIR', 'EACCES', 'EISDIR')) throw error;
    throw new CeremonyError(`${file} can't be read; is the stick in, and the name right?`, {
      cause: error,
    });
  }
}

/** Who holds a key, in words. */
export function holderOf(object: JsonObject): string {
  const holder = object[holderField];
  return typeof holder === 'string' ? holder : 'somebody unnamed';
}
