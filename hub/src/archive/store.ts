import type { ReadAt } from './pack-format.ts';

/** A pack opened where it lies. */
export interface StoredPack extends AsyncDisposable {
  readonly size: number; // bytes
  readonly readAt: ReadAt;
}

/**
 * Where packs live: a folder or a bucket. Names may hold slashes. Nothing here is believed:
 * what was written is read back through `open` before anybody relies on it.
 */
export interface ArchiveStore {
  /** Writes a pack whole: it is there, durably, or not at all. */
  write(name: string, pieces: AsyncIterable<Buffer>): Promise<{ bytes: number; sha256: Buffer }>;
  /** Opens a pack for reading. @throws PackMissingError when there is none of that name */
  open(name: string): Promise<StoredPack>;
  /** Names of all packs, in no order. */
  list(): Promise<string[]>;
  /** Removes a pack; one that is not there is no fault. */
  remove(name: string): Promise<void>;
  /** Writes a small file beside the packs in the place of the one before: whole, or not at all. */
  writeNote(name: string, content: Buffer): Promise<void>;
  /** Reads such a file; undefined: there is none. */
  readNote(name: string): Promise<Buffer | undefined>;
  /** Removes what a killed process left half-written: it was never promised to anybody. */
  tidy(): Promise<void>;
}

/** The archive does not have a pack. */
export class PackMissingError extends Error {
  override readonly name = 'PackMissingError';

  constructor(pack: string, options?: ErrorOptions) {
    super(`The archive has no pack ${pack}.`, options);
  }
}
