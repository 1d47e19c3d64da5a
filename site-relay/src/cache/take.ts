import { createHash } from 'node:crypto';
import { open, readFile, stat, type FileHandle } from 'node:fs/promises';
import {
  checkChunkHashes,
  chunkHashAt,
  ChunkHasher,
  limits as wireLimits,
  ProtocolError,
  sameBytes,
  toHex,
} from '@eucora/protocol';
import { errorCode, RelayError, WrongBytesError } from '../errors.ts';
import { pieceBytes } from './artifact-file.ts';
import type { ArtifactStore, WantedArtifact } from './store.ts';

/** What came of a file. Bytes. */
export interface FileTaken {
  readonly artifact: string;
  readonly targetPath: string;
  /** What was new here. */
  readonly takenBytes: number;
  readonly heldBytes: number;
  readonly bytes: number;
}

/**
 * Takes an artifact from a file, as a stick brings it, and goes on where another carrier stopped. A whole
 * file proves itself by its hash; of one that is cut short or damaged each good chunk counts, where the
 * list of chunks is here or lies beside it as `FILE.chunks`.
 * @throws RelayError when nothing of it is wanted here
 */
export async function takeFile(
  store: ArtifactStore,
  wanted: readonly WantedArtifact[],
  path: string,
  signal: AbortSignal,
): Promise<FileTaken> {
  const handle = await open(path, 'r').catch((cause: unknown) => {
    throw new RelayError(`${path} cannot be read (${errorCode(cause)})`, { cause });
  });
  try {
    const { ref, hashes } = await identify(store, wanted, path, handle, signal);
    const sha256 = toHex(ref.sha256);
    const before = store.isWhole(sha256) ? ref.bytes : (store.entry(sha256)?.heldBytes ?? 0);
    if (!store.isWhole(sha256)) {
      if (!store.hashesOf(sha256)) await store.takeHashes(ref, hashes);
      await copyInto(store, ref, handle, signal);
    }
    const heldBytes = store.entry(sha256)?.heldBytes ?? 0;
    return {
      artifact: sha256,
      targetPath: ref.targetPath,
      takenBytes: heldBytes - before,
      heldBytes,
      bytes: ref.bytes,
    };
  } finally {
    await handle.close();
  }
}

async function copyInto(
  store: ArtifactStore,
  ref: WantedArtifact,
  handle: FileHandle,
  signal: AbortSignal,
): Promise<void> {
  await using part = await store.begin(ref);
  while (!part.isWhole && !signal.aborted) {
    const piece = await pieceAt(handle, part.length);
    if (piece.length === 0) return;
    try {
      await part.take(piece);
    } catch (error) {
      // What comes after a bad chunk waits for another carrier to bring that one.
      if (error instanceof WrongBytesError) return;
      throw error;
    }
  }
  if (part.isWhole) await store.finish(toHex(ref.sha256));
}

/** Which artifact a file is: by the hash of its first chunk, else by that of all of it. */
async function identify(
  store: ArtifactStore,
  wanted: readonly WantedArtifact[],
  path: string,
  handle: FileHandle,
  signal: AbortSignal,
): Promise<{ readonly ref: WantedArtifact; readonly hashes: Uint8Array }> {
  const beside = await readBeside(path);
  const first = await firstChunkHash(handle);
  for (const ref of wanted) {
    const hashes = store.hashesOf(toHex(ref.sha256)) ?? listOf(ref, beside);
    if (hashes && sameBytes(chunkHashAt(hashes, 0), first)) return { ref, hashes };
  }
  const { size } = await stat(path);
  if (wanted.some(({ bytes }) => bytes === size)) {
    const found = await hashAll(handle, signal);
    const ref = wanted.find((each) => sameBytes(each.sha256, found.sha256));
    const hashes = ref && listOf(ref, found.hashes);
    if (ref && hashes) return { ref, hashes };
  }
  throw new RelayError(
    `${path} is no artifact that this site needs now, or it is damaged and its list of chunks ` +
      `(${path}.chunks) is missing; see \`eucora-relay artifact list\``,
  );
}

function listOf(ref: WantedArtifact, hashes: Uint8Array | undefined): Uint8Array | undefined {
  if (!hashes) return undefined;
  try {
    return checkChunkHashes(ref, hashes);
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

async function readBeside(path: string): Promise<Uint8Array | undefined> {
  const beside = `${path}.chunks`;
  try {
    const { size } = await stat(beside);
    return size > 1_048_576 ? undefined : await readFile(beside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function firstChunkHash(handle: FileHandle): Promise<Uint8Array> {
  const hash = createHash('sha256');
  for (let at = 0; at < wireLimits.artifactChunkBytes;) {
    const piece = await pieceAt(handle, at);
    if (piece.length === 0) break;
    hash.update(piece.subarray(0, wireLimits.artifactChunkBytes - at));
    at += piece.length;
  }
  return hash.digest();
}

async function hashAll(handle: FileHandle, signal: AbortSignal) {
  const hasher = new ChunkHasher();
  for (let at = 0; ;) {
    signal.throwIfAborted();
    const piece = await pieceAt(handle, at);
    if (piece.length === 0) return hasher.finish();
    hasher.update(piece);
    at += piece.length;
  }
}

async function pieceAt(handle: FileHandle, at: number): Promise<Buffer> {
  const piece = Buffer.allocUnsafe(pieceBytes);
  const { bytesRead } = await handle.read(piece, 0, pieceBytes, at);
  return piece.subarray(0, bytesRead);
}
