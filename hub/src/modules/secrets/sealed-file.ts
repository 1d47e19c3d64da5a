import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from '../../platform/errors.ts';
import { openAtRest, sealAtRest } from '../../platform/keys.ts';
import type { Envelope, WrappedKey } from './envelope.ts';
import { newDataKey } from './sealing.ts';

/** What is needed before there is a database: a small file, sealed like a secret in it. */
interface Written extends WrappedKey {
  readonly sealed: Uint8Array;
}

const context = (what: string): string => `eucora sealed file ${what}`;

/**
 * Reads a sealed file; undefined: there is none.
 * @throws UsageError when it was changed, or the envelope key of it is missing
 */
export async function readSealedFile(
  path: string,
  what: string,
  envelope: Envelope,
): Promise<Uint8Array | undefined> {
  const written = await readWritten(path);
  if (!written) return undefined;
  const key = await envelope.unwrap(written, context(what));
  try {
    return openAtRest(written.sealed, key, Buffer.from(context(what)));
  } catch (cause) {
    throw damaged(path, cause);
  }
}

/** Which envelope key a sealed file is under; undefined: there is no such file. */
export async function envelopeIdOf(path: string): Promise<string | undefined> {
  return (await readWritten(path))?.envelopeId;
}

async function readWritten(path: string): Promise<Written | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new UsageError(`${path} can't be read; check its owner and mode.`, { cause });
  }
  const written = parse(text);
  if (written) return written;
  throw damaged(path);
}

/** Writes a sealed file durably and in one step (0600), under a data key of its own. */
export async function writeSealedFile(
  path: string,
  what: string,
  content: Uint8Array,
  envelope: Envelope,
): Promise<void> {
  const key = newDataKey();
  const { envelopeId, wrapped } = envelope.wrap(key, context(what));
  const sealed = sealAtRest(content, key, Buffer.from(context(what)));
  const [wrappedText, sealedText] = [wrapped, sealed].map((bytes) =>
    Buffer.from(bytes).toString('base64'),
  );
  const text = JSON.stringify({
    envelope_id: envelopeId,
    wrapped: wrappedText,
    sealed: sealedText,
  });
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const fresh = `${path}.${randomBytes(6).toString('hex')}.part`;
  const file = await open(fresh, 'wx', 0o600);
  try {
    await file.writeFile(`${text}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(fresh, path);
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function parse(text: string): Written | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined; // said by the caller, who knows the file's name
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(value));
  const [id, wrapped, sealed] = ['envelope_id', 'wrapped', 'sealed'].map((name) =>
    fields.get(name),
  );
  if (typeof id !== 'string' || typeof wrapped !== 'string' || typeof sealed !== 'string') {
    return undefined;
  }
  const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64');
  return { envelopeId: id, wrapped: bytes(wrapped), sealed: bytes(sealed) };
}

function damaged(path: string, cause?: unknown): UsageError {
  return new UsageError(`${path} was changed or is damaged; restore it, or remove it.`, { cause });
}
