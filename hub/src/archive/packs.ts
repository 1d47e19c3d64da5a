import { openPack, type OpenPack } from './pack-format.ts';
import type { PrivateKey } from '@eucora/protocol';
import type { Database } from '../platform/db.ts';
import type { PackKeys } from '../platform/keys.ts';
import type { Logger } from '../platform/logger.ts';
import { believedOf } from '../platform/sign-keys.ts';
import type { ArchiveStore } from './store.ts';

/** What all work on packs needs. */
export interface StoreDeps {
  readonly db: Database;
  readonly files: ArchiveStore;
  /** AES-256 keys of the archive at rest. */
  readonly key: PackKeys;
  readonly sign: PrivateKey;
  readonly now: () => Date;
  readonly logger: Logger;
}

/** A pack's index and frames, as long as it is open. */
export type StoredOpenPack = OpenPack & AsyncDisposable;

/** Opens a pack from the store and checks its seal. @throws ProtocolError, PackMissingError */
export async function openStored(
  { files, key, sign }: Pick<StoreDeps, 'files' | 'key' | 'sign'>,
  name: string,
): Promise<StoredOpenPack> {
  const file = await files.open(name);
  try {
    const pack = await openPack(file.readAt, file.size, key, believedOf(sign));
    return { ...pack, [Symbol.asyncDispose]: () => file[Symbol.asyncDispose]() };
  } catch (error) {
    await file[Symbol.asyncDispose]();
    throw error;
  }
}

/** A pack's name without what makes it unique: its day and moment. */
export function dayOfName(name: string): string {
  return name.slice(0, name.lastIndexOf('-'));
}
