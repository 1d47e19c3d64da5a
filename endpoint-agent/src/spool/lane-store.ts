// The way of an event: the files in which signed batches wait.
// Next: endpoint-agent/src/spool/outgoing.ts

import { readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { limits, randomId, type Lane, type ReadBatch } from '@eucora/protocol';
import { removeFile, syncDirectory } from '../files/atomic.ts';
import {
  frameBytes,
  FrameFile,
  readFrameAt,
  readFrames,
  type FileSystemPort,
  type FramePlace,
} from '../files/frame-file.ts';
import type { BatchEntry, EntryTag, LaneFile, Stream } from './model.ts';
import { parseSpoolName, spoolFileName } from './names.ts';
import { readEntry, writeEntry } from './records.ts';

/** A batch on its way into a file. */
export interface NewEntry {
  readonly tag: EntryTag;
  readonly first: number;
  readonly last: number;
  readonly batch: Uint8Array; // signed
}
interface Active {
  readonly stream: Stream;
  readonly lane: LaneFile;
  readonly file: FrameFile;
}
export interface LaneStoreOptions {
  readonly directory: string;
  readonly storeKey: Uint8Array;
  readonly system: FileSystemPort;
  readonly fileBytesMax: number;
  readonly nextNo: number;
}

/** The files of batches: appended to, read from, rewritten smaller, removed. Not for overlapping use. */
export class LaneStore implements AsyncDisposable {
  readonly #options: LaneStoreOptions;
  readonly #active = new Map<Lane, Active>();
  #nextNo: number;

  constructor(options: LaneStoreOptions) {
    this.#options = options;
    this.#nextNo = options.nextNo;
  }

  /** Adds batches at the end of a stream; they are on disk when this resolves. @throws system errors */
  async append(stream: Stream, entries: readonly NewEntry[]): Promise<void> {
    const [head] = entries;
    if (!head) return;
    const payloads = entries.map((entry) => writeEntry(entry.tag, entry.batch));
    const active = await this.#activeFor(stream);
    if (!active) return this.#begin(stream, entries, payloads);
    const places = await active.file.append(payloads);
    const added = entriesAt(entries, places);
    active.lane.entries?.push(...added);
    active.lane.last = added.at(-1)!.last;
    active.lane.bytes = active.file.end;
    active.lane.dropped &&= entries.every((entry) => entry.tag !== 'batch');
  }

  async #activeFor(stream: Stream): Promise<Active | undefined> {
    const active = this.#active.get(stream.lane);
    if (!active) return undefined;
    const { file } = active;
    const goesOn =
      active.stream === stream && !file.spoiled && file.end < this.#options.fileBytesMax;
    if (goesOn) return active;
    await this.seal(stream.lane);
    return undefined;
  }

  async #begin(
    stream: Stream,
    entries: readonly NewEntry[],
    payloads: readonly Uint8Array[],
  ): Promise<void> {
    const { directory, storeKey, system } = this.#options;
    const no = this.#nextNo;
    this.#nextNo += 1;
    const fileId = randomId();
    const path = join(directory, spoolFileName('batches', no, fileId));
    try {
      const { file, places } = await FrameFile.create(path, storeKey, system, payloads, fileId);
      await syncDirectory(directory);
      const added = entriesAt(entries, places);
      const lane: LaneFile = {
        no,
        path,
        bytes: file.end,
        first: added[0]!.first,
        last: added.at(-1)!.last,
        dropped: entries.every((entry) => entry.tag !== 'batch'),
        entries: added,
      };
      stream.files.push(lane);
      this.#active.set(stream.lane, { stream, lane, file });
    } catch (error) {
      await removeFile(path); // holds nothing that was acknowledged
      throw error;
    }
  }

  /** Ends the file that a lane is written to; the next batch begins another one. */
  async seal(lane: Lane): Promise<void> {
    const active = this.#active.get(lane);
    if (!active) return;
    this.#active.delete(lane);
    await active.file[Symbol.asyncDispose]();
  }

  isActive(file: LaneFile): boolean {
    return [...this.#active.values()].some(({ lane }) => lane === file);
  }

  /** The batches of a file, read from disk when they are not at hand. */
  async entriesOf(file: LaneFile): Promise<readonly BatchEntry[]> {
    if (file.entries) return file.entries;
    const loaded = await this.load(file);
    file.entries = loaded.map(({ tag, batch, place }) => {
      return { tag, first: batch.first, last: batch.last, ...place };
    });
    return file.entries;
  }

  /** Forgets where batches lie in the files that nobody reads just now. */
  unloadOthers(stream: Stream, keep: LaneFile): void {
    for (const file of stream.files) {
      if (file !== keep && !this.isActive(file)) file.entries = null;
    }
  }

  /** Everything in a file that belongs to its range. */
  async load(
    file: LaneFile,
  ): Promise<{ tag: EntryTag; batch: ReadBatch; place: FramePlace; payload: Buffer }[]> {
    const fileId = parseSpoolName(file.path)?.fileId;
    const { frames } = readFrames(await readFile(file.path), this.#options.storeKey, fileId);
    return frames.flatMap(({ place, payload }) => {
      const entry = readEntry(payload);
      const inside = entry && entry.batch.first >= file.first && entry.batch.last <= file.last;
      return inside ? [{ ...entry, place, payload }] : [];
    });
  }

  /** The signed bytes of one batch. @throws ProtocolError malformed when the disk lost them */
  async read(file: LaneFile, entry: BatchEntry): Promise<Uint8Array> {
    const fileId = parseSpoolName(file.path)?.fileId;
    return (await readFrameAt(file.path, this.#options.storeKey, entry, fileId)).subarray(1);
  }

  /** Puts other content in the place of a file at once; none: removes it. */
  async replace(stream: Stream, file: LaneFile, entries: readonly NewEntry[]): Promise<void> {
    if (this.isActive(file)) await this.seal(stream.lane);
    const [head] = entries;
    if (!head) return this.remove(stream, file);
    const { storeKey, system } = this.#options;
    const draft = `${file.path}.draft`;
    const payloads = entries.map((entry) => writeEntry(entry.tag, entry.batch));
    // Under the same name, so with the id that the name repeats.
    const fileId = parseSpoolName(file.path)?.fileId;
    const { file: written } = await FrameFile.create(draft, storeKey, system, payloads, fileId);
    await written[Symbol.asyncDispose]();
    await rename(draft, file.path);
    await syncDirectory(dirname(file.path));
    file.first = head.first;
    file.last = entries.at(-1)!.last;
    file.bytes = written.end;
    file.dropped = entries.every((entry) => entry.tag !== 'batch');
    file.entries = null;
  }

  /** Removes a file and what it holds. */
  async remove(stream: Stream, file: LaneFile): Promise<void> {
    if (this.isActive(file)) await this.seal(stream.lane);
    await removeFile(file.path);
    stream.files = stream.files.filter((one) => one !== file);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const lane of this.#active.keys()) await this.seal(lane);
  }
}

/** Size of a batch in a file as it is sent: its frame holds it behind one byte. */
export function signedBytes({ offset, end }: BatchEntry): number {
  return end - offset - frameBytes(1);
}

function entriesAt(entries: readonly NewEntry[], places: readonly FramePlace[]): BatchEntry[] {
  return entries.map(({ tag, first, last }, i) => ({ tag, first, last, ...places[i]! }));
}

/** How large a lane file grows before the next is begun: the grain of trimming and dropping. */
export const defaultFileBytesMax = 16 * limits.batchBytesMax;
