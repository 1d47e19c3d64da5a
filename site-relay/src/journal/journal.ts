// The way of an event: gives a batch its position, and moves marks once it is durable.
// Next: site-relay/src/journal/wal.ts

import { rm, stat } from 'node:fs/promises';
import {
  lanes,
  type Incarnation,
  type Lane,
  type PrivateKey,
  type ReadBatch,
  type RelayId,
  type SiteId,
  type UnavailableRange,
} from '@eucora/protocol';
import type { DiskError } from '../errors.ts';
import type { RelayClock } from '../home/clock.ts';
import { boundlessRoom, type RoomKeeper } from '../home/room.ts';
import { RefusalLog } from '../intake/refusals.ts';
import { limits } from '../limits.ts';
import { encodeCheckpoint, type LaneHead, type LossWords, type LostEntry } from './checkpoint.ts';
import { DeviceTable, type KnownDevice } from './devices.ts';
import { createFrameFile, type FileName } from './files.ts';
import { chainHashOf, pendingOf, type PendingBatch, type Recovered } from './recover.ts';
import { encodeBatch, encodeEnrolment, encodeHeader } from './records.ts';
import type { FileHeader, GroupEntry, StreamSpan } from './records.ts';
import { composeSegment, takeForSegment } from './sealing.ts';
import { isWorthSaving, rawBytesAimed, type LaneLoad } from './seal-policy.ts';
import { SegmentStore, type StoredSegment } from './segment-store.ts';
import type { Stream, StreamTable } from './streams.ts';
import { Wal, type WalDeps } from './wal.ts';

/** Who this relay is, and the key its files are encrypted with. */
export interface RelayIdentity {
  readonly site: SiteId;
  readonly relayId: RelayId;
  readonly key: PrivateKey;
  readonly storeKey: Uint8Array;
  /** Bytes of the uplink are dear: segments are made as small as can be. */
  readonly frugal?: boolean;
}
export interface JournalEvents {
  readonly onSealed: (segment: StoredSegment) => void;
  readonly onPending: () => void;
  readonly onRefused: (error: DiskError) => void;
  readonly onRecovered: () => void;
}
export interface JournalDeps extends JournalEvents {
  readonly identity: RelayIdentity;
  readonly clock: RelayClock;
  readonly refusals: RefusalLog;
  readonly signal: AbortSignal;
  readonly room?: RoomKeeper;
  /** Where files come from; tests give one whose disk fails. */
  readonly createFile?: typeof createFrameFile;
}
export interface JournalFiles {
  readonly directory: string;
  readonly wal: readonly FileName[];
  readonly seg: readonly FileName[];
}

/**
 * One incarnation of the journal, open for writing: what agents hand over becomes durable in the
 * WAL, and consecutive durable batches of a lane become signed segments.
 */
export class Journal implements AsyncDisposable {
  readonly header: FileHeader;
  readonly directory: string;
  readonly heads: Record<Lane, LaneHead>;
  readonly streams: StreamTable;
  readonly devices: DeviceTable;
  readonly segments: SegmentStore;
  readonly pending: Record<Lane, PendingBatch[]>;
  readonly #deps: JournalDeps;
  readonly #walPositions = new Map<string, Record<Lane, number>>();
  readonly #ratio: Record<Lane, number> = { urgent: 0.5, ledger: 0.5, bulk: 0.5 };
  /** Last position given out; runs ahead of `heads` while batches are on their way to the disk. */
  readonly #given: Record<Lane, number>;
  #lost: readonly LostEntry[];
  #unavailable: readonly UnavailableRange[];
  readonly #pendingBytes: Record<Lane, number> = { urgent: 0, ledger: 0, bulk: 0 };
  #wal: Wal | undefined;
  #sealGate: Promise<unknown> = Promise.resolve();

  private constructor(
    deps: JournalDeps,
    header: FileHeader,
    files: JournalFiles,
    found: Recovered,
  ) {
    this.#deps = deps;
    this.header = header;
    this.directory = files.directory;
    this.heads = found.heads;
    this.streams = found.streams;
    this.pending = found.pending;
    this.#lost = [...found.lostBefore];
    this.#unavailable = [...found.unavailableBefore];
    this.#given = {
      urgent: found.heads.urgent.position,
      ledger: found.heads.ledger.position,
      bulk: found.heads.bulk.position,
    };
    const { identity } = deps;
    this.devices = new DeviceTable(identity.site, identity.key.publicKey);
    for (const signed of found.enrolments) this.devices.add(signed);
    for (const lane of lanes) {
      for (const { bytes } of found.pending[lane]) this.#pendingBytes[lane] += bytes.length;
    }
    for (const [path, positions] of found.walPositions) this.#walPositions.set(path, positions);
    const store = {
      directory: files.directory,
      storeKey: identity.storeKey,
      nextNumber: (files.seg.at(-1)?.number ?? 0) + 1,
      preamble: () => this.#preamble('seg'),
      createFile: deps.createFile ?? createFrameFile,
    };
    this.segments = new SegmentStore(store, files.seg, found.segments);
  }

  /**
   * Goes on with what was recovered; begins a new WAL file. On a disk that takes nothing it comes up
   * refusing (see `failure`). A journal without any file is begun or not at all.
   * @throws DiskError when it is a new one
   */
  static async open(
    deps: JournalDeps,
    header: FileHeader,
    files: JournalFiles,
    found: Recovered,
  ): Promise<Journal> {
    const journal = new Journal(deps, header, files, found);
    const isNew = files.wal.length + files.seg.length === 0;
    const wal: WalDeps = {
      directory: files.directory,
      storeKey: deps.identity.storeKey,
      nextNumber: (files.wal.at(-1)?.number ?? 0) + 1,
      preamble: (doubt) => [
        ...journal.#preamble('wal'),
        ...(doubt ? lanes.flatMap((lane) => journal.pending[lane].map(encodeBatch)) : []),
      ],
      room: deps.room ?? boundlessRoom,
      onRefused: (error, clean) => journal.#rollBack(error, clean),
      onRecovered: deps.onRecovered,
      signal: deps.signal,
      createFile: deps.createFile ?? createFrameFile,
    };
    journal.#wal = isNew ? await Wal.begin(wal) : await Wal.open(wal);
    journal.#notePositions();
    return journal;
  }

  get incarnation(): Incarnation {
    return this.header.incarnation;
  }

  /** Why no batch is taken at the moment, if so: the disk refuses, or has too little room. */
  get failure(): DiskError | undefined {
    return this.#wal?.failure ?? this.#deps.room?.shortage;
  }

  /** Bytes that this process holds for the journal: on their way to the disk or to a segment. */
  get burdenBytes(): number {
    const { urgent, ledger, bulk } = this.#pendingBytes;
    return urgent + ledger + bulk + (this.#wal?.queueBytes ?? 0);
  }

  /** What is not sealed into a segment yet of what the hub has to be told. */
  get untold(): LossWords {
    return { lost: this.#lost, unavailable: this.#unavailable };
  }

  /** Puts words about losses into the next segments, durably. @throws DiskError */
  async tell({ lost, unavailable }: LossWords): Promise<void> {
    this.#lost = [...this.#lost, ...lost];
    this.#unavailable = [...this.#unavailable, ...unavailable];
    await this.checkpoint();
    this.#deps.onPending();
  }

  /**
   * Takes a verified batch; resolves with its position once it is durable. `evidence` batches are
   * kept and forwarded but move no mark. The stream's mark moves at once, so that the next batch of
   * the stream can be judged while this one is on its way.
   * @throws DiskError and then nothing of it counts
   */
  async append(stream: Stream, batch: ReadBatch, evidence: boolean): Promise<number> {
    const wal = this.#openWal();
    // A grant may be older than the shortage; what room is left is not for batches.
    if (this.failure) throw this.failure;
    const { lane, deviceId, incarnation, first, last, count } = batch;
    const position = this.#given[lane] + 1;
    this.#given[lane] = position;
    // Kept for long: a copy of its own, since one in a pool would pin all that lies beside it there.
    const hash = new Uint8Array(batch.hash);
    const chainHash = batch.void
      ? new Uint8Array(chainHashOf(batch.void.replacedLastHash, batch.hash))
      : hash;
    const place = { lane, position, evidence, void: batch.void !== null };
    const entry: GroupEntry = { ...place, deviceId, incarnation, first, count, hash, chainHash };
    if (!evidence) this.streams.advance(stream, { first, last, hash }, chainHash);
    const plain = encodeBatch({ lane, position, evidence, bytes: batch.bytes });
    // What stays in memory must not pin the larger network buffer that the batch came in.
    const bytes = plain.subarray(plain.length - batch.bytes.length);
    await wal.append({ plain, entry, settle: () => this.#settle(stream, entry, bytes) });
    return position;
  }

  #settle(stream: Stream, entry: GroupEntry, bytes: Uint8Array): void {
    const { lane, position } = entry;
    this.heads[lane].position = position;
    if (!entry.evidence) {
      this.streams.settle(stream, entry.first + entry.count - 1, entry.chainHash);
    }
    const positions = this.#notePositions();
    if (positions) positions[lane] = position;
    this.pending[lane].push(pendingOf(entry, bytes, performance.now()));
    this.#pendingBytes[lane] += bytes.length;
    // The sealer keeps its own time; it is told of beginnings and of full segments.
    const full = this.#pendingBytes[lane] >= rawBytesAimed(this.#ratio[lane]);
    if (full || this.pending[lane].length === 1) this.#deps.onPending();
  }

  #notePositions(): Record<Lane, number> | undefined {
    const path = this.#wal?.currentPath;
    if (!path) return undefined;
    const known = this.#walPositions.get(path) ?? { urgent: 0, ledger: 0, bulk: 0 };
    this.#walPositions.set(path, known);
    return known;
  }

  #rollBack(error: DiskError, clean: boolean): void {
    this.streams.rollBack();
    // What could not be cut from the old file may be read again: its positions stay used then.
    if (clean) for (const lane of lanes) this.#given[lane] = this.heads[lane].position;
    this.#deps.onRefused(error);
  }

  /** Resolves when everything appended so far is durable. @throws DiskError */
  barrier(): Promise<void> {
    return this.#openWal().barrier();
  }

  /** Makes an enrolment durable. @throws DiskError */
  async enrol(signed: Uint8Array): Promise<KnownDevice> {
    let device: KnownDevice | undefined;
    const settle = (): void => {
      device = this.devices.add(signed);
    };
    await this.#openWal().append({ plain: encodeEnrolment(signed), settle });
    return device ?? this.devices.add(signed);
  }

  /** What waits in a lane, for the sealing decision. */
  load(lane: Lane): LaneLoad {
    const batches = this.pending[lane];
    const isWord = (entry: { readonly lane: Lane }): boolean => entry.lane === lane;
    const untold = this.#lost.some(isWord) || this.#unavailable.some(isWord);
    const oldestMs = untold ? 0 : batches[0]?.atMs;
    const pendingBytes = this.#pendingBytes[lane];
    return { pendingBytes, pendingBatches: batches.length, oldestMs, ratio: this.#ratio[lane] };
  }

  /**
   * Seals what waits in a lane into one segment, with refusals and losses untold so far. Returns
   * undefined when nothing waited. @throws DiskError and then everything still waits
   */
  sealLane(lane: Lane): Promise<StoredSegment | undefined> {
    const turn = this.#sealGate.then(() => this.#sealNow(lane));
    this.#sealGate = turn.catch(() => undefined);
    return turn;
  }

  async #sealNow(lane: Lane): Promise<StoredSegment | undefined> {
    const { identity, clock, refusals } = this.#deps;
    const isWord = (entry: { readonly lane: Lane }): boolean => entry.lane === lane;
    const lost = this.#lost.filter(isWord).slice(0, limits.wordsPerSegmentMax);
    const unavailable = this.#unavailable.filter(isWord).slice(0, limits.wordsPerSegmentMax);
    const told = refusals.take();
    const taken = takeForSegment(this.pending[lane], this.#ratio[lane]);
    const words = lost.length + unavailable.length + told.refusals.length;
    if (taken.length + words === 0) return undefined;
    const frugal = identity.frugal === true && isWorthSaving(this.load(lane), performance.now());
    const segment = composeSegment({
      identity,
      frugal,
      header: this.header,
      head: this.heads[lane],
      lane,
      devices: this.devices,
      batches: taken,
      lost,
      unavailable,
      refusals: told.refusals,
      sealed: clock.now(),
    });
    let stored: StoredSegment;
    try {
      stored = await this.segments.append(segment.index, segment.bytes);
    } catch (error) {
      told.giveBack();
      throw error;
    }
    this.pending[lane].splice(0, segment.batches);
    this.#pendingBytes[lane] -= segment.rawBytes;
    this.#lost = this.#lost.filter((entry) => !lost.includes(entry));
    this.#unavailable = this.#unavailable.filter((range) => !unavailable.includes(range));
    this.devices.noteCarried(segment.carried, lane);
    const head = this.heads[lane];
    head.sealedThrough = segment.index.seq;
    head.headHash = segment.index.headHash.toString('hex');
    if (segment.rawBytes > 0) {
      const now = segment.bytes.length / segment.rawBytes;
      this.#ratio[lane] = 0.7 * this.#ratio[lane] + 0.3 * now;
    }
    await this.#dropSealedWal();
    this.#deps.onSealed(stored);
    return stored;
  }

  /**
   * Deletes WAL files whose batches are all in segments, oldest first. The newest finished file stays,
   * so that its checkpoint is there should the next one's be damaged.
   */
  async #dropSealedWal(): Promise<void> {
    const finished = [...this.#walPositions].filter(([path]) => path !== this.#wal?.currentPath);
    for (const [path, positions] of finished.slice(0, -1)) {
      const waits = lanes.some((lane) => {
        const oldest = this.pending[lane][0];
        return oldest !== undefined && oldest.position <= positions[lane];
      });
      if (waits) return;
      await rm(path, { force: true });
      this.#walPositions.delete(path);
    }
  }

  /** Writes a new WAL file with a checkpoint of now. @throws DiskError */
  async checkpoint(): Promise<void> {
    await this.#openWal().rotate();
    this.#notePositions();
    await this.#dropSealedWal();
  }

  /**
   * Lets go of WAL files that are needed no more, where room is short: all in them is in segments,
   * but the file being written and the one before it would stay.
   */
  async shed(): Promise<void> {
    if (lanes.some((lane) => this.pending[lane].length > 0)) return;
    let bytes = 0;
    for (const path of this.#walPositions.keys()) bytes += (await stat(path)).size;
    const least = this.#preamble('wal').reduce((sum, record) => sum + record.length, 0);
    if (bytes < 4 * least + limits.checkpointChunkBytes) return;
    await this.checkpoint();
    await this.checkpoint();
  }

  #preamble(series: 'wal' | 'seg'): Buffer[] {
    const header = { ...this.header, series, createdMs: Date.now() };
    const enrolments = [...this.devices.values()].map((device) => device.signed);
    const streams = this.streams.snapshot();
    const words = this.untold;
    return [
      encodeHeader(header),
      ...encodeCheckpoint({ header, lanes: this.heads, ...words, streams, enrolments }),
    ];
  }

  /** Numbers that leave with truncated segments; the next checkpoint says so. */
  noteTruncated(lane: Lane, spans: readonly StreamSpan[]): void {
    for (const { deviceId, incarnation, last } of spans) {
      const stream = this.streams.get(deviceId, incarnation, lane);
      if (stream && last > stream.truncated) stream.truncated = last;
    }
  }

  #openWal(): Wal {
    if (!this.#wal) throw new Error('the journal is not open');
    return this.#wal;
  }

  /** Ends all writing; what is durable stays as it is. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#sealGate;
    await this.#wal?.[Symbol.asyncDispose]();
    await this.segments[Symbol.asyncDispose]();
  }
}
