import { open, type FileHandle } from 'node:fs/promises';
import { RoomError, TooLargeError } from '../../../platform/errors.ts';

/** Bytes on their way into a file. */
export interface Receiving {
  readonly path: string;
  /** What is synced so far; the file is cut to it first. */
  readonly from: number;
  /** The file may not become longer. */
  readonly bytesMax: number;
  readonly content: AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal;
  /** Told what is synced: every 16 MiB, and at the end. */
  readonly note: (synced: number) => Promise<void>;
}

const syncEveryBytes = 16 * 1_048_576;

/**
 * Writes what comes and syncs it; memory is one piece. A sender who goes away is no fault: what came
 * is kept.
 * @returns how much is synced
 * @throws TooLargeError for more than was announced, which is kept up to there; RoomError
 */
export async function receive(receiving: Receiving): Promise<number> {
  const { path, from, note } = receiving;
  const file = await open(path, 'r+');
  const progress = { at: from, noted: from };
  try {
    await file.truncate(from);
    await write(file, receiving, progress);
    return progress.at;
  } catch (error) {
    if (!isFull(error)) throw error;
    throw new RoomError(`The disk of ${path} is full; free some room there and go on.`, {
      cause: error,
    });
  } finally {
    try {
      await file.datasync();
      await note(progress.at);
    } finally {
      await file.close();
    }
  }
}

async function write(
  file: FileHandle,
  { content, signal, bytesMax, note }: Receiving,
  progress: { at: number; noted: number },
): Promise<void> {
  const pieces = content[Symbol.asyncIterator]();
  const aborted = Promise.withResolvers<undefined>();
  const onAbort = (): void => aborted.resolve(undefined);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    for (;;) {
      const piece = await Promise.race([nextOf(pieces), aborted.promise]);
      if (piece === undefined || signal.aborted) return;
      if (progress.at + piece.length > bytesMax) {
        throw new TooLargeError(`The upload has ${bytesMax} bytes, and more were sent.`);
      }
      await writeAll(file, piece, progress.at);
      progress.at += piece.length;
      if (progress.at - progress.noted < syncEveryBytes) continue;
      await file.datasync();
      await note(progress.at);
      progress.noted = progress.at;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    if (signal.aborted) void pieces.return?.().catch(() => {}); // its connection ends with it
  }
}

async function writeAll(file: FileHandle, piece: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < piece.length;) {
    const { bytesWritten } = await file.write(piece, done, piece.length - done, at + done);
    done += bytesWritten;
  }
}

/** The next piece; undefined at the end, and when the sender went away. */
async function nextOf(pieces: AsyncIterator<Uint8Array>): Promise<Uint8Array | undefined> {
  try {
    const next = await pieces.next();
    return next.done === true ? undefined : next.value;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE') return undefined;
    throw error;
  }
}

function isFull(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOSPC' || code === 'EDQUOT';
}
