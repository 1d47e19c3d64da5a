import type { Readable } from 'node:stream';
import { HubError } from '../errors.ts';

/** What was stored, by what its bytes are. */
export interface StoredObject {
  readonly sha256: string; // 64 hexadecimal digits
  readonly bytes: number;
  /** False: these bytes were there already, and are there once. */
  readonly isNew: boolean;
}
/** An object as the store lists it. */
export interface ListedObject {
  readonly sha256: string;
  readonly bytes: number;
  readonly storedAt: Date; // by the store's own clock
}
/** Bytes `from` to `from + length`, as far as there are so many. */
export interface ByteRange {
  readonly from: number;
  readonly length: number;
}

/**
 * Where large immutable bytes lie, named by their SHA-256: a folder or a bucket. An object is there
 * whole, durably, or not at all. What a store gives back is not believed: whoever relies on it
 * hashes it again (`scrub.ts`).
 */
export interface ObjectStore {
  /** Stores a stream and learns its name on the way; memory stays flat. */
  put(content: AsyncIterable<Uint8Array>): Promise<StoredObject>;
  /**
   * Takes a synced file over, whose hash the caller has just computed. The file is gone
   * afterwards; on the store's own file system nothing is copied.
   */
  adopt(path: string, known: { readonly sha256: string; readonly bytes: number }): Promise<void>;
  /** Reads an object or a part of it. @throws ObjectMissingError */
  read(sha256: string, range?: ByteRange): Promise<Readable>;
  /** Its size; undefined: it is not there. */
  bytesOf(sha256: string): Promise<number | undefined>;
  /** Removes an object; one that is not there is no fault. */
  delete(sha256: string): Promise<void>;
  /** All objects, in no order. */
  list(): AsyncIterable<ListedObject>;
  /** Removes what a killed process left half-written on a disk a day ago or longer. */
  tidy(): Promise<void>;
}

/** The store does not have an object that something relies on. */
export class ObjectMissingError extends HubError {
  override readonly name = 'ObjectMissingError';
  readonly code = 'object_missing';

  constructor(sha256: string, options?: ErrorOptions) {
    super(
      `The object store has no ${sha256}; restore it from a backup, or upload the same file again.`,
      options,
    );
  }
}

/** Is it the name of an object? Nothing else becomes part of a path or key. */
export function isObjectName(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

/** @throws TypeError for what is no name of an object: a caller’s mistake, never input */
export function checkObjectName(text: string): string {
  if (isObjectName(text)) return text;
  throw new TypeError(`"${text.slice(0, 80)}" names no object.`);
}
