import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { randomId } from '@eucora/protocol';
import { removeFile, syncDirectory } from '../files/atomic.ts';
import { FrameFile, type FileSystemPort } from '../files/frame-file.ts';
import { spoolFileName } from './names.ts';

export interface OpenLogOptions {
  readonly directory: string;
  readonly storeKey: Uint8Array;
  readonly system: FileSystemPort;
  readonly no: number; // of the newest log file there is; 0: none
}

/**
 * The log of what is durable and not yet in a batch. There is one log file at a time: it begins with
 * a checkpoint and the events still open, so the one before it can be removed.
 *
 * INVARIANT: until the new file stands under its name, the old one stays; a crash at any point
 * leaves one log that knows everything acknowledged.
 */
export class OpenLog implements AsyncDisposable {
  readonly #options: OpenLogOptions;
  #no: number;
  #file: FrameFile | null = null;
  #path: string | null = null;
  readonly #replaced: string[] = []; // older logs that are still there

  constructor(options: OpenLogOptions) {
    this.#options = options;
    this.#no = options.no;
  }

  get bytes(): number {
    return this.#file?.end ?? 0;
  }

  /** True when records can be appended; else a rotation must come first. */
  get usable(): boolean {
    return this.#file !== null && !this.#file.spoiled;
  }

  /** Makes records durable. @throws the system's error: none of them was accepted */
  async append(records: readonly Uint8Array[]): Promise<void> {
    if (!this.#file || this.#file.spoiled) throw new Error('the log is not usable: rotate it');
    await this.#file.append(records);
  }

  /** Begins a new log with these records and removes the one before, if it is this object's. */
  async rotate(records: readonly Uint8Array[]): Promise<void> {
    const { directory, storeKey, system } = this.#options;
    const fileId = randomId();
    const path = join(directory, spoolFileName('open', this.#no + 1, fileId));
    const draft = `${path}.draft`;
    const { file } = await FrameFile.create(draft, storeKey, system, records, fileId);
    try {
      await rename(draft, path);
      await syncDirectory(directory);
    } catch (error) {
      await file[Symbol.asyncDispose]();
      // The old one goes on, so a newer one that knows less must not be found beside it.
      await removeFile(path);
      throw error;
    }
    await this.#file?.[Symbol.asyncDispose]();
    if (this.#path !== null) this.#replaced.push(this.#path);
    this.#file = file;
    this.#path = path;
    this.#no += 1;
    await this.#removeReplaced();
  }

  // The new log is in force whether or not the old one goes: what stays is tried again with the next,
  // and at the next start, where the newest is believed.
  async #removeReplaced(): Promise<void> {
    const paths = this.#replaced.splice(0);
    const removed = await Promise.allSettled(paths.map(removeFile));
    this.#replaced.push(...paths.filter((_, i) => removed[i]?.status === 'rejected'));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file?.[Symbol.asyncDispose]();
    this.#file = null;
  }
}
