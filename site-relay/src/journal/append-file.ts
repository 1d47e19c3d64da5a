import { open, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DiskError, errorCode, isFull } from '../errors.ts';
import { syncDirectory } from '../home/files.ts';

/** Where in a file a piece of it stands. */
export interface Extent {
  readonly path: string;
  readonly offset: number;
  readonly length: number;
}

/**
 * One append-only file. A file that failed once is never written again: after a failed fsync the
 * kernel may report success for pages it dropped, so the owner closes it and starts a new one.
 */
export class AppendFile implements AsyncDisposable {
  readonly path: string;
  readonly #handle: FileHandle;
  #size = 0;
  #failed = false;
  #doubtful = false;

  private constructor(path: string, handle: FileHandle) {
    this.path = path;
    this.#handle = handle;
  }

  /** Creates the file; it must not exist. @throws DiskError */
  static async create(path: string): Promise<AppendFile> {
    try {
      const handle = await open(path, 'wx', 0o600);
      await syncDirectory(dirname(path));
      return new AppendFile(path, handle);
    } catch (error) {
      throw new DiskError(`creating ${path}`, error);
    }
  }

  /** Bytes that are durable. */
  get size(): number {
    return this.#size;
  }

  /**
   * Appends and waits until the bytes are on the disk; returns where they begin.
   * @throws DiskError after which the file is of no more use
   */
  async append(pieces: readonly Uint8Array[]): Promise<number> {
    if (this.#failed) throw new DiskError(`appending to ${this.path}`, 'the file failed before');
    const offset = this.#size;
    const bytes = pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces);
    let synced = false;
    try {
      let written = 0;
      while (written < bytes.length) {
        const { bytesWritten } = await this.#handle.write(
          bytes,
          written,
          bytes.length - written,
          offset + written,
        );
        written += bytesWritten;
      }
      synced = true;
      await this.#handle.datasync();
    } catch (error) {
      this.#failed = true;
      // Only a refusal for lack of space, before any sync, leaves no question of what is there.
      this.#doubtful = synced || !isFull(error);
      throw new DiskError(`appending to ${this.path}`, error);
    }
    this.#size = offset + bytes.length;
    return offset;
  }

  /**
   * Cuts what a failed append may have left behind and closes.
   * Returns false when what the disk holds is not known: the cut failed, or the failed append got as
   * far as a sync. The kernel reports such an error once and then calls the dropped pages clean, so
   * that the sync after the cut proves nothing. What was refused may then come to light again at a
   * restart, and what shares a block with it may be gone.
   */
  async abandon(): Promise<boolean> {
    this.#failed = true;
    try {
      await this.#handle.truncate(this.#size);
      await this.#handle.datasync();
      return !this.#doubtful;
    } catch {
      return false;
    } finally {
      await this.#handle.close();
    }
  }

  /** Closes and removes a file of which nothing counts. Returns false when it may still be there. */
  async discard(): Promise<boolean> {
    this.#failed = true;
    try {
      await this.#handle.close();
      await rm(this.path, { force: true });
      return true;
    } catch (error) {
      if (errorCode(error) === undefined) throw error;
      return false;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#handle.close();
  }
}

/** Reads one extent. @throws DiskError when it is shorter than it was */
export async function readExtent(extent: Extent): Promise<Buffer> {
  const handle = await open(extent.path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(extent.length);
    const { bytesRead } = await handle.read(buffer, 0, extent.length, extent.offset);
    if (bytesRead !== extent.length) {
      throw new DiskError(`reading ${extent.path} at ${extent.offset}`, 'the file is too short');
    }
    return buffer;
  } finally {
    await handle.close();
  }
}
