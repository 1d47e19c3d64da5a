import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, rename, rm, stat, statfs, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  checkChunkHashes,
  chunkHashAt,
  limits,
  ProtocolError,
  sameBytes,
  toHex,
  type ArtifactBytes,
  type ArtifactState,
} from '@eucora/protocol';
import { systemCode } from '../errors.ts';
import { readIfThere, syncDirectory, writeWhole } from '../files/atomic.ts';
import { DeskUnavailableError, type Desk } from '../sender/desk.ts';
import { ArtifactRoomError, WrongArtifactError } from './errors.ts';

/** How far an artifact is. Bytes. */
export interface FetchProgress {
  readonly heldBytes: number;
  readonly totalBytes: number;
  /** Where it is, as the relay says. */
  readonly state: ArtifactState;
  /** How much of it the relay has. */
  readonly relayBytes: number;
}
export interface FetchOptions {
  readonly desk: Pick<Desk, 'artifact' | 'chunks'>;
  /** Where artifacts of this device lie, a file for each hash. */
  readonly dir: string;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: FetchProgress) => void;
  /** So much of the file system stays free. */
  readonly freeBytesMin?: number;
  /** Free bytes of the file system of a folder; a test has its own disk. */
  readonly freeBytes?: (dir: string) => Promise<number>;
}

const chunkBytes = limits.artifactChunkBytes;
const freeBytesMin = 64 * 1024 * 1024;
const silentMsMin = 1_000;
const silentMsMax = 30_000;
const askAgainMsMin = 50;
/** Chunks that may be wrong before the relay is believed to hold something else. */
const wrongMax = 5;

/**
 * Brings an artifact from the relay and answers its path. What came stays over cuts, restarts and
 * power losses, and goes on at the next byte; each chunk is checked as it comes and the whole at the end.
 * Waits for as long as it takes, while the relay has it not or is away.
 * @throws ArtifactRoomError when the disk has no room for it, WrongArtifactError when the relay gives
 * other bytes again and again or the item that names it contradicts itself, the signal's reason
 */
export async function fetchArtifact(ref: ArtifactBytes, options: FetchOptions): Promise<string> {
  const { dir } = options;
  const name = toHex(ref.sha256);
  const path = join(dir, name);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  if ((await sizeOf(path)) === ref.bytes && (await hashOf(path)) === name) return path;
  await rm(path, { force: true });
  const part = `${path}.part`;
  const handle = await open(part, constants.O_RDWR | constants.O_CREAT, 0o600);
  try {
    await checkRoom(ref, handle, options);
    const hashes = await hashesOf(ref, options);
    await fill(ref, hashes, handle, options);
    await handle.datasync();
  } catch (error) {
    if (systemCode(error) !== 'ENOSPC') throw error;
    throw new ArtifactRoomError(dir, ref.bytes, { cause: error });
  } finally {
    await handle.close();
  }
  if ((await hashOf(part)) !== name) {
    // All chunks were right: then what is signed contradicts itself.
    await rm(part, { force: true });
    throw new WrongArtifactError(
      'its chunks are as signed, and all of it is not: it is ordered wrongly',
    );
  }
  await rename(part, path);
  await rm(`${path}.chunks`, { force: true });
  await syncDirectory(dir);
  return path;
}

/** A refusal before the first byte is better than one after the last. */
async function checkRoom(
  ref: ArtifactBytes,
  handle: FileHandle,
  { dir, freeBytes = freeBytesOf, freeBytesMin: least = freeBytesMin }: FetchOptions,
): Promise<void> {
  const missing = ref.bytes - (await handle.stat()).size;
  const lacking = missing + least - (await freeBytes(dir));
  if (lacking > 0) throw new ArtifactRoomError(dir, lacking);
}

async function freeBytesOf(dir: string): Promise<number> {
  const { bavail, bsize } = await statfs(dir);
  return bavail * bsize;
}

/** The hashes of its chunks: kept while it comes, since the relay may be away the next time. */
async function hashesOf(ref: ArtifactBytes, options: FetchOptions): Promise<Uint8Array> {
  const path = join(options.dir, `${toHex(ref.sha256)}.chunks`);
  const kept = await readIfThere(path);
  if (kept && isList(ref, kept)) return kept;
  return patiently(options.signal, async () => {
    const { hashes, retryAfterMs } = await options.desk.chunks(ref.sha256);
    if (hashes.length === 0) {
      // The relay's word on where the artifact is goes with it.
      await pieceAt(ref, 0, options);
      return { againMs: retryAfterMs };
    }
    if (!isList(ref, hashes)) throw new ProtocolError('wrong_hash', 'a false list of chunks');
    await writeWhole(path, hashes);
    return { value: hashes };
  });
}

function isList(ref: ArtifactBytes, hashes: Uint8Array): boolean {
  try {
    checkChunkHashes(ref, hashes);
    return true;
  } catch (error) {
    if (error instanceof ProtocolError) return false;
    throw error;
  }
}

/** Takes pieces until all are there. What lies in the file is judged first, chunk by chunk. */
async function fill(
  ref: ArtifactBytes,
  hashes: Uint8Array,
  handle: FileHandle,
  options: FetchOptions,
): Promise<void> {
  let at = await soundBytes(ref, hashes, handle);
  let wrong = 0;
  while (at < ref.bytes) {
    const chunk = Math.floor(at / chunkBytes);
    const end = Math.min(ref.bytes, (chunk + 1) * chunkBytes);
    while (at < end) {
      const piece = await takePiece(
        ref,
        at,
        Math.min(end - at, limits.artifactPieceBytesMax),
        options,
      );
      await writeAll(handle, piece, at);
      at += piece.length;
    }
    if (await isChunk(handle, hashes, chunk, end)) {
      await handle.datasync();
      wrong = 0;
      continue;
    }
    at = chunk * chunkBytes;
    await handle.truncate(at);
    wrong += 1;
    if (wrong >= wrongMax) {
      throw new WrongArtifactError(`the relay gave ${wrong} times other bytes for chunk ${chunk}`);
    }
  }
}

/** How much of the file is right: whole chunks that fit, and what has come of the next one. */
async function soundBytes(
  ref: ArtifactBytes,
  hashes: Uint8Array,
  handle: FileHandle,
): Promise<number> {
  const { size } = await handle.stat();
  const held = Math.min(size, ref.bytes);
  for (let chunk = 0; chunk * chunkBytes < held; chunk += 1) {
    const end = Math.min(ref.bytes, (chunk + 1) * chunkBytes);
    // A chunk that is still coming is judged when it is there.
    if (end > held) break;
    if (await isChunk(handle, hashes, chunk, end)) continue;
    await handle.truncate(chunk * chunkBytes);
    return chunk * chunkBytes;
  }
  await handle.truncate(held);
  return held;
}

async function isChunk(
  handle: FileHandle,
  hashes: Uint8Array,
  chunk: number,
  end: number,
): Promise<boolean> {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(limits.artifactPieceBytesMax);
  for (let at = chunk * chunkBytes; at < end;) {
    const { bytesRead } = await handle.read(piece, 0, Math.min(piece.length, end - at), at);
    if (bytesRead === 0) return false;
    hash.update(piece.subarray(0, bytesRead));
    at += bytesRead;
  }
  return sameBytes(hash.digest(), chunkHashAt(hashes, chunk));
}

function takePiece(
  ref: ArtifactBytes,
  offset: number,
  length: number,
  options: FetchOptions,
): Promise<Uint8Array> {
  return patiently(options.signal, async () => {
    const { bytes, retryAfterMs } = await pieceAt(ref, offset, options);
    if (bytes.length === 0) return { againMs: retryAfterMs };
    return { value: bytes.subarray(0, length) };
  });
}

async function pieceAt(ref: ArtifactBytes, offset: number, { desk, onProgress }: FetchOptions) {
  const length = Math.min(limits.artifactPieceBytesMax, ref.bytes - offset);
  const answer = await desk.artifact({ sha256: ref.sha256, offset, length });
  const { state, held: relayBytes } = answer;
  const heldBytes = offset + answer.bytes.length;
  onProgress?.({ heldBytes, totalBytes: ref.bytes, state, relayBytes });
  return answer;
}

/** Asks until there is an answer: as the relay says when, and later each time that it is silent. */
async function patiently<T>(
  signal: AbortSignal,
  ask: () => Promise<{ readonly value: T } | { readonly againMs: number }>,
): Promise<T> {
  for (let silences = 0; ;) {
    signal.throwIfAborted();
    let waitMs = Math.min(silentMsMax, silentMsMin * 2 ** silences) * (0.5 + Math.random());
    try {
      const answer = await ask();
      if ('value' in answer) return answer.value;
      silences = 0;
      waitMs = Math.max(askAgainMsMin, answer.againMs * (0.75 + Math.random() / 2));
    } catch (error) {
      signal.throwIfAborted();
      const isExpected = error instanceof DeskUnavailableError || error instanceof ProtocolError;
      if (!isExpected) throw error;
      silences = Math.min(silences + 1, 10);
    }
    await delay(waitMs, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, at + done);
    done += bytesWritten;
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  const handle = await open(path, 'r');
  const piece = Buffer.allocUnsafe(limits.artifactPieceBytesMax);
  try {
    for (;;) {
      const { bytesRead } = await handle.read(piece, 0, piece.length, null);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(piece.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
}
