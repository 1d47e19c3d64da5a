// The way of an event: one write and one sync for all batches that wait together.
// Next: site-relay/src/journal/sealer.ts

import { setTimeout as delay } from 'node:timers/promises';
import { DiskError } from '../errors.ts';
import type { RoomKeeper } from '../home/room.ts';
import { limits } from '../limits.ts';
import type { createFrameFile, FrameFile } from './files.ts';
import { encodeGroup, type GroupEntry } from './records.ts';

/** One record on its way to the disk. */
export interface WalEntry {
  readonly plain: Buffer;
  /** For batches: what the group's index says of it. */
  readonly entry?: GroupEntry;
  /** Runs once the record is durable, before its append resolves. */
  readonly settle: () => void;
}
export interface WalDeps {
  readonly directory: string;
  readonly storeKey: Uint8Array;
  readonly nextNumber: number;
  /**
   * Header and checkpoint for a new file; must hold durable facts only. `doubt`: what the disk holds
   * of the file before is not known, so what was acknowledged and lies there alone comes along.
   */
  readonly preamble: (doubt: boolean) => readonly Buffer[];
  /** A write failed. `clean`: nothing of what was refused is left in the file. */
  readonly onRefused: (error: DiskError, clean: boolean) => void;
  readonly onRecovered: () => void;
  readonly signal: AbortSignal;
  readonly room: RoomKeeper;
  /** Where files come from; tests give one whose disk fails. */
  readonly createFile: typeof createFrameFile;
}
interface Waiting extends WalEntry {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * The write-ahead log of batches. Records that arrive while the disk is busy form the next group:
 * one write and one fdatasync for all of them (group commit).
 *
 * INVARIANTS: an append resolves only after the fdatasync that covers it. After any error the file
 * is abandoned, everything queued is refused, and nothing is taken until a new file with a new
 * checkpoint is durable.
 */
export class Wal implements AsyncDisposable {
  readonly #deps: WalDeps;
  #queue: Waiting[] = [];
  #queueBytes = 0;
  #current: FrameFile | undefined;
  #number: number;
  #failure: DiskError | undefined;
  #turn: Promise<void> | undefined;
  #rotate = false;
  #doubt = false;
  #starting: Promise<unknown> = Promise.resolve();

  private constructor(deps: WalDeps) {
    this.#deps = deps;
    this.#number = deps.nextNumber;
  }

  /** Starts with a new file; old ones are never appended to. @throws DiskError */
  static async begin(deps: WalDeps): Promise<Wal> {
    const wal = new Wal(deps);
    await deps.room.use(() => wal.#startFile());
    return wal;
  }

  /** As `begin`, but on a disk that takes nothing it comes up refusing, and goes on by itself. */
  static async open(deps: WalDeps): Promise<Wal> {
    const wal = new Wal(deps);
    try {
      await wal.#startFile();
    } catch (error) {
      if (!(error instanceof DiskError)) throw error;
      await wal.#refuse(error, []);
    }
    return wal;
  }

  get queueBytes(): number {
    return this.#queueBytes;
  }

  /** Why nothing is taken at the moment, if so. */
  get failure(): DiskError | undefined {
    return this.#failure;
  }

  get currentPath(): string | undefined {
    return this.#current?.name.path;
  }

  /** Resolves when the record is durable. @throws DiskError when the disk refuses */
  append(entry: WalEntry): Promise<void> {
    if (this.#failure) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#queue.push({ ...entry, resolve, reject });
      this.#queueBytes += entry.plain.length;
      this.#wake();
    });
  }

  /** Resolves when everything appended so far is durable. @throws DiskError */
  barrier(): Promise<void> {
    if (!this.#turn && this.#queue.length === 0) return Promise.resolve();
    return this.append({ plain: Buffer.alloc(0), settle: () => undefined });
  }

  /**
   * Begins a new file with a fresh checkpoint before the next group. On a full disk it takes the
   * room that is kept back, since this is what lets files be removed. @throws DiskError
   */
  async rotate(): Promise<void> {
    if (!this.#failure) {
      this.#rotate = true;
      this.#wake();
      while (this.#turn) await this.#turn;
    }
    if (this.#failure) await this.#restart((start) => this.#deps.room.use(start));
  }

  #wake(): void {
    this.#turn ??= this.#drain().finally(() => {
      this.#turn = undefined;
      // Between the last look at the queue and here, somebody who was just answered may have come.
      if (this.#hasWork()) this.#wake();
    });
  }

  #hasWork(): boolean {
    return (this.#queue.length > 0 || this.#rotate) && !this.#failure;
  }

  async #drain(): Promise<void> {
    // Yields once, so that what arrives in the same turn of the event loop shares the group.
    await Promise.resolve();
    while (this.#hasWork()) {
      const group = this.#takeGroup();
      try {
        if (this.#rotate || (this.#current?.file.size ?? 0) > limits.walFileBytesMax) {
          await this.#startFile();
        }
        if (group.length > 0) await this.#write(group);
      } catch (error) {
        await this.#refuse(error, group);
        return;
      }
      for (const item of group) {
        item.settle();
        item.resolve();
      }
    }
  }

  #takeGroup(): Waiting[] {
    let bytes = 0;
    let count = 0;
    for (const item of this.#queue) {
      if (count > 0 && bytes + item.plain.length > limits.commitGroupBytesMax) break;
      bytes += item.plain.length;
      count += 1;
    }
    this.#queueBytes -= bytes;
    return this.#queue.splice(0, count);
  }

  async #write(group: readonly Waiting[]): Promise<void> {
    const current = this.#current;
    if (!current) throw new DiskError('appending to the journal', 'no file is open');
    const plains = group.map((item) => item.plain).filter((plain) => plain.length > 0);
    const entries = group.flatMap((item) => item.entry ?? []);
    if (entries.length > 0) plains.push(encodeGroup(entries));
    if (plains.length === 0) return;
    await current.file.append(sealAll(current, plains, current.file.size));
  }

  async #startFile(): Promise<void> {
    const { directory, storeKey, preamble, createFile, room } = this.#deps;
    const next = await createFile(directory, 'wal', this.#number, storeKey);
    try {
      const frames = sealAll(next, preamble(this.#doubt), next.header.length);
      await next.file.append([next.header, ...frames]);
    } catch (error) {
      // Tried again and again on a disk that stays full: nothing may pile up, nor a number be missed.
      if (!(await next.file.discard())) this.#number += 1;
      throw error;
    }
    this.#number += 1;
    if (!this.#doubt) room.noteCheckpoint(next.file.size);
    await this.#current?.file[Symbol.asyncDispose]();
    this.#current = next;
    this.#rotate = false;
    this.#doubt = false;
  }

  /** Begins a new file after a failure, and takes records again. @throws DiskError */
  #restart(via: (start: () => Promise<void>) => Promise<void>): Promise<void> {
    const turn = this.#starting.then(() => this.#startAgain(via));
    this.#starting = turn.catch(() => undefined);
    return turn;
  }

  async #startAgain(via: (start: () => Promise<void>) => Promise<void>): Promise<void> {
    if (!this.#failure || this.#deps.signal.aborted) return;
    try {
      await via(() => this.#startFile());
    } catch (error) {
      if (error instanceof DiskError) this.#failure = error;
      throw error;
    }
    this.#failure = undefined;
    this.#deps.onRecovered();
  }

  async #refuse(error: unknown, group: readonly Waiting[]): Promise<void> {
    const failure =
      error instanceof DiskError ? error : new DiskError('writing the journal', error);
    this.#failure = failure;
    this.#rotate = false;
    if (failure.full) this.#deps.room.noteFull();
    const clean = (await this.#current?.file.abandon()) ?? true;
    if (!clean) this.#doubt = true;
    this.#current = undefined;
    const refused = [...group, ...this.#queue];
    this.#queue = [];
    this.#queueBytes = 0;
    this.#deps.onRefused(failure, clean);
    for (const item of refused) item.reject(failure);
    void this.#retry();
  }

  /** Tries for a new file until the disk takes one; then intake goes on by itself. */
  async #retry(): Promise<void> {
    const { signal, room } = this.#deps;
    let waitMs: number = limits.diskRetryMsMin;
    while (!signal.aborted && this.#failure) {
      try {
        await delay(waitMs, undefined, { signal, ref: false });
        // What room there is on a full disk is not spent on trying.
        if (this.#failure?.full && room.shortage) continue;
        await this.#restart((start) => start());
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof DiskError)) throw error;
        if (error.full) room.noteFull();
        else waitMs = Math.min(waitMs * 2, limits.diskRetryMsMax);
      }
    }
  }

  /** Writes what is queued, then closes. */
  async [Symbol.asyncDispose](): Promise<void> {
    while (this.#turn) await this.#turn;
    await this.#starting;
    await this.#current?.file[Symbol.asyncDispose]();
    this.#current = undefined;
    this.#failure ??= new DiskError('appending to the journal', 'it is closed');
  }
}

/** Frames of consecutive records; each authenticates the offset it stands at. */
export function sealAll(file: FrameFile, plains: readonly Buffer[], from: number): Buffer[] {
  let offset = from;
  return plains.map((plain) => {
    const frame = file.cipher.seal(plain, offset);
    offset += frame.length;
    return frame;
  });
}
