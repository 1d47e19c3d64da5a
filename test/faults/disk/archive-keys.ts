import { createHash } from 'node:crypto';
import { importPrivateKey } from '@eucora/protocol';

const bytesOf = (word: string): Buffer => createHash('sha256').update(word).digest();

/** Keys that worker and judge share: the archive's at rest, and the hub's own. */
export const archiveKeys = {
  store: bytesOf('archive at rest'),
  sign: importPrivateKey(bytesOf('hub')),
};
