import {
  laneOfKind,
  lanes,
  ProtocolError,
  readBatch,
  toHex,
  type DeviceEvent,
  type DeviceId,
  type Incarnation,
  type JournalPosition,
  type Lane,
} from '@eucora/protocol';
import { SpoolUnavailableError, systemCode } from '../errors.ts';
import type { Outbox, OutgoingBatch } from '../sender/outbox.ts';
import { Wake } from '../sender/wake.ts';
import { cutNext, dueToCut, type OpenEvent } from './cutter.ts';
import { estimateBytes } from './estimate.ts';
import { signedBytes, type NewEntry } from './lane-store.ts';
import { Linger } from './linger.ts';
import { mendFile, voidBatch } from './mend.ts';
import { currentStream, nextSeq, type LaneFile, type Stream } from './model.ts';
import { perLane } from '../per-lane.ts';
import { chainHash, writeOpen } from './records.ts';
import { moveUnacknowledged, shortenPredecessors } from './reincarnate.ts';
import { spoolStats, type SpoolStats } from './stats.ts';
import { Upkeep, type SpoolParts } from './upkeep.ts';

interface Request {
  readonly lane: Lane;
  readonly events: readonly DeviceEvent[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Where events wait until the hub has them.
 *
 * INVARIANTS: an event is accepted only when it is on disk; a batch is offered only when it is on
 * disk; a file is removed only when the hub's commit mark above it is on disk, or by the drop order.
 * Everything that touches files runs in turns that never overlap.
 */
export class Spool implements Outbox, AsyncDisposable {
  readonly #parts: SpoolParts;
  readonly #wakes: Record<Lane, Wake> = {
    urgent: new Wake(),
    ledger: new Wake(),
    bulk: new Wake(),
  };
  readonly #onTheirWay = new Map<Lane, OutgoingBatch>();
  readonly #linger: Linger;
  readonly #upkeep: Upkeep;
  /** What was cut before this process began, maybe on a disk that is a copy of another. */
  readonly #opened: {
    readonly incarnation: Incarnation;
    readonly through: Readonly<Record<Lane, number>>;
  };
  #requests: Request[] = [];
  #lastTurn: Promise<unknown> = Promise.resolve();
  #closed = false;

  /** Use `openSpool`. */
  constructor(parts: SpoolParts) {
    this.#parts = parts;
    const { incarnation, tips } = parts.state;
    this.#opened = { incarnation, through: perLane((lane) => tips[lane].next - 1) };
    this.#upkeep = new Upkeep(parts, (stream) => {
      const sent = this.#onTheirWay.get(stream.lane);
      return sent?.incarnation === stream.incarnation ? sent : undefined;
    });
    this.#linger = new Linger(
      () => parts.keeper.now().boottimeMs,
      () => void this.#turn(() => this.#cutDue(false)),
    );
    for (const lane of lanes) {
      if (parts.state.open[lane].length > 0) this.#linger.began(lane);
      this.#wakes[lane].announce();
    }
  }

  get deviceId(): DeviceId {
    return this.#parts.state.deviceId;
  }

  get incarnation(): Incarnation {
    return this.#parts.state.incarnation;
  }

  /** The fault that keeps new events out at the moment, if there is one. */
  get trouble(): SpoolUnavailableError | null {
    return this.#upkeep.trouble;
  }

  /**
   * Takes events; they are durable when this resolves. Calls made together share one sync.
   * @throws SpoolUnavailableError none of this call's events was accepted: offer them again later
   * @throws ProtocolError an event that no batch can carry
   */
  async append(events: readonly DeviceEvent[]): Promise<void> {
    const byLane = Map.groupBy(events, (event) => laneOfKind(event.body.kind));
    const done = [...byLane].map(([lane, some]) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      this.#requests.push({ lane, events: some, resolve, reject });
      return promise;
    });
    if (done.length === 0) return;
    void this.#turn(() => this.#takeRequests());
    await Promise.all(done);
  }

  /** Cuts what is open without waiting for the lanes' linger. */
  async flush(): Promise<void> {
    await this.#turn(() => this.#cutDue(true));
  }

  stats(): SpoolStats {
    return spoolStats(this.#parts.state, this.#parts.log.bytes);
  }

  setConnected(connected: boolean): void {
    this.#linger.setConnected(connected);
  }

  seen(lane: Lane): JournalPosition | null {
    return this.#parts.state.seen[lane];
  }

  work(lane: Lane, signal: AbortSignal): Promise<void> {
    return this.#wakes[lane].wait(signal);
  }

  nextOutgoing(lane: Lane): Promise<OutgoingBatch | null> {
    return this.#turn(async () => {
      const { state } = this.#parts;
      for (const stream of state.streams) {
        if (stream.lane !== lane) continue;
        const file = stream.files.find((one) => one.last > stream.forwarded);
        if (!file) continue;
        const outgoing = await this.#read(stream, file);
        this.#onTheirWay.set(lane, outgoing);
        return outgoing;
      }
      return null;
    });
  }

  async #read(stream: Stream, file: LaneFile): Promise<OutgoingBatch> {
    const { store, logger } = this.#parts;
    const entries = await store.entriesOf(file);
    store.unloadOthers(stream, file);
    const at = entries.findIndex((one) => one.last > stream.forwarded);
    const entry = entries[at];
    const after = entries[at + 1];
    try {
      // What went bad since the file was opened is missing from its entries: not to be stepped over.
      const due = Math.max(stream.forwarded + 1, file.first);
      if (!entry || entry.first > due) {
        throw new ProtocolError('malformed', `${file.path} is damaged`);
      }
      const { first, last, tag } = entry;
      const bytes = await store.read(file, entry);
      const { incarnation, lane, committed } = stream;
      const cutThrough = this.#cutThrough(stream, first);
      const isVoid = tag !== 'batch';
      const nextBytes = after === undefined ? 0 : signedBytes(after);
      const place = { incarnation, lane, first, last };
      return { ...place, isVoid, bytes, nextBytes, committed, cutThrough };
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      logger.error({ lane: stream.lane, path: file.path }, 'spool file damaged: void in its place');
      await mendFile(this.#parts, stream, file);
      const next = stream.files.find((one) => one.last > stream.forwarded);
      if (!next) throw error;
      return this.#read(stream, next);
    }
  }

  #cutThrough({ incarnation, lane }: Stream, first: number): number | null {
    const { state } = this.#parts;
    const opened = this.#opened.incarnation === incarnation ? this.#opened.through[lane] : 0;
    if (incarnation !== state.incarnation || first <= opened) return null;
    return state.tips[lane].next - 1;
  }

  acknowledged(batch: OutgoingBatch, position: JournalPosition | null): void {
    const stream = this.#streamOf(batch);
    if (!stream) return;
    if (batch.last > stream.forwarded) {
      stream.forwarded = batch.last;
      stream.forwardedHash = toHex(chainHash(readBatch(batch.bytes)));
    }
    if (position) this.#parts.state.seen[batch.lane] = position;
    this.#onTheirWay.delete(batch.lane);
    this.#upkeep.marksChanged = true;
    this.#wakes[batch.lane].announce();
  }

  async committed(batch: OutgoingBatch, through: number): Promise<void> {
    const stream = this.#streamOf(batch);
    // Only what was acknowledged to this device: a clone's progress is not ours.
    const mark = Math.min(through, stream?.forwarded ?? 0);
    if (!stream || mark <= stream.committed) return;
    stream.committed = mark;
    this.#upkeep.marksChanged = true;
    const { store } = this.#parts;
    const done = stream.files.some((file) => file.last <= mark && !store.isActive(file));
    const over = stream.closedThrough !== null && mark >= stream.closedThrough;
    if (done || over) await this.#turn(() => this.#upkeep.trim());
  }

  rewind(lane: Lane, head: JournalPosition): void {
    const { state } = this.#parts;
    for (const stream of state.streams) takeBack(stream, stream.committed);
    // The other lanes have nothing to compare with any more: they meet the new journal as strangers.
    for (const other of lanes) state.seen[other] = other === lane ? head : null;
    this.#upkeep.marksChanged = true;
    for (const one of lanes) this.#wakes[one].announce();
  }

  resumeFrom(batch: OutgoingBatch, through: number): void {
    const stream = this.#streamOf(batch);
    if (!stream) return;
    takeBack(stream, Math.max(stream.committed, through));
    this.#upkeep.marksChanged = true;
  }

  reincarnate(batch: OutgoingBatch): Promise<void> {
    return this.#turn(() => this.#begin(this.#streamOf(batch) ?? null));
  }

  giveUp(batch: OutgoingBatch): Promise<void> {
    return this.#turn(async () => {
      const stream = this.#streamOf(batch);
      const { first, lane } = batch;
      const file = stream?.files.find((one) => one.first <= first && first <= one.last);
      if (stream && file) await voidBatch(this.#parts, stream, file, first);
      this.#onTheirWay.delete(lane);
      this.#wakes[lane].announce();
    });
  }

  async #begin(conflict: Stream | null): Promise<void> {
    const { state, store } = this.#parts;
    const next = await moveUnacknowledged(this.#parts, conflict);
    const before = { ...state, streams: state.streams.map((stream) => ({ ...stream })) };
    for (const [stream, end] of next.ends) stream.closedThrough = end;
    state.incarnation = next.incarnation;
    state.tips = next.tips;
    state.open = next.open;
    state.streams = [...state.streams, ...next.streams];
    try {
      await this.#upkeep.rotate();
    } catch (error) {
      // The checkpoint is what counts: without it the spool is what it was.
      for (const stream of next.streams) {
        for (const file of stream.files) await store.remove(stream, file);
      }
      before.streams.forEach((old, i) => Object.assign(state.streams[i] ?? {}, old));
      state.streams.length = before.streams.length;
      Object.assign(state, {
        incarnation: before.incarnation,
        tips: before.tips,
        open: before.open,
      });
      throw error;
    }
    await shortenPredecessors(this.#parts);
    for (const lane of lanes) this.#wakes[lane].announce();
  }

  /** Ends the last turn, keeps the marks, closes the files. What is open stays open and durable. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#linger[Symbol.dispose]();
    await this.#turn(async () => {
      if (this.#parts.log.usable && this.#upkeep.marksChanged) await this.#upkeep.keepMarks();
      await this.#parts.keepLineage();
    });
    await this.#parts.log[Symbol.asyncDispose]();
    await this.#parts.stated[Symbol.asyncDispose]();
    await this.#parts.store[Symbol.asyncDispose]();
  }

  #turn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#lastTurn.then(work);
    this.#lastTurn = turn.catch((error: unknown) => {
      this.#parts.logger.warn({ err: error }, 'a turn of the spool failed');
    });
    return turn;
  }

  #streamOf(batch: OutgoingBatch): Stream | undefined {
    const { incarnation, lane } = batch;
    return this.#parts.state.streams.find((s) => s.incarnation === incarnation && s.lane === lane);
  }

  async #takeRequests(): Promise<void> {
    const requests = this.#requests;
    this.#requests = [];
    if (requests.length === 0) return; // the turn before took them along
    const staged = this.#stage(requests);
    try {
      if (staged.records.length > 0) await this.#upkeep.writeLog(staged.records);
    } catch (error) {
      for (const { request } of staged.accepted) request.reject(error);
      return;
    }
    const { open } = this.#parts.state;
    for (const { request, events } of staged.accepted) {
      if (open[request.lane].length === 0) this.#linger.began(request.lane);
      open[request.lane].push(...events);
    }
    if (staged.accepted.length > 0) await this.#upkeep.writeStated();
    for (const { request } of staged.accepted) request.resolve();
    await this.#cutDue(false);
  }

  #stage(requests: readonly Request[]) {
    const { state, keeper, bounds } = this.#parts;
    const next = { urgent: 0, ledger: 0, bulk: 0 };
    for (const lane of lanes) next[lane] = nextSeq(state, lane);
    const records: Buffer[] = [];
    const accepted: { request: Request; events: OpenEvent[] }[] = [];
    const book = keeper.book();
    for (const request of requests) {
      const { lane, events } = request;
      const first = next[lane];
      try {
        const waiting = state.open[lane].reduce((sum, one) => sum + one.bytes, 0);
        if (waiting > bounds.openBytesMax) {
          const why = this.trouble?.message ?? 'no batch can be written';
          throw new SpoolUnavailableError('FULL', `the ${lane} lane is full: ${why}`);
        }
        records.push(...writeOpen(state.tips[lane], first, events, book));
        next[lane] += events.length;
        const numbered = events.map((event, i) => {
          return { seq: first + i, event, bytes: estimateBytes(event) };
        });
        accepted.push({ request, events: numbered });
      } catch (error) {
        request.reject(error);
      }
    }
    return { records, accepted };
  }

  async #cutDue(force: boolean): Promise<void> {
    const { state, keeper, key, store } = this.#parts;
    const book = keeper.book();
    for (const lane of lanes) {
      const entries: NewEntry[] = [];
      let tip = state.tips[lane];
      let open = state.open[lane];
      const isDue = force ? () => true : () => this.#due(lane, open);
      while (open.length > 0 && isDue()) {
        const cut = cutNext(tip, open, book, key);
        const tag = cut.taken === 0 ? 'void' : 'batch';
        entries.push({ tag, first: cut.first, last: cut.last, batch: cut.batch });
        open = open.slice(cut.taken);
        tip = cut.tip;
      }
      if (entries.length === 0) continue;
      try {
        await store.append(currentStream(state, lane), entries);
      } catch (error) {
        await this.#cutFailed(lane, error);
        continue;
      }
      state.tips[lane] = tip;
      state.open[lane] = open;
      this.#linger.ended(lane, open.length > 0);
      this.#wakes[lane].announce();
    }
    await this.#upkeep.shortenLog();
    await this.#upkeep.keepBound();
  }

  #due(lane: Lane, open: readonly OpenEvent[]): boolean {
    const bytes = open.reduce((sum, one) => sum + one.bytes, 0);
    const waitedMs = this.#linger.waitedMs(lane);
    return dueToCut(lane, { count: open.length, bytes, waitedMs }, this.#linger.connected);
  }

  async #cutFailed(lane: Lane, error: unknown): Promise<void> {
    const code = systemCode(error);
    this.#parts.logger.error({ lane, code, err: error }, 'no batch can be written; events wait');
    await this.#upkeep.makeRoom(error);
    this.#linger.began(lane); // tried again after another linger
  }
}

/** The relay has less than it was thought to have. */
function takeBack(stream: Stream, through: number): void {
  if (through >= stream.forwarded) return;
  stream.forwarded = through;
  stream.forwardedHash = '';
}
