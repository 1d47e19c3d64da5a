// The way of an event: the files in which segments stay until they are safe at the hub.
// Next: site-relay/src/uplink/pump.ts

import { rm } from 'node:fs/promises';
import { createFrameCipher, lanes, scanFrames, type Lane } from '@eucora/protocol';
import { DiskError, JournalError } from '../errors.ts';
import { limits } from '../limits.ts';
import { readExtent } from './append-file.ts';
import type { createFrameFile, FileName, FrameFile } from './files.ts';
import { decodeRecord, encodeSegment, encodeSegmentIndex, type SegmentIndex } from './records.ts';
import { indexOfSegment, type PlacedSegment } from './recover.ts';
import { sealAll } from './wal.ts';

/** A sealed segment in its file; the bytes stay on the disk. */
export interface StoredSegment {
  readonly lane: Lane;
  readonly seq: number;
  readonly bytes: number;
  readonly sealedMs: number;
  readonly path: string;
  readonly offset: number;
  readonly length: number;
  readonly indexLength: number;
}
export interface SegmentStoreDeps {
  readonly directory: string;
  readonly storeKey: Uint8Array;
  readonly nextNumber: number;
  readonly preamble: () => readonly Buffer[];
  readonly createFile: typeof createFrameFile;
}

/** The sealed segments of one journal, by lane and number. */
export class SegmentStore implements AsyncDisposable {
  readonly #deps: SegmentStoreDeps;
  readonly #files = new Map<string, FileName>();
  readonly #held: Record<Lane, Map<number, StoredSegment>> = {
    urgent: new Map(),
    ledger: new Map(),
    bulk: new Map(),
  };
  #current: FrameFile | undefined;
  #number: number;
  readonly #bytes: Record<Lane, number> = { urgent: 0, ledger: 0, bulk: 0 };
  #gate: Promise<unknown> = Promise.resolve();

  constructor(
    deps: SegmentStoreDeps,
    files: readonly FileName[],
    segments: readonly PlacedSegment[],
  ) {
    this.#deps = deps;
    this.#number = deps.nextNumber;
    for (const file of files) this.#files.set(file.path, file);
    for (const { index, ...extent } of segments) {
      const { lane, seq, bytes, sealedMs } = index;
      this.#hold({ lane, seq, bytes, sealedMs, ...extent });
    }
  }

  /** Compressed bytes of all segments held in a lane. */
  bytesOf(lane: Lane): number {
    return this.#bytes[lane];
  }

  /** Held segments of a lane, oldest first. */
  held(lane: Lane): ReadonlyMap<number, StoredSegment> {
    return this.#held[lane];
  }

  /** Number of the oldest segment held; 0 when there is none. */
  oldestHeld(lane: Lane): number {
    for (const seq of this.#held[lane].keys()) return seq;
    return 0;
  }

  /** Makes a segment durable. After an error nothing of it counts. @throws DiskError */
  append(index: SegmentIndex, bytes: Uint8Array): Promise<StoredSegment> {
    const turn = this.#gate.then(() => this.#append(index, bytes));
    this.#gate = turn.catch(() => undefined);
    return turn;
  }

  async #append(index: SegmentIndex, bytes: Uint8Array): Promise<StoredSegment> {
    const { lane, seq, sealedMs } = index;
    const open = this.#current;
    const fits = open && open.file.size < limits.segmentFileBytesMax;
    const target = fits ? open : await this.#startFile();
    const plains = [encodeSegment(lane, seq, bytes), encodeSegmentIndex(index)];
    const frames = sealAll(target, plains, target.file.size);
    try {
      const offset = await target.file.append(frames);
      return this.#hold({
        lane,
        seq,
        bytes: bytes.length,
        sealedMs,
        path: target.name.path,
        offset,
        length: frames[0]?.length ?? 0,
        indexLength: frames[1]?.length ?? 0,
      });
    } catch (error) {
      await target.file.abandon();
      this.#current = undefined;
      throw error;
    }
  }

  #hold(segment: StoredSegment): StoredSegment {
    this.#held[segment.lane].set(segment.seq, segment);
    this.#bytes[segment.lane] += segment.bytes;
    return segment;
  }

  async #startFile(): Promise<FrameFile> {
    const { directory, storeKey, preamble, createFile } = this.#deps;
    const next = await createFile(directory, 'seg', this.#number, storeKey);
    this.#number += 1;
    try {
      await next.file.append([next.header, ...sealAll(next, preamble(), next.header.length)]);
    } catch (error) {
      // Tried again every second on a full disk: what counts for nothing must not pile up.
      if (await next.file.discard()) this.#number -= 1;
      throw error;
    }
    await this.#current?.file[Symbol.asyncDispose]();
    this.#current = next;
    this.#files.set(next.name.path, next.name);
    return next;
  }

  /** The segment exactly as it was sealed. @throws JournalError when the disk damaged it since */
  async read(segment: StoredSegment): Promise<Buffer> {
    const record = await this.#readRecord(segment, segment.offset, segment.length);
    if (record.type !== 'segment') throw this.#damaged(segment);
    return record.bytes;
  }

  /** Whose numbers a segment holds, without unpacking it where the index frame is whole. */
  async readIndex(segment: StoredSegment): Promise<SegmentIndex> {
    if (segment.indexLength > 0) {
      const at = segment.offset + segment.length;
      const record = await this.#readRecord(segment, at, segment.indexLength);
      if (record.type === 'segment-index') return record.index;
    }
    return indexOfSegment(await this.read(segment));
  }

  async #readRecord(segment: StoredSegment, offset: number, length: number) {
    const name = this.#files.get(segment.path);
    if (!name) throw this.#damaged(segment);
    const bytes = await readExtent({ path: segment.path, offset, length });
    const cipher = createFrameCipher(this.#deps.storeKey, name.fileId);
    const [frame] = scanFrames(bytes, cipher, offset).frames;
    if (!frame) throw this.#damaged(segment);
    return decodeRecord(frame.payload);
  }

  #damaged(segment: StoredSegment): JournalError {
    const { lane, seq, path, offset } = segment;
    return new JournalError(`segment ${lane} ${seq} in ${path} at ${offset} is damaged`);
  }

  /** Files all of whose segments `mayGo`, oldest first; the file being written never is among them. */
  removable(mayGo: (segment: StoredSegment) => boolean): string[] {
    const keep = new Set<string>();
    if (this.#current) keep.add(this.#current.name.path);
    for (const lane of lanes) {
      for (const segment of this.#held[lane].values()) {
        if (!mayGo(segment)) keep.add(segment.path);
      }
    }
    const out: string[] = [];
    for (const path of this.#files.keys()) {
      // Numbers must stay consecutive, so that a file missing in the middle is noticed.
      if (keep.has(path)) break;
      out.push(path);
    }
    return out;
  }

  /**
   * Ends the file being written when all in it `mayGo`, so that it is removable too. The next
   * segment begins a new file.
   */
  async endFile(mayGo: (segment: StoredSegment) => boolean): Promise<void> {
    const turn = this.#gate.then(() => this.#endFile(mayGo));
    this.#gate = turn.catch(() => undefined);
    await turn;
  }

  async #endFile(mayGo: (segment: StoredSegment) => boolean): Promise<void> {
    const open = this.#current;
    if (!open) return;
    const within = this.inFiles([open.name.path]);
    if (within.length === 0 || !within.every(mayGo)) return;
    this.#current = undefined;
    await open.file[Symbol.asyncDispose]();
  }

  /** Segments that lie in the given files. */
  inFiles(paths: readonly string[]): StoredSegment[] {
    const wanted = new Set(paths);
    return lanes.flatMap((lane) =>
      [...this.#held[lane].values()].filter((segment) => wanted.has(segment.path)),
    );
  }

  /** Forgets a segment that can't be read; its file goes with the others in it. */
  forget(segment: StoredSegment): void {
    if (!this.#held[segment.lane].delete(segment.seq)) return;
    this.#bytes[segment.lane] -= segment.bytes;
  }

  /** Deletes whole files and forgets what lay in them. @throws DiskError */
  async remove(paths: readonly string[]): Promise<void> {
    for (const segment of this.inFiles(paths)) {
      this.#held[segment.lane].delete(segment.seq);
      this.#bytes[segment.lane] -= segment.bytes;
    }
    for (const path of paths) {
      this.#files.delete(path);
      try {
        await rm(path, { force: true });
      } catch (error) {
        throw new DiskError(`removing ${path}`, error);
      }
    }
  }

  /** True when nothing is held any more. */
  get empty(): boolean {
    return lanes.every((lane) => this.#held[lane].size === 0);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#gate;
    await this.#current?.file[Symbol.asyncDispose]();
    this.#current = undefined;
  }
}
