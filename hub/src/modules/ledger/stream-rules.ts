import {
  addRange,
  contiguousThrough,
  countIn,
  missingIn,
  overlaps,
  sameBytes,
  toHex,
  type Ranges,
} from '@eucora/protocol';

/** What the ledger has of one lane of one incarnation. Ranges are sequence numbers. */
export interface StreamState {
  readonly committed: Ranges;
  readonly rejected: Ranges;
  readonly voided: Ranges; // as said; what really came beats it
  readonly headLast: number; // the batch with the highest numbers, 0: none
  readonly headHash: Uint8Array;
  readonly forked: boolean;
}
/** A stored batch or void near the one in question. A relay's loss has empty hashes. */
export interface Neighbour {
  readonly kind: 'batch' | 'void';
  readonly first: number;
  readonly last: number;
  readonly hash: Uint8Array;
  readonly prevHash: Uint8Array;
  readonly replacedLastHash: Uint8Array; // voids only, else empty
}
/** What decides about a batch: its place, its own hash and the one it continues. */
export interface Candidate {
  readonly first: number;
  readonly last: number;
  readonly hash: Uint8Array;
  readonly prevHash: Uint8Array;
  readonly replacedLastHash: Uint8Array; // voids only, else empty
  readonly ends: 'committed' | 'rejected' | 'void';
}
export type StreamVerdict = 'new' | 'duplicate' | 'conflict' | 'fork';

export interface StreamSums {
  readonly committed: number;
  readonly rejected: number;
  readonly void: number;
  readonly through: number;
  readonly gaps: number;
  readonly ranges: number;
}

/** The state of a stream of which nothing has arrived. */
export const emptyStream: StreamState = {
  committed: [],
  rejected: [],
  voided: [],
  headLast: 0,
  headHash: new Uint8Array(0),
  forked: false,
};

/**
 * One stream while a segment is being decided. Candidates are offered in sequence order; the draft
 * changes only by what it takes, so the same set in any order of segments ends in the same ranges.
 */
export class StreamDraft {
  readonly before: StreamSums;
  readonly #byFirst = new Map<number, Neighbour[]>();
  readonly #byLast = new Map<number, Neighbour[]>();
  #committed: Ranges;
  #rejected: Ranges;
  #voided: Ranges;
  #real: Ranges;
  #headLast: number;
  #headHash: Uint8Array;
  #forked: boolean;
  readonly #refused: Set<string>; // hashes of batches of the other history, as hex

  /** `refused`: hashes of quarantined batches of this stream, needed only where it is forked. */
  constructor(
    state: StreamState,
    neighbours: readonly Neighbour[],
    refused: readonly Uint8Array[] = [],
  ) {
    this.#committed = state.committed;
    this.#rejected = state.rejected;
    this.#voided = state.voided;
    this.#real = union(state.committed, state.rejected);
    this.#headLast = state.headLast;
    this.#headHash = state.headHash;
    this.#forked = state.forked;
    for (const each of neighbours) this.#remember(each);
    this.#refused = new Set(refused.map(toHex));
    this.before = this.sums();
  }

  /** Decides about the next candidate and takes it when it is new. */
  offer(candidate: Candidate): StreamVerdict {
    const verdict = this.#judge(candidate);
    if (verdict === 'new') this.#take(candidate);
    if (verdict === 'conflict' || verdict === 'fork') {
      this.#forked = true;
      this.#refused.add(toHex(candidate.hash));
    }
    return verdict;
  }

  /** A relay says that it lost these; the device's own copy, if one comes, still wins. */
  lose(first: number, last: number): 'new' | 'duplicate' {
    const isNew = missingIn(union(this.#real, this.#voided), first, last).length > 0;
    if (isNew) this.#voided = addRange(this.#voided, first, last);
    return isNew ? 'new' : 'duplicate';
  }

  get state(): StreamState {
    return {
      committed: this.#committed,
      rejected: this.#rejected,
      voided: this.#voided,
      headLast: this.#headLast,
      headHash: this.#headHash,
      forked: this.#forked,
    };
  }

  sums(): StreamSums {
    const ended = union(this.#real, this.#voided);
    const highest = ended.at(-1)?.last ?? 0;
    const committed = countIn(this.#committed);
    const rejected = countIn(this.#rejected);
    return {
      committed,
      rejected,
      void: countIn(ended) - committed - rejected,
      through: contiguousThrough(ended),
      gaps: missingIn(ended, 1, highest).length,
      ranges: ended.length,
    };
  }

  #judge(candidate: Candidate): StreamVerdict {
    const { first, last, hash } = candidate;
    if (candidate.ends === 'void') {
      // What came before the device gave it up is no contradiction, so voids may overlap.
      const known = at(this.#byFirst, first).some((each) => sameBytes(each.hash, hash));
      if (known || missingIn(union(this.#real, this.#voided), first, last).length === 0) {
        return 'duplicate';
      }
    } else if (overlaps(this.#real, first, last)) {
      const stored = at(this.#byFirst, first).find((each) => each.kind === 'batch');
      const same = stored !== undefined && stored.last === last && sameBytes(stored.hash, hash);
      return same ? 'duplicate' : 'conflict';
    }
    return this.#continues(candidate) && this.#isContinued(candidate) ? 'new' : 'fork';
  }

  /** False when the batch before is known and is not the one that this batch names. */
  #continues({ first, prevHash }: Candidate): boolean {
    if (first === 1) return true;
    const isPrev = (hash: Uint8Array): boolean => sameBytes(hash, prevHash);
    if (this.#refused.size > 0 && this.#refused.has(toHex(prevHash))) return false;
    if (this.#headLast === first - 1) return isPrev(this.#headHash);
    const before = at(this.#byLast, first - 1).filter((each) => each.hash.length > 0);
    const fits = (each: Neighbour): boolean => isPrev(each.hash) || isPrev(each.replacedLastHash);
    return before.length === 0 || before.some(fits);
  }

  /** False when the batch after is known and names another one than this. */
  #isContinued({ last, hash, ends }: Candidate): boolean {
    // The batch after a void names what the void replaced; the void itself was checked against it.
    if (ends === 'void') return true;
    const after = at(this.#byFirst, last + 1).filter((each) => each.prevHash.length > 0);
    return after.length === 0 || after.some((each) => sameBytes(each.prevHash, hash));
  }

  #take(candidate: Candidate): void {
    const { first, last, hash, ends } = candidate;
    this.#remember({ ...candidate, kind: ends === 'void' ? 'void' : 'batch' });
    if (ends === 'void') {
      this.#voided = addRange(this.#voided, first, last);
      return;
    }
    if (ends === 'committed') this.#committed = addRange(this.#committed, first, last);
    else this.#rejected = addRange(this.#rejected, first, last);
    this.#real = addRange(this.#real, first, last);
    if (last > this.#headLast) {
      this.#headLast = last;
      this.#headHash = hash;
    }
  }

  #remember(each: Neighbour): void {
    put(this.#byFirst, each.first, each);
    put(this.#byLast, each.last, each);
  }
}

const nobody: readonly Neighbour[] = [];

function at(map: ReadonlyMap<number, readonly Neighbour[]>, key: number): readonly Neighbour[] {
  return map.get(key) ?? nobody;
}

function put(map: Map<number, Neighbour[]>, key: number, each: Neighbour): void {
  const there = map.get(key);
  if (there) there.push(each);
  else map.set(key, [each]);
}

/**
 * The candidates whose neighbours must be looked up: all but those that simply continue the head.
 * Exact as long as the candidates before them are taken; where one is not, its successor meets an
 * unknown predecessor, which is decided by the draft's memory of refused hashes.
 */
export function needingNeighbours(
  state: StreamState,
  candidates: readonly Candidate[],
): Candidate[] {
  const known = union(union(state.committed, state.rejected), state.voided);
  let head = state.headLast;
  let highest = known.at(-1)?.last ?? 0;
  return candidates.filter(({ first, last, ends }) => {
    const simple = ends !== 'void' && first === head + 1 && first > highest;
    if (ends !== 'void') head = Math.max(head, last);
    highest = Math.max(highest, last);
    return !simple;
  });
}

function union(a: Ranges, b: Ranges): Ranges {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  // Small into large: the usual case is a handful of voids in one long range.
  const [large, small] = a.length >= b.length ? [a, b] : [b, a];
  return small.reduce((ranges, { first, last }) => addRange(ranges, first, last), large);
}
