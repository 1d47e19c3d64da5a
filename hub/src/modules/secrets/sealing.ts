import { randomBytes } from 'node:crypto';
import { UsageError } from '../../platform/errors.ts';
import { openAtRest, sealAtRest } from '../../platform/keys.ts';

/** What binds a wrapped data key to its row: it does not open as another. */
export const dataKeyContext = (id: string): string => `eucora secrets data key ${id}`;

const valueContext = (name: string, version: number): Uint8Array =>
  Buffer.from(`eucora secrets value ${name} ${version}`);

/** A fresh data key (AES-256). */
export const newDataKey = (): Uint8Array => randomBytes(32);

/** Seals a value under a data key, for one version of one name alone. */
export function sealValue(
  value: Uint8Array,
  key: Uint8Array,
  name: string,
  version: number,
): Uint8Array {
  return sealAtRest(value, key, valueContext(name, version));
}

/** Opens what `sealValue` made. @throws UsageError when it was changed or moved */
export function openValue(
  sealed: Uint8Array,
  key: Uint8Array,
  name: string,
  version: number,
): Uint8Array {
  try {
    return openAtRest(sealed, key, valueContext(name, version));
  } catch (cause) {
    throw new UsageError(
      `The secret ${name} was changed or is damaged; restore it from the backup, or set it anew.`,
      { cause },
    );
  }
}
