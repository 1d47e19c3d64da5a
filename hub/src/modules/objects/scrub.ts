import { createHash } from 'node:crypto';
import { ObjectMissingError, type ObjectStore } from '../../platform/objects/store.ts';

/**
 * Reads an object from where it lies and compares it with its name.
 * @returns what is wrong; undefined: nothing
 * @throws whatever the store throws when it is away: that says nothing of the object
 */
export async function objectFault(
  store: ObjectStore,
  object: { readonly sha256: string; readonly bytes: number },
): Promise<string | undefined> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const piece of await store.read(object.sha256)) {
      if (!(piece instanceof Uint8Array)) throw new TypeError('The store gave no bytes.');
      hash.update(piece);
      bytes += piece.length;
    }
  } catch (error) {
    if (error instanceof ObjectMissingError) return 'it is gone';
    if (error instanceof Error && 'code' in error && error.code === 'EIO') {
      return `its disk can't give it back after ${bytes} of ${object.bytes} bytes`;
    }
    throw error;
  }
  if (bytes !== object.bytes) return `it has ${bytes} bytes and not ${object.bytes}`;
  const found = hash.digest('hex');
  return found === object.sha256 ? undefined : `its bytes were changed: they hash to ${found}`;
}
