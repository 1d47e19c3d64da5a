import { randomBytes } from 'node:crypto';
import { open, rm, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DiskError, errorCode, isFull, NoRoomError } from '../errors.ts';
import type { Logger } from '../log.ts';
import { judgeRoom, reserveBytesFor, reserveStepBytes, slackBytes } from './room-policy.ts';

/** What the parts that write ask of the keeper of the disk's room. */
export interface RoomKeeper {
  /** Why batches are not taken although the journal may be writable. */
  readonly shortage: DiskError | undefined;
  /**
   * Runs a write that keeps the relay going or makes room. When the disk is full it runs once more
   * with the reserve released, so it must leave nothing behind when it fails.
   */
  use<T>(write: () => Promise<T>): Promise<T>;
  /** The size of a checkpoint as last written: the reserve must be able to take another one. */
  noteCheckpoint(bytes: number): void;
  /** A write was refused for lack of space. */
  noteFull(): void;
}

/** A disk without an end, for parts that are used without a relay around them. */
export const boundlessRoom: RoomKeeper = {
  shortage: undefined,
  use: (write) => write(),
  noteCheckpoint: () => undefined,
  noteFull: () => undefined,
};

export interface RoomOptions {
  /** The reserve file; its directory is on the file system that is watched. */
  readonly path: string;
  readonly floorBytes: number;
  readonly log: Logger;
}
export interface RoomReport {
  readonly path: string;
  readonly freeBytes: number;
  readonly floorBytes: number;
  readonly needBytes: number;
  readonly reserveBytes: number;
  readonly paused: boolean;
}

/**
 * Watches the file system of the home and keeps room back in a file, which is released for the
 * writes that let a full disk be tidied: a checkpoint, a receipt, the clock.
 *
 * INVARIANT: while `shortage` is set no batch is taken; it is set whenever the reserve is not whole.
 */
export class Room implements RoomKeeper {
  readonly #options: RoomOptions;
  #wanted = reserveBytesFor(0);
  #held = 0;
  #freeBytes = Infinity;
  #full = false;
  #shortage: NoRoomError | undefined;
  #gate: Promise<unknown> = Promise.resolve();

  private constructor(options: RoomOptions) {
    this.#options = options;
  }

  /** Looks, and keeps back what it can. Never fails for lack of space. */
  static async open(options: RoomOptions): Promise<Room> {
    const room = new Room(options);
    await room.look();
    return room;
  }

  get shortage(): DiskError | undefined {
    return this.#shortage;
  }

  get report(): RoomReport {
    return {
      path: dirname(this.#options.path),
      freeBytes: this.#freeBytes,
      floorBytes: this.#options.floorBytes,
      needBytes: this.#shortage?.needBytes ?? 0,
      reserveBytes: this.#held,
      paused: this.#shortage !== undefined,
    };
  }

  noteCheckpoint(bytes: number): void {
    this.#wanted = reserveBytesFor(bytes);
  }

  noteFull(): void {
    this.#full = true;
    // Until the look that follows: nothing, as far as this write was concerned.
    this.#freeBytes = 0;
    this.#judge();
    void this.look();
  }

  async use<T>(write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      if (!isFull(error)) throw error;
      this.noteFull();
    }
    return this.#lend(write);
  }

  /** Runs something that needs a little room of a disk that may have none. */
  async borrow<T>(act: () => Promise<T>): Promise<T> {
    if (this.#freeBytes >= slackBytes(0)) return act();
    return this.#lend(act);
  }

  /** Sees how much is free, refills the reserve, and decides whether batches may be taken. */
  look(): Promise<void> {
    return this.#inTurn(() => this.#look());
  }

  #lend<T>(act: () => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      await rm(this.#options.path, { force: true });
      this.#held = 0;
      try {
        return await act();
      } finally {
        await this.#look();
      }
    });
  }

  /** One at a time: a refill must not take the room that a write was just lent. */
  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#gate.then(act);
    this.#gate = turn.catch(() => undefined);
    return turn;
  }

  async #look(): Promise<void> {
    try {
      await this.#fill();
      const { bavail, bsize } = await statfs(dirname(this.#options.path));
      this.#freeBytes = bavail * bsize;
    } catch (error) {
      if (errorCode(error) === undefined) throw error;
      // Not a question of room: what the journal meets when it writes says what is wrong.
      this.#options.log.warn({ err: error }, 'the room on the disk could not be looked at');
      return;
    }
    this.#judge();
    if (!this.#shortage) this.#full = false;
  }

  #judge(): void {
    const { path, floorBytes, log } = this.#options;
    const before = this.#shortage;
    const { paused, needBytes } = judgeRoom({
      freeBytes: this.#freeBytes,
      floorBytes,
      reserveHeld: this.#held,
      reserveWanted: this.#wanted,
      paused: this.#full || before !== undefined,
    });
    const numbers = { path: dirname(path), freeBytes: this.#freeBytes, floorBytes, needBytes };
    this.#shortage = paused ? new NoRoomError(dirname(path), needBytes) : undefined;
    if (this.#shortage && !before) log.error(numbers, this.#shortage.message);
    if (before && !this.#shortage) log.info(numbers, 'there is room again: intake goes on');
  }

  /** Makes the reserve as large as it should be, or as large as it can. */
  async #fill(): Promise<void> {
    const { path } = this.#options;
    this.#held = await sizeOf(path);
    if (this.#held >= this.#wanted) return;
    const file = await open(path, 'a', 0o600);
    try {
      while (this.#held < this.#wanted) {
        // Random bytes, so that no file system stores them in less.
        await file.write(randomBytes(reserveStepBytes));
        this.#held = (await file.stat()).size;
      }
      await file.datasync();
    } catch (error) {
      if (!isFull(error)) throw error;
      this.#held = (await file.stat()).size;
    } finally {
      await file.close();
    }
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 0;
    throw error;
  }
}
