import { open, type FileHandle } from 'node:fs/promises';
import {
  createFrameCipher,
  fileHeaderBytes,
  lanes,
  makeFileHeader,
  type FrameCipher,
  type Incarnation,
  type Lane,
} from '@eucora/protocol';
import { readIfThere, writeWhole } from '../files/atomic.ts';
import { frameBytes, readFrames } from '../files/frame-file.ts';
import type { Logger } from '../log.ts';
import { perLane } from '../per-lane.ts';

/** How far a lane had come when that was last stated. */
export interface StatedLane {
  readonly next: number; // the first number that no accepted event has
  readonly committed: number;
  readonly forwarded: number;
}
/** What the current incarnation had accepted: never more than was durable then. */
export interface Stated {
  readonly incarnation: Incarnation;
  readonly lanes: Readonly<Record<Lane, StatedLane>>;
}

const syncAfterMs = 1_000;
const payloadBytes = 400;
const slotBytes = frameBytes(payloadBytes);

/**
 * The mark beside the log which says how far numbers were given out. A log that ends too early ends
 * like an interrupted write; by this mark the two are told apart, and what was accepted and is gone
 * gets its void.
 *
 * INVARIANT: it is written after what it speaks of is durable and before the caller hears of it, so it
 * never states too much; a killed process leaves it exact. It is synced within a second, so that a
 * power cut leaves it at most that much behind. Two slots are written by turns: a torn one leaves
 * the other.
 */
export class StatedMark implements AsyncDisposable {
  readonly #file: FileHandle;
  readonly #cipher: FrameCipher;
  readonly #logger: Logger;
  #count = 0;
  #timer: NodeJS.Timeout | undefined;

  private constructor(file: FileHandle, cipher: FrameCipher, logger: Logger) {
    this.#file = file;
    this.#cipher = cipher;
    this.#logger = logger;
  }

  /** What a mark says; null when there is none or when it is damaged, which is no loss by itself. */
  static async read(path: string, storeKey: Uint8Array): Promise<Stated | null> {
    const bytes = await readIfThere(path);
    if (!bytes) return null;
    const marks = readFrames(bytes, storeKey).frames.map(({ payload }) => parseMark(payload));
    return marks.toSorted((a, b) => b.count - a.count)[0] ?? null;
  }

  /** Begins the mark anew with this content. @throws system errors */
  static async begin(
    path: string,
    storeKey: Uint8Array,
    stated: Stated,
    logger: Logger,
  ): Promise<StatedMark> {
    const { bytes, fileId } = makeFileHeader('spool');
    const cipher = createFrameCipher(storeKey, fileId);
    const slots = [0, 1].map((slot) => cipher.seal(writeMark(stated, 0), slotOffset(slot)));
    await writeWhole(path, Buffer.concat([bytes, ...slots]));
    return new StatedMark(await open(path, 'r+'), cipher, logger);
  }

  /** States how far the lanes are. A fault is said and survived: the events themselves are durable. */
  async write(stated: Stated): Promise<void> {
    this.#count += 1;
    const at = slotOffset(this.#count % 2);
    try {
      await this.#file.write(
        this.#cipher.seal(writeMark(stated, this.#count), at),
        0,
        slotBytes,
        at,
      );
    } catch (error) {
      this.#logger.warn({ err: error }, 'how far the spool is could not be stated');
      return;
    }
    this.#timer ??= setTimeout(() => void this.#sync(), syncAfterMs).unref();
  }

  async #sync(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    try {
      await this.#file.datasync();
    } catch (error) {
      this.#logger.warn({ err: error }, 'how far the spool is could not be stated');
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#sync();
    await this.#file.close();
  }
}

function slotOffset(slot: number): number {
  return fileHeaderBytes + slot * slotBytes;
}

type Written = { readonly count: number; readonly incarnation: Incarnation; readonly at: number[] };

function writeMark(stated: Stated, count: number): Buffer {
  const at = lanes.flatMap((lane) => {
    const { next, committed, forwarded } = stated.lanes[lane];
    return [next, committed, forwarded];
  });
  const written: Written = { count, incarnation: stated.incarnation, at };
  return Buffer.from(JSON.stringify(written).padEnd(payloadBytes));
}

// The frame was authenticated with this store's key, so its content is what this program wrote.
function parseMark(payload: Buffer): Stated & { readonly count: number } {
  const { count, incarnation, at }: Written = JSON.parse(payload.toString());
  const of = perLane((lane): StatedLane => {
    const from = 3 * lanes.indexOf(lane);
    return { next: at[from] ?? 1, committed: at[from + 1] ?? 0, forwarded: at[from + 2] ?? 0 };
  });
  return { count, incarnation, lanes: of };
}
