import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

const blockSize = 1_000;

/**
 * Numbers that receivers compare, such as a receipt's generation. They are reserved in blocks in a
 * file outside the database before the first of a block is used, so that a database restored from
 * a backup never gives out a number twice (PROTOCOL: receipts). A restart skips the rest of its
 * block: numbers rise, they need not be dense.
 */
export class Counters {
  readonly #dir: string;
  readonly #blocks = new Map<string, { next: number; reserved: number }>();
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(dir: string) {
    this.#dir = dir;
  }

  /** Opens the counters of `home`; `lockHome` sees to it that one process at a time has them. */
  static async open(home: string): Promise<Counters> {
    const dir = join(home, 'counters');
    await mkdir(dir, { recursive: true, mode: 0o700 });
    await syncDirectory(home);
    return new Counters(dir);
  }

  /** A number greater than any that this counter gave, and than `above`. */
  next(name: string, above = 0): Promise<number> {
    const taken = this.#turn.then(() => this.#next(name, above));
    // A failed reservation fails its caller and not those who come after.
    this.#turn = taken.catch(() => undefined);
    return taken;
  }

  async #next(name: string, above: number): Promise<number> {
    const block = this.#blocks.get(name) ?? (await this.#load(name));
    block.next = Math.max(block.next, above + 1);
    if (block.next > block.reserved) {
      // Read again: whoever else got to the file has reserved numbers of its own.
      block.next = Math.max(block.next, (await this.#load(name)).next);
      const reserved = block.next + blockSize - 1;
      await this.#save(name, reserved);
      block.reserved = reserved;
    }
    this.#blocks.set(name, block);
    const number = block.next;
    block.next += 1;
    return number;
  }

  async #load(name: string): Promise<{ next: number; reserved: number }> {
    let text: string;
    try {
      text = await readFile(this.#path(name), 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
        return { next: 1, reserved: 0 };
      }
      throw error;
    }
    const reserved = parseReserved(text);
    if (reserved === undefined) {
      throw new Error(`${this.#path(name)} is damaged; write into it a number above any used.`);
    }
    return { next: reserved + 1, reserved };
  }

  async #save(name: string, reserved: number): Promise<void> {
    const path = this.#path(name);
    const file = await open(`${path}.part`, 'w', 0o600);
    try {
      await file.writeFile(writeReserved(reserved));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.part`, path);
    await syncDirectory(this.#dir);
  }

  #path(name: string): string {
    return join(this.#dir, name);
  }
}

const sumOf = (digits: string): string => crc32(digits).toString(16).padStart(8, '0');

/** The sum stands first, so that no cut and no flipped bit leaves a bare number. */
function writeReserved(reserved: number): string {
  return `sum:${sumOf(String(reserved))} ${reserved}\n`;
}

/**
 * The number in a counter's file; undefined: the file is damaged. A bare number is an operator's, or
 * an older hub's.
 */
export function parseReserved(text: string): number | undefined {
  const [, sum, own, bare] = /^(?:sum:([0-9a-f]{8}) (\d+)\n|(\d+)\s*)$/.exec(text) ?? [];
  const digits = own ?? bare;
  if (digits === undefined || (own !== undefined && sum !== sumOf(own))) return undefined;
  const reserved = Number(digits);
  return Number.isSafeInteger(reserved) ? reserved : undefined;
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
