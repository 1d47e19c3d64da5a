import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { lanes, randomId, type Incarnation, type Lane } from '@eucora/protocol';
import { DiskError } from '../errors.ts';
import { syncDirectory } from '../home/files.ts';
import { boundlessRoom } from '../home/room.ts';
import { emptyLaneHeads, type LaneHead, type LossWords, type LostEntry } from './checkpoint.ts';
import { Journal, type JournalDeps } from './journal.ts';
import { createFrameFile, listJournalFiles } from './files.ts';
import { cutTorn, loadJournal, type LoadedJournal } from './load.ts';
import { Recovery, type NamedDamage, type Recovered } from './recover.ts';
import type { FileHeader, ParentJournal } from './records.ts';
import { SegmentStore } from './segment-store.ts';
import type { StreamTable } from './streams.ts';

/** A journal as the uplink reads it: the current one or an earlier incarnation. */
export interface JournalSource {
  readonly incarnation: Incarnation;
  readonly directory: string;
  readonly heads: Readonly<Record<Lane, LaneHead>>;
  readonly segments: SegmentStore;
  /** Of whose numbers truncation let go. */
  readonly streams: StreamTable;
}
export interface OpenNotes {
  /** Said to the operator at start: what was damaged, cut or lost. */
  readonly damage: readonly NamedDamage[];
  readonly lost: readonly LostEntry[];
  /** The same of earlier incarnations; told again at every start, which changes nothing. */
  readonly lostEarlier: readonly LostEntry[];
  readonly tornBytes: number;
  readonly reopened: Incarnation | undefined;
}

const directoryPattern = /^(\d{4})-([0-9a-f]{32})$/;

/**
 * The journals of a relay: the one being written and the earlier incarnations that still hold
 * something. A new one begins when this relay finds that it is not what it was: its files lost
 * something that was acknowledged, or an agent remembers a position beyond its head.
 */
export class Journals implements AsyncDisposable {
  readonly #root: string;
  readonly #deps: JournalDeps;
  #number: number;
  #current: Journal;
  #archived: JournalSource[];
  #switching: Promise<void> | undefined;
  readonly notes: OpenNotes;

  private constructor(
    root: string,
    deps: JournalDeps,
    opened: { number: number; current: Journal; archived: JournalSource[]; notes: OpenNotes },
  ) {
    this.#root = root;
    this.#deps = deps;
    this.#number = opened.number;
    this.#current = opened.current;
    this.#archived = opened.archived;
    this.notes = opened.notes;
  }

  /** Opens what is there, or begins the first journal. @throws DiskError | JournalError */
  static async open(root: string, deps: JournalDeps): Promise<Journals> {
    await makeDirectory(root);
    const found = await withoutStillborn(root, await listJournals(root), deps);
    const archived: JournalSource[] = [];
    const damage: NamedDamage[] = [];
    const lostEarlier: LostEntry[] = [];
    for (const { name } of found.slice(0, -1)) {
      const loaded = await loadJournal(join(root, name), deps.identity.storeKey);
      damage.push(...loaded.found.damage);
      lostEarlier.push(...loaded.found.lost);
      const old = await archive(deps, loaded, headerOf(loaded, deps, name));
      if (old) archived.push(old);
    }
    const newest = found.at(-1);
    if (!newest) {
      const current = await begin(root, deps, 1, null, emptyRecovered());
      const notes = { damage, lost: [], lostEarlier, tornBytes: 0, reopened: undefined };
      return new Journals(root, deps, { number: 1, current, archived, notes });
    }
    const loaded = await loadJournal(join(root, newest.name), deps.identity.storeKey);
    if (loaded.torn) await cutTorn(loaded.torn);
    const header = headerOf(loaded, deps, newest.name);
    const current = await Journal.open(deps, header, loaded.files, loaded.found);
    const { lost } = loaded.found;
    const journals = new Journals(root, deps, {
      number: newest.number,
      current,
      archived,
      notes: {
        damage: [...damage, ...loaded.found.damage],
        lost,
        lostEarlier,
        tornBytes: loaded.torn?.length ?? 0,
        reopened: lost.length > 0 ? header.incarnation : undefined,
      },
    });
    if (lost.length > 0) await journals.reopen({ lost, unavailable: [] });
    if (lostEarlier.length > 0) await journals.current.tell({ lost: lostEarlier, unavailable: [] });
    return journals;
  }

  get current(): Journal {
    return this.#current;
  }

  /** All journals that hold segments, oldest first; the current one is last. */
  get sources(): readonly JournalSource[] {
    const { incarnation, directory, heads, segments, streams } = this.#current;
    return [...this.#archived, { incarnation, directory, heads, segments, streams }];
  }

  get archived(): readonly JournalSource[] {
    return this.#archived;
  }

  /** Set while a new incarnation is being made: intake waits for it. */
  get switching(): Promise<void> | undefined {
    return this.#switching;
  }

  /**
   * Ends this incarnation and begins a new one that names it as parent. Agents who meet it offer
   * again what the hub has not committed, so what this relay forgot comes back.
   * @throws DiskError and then the old one goes on
   */
  reopen(words: LossWords = { lost: [], unavailable: [] }): Promise<void> {
    this.#switching ??= this.#reopen(words).finally(() => {
      this.#switching = undefined;
    });
    return this.#switching;
  }

  async #reopen(words: LossWords): Promise<void> {
    const old = this.#current;
    await old.barrier();
    for (const lane of lanes) {
      while (old.pending[lane].length > 0) await old.sealLane(lane);
    }
    const parent: ParentJournal = {
      incarnation: old.incarnation,
      lanes: {
        urgent: headOf(old, 'urgent'),
        ledger: headOf(old, 'ledger'),
        bulk: headOf(old, 'bulk'),
      },
    };
    const enrolments = [...old.devices.values()].map((device) => device.signed);
    const lostBefore = [...old.untold.lost, ...words.lost];
    const unavailableBefore = [...old.untold.unavailable, ...words.unavailable];
    const from = { ...emptyRecovered(), enrolments, lostBefore, unavailableBefore };
    const next = await begin(this.#root, this.#deps, this.#number + 1, parent, from);
    this.#number += 1;
    this.#current = next;
    const { incarnation, directory, heads, segments, streams } = old;
    this.#archived.push({ incarnation, directory, heads, segments, streams });
    await old[Symbol.asyncDispose]();
  }

  /** Forgets an earlier incarnation that holds nothing any more. */
  async drop(source: JournalSource): Promise<void> {
    this.#archived = this.#archived.filter((other) => other.incarnation !== source.incarnation);
    await source.segments[Symbol.asyncDispose]();
    await rm(source.directory, { recursive: true, force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#switching;
    for (const source of this.#archived) await source.segments[Symbol.asyncDispose]();
    await this.#current[Symbol.asyncDispose]();
  }
}

/** The journal directories of a relay, oldest first. */
export async function listJournals(root: string): Promise<{ name: string; number: number }[]> {
  const out: { name: string; number: number }[] = [];
  for (const name of (await readdir(root)).toSorted()) {
    const match = directoryPattern.exec(name);
    if (match) out.push({ name, number: Number(match[1]) });
  }
  return out;
}

/**
 * Removes a newest journal whose making was interrupted before its first checkpoint was durable:
 * nothing was taken in it, and the one before it still knows all devices.
 */
async function withoutStillborn(
  root: string,
  found: { name: string; number: number }[],
  deps: JournalDeps,
): Promise<{ name: string; number: number }[]> {
  const newest = found.at(-1);
  if (!newest) return found;
  const { wal, seg } = await listJournalFiles(join(root, newest.name));
  if (wal.length > 1 || seg.length > 0) return found;
  const loaded = await loadJournal(join(root, newest.name), deps.identity.storeKey);
  const batches = lanes.some((lane) => loaded.found.heads[lane].position > 0);
  const damaged = loaded.found.damage.length > 0;
  if (loaded.found.header || batches || damaged) return found;
  await rm(join(root, newest.name), { recursive: true, force: true });
  return withoutStillborn(root, found.slice(0, -1), deps);
}

async function begin(
  root: string,
  deps: JournalDeps,
  number: number,
  parent: ParentJournal | null,
  from: Recovered,
): Promise<Journal> {
  const incarnation = randomId();
  const directory = join(root, `${String(number).padStart(4, '0')}-${incarnation}`);
  const room = deps.room ?? boundlessRoom;
  await room.use(() => makeDirectory(directory));
  const { site, relayId } = deps.identity;
  const header: FileHeader = {
    format: 1,
    series: 'wal',
    number: 1,
    site,
    relayId,
    incarnation,
    parent,
    createdMs: Date.now(),
  };
  try {
    return await Journal.open(deps, header, { directory, wal: [], seg: [] }, from);
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
}

/** Makes a directory whose name survives a power cut. @throws DiskError */
async function makeDirectory(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    await syncDirectory(dirname(path));
  } catch (error) {
    throw new DiskError(`creating ${path}`, error);
  }
}

/** An earlier journal for reading; if the process ended while it was being closed, closes it first. */
async function archive(
  deps: JournalDeps,
  loaded: LoadedJournal,
  header: FileHeader,
): Promise<JournalSource | undefined> {
  const { files, found } = loaded;
  const unsealed = lanes.some((lane) => found.pending[lane].length > 0);
  if (unsealed) {
    const journal = await Journal.open(deps, header, files, found);
    for (const lane of lanes) {
      while (journal.pending[lane].length > 0) {
        await (deps.room ?? boundlessRoom).use(() => journal.sealLane(lane));
      }
    }
    await journal[Symbol.asyncDispose]();
    const again = await loadJournal(files.directory, deps.identity.storeKey);
    return archive(deps, again, header);
  }
  if (found.segments.length === 0) {
    await rm(files.directory, { recursive: true, force: true });
    return undefined;
  }
  const store = {
    directory: files.directory,
    storeKey: deps.identity.storeKey,
    nextNumber: (files.seg.at(-1)?.number ?? 0) + 1,
    preamble: () => [],
    createFile: deps.createFile ?? createFrameFile,
  };
  return {
    incarnation: header.incarnation,
    directory: files.directory,
    heads: found.heads,
    streams: found.streams,
    segments: new SegmentStore(store, files.seg, found.segments),
  };
}

/** What the files say of themselves; the directory's name stands in for a damaged header. */
function headerOf(loaded: LoadedJournal, deps: JournalDeps, name: string): FileHeader {
  if (loaded.found.header) return loaded.found.header;
  const { site, relayId } = deps.identity;
  const incarnation = directoryPattern.exec(name)?.[2] ?? randomId();
  const base = {
    format: 1,
    series: 'wal',
    number: 1,
    parent: null,
    createdMs: Date.now(),
  } as const;
  return { ...base, site, relayId, incarnation };
}

function headOf(journal: Journal, lane: Lane): { sealedThrough: number; headHash: string } {
  const { sealedThrough, headHash } = journal.heads[lane];
  return { sealedThrough, headHash };
}

function emptyRecovered(): Recovered {
  return { ...new Recovery().finish(), heads: emptyLaneHeads() };
}
