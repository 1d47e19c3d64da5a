import { open } from 'node:fs/promises';
import { errorCode } from '../errors.ts';
import type { Logger } from '../log.ts';

const linePattern = /^\[\d+\] \S+ \S+ \[(\w{3})\] (.*)$/;
const chunkBytes = 64 * 1024;

/**
 * Repeats what the server writes into its log file as JSON lines of ours. The server outlives this
 * process, so it cannot write into a pipe of ours.
 */
export class LogFollower {
  readonly #path: string;
  readonly #log: Logger;
  #offset: number | undefined;
  #rest = '';

  constructor(path: string, log: Logger) {
    this.#path = path;
    this.#log = log;
  }

  /** Repeats what came since the last call; the first call begins at the present end. */
  async poll(): Promise<void> {
    let handle;
    try {
      handle = await open(this.#path, 'r');
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error;
      this.#offset = 0;
      return;
    }
    try {
      const { size } = await handle.stat();
      this.#offset ??= size;
      if (size < this.#offset) this.#offset = 0; // it was rotated
      while (this.#offset < size) {
        const length = Math.min(chunkBytes, size - this.#offset);
        const { buffer, bytesRead } = await handle.read(
          Buffer.alloc(length),
          0,
          length,
          this.#offset,
        );
        if (bytesRead === 0) return;
        this.#offset += bytesRead;
        this.#repeat(buffer.toString('utf8', 0, bytesRead));
      }
    } finally {
      await handle.close();
    }
  }

  #repeat(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      const [, level, message] = linePattern.exec(line) ?? [];
      const fields = { component: 'nats-server' };
      if (level === 'ERR' || level === 'FTL') this.#log.error(fields, message ?? line);
      else if (level === 'WRN') this.#log.warn(fields, message ?? line);
      else this.#log.debug(fields, message ?? line);
    }
  }
}
