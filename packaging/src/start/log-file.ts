import { open, rename, type FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { isErrno } from '../processes.ts';
import { LineSplitter, toLogLine } from './log-lines.ts';

const bytesMax = 32 * 1024 * 1024;
const linesKept = 20;

/**
 * The log of one process: appended, moved to `.1` when it is full, so it never takes more than
 * twice `bytesMax`. A full disk loses lines, never the process.
 */
export class LogFile {
  readonly file: string;
  readonly #name: string;
  readonly #last: string[] = [];
  #handle: FileHandle | undefined;
  #bytes = 0;
  #queue: Promise<void> = Promise.resolve();
  #lost = 0;

  constructor(name: string, file: string) {
    this.#name = name;
    this.file = file;
  }

  /** The latest messages, for a report on a process that cannot start. */
  get lastLines(): readonly string[] {
    return this.#last;
  }

  /** Follows a process's output to its end, or until the stream is destroyed. */
  async follow(stream: Readable): Promise<void> {
    const splitter = new LineSplitter();
    stream.setEncoding('utf8');
    try {
      for await (const text of stream) await this.#write(splitter.push(String(text)));
    } catch (error) {
      if (!isErrno(error, 'ERR_STREAM_PREMATURE_CLOSE')) throw error;
    }
    await this.#write(splitter.end());
  }

  async close(): Promise<void> {
    await this.#queue;
    await this.#handle?.close();
    this.#handle = undefined;
  }

  #write(lines: readonly string[]): Promise<void> {
    this.#last.push(...lines);
    this.#last.splice(0, this.#last.length - linesKept);
    this.#queue = this.#queue.then(() => this.#append(lines));
    return this.#queue;
  }

  async #append(lines: readonly string[]): Promise<void> {
    if (lines.length === 0) return;
    const notice = this.#lost === 0 ? [] : [`${this.#lost} lines were lost: the disk was full`];
    const time = Date.now();
    const text = [...notice, ...lines].map((line) => toLogLine(this.#name, line, time)).join('');
    try {
      this.#handle ??= await this.#open();
      await this.#handle.appendFile(text);
      this.#lost = 0;
      this.#bytes += Buffer.byteLength(text);
      if (this.#bytes >= bytesMax) await this.#rotate();
    } catch {
      // Nowhere to report it but the log itself, once there is room again.
      this.#lost += lines.length;
    }
  }

  async #open(): Promise<FileHandle> {
    const handle = await open(this.file, 'a', 0o640);
    this.#bytes = (await handle.stat()).size;
    return handle;
  }

  async #rotate(): Promise<void> {
    await this.#handle?.close();
    this.#handle = undefined;
    await rename(this.file, `${this.file}.1`);
  }
}
