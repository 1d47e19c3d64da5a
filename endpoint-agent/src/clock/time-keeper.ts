import { anchorClock, type Moment, type TimeAnchor } from '@eucora/protocol';
import { resetClock, type TimeReset } from '@eucora/protocol/desired';
import { readJson, writeWhole } from '../files/atomic.ts';
import { mergeAnchors, openBook, type AnchorBook } from './anchor-book.ts';
import type { MachineClock } from './machine-clock.ts';

/** What time it is, as bounds, and what it was in the boots before. */
export interface TimeKeeper {
  now(): Moment;
  /** Every boot that is known, the current one as of now. */
  book(): AnchorBook;
  /** Takes boots from recovered events which the book does not know. */
  merge(anchors: readonly TimeAnchor[]): void;
  /** Takes a time that somebody trusted signed, which is at most `ageMsMax` old. */
  anchor(signed: {
    readonly loMs: number;
    readonly hiMs?: number;
    readonly ageMsMax?: number;
  }): void;
  /** Takes a reset of the time that was verified: the only way back (EUCORA D11). */
  reset(reset: TimeReset): void;
  /** Keeps the lower bound, so that the next boot believes at least that. */
  save(): Promise<void>;
}

/** A keeper that forgets at the end of the process: simulated devices, and looking without running. */
export function createTimeKeeper(clock: MachineClock, persisted?: AnchorBook): TimeKeeper {
  let book = openBook(persisted, clock.now());
  return {
    now: () => clock.now(),
    book: () => openBook(book, clock.now()),
    merge: (anchors) => {
      book = mergeAnchors(book, anchors);
    },
    anchor: (signed) => {
      book = { ...book, current: anchorClock(book.current, clock.now(), signed) };
    },
    reset: (reset) => {
      const current = resetClock(clock.now(), reset);
      book = { ...openBook(book, clock.now()), current, resetNumber: reset.number };
    },
    save: async () => undefined,
  };
}

/** A keeper that persists its book in a file. */
export async function openTimeKeeper(clock: MachineClock, path: string): Promise<TimeKeeper> {
  const keeper = createTimeKeeper(clock, parseBook(await readJson(path)));
  return { ...keeper, save: () => writeWhole(path, JSON.stringify(keeper.book())) };
}

function parseBook(value: unknown): AnchorBook | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { current, older, resetNumber }: Partial<Record<keyof AnchorBook, unknown>> = value;
  if (!isAnchor(current) || !Array.isArray(older)) return undefined;
  const book = { current, older: older.filter(isAnchor) };
  return typeof resetNumber === 'number' ? { ...book, resetNumber } : book;
}

function isAnchor(value: unknown): value is TimeAnchor {
  if (typeof value !== 'object' || value === null) return false;
  const { bootId, boottimeMs, wallMs, loMs, hiMs }: Partial<Record<keyof TimeAnchor, unknown>> =
    value;
  const numbers = [boottimeMs, wallMs, loMs, hiMs ?? 0];
  return typeof bootId === 'string' && numbers.every((n) => Number.isSafeInteger(n));
}
