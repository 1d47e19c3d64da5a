import {
  addRange,
  lanes,
  sha256,
  toHex,
  type Incarnation,
  type Lane,
  type Ranges,
} from '@eucora/protocol';
import { parseJson, readIfThere, writeFileAtomic } from '../home/files.ts';
import type { RoomKeeper } from '../home/room.ts';
import { limits } from '../limits.ts';
import type { Logger } from '../log.ts';
import type { Release } from './gone.ts';

/** A journal of which nothing is held any more, by its numbers. */
export interface DroppedJournal {
  readonly incarnation: Incarnation;
  readonly sealedThrough: Readonly<Record<Lane, number>>;
}
interface Told {
  readonly epoch: number;
  readonly ranges: Ranges;
  /** The lowest number that was ever told, in any epoch. */
  readonly first: number;
}
interface Pages {
  /** By "incarnation lane". */
  readonly released: Readonly<Record<string, Release>>;
  /** By "incarnation lane": what was told in the newest epoch in which anything was. */
  readonly told: Readonly<Record<string, Told>>;
  readonly dropped: readonly DroppedJournal[];
}

const empty: Pages = { released: {}, told: {}, dropped: [] };
const keyOf = (incarnation: Incarnation, lane: Lane): string => `${incarnation} ${lane}`;

/** What this relay let go of and what it has told of it; survives restarts in one small file. */
export class GoneBook {
  readonly #path: string;
  readonly #room: RoomKeeper;
  #pages: Pages;

  private constructor(path: string, room: RoomKeeper, pages: Pages) {
    this.#path = path;
    this.#room = room;
    this.#pages = pages;
  }

  static async load(path: string, room: RoomKeeper, log: Logger): Promise<GoneBook> {
    const bytes = await readIfThere(path);
    const pages = bytes && readPages(bytes.toString());
    if (bytes && !pages) {
      log.error({ path }, 'the book of truncated segments is damaged; reasons may read as damage');
    }
    return new GoneBook(path, room, pages ?? empty);
  }

  release(incarnation: Incarnation, lane: Lane): Release | undefined {
    return this.#pages.released[keyOf(incarnation, lane)];
  }

  get dropped(): readonly DroppedJournal[] {
    return this.#pages.dropped;
  }

  /** What was told in this epoch; an earlier epoch's words may have been forgotten with its database. */
  told(incarnation: Incarnation, lane: Lane, epoch: number): Ranges {
    const told = this.#pages.told[keyOf(incarnation, lane)];
    return told?.epoch === epoch ? told.ranges : [];
  }

  /** The lowest number of a lane that was ever told to be gone; undefined: none. */
  firstTold(incarnation: Incarnation, lane: Lane): number | undefined {
    return this.#pages.told[keyOf(incarnation, lane)]?.first;
  }

  /** Before files are deleted: by which receipt, and up to where. */
  noteReleased(
    incarnation: Incarnation,
    through: Partial<Record<Lane, number>>,
    receipt: { readonly epoch: number; readonly generation: number },
  ): Promise<void> {
    const released = { ...this.#pages.released };
    for (const lane of lanes) {
      const last = through[lane];
      if (last === undefined) continue;
      const key = keyOf(incarnation, lane);
      if (last > (released[key]?.through ?? 0)) released[key] = { through: last, ...receipt };
    }
    return this.#write({ ...this.#pages, released });
  }

  /** Before a journal of which nothing is left is forgotten. */
  noteDropped(journal: DroppedJournal): Promise<void> {
    const others = this.#pages.dropped.filter((each) => each.incarnation !== journal.incarnation);
    const dropped = [...others, journal].slice(-limits.droppedJournalsKept);
    return this.#write({ ...this.#pages, dropped });
  }

  /** After the words about them are durable in a journal. */
  noteTold(
    gone: readonly {
      readonly incarnation: Incarnation;
      readonly lane: Lane;
      readonly first: number;
      readonly last: number;
    }[],
    epoch: number,
  ): Promise<void> {
    const told = { ...this.#pages.told };
    for (const { incarnation, lane, first, last } of gone) {
      const key = keyOf(incarnation, lane);
      const before = told[key];
      const ranges = before?.epoch === epoch ? before.ranges : [];
      const lowest = Math.min(first, before?.first ?? first);
      told[key] = { epoch, ranges: addRange(ranges, first, last), first: lowest };
    }
    return this.#write({ ...this.#pages, told });
  }

  /** Forgets journals that nobody speaks of any more. */
  keepOnly(incarnations: ReadonlySet<Incarnation>): Promise<void> {
    const known = <T>(pages: Readonly<Record<string, T>>): Record<string, T> =>
      Object.fromEntries(
        Object.entries(pages).filter(([key]) => incarnations.has(key.split(' ')[0] ?? '')),
      );
    const { dropped } = this.#pages;
    const released = known(this.#pages.released);
    return this.#write({ released, told: known(this.#pages.told), dropped });
  }

  async #write(pages: Pages): Promise<void> {
    if (sumOf(pages) === sumOf(this.#pages)) return;
    const text = JSON.stringify({ pages, sha256: sumOf(pages) });
    // On a full disk as well: it stands before files may be deleted.
    await this.#room.use(() => writeFileAtomic(this.#path, text));
    this.#pages = pages;
  }
}

const sumOf = (pages: Pages): string => toHex(sha256(Buffer.from(JSON.stringify(pages))));

function readPages(text: string): Pages | undefined {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('pages' in value) || !('sha256' in value)) return undefined;
  const { pages, sha256: sum } = value;
  return isPages(pages) && sum === sumOf(pages) ? pages : undefined;
}

function isPages(value: unknown): value is Pages {
  if (typeof value !== 'object' || value === null) return false;
  return 'released' in value && 'told' in value && 'dropped' in value;
}
