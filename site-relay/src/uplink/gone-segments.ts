import {
  lanes,
  marksOf,
  type Lane,
  type LaneReceipt,
  type ReceiptState,
  type RelayId,
  type UnavailableRange,
} from '@eucora/protocol';
import type { LossWords, LostEntry } from '../journal/checkpoint.ts';
import type { JournalSource, Journals } from '../journal/journals.ts';
import type { StoredSegment } from '../journal/segment-store.ts';
import { limits } from '../limits.ts';
import type { Logger } from '../log.ts';
import { goneOf, heldRanges } from './gone.ts';
import type { GoneBook } from './gone-book.ts';

export interface GoneSegmentsDeps {
  readonly book: GoneBook;
  readonly journals: Journals;
  readonly relayId: RelayId;
  readonly log: Logger;
}

// A receipt speaks of so many journals of a relay; one that it does not name need not be unknown.
const journalsPerReceipt = 4;

/**
 * Tells the hub which segments it will never get, so that their numbers end and trimming goes on
 * (PROTOCOL: receipts). Where the current journal is concerned, a new incarnation begins: agents
 * that meet it offer again whatever they still have, and it takes what the old one would have
 * called a duplicate.
 */
export class GoneSegments {
  readonly #deps: GoneSegmentsDeps;

  constructor(deps: GoneSegmentsDeps) {
    this.#deps = deps;
  }

  /**
   * How far the hub's mark of this journal's lane may be shown to agents: behind the first segment
   * that is gone, an agent may hold what the hub does not have.
   */
  shownThrough(source: JournalSource, lane: Lane, committedThrough: number): number {
    const first = this.#deps.book.firstTold(source.incarnation, lane);
    return first === undefined ? committedThrough : Math.min(committedThrough, first - 1);
  }

  /** Looks for what is gone by the newest receipt, and tells of it. @throws DiskError */
  async name(state: ReceiptState): Promise<readonly UnavailableRange[]> {
    if (state.ledgerEpoch === 0) return [];
    const { journals } = this.#deps;
    await journals.switching;
    const unavailable = [
      ...journals.sources.flatMap((source) => this.#ofSource(state, source)),
      ...this.#ofForgotten(state),
    ];
    if (unavailable.length === 0) return [];
    await this.#tell({ lost: this.#truncatedStreams(unavailable), unavailable }, state.ledgerEpoch);
    return unavailable;
  }

  /** A segment that the hub lacks can't be read any more: whose numbers it held is told with it. */
  async unreadable(
    state: ReceiptState,
    source: JournalSource,
    segment: StoredSegment,
  ): Promise<void> {
    const { journals, log } = this.#deps;
    await journals.switching;
    const lost = await this.#spansOf(source, segment);
    source.segments.forget(segment);
    const { lane, seq } = segment;
    log.error({ lane, seq, ranges: lost.length }, 'a segment is damaged; the hub will be told');
    const unavailable = this.#ofSource(state, source);
    if (unavailable.length + lost.length > 0) {
      await this.#tell({ lost, unavailable }, state.ledgerEpoch);
    }
  }

  async #tell(words: LossWords, epoch: number): Promise<void> {
    const { book, journals, log } = this.#deps;
    const { current } = journals;
    for (const range of words.unavailable) {
      log.error(range, 'segments that the hub lacks are gone; the hub is told');
    }
    const ofCurrent = words.unavailable.some((range) => range.incarnation === current.incarnation);
    if (ofCurrent) await journals.reopen(words);
    else await current.tell(words);
    await book.noteTold(words.unavailable, epoch);
  }

  #ofSource(state: ReceiptState, source: JournalSource): UnavailableRange[] {
    const { book, journals, relayId } = this.#deps;
    const { incarnation } = source;
    const spoken = state.journals.filter((journal) => journal.relayId === relayId);
    const isNamed = spoken.some((journal) => journal.incarnation === incarnation);
    if (!isNamed && spoken.length >= journalsPerReceipt) return [];
    return lanes.flatMap((lane) => {
      const { sealedThrough } = source.heads[lane];
      const gone = goneOf({
        sealedThrough,
        held: heldRanges(source.segments.held(lane), sealedThrough),
        release: book.release(incarnation, lane),
        isClosed: incarnation !== journals.current.incarnation,
        receipt: receiptOf(state, relayId, incarnation, lane),
        told: book.told(incarnation, lane, state.ledgerEpoch),
      });
      return gone.slice(0, limits.goneRangesMax).map((range) => ({ ...range, incarnation, lane }));
    });
  }

  /** Journals that the hub asks for and of which nothing is here: dropped, or on a disk that is lost. */
  #ofForgotten(state: ReceiptState): UnavailableRange[] {
    const { book, journals, relayId } = this.#deps;
    const here = new Set(journals.sources.map(({ incarnation }) => incarnation));
    const named = state.journals.filter((journal) => {
      return journal.relayId === relayId && !here.has(journal.incarnation);
    });
    return named.flatMap(({ incarnation }) => {
      const dropped = book.dropped.find((each) => each.incarnation === incarnation);
      return lanes.flatMap((lane) => {
        const gone = goneOf({
          sealedThrough: dropped?.sealedThrough[lane] ?? 0,
          held: [],
          release: book.release(incarnation, lane),
          isClosed: true,
          receipt: receiptOf(state, relayId, incarnation, lane),
          told: book.told(incarnation, lane, state.ledgerEpoch),
        });
        return gone
          .slice(0, limits.goneRangesMax)
          .map((range) => ({ ...range, incarnation, lane }));
      });
    });
  }

  /** Of the journals' streams, what truncation let go; the hub ends of it what it lacks. */
  #truncatedStreams(unavailable: readonly UnavailableRange[]): LostEntry[] {
    const truncated = unavailable.filter(({ reason }) => reason === 'truncated');
    return this.#deps.journals.sources.flatMap((source) => {
      const own = truncated.filter(({ incarnation }) => incarnation === source.incarnation);
      return [...source.streams.values()].flatMap((stream) => {
        const by = own.find(({ lane }) => lane === stream.lane);
        if (!by || stream.truncated === 0) return [];
        const { lane, deviceId, incarnation, from, truncated: last } = stream;
        const cause = `truncated after receipt ${by.ledgerEpoch}/${by.generation}`;
        return [{ lane, deviceId, incarnation, first: Math.max(1, from), last, cause }];
      });
    });
  }

  async #spansOf(source: JournalSource, segment: StoredSegment): Promise<LostEntry[]> {
    const { lane } = segment;
    try {
      const { spans } = await source.segments.readIndex(segment);
      return spans.map(({ deviceId, incarnation, first, last }) => {
        return { lane, deviceId, incarnation, first, last, cause: 'journal damaged' };
      });
    } catch (error) {
      const { seq } = segment;
      // The next start finds the numbers by what the journal's other records say.
      this.#deps.log.error({ err: error, lane, seq }, 'nor can its index be read');
      return [];
    }
  }
}

function receiptOf(
  state: ReceiptState,
  relayId: RelayId,
  incarnation: string,
  lane: Lane,
): LaneReceipt | undefined {
  const journal = state.journals.find((each) => {
    return each.relayId === relayId && each.incarnation === incarnation;
  });
  const isNamed = journal?.lanes.some((each) => each.lane === lane) ?? false;
  return isNamed ? marksOf(state, relayId, incarnation, lane) : undefined;
}
