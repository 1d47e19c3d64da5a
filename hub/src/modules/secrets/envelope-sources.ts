import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from '../../platform/errors.ts';
import {
  envelopeText,
  newEnvelopeKey,
  parseEnvelopeKeys,
  type EnvelopeKey,
  type EnvelopeSource,
} from './envelope.ts';
import { vaultEnvelope, type VaultPlace } from './envelope-vault.ts';

/** Where the envelope key comes from, as it is configured. */
export type EnvelopePlace =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'environment'; readonly current: string; readonly previous?: string }
  | ({ readonly kind: 'vault' } & VaultPlace);

/** The source that a configuration names. Nothing is read yet. */
export function envelopeSource(place: EnvelopePlace): EnvelopeSource {
  if (place.kind === 'file') return fileEnvelope(place.path);
  if (place.kind === 'vault') return vaultEnvelope(place);
  return environmentEnvelope(place.current, place.previous);
}

/**
 * A file of the hub's user alone (0600), made when it is missing: the current key, and the one
 * before it, with which a backup that was taken just before a change is still read.
 */
export function fileEnvelope(path: string): EnvelopeSource {
  const read = async (): Promise<readonly EnvelopeKey[]> => {
    const known = await readPrivate(path);
    if (known !== undefined) return parseEnvelopeKeys(known, path);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writePrivate(path, envelopeText([newEnvelopeKey()]), 'first');
    return parseEnvelopeKeys((await readPrivate(path)) ?? '', path);
  };
  return {
    kind: 'file',
    read,
    async replace(current) {
      const before = await read();
      if (before[0]?.id !== current) return before;
      await writePrivate(path, envelopeText([newEnvelopeKey(), before[0]]), 'next');
      return await read();
    },
  };
}

function environmentEnvelope(current: string, previous: string | undefined): EnvelopeSource {
  return {
    kind: 'environment',
    read: () =>
      Promise.resolve([
        ...parseEnvelopeKeys(current, 'EUCORA_ENVELOPE_KEY'),
        ...(previous === undefined
          ? []
          : parseEnvelopeKeys(previous, 'EUCORA_ENVELOPE_KEY_PREVIOUS')),
      ]),
  };
}

async function readPrivate(path: string): Promise<string | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new UsageError(`The envelope key ${path} can't be read; check its owner and mode.`, {
      cause,
    });
  }
  const mode = (await stat(path)).mode & 0o077;
  if (mode === 0 || process.platform === 'win32') return text;
  throw new UsageError(`The envelope key ${path} can be read by others; chmod 600 ${path}.`);
}

/** Durably, in one step. `first` leaves a file alone that somebody else made in the meantime. */
async function writePrivate(path: string, text: string, which: 'first' | 'next'): Promise<void> {
  const fresh = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(fresh, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  if (which === 'first') {
    await link(fresh, path).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    });
    await rm(fresh);
  } else {
    await rename(fresh, path);
  }
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
