// The way of an event: marks for devices' next answers; safe segments are truncated.
// Next: endpoint-agent/src/spool/upkeep.ts

import {
  applyReceipt,
  emptyReceiptState,
  lanes,
  marksOf,
  openReceipt,
  ProtocolError,
  sha256,
  toHex,
  truncatableThrough,
  type HubKeyRings,
  type Lane,
  type LaneReceipt,
  type ReceiptState,
  type ReceiptVerdict,
  type SiteReceipt,
} from '@eucora/protocol';
import { parseJson, readIfThere, writeFileAtomic } from '../home/files.ts';
import type { Admission } from '../home/identity.ts';
import type { RoomKeeper } from '../home/room.ts';
import type { JournalSource, Journals } from '../journal/journals.ts';
import type { StoredSegment } from '../journal/segment-store.ts';
import type { Logger } from '../log.ts';
import { keptForMs } from './gone.ts';
import { GoneBook } from './gone-book.ts';
import { GoneSegments } from './gone-segments.ts';

export interface ReceiptDeps {
  readonly path: string;
  /** Where it is kept what was let go of, and what the hub was told of that. */
  readonly gonePath: string;
  readonly admission: Pick<Admission, 'credential'>;
  readonly hubKeys: Pick<HubKeyRings, 'newest'>;
  readonly journals: Journals;
  readonly log: Logger;
  readonly retentionMs: number;
  readonly room: RoomKeeper;
  /** A hub spoke; `signedMs` is its clock. */
  readonly onSignedTime: (signedMs: number) => void;
}

/** What is persisted, so that marks shown to agents survive a restart without a hub. */
interface StoredReceipts {
  readonly state: ReceiptState;
  /** SHA-256 of the state as JSON: a flipped digit of a mark would release what is not safe. */
  readonly sha256: string;
}

/**
 * What the hub has told this site, and what follows from it for the journals: which device marks
 * are committed, and what may be deleted.
 */
export class Receipts {
  readonly #deps: ReceiptDeps;
  readonly #book: GoneBook;
  readonly #gone: GoneSegments;
  #state: ReceiptState;
  #receivedMs: number | undefined;
  /** Per journal lane: committed marks already carried over to the device streams. */
  readonly #followed = new Map<string, number>();
  #gate: Promise<unknown> = Promise.resolve();

  private constructor(deps: ReceiptDeps, state: ReceiptState, book: GoneBook) {
    this.#deps = deps;
    this.#state = state;
    this.#book = book;
    const { admission, journals, log } = deps;
    const { relayId } = admission.credential;
    this.#gone = new GoneSegments({ book, journals, relayId, log });
  }

  static async load(deps: ReceiptDeps): Promise<Receipts> {
    const bytes = await readIfThere(deps.path);
    const stored = bytes && parseStored(bytes.toString());
    if (bytes && !stored) {
      const { log, path } = deps;
      log.error({ path }, 'the stored receipt is damaged; the hub is asked for its newest');
    }
    const book = await GoneBook.load(deps.gonePath, deps.room, deps.log);
    const receipts = new Receipts(deps, stored?.state ?? emptyReceiptState, book);
    await book.keepOnly(receipts.#knownJournals());
    await receipts.#nameGone();
    await receipts.#follow();
    return receipts;
  }

  get state(): ReceiptState {
    return this.#state;
  }

  /** True after a restore until the hub has made safe again what it had called safe before. */
  get isHubBehind(): boolean {
    const { journals, safeHighWater } = this.#state;
    const high = new Map(safeHighWater.map(({ key, through }) => [key, through]));
    return journals.some(({ relayId, incarnation, lanes: spoken }) =>
      spoken.some(({ lane, safeThrough }) => {
        return safeThrough < (high.get(`${relayId}/${incarnation}/${lane}`) ?? 0);
      }),
    );
  }

  /** When the newest receipt arrived here, Unix time; undefined in a run that heard none. */
  get receivedMs(): number | undefined {
    return this.#receivedMs;
  }

  /** The hub's word on a journal's lane; undefined when it has not spoken of that journal. */
  laneOf(incarnation: string, lane: Lane): LaneReceipt | undefined {
    const relayId = this.#deps.admission.credential.relayId;
    const spoken = this.#state.journals.some(
      (journal) =>
        journal.relayId === relayId &&
        journal.incarnation === incarnation &&
        journal.lanes.some((known) => known.lane === lane),
    );
    return spoken ? marksOf(this.#state, relayId, incarnation, lane) : undefined;
  }

  /**
   * Applies a receipt from any carrier. Answers what it meant; `refused` when it is not by the hub
   * that admitted this relay, with its newest key, or not for this site.
   */
  apply(bytes: Uint8Array): Promise<ReceiptVerdict | 'refused'> {
    const turn = this.#gate.then(() => this.#apply(bytes));
    this.#gate = turn.catch(() => undefined);
    return turn;
  }

  async #apply(bytes: Uint8Array): Promise<ReceiptVerdict | 'refused'> {
    const { admission, hubKeys, journals, log, path, onSignedTime } = this.#deps;
    let receipt: SiteReceipt;
    try {
      receipt = openReceipt(bytes, admission.credential.site, hubKeys.newest);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      log.warn({ code: error.code, err: error }, 'a receipt was refused');
      return 'refused';
    }
    onSignedTime(receipt.issuedMs);
    const { state, verdict } = applyReceipt(this.#state, receipt);
    if (verdict === 'stale') return verdict;
    const before = this.#state;
    this.#state = state;
    this.#receivedMs = Date.now();
    if (verdict === 'new_epoch') {
      log.warn(
        { from: before.ledgerEpoch, to: state.ledgerEpoch },
        'the hub opened a new ledger epoch: sending again what it does not have',
      );
      this.#followed.clear();
      for (const stream of journals.current.streams.values()) stream.committed = 0;
      journals.current.devices.carryAgain();
    }
    const stored: StoredReceipts = { state, sha256: sumOf(state) };
    await this.#deps.room.use(() => writeFileAtomic(path, JSON.stringify(stored)));
    await this.#nameGone();
    await this.#follow();
    return verdict;
  }

  /** A segment that the hub lacks turned out to be damaged when it was to be sent. */
  unreadable(source: JournalSource, segment: StoredSegment): Promise<void> {
    const turn = this.#gate.then(() => this.#gone.unreadable(this.#state, source, segment));
    this.#gate = turn.catch(() => undefined);
    return turn;
  }

  /** Journals that are here, that the hub speaks of, or that were dropped. */
  #knownJournals(): Set<string> {
    const { journals } = this.#deps;
    const spoken = [...journals.sources, ...this.#state.journals, ...this.#book.dropped];
    return new Set(spoken.map(({ incarnation }) => incarnation));
  }

  /** What can't be told now, on a full disk, is told by the next receipt. */
  async #nameGone(): Promise<void> {
    try {
      await this.#gone.name(this.#state);
    } catch (error) {
      // Marks go on without it.
      this.#deps.log.error({ err: error }, 'the hub could not be told yet what is gone');
    }
  }

  /** Carries committed segments over to the marks of the devices in them. */
  async #follow(): Promise<void> {
    const { journals } = this.#deps;
    for (const source of journals.sources) {
      for (const lane of lanes) {
        const committed = this.laneOf(source.incarnation, lane)?.committedThrough ?? 0;
        const through = this.#gone.shownThrough(source, lane, committed);
        const key = `${source.incarnation} ${lane}`;
        const done = this.#followed.get(key) ?? 0;
        if (through <= done) continue;
        for (const segment of source.segments.held(lane).values()) {
          if (segment.seq > done && segment.seq <= through) await this.#commit(source, segment);
        }
        this.#followed.set(key, through);
      }
    }
  }

  async #commit(source: JournalSource, segment: StoredSegment): Promise<void> {
    const { journals, log } = this.#deps;
    try {
      const index = await source.segments.readIndex(segment);
      for (const { deviceId, incarnation, last } of index.spans) {
        journals.current.streams.commit(deviceId, incarnation, segment.lane, last);
      }
      journals.current.devices.noteCommitted(index.enrolled);
    } catch (error) {
      const { lane, seq } = segment;
      log.warn({ err: error, lane, seq }, 'the index of a committed segment could not be read');
    }
  }

  /**
   * Deletes segment files that the hub has made safe and that are older than the site's retention.
   * Checkpoints what is forgotten first, so that a restart does not take it for lost.
   */
  async truncate(nowMs: number): Promise<number> {
    const { journals, admission, log, room } = this.#deps;
    const retentionMs = keptForMs(this.#deps.retentionMs, this.#state.backupIntervalMs ?? 0);
    const relayId = admission.credential.relayId;
    let removed = 0;
    for (const source of journals.sources) {
      const safe = (lane: Lane): number =>
        truncatableThrough(this.#state, relayId, source.incarnation, lane);
      const mayGo = (segment: StoredSegment): boolean =>
        segment.seq <= safe(segment.lane) && nowMs - segment.sealedMs > retentionMs;
      if (room.shortage) await source.segments.endFile(mayGo);
      const paths = source.segments.removable(mayGo);
      if (paths.length === 0) continue;
      if (source.incarnation === journals.current.incarnation) {
        for (const segment of source.segments.inFiles(paths)) {
          const index = await source.segments.readIndex(segment);
          journals.current.noteTruncated(segment.lane, index.spans);
        }
        await journals.current.checkpoint();
      }
      await room.use(() => this.#noteReleased(source, paths));
      await source.segments.remove(paths);
      removed += paths.length;
      const archived = source.incarnation !== journals.current.incarnation;
      if (archived && source.segments.empty) await this.#drop(source);
      log.info({ incarnation: source.incarnation, files: paths.length }, 'journal truncated');
    }
    return removed;
  }

  /** By which receipt they went: a restored hub that asks for them is told so. */
  async #noteReleased(source: JournalSource, paths: readonly string[]): Promise<void> {
    const through: Partial<Record<Lane, number>> = {};
    for (const { lane, seq } of source.segments.inFiles(paths)) {
      through[lane] = Math.max(through[lane] ?? 0, seq);
    }
    const { ledgerEpoch: epoch, generation } = this.#state;
    await this.#book.noteReleased(source.incarnation, through, { epoch, generation });
  }

  async #drop(source: JournalSource): Promise<void> {
    const { incarnation, heads } = source;
    const { urgent, ledger, bulk } = heads;
    const sealedThrough = {
      urgent: urgent.sealedThrough,
      ledger: ledger.sealedThrough,
      bulk: bulk.sealedThrough,
    };
    const { journals, room } = this.#deps;
    await room.use(() => this.#book.noteDropped({ incarnation, sealedThrough }));
    await journals.drop(source);
  }
}

function parseStored(text: string): StoredReceipts | undefined {
  const value = parseJson(text);
  return isStored(value) && value.sha256 === sumOf(value.state) ? value : undefined;
}

function sumOf(state: ReceiptState): string {
  return toHex(sha256(Buffer.from(JSON.stringify(state))));
}

function isStored(value: unknown): value is StoredReceipts {
  if (typeof value !== 'object' || value === null) return false;
  if (!('state' in value) || !('sha256' in value)) return false;
  const { state } = value;
  return (
    typeof state === 'object' &&
    state !== null &&
    'journals' in state &&
    Array.isArray(state.journals) &&
    'safeHighWater' in state &&
    Array.isArray(state.safeHighWater)
  );
}
