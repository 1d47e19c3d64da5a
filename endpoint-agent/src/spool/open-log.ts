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
      throw error;
    }
    await this.#file?.[Symbol.asyncDispose]();
    if (this.#path !== null) await removeFile(this.#path);
    this.#file = file;
    this.#path = path;
    this.#no += 1;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file?.[Symbol.asyncDispose]();
    this.#file = null;
  }
}
