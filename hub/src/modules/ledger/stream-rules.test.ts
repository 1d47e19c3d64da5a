import fc from 'fast-check';
import { sha256 } from '@eucora/protocol';
import { describe, expect, it } from 'vitest';
import {
  emptyStream,
  needingNeighbours,
  StreamDraft,
  type Candidate,
  type Neighbour,
  type StreamState,
} from './stream-rules.ts';

const none = new Uint8Array(0);

function chain(lengths: readonly number[], salt = 'a'): Candidate[] {
  let first = 1;
  let prevHash: Uint8Array = none;
  return lengths.map((length) => {
    const last = first + length - 1;
    const hash = sha256(Buffer.from(`${salt}:${first}-${last}`), prevHash);
    const made: Candidate = {
      first,
      last,
      hash,
      prevHash,
      replacedLastHash: none,
      ends: 'committed',
    };
    first = last + 1;
    prevHash = hash;
    return made;
  });
}

const voidFor = (
  replaced: readonly Candidate[],
  hash = sha256(Buffer.from('void')),
): Candidate => ({
  first: replaced[0]!.first,
  last: replaced.at(-1)!.last,
  hash,
  prevHash: replaced[0]!.prevHash,
  replacedLastHash: replaced.at(-1)!.hash,
  ends: 'void',
});

/** Offers one group after the other, each to a fresh draft over what the ones before left. */
function store(groups: readonly (readonly Candidate[])[]): {
  state: StreamState;
  verdicts: string[];
} {
  let state = emptyStream;
  const stored: Neighbour[] = [];
  const refused: Uint8Array[] = [];
  const verdicts: string[] = [];
  for (const group of groups) {
    const needing = needingNeighbours(state, group);
    const near = stored.filter((each) =>
      needing.some(({ first, last }) => each.first <= last + 1 && each.last >= first - 1),
    );
    const draft = new StreamDraft(state, near, state.forked ? refused : []);
    for (const candidate of group) {
      const verdict = draft.offer(candidate);
      verdicts.push(verdict);
      if (verdict === 'new') {
        stored.push({ ...candidate, kind: candidate.ends === 'void' ? 'void' : 'batch' });
      }
      if (verdict === 'fork' || verdict === 'conflict') refused.push(candidate.hash);
    }
    ({ state } = draft);
  }
  return { state, verdicts };
}

const sumsOf = (state: StreamState) => new StreamDraft(state, []).sums();

describe('one device stream', () => {
  it('takes what continues it, and acknowledges a re-send as a duplicate', () => {
    const [a, b, c] = chain([3, 1, 2]);
    const { verdicts, state } = store([[a!, b!], [a!, b!, c!], [c!]]);
    expect(verdicts).toEqual(['new', 'new', 'duplicate', 'duplicate', 'new', 'duplicate']);
    expect(sumsOf(state)).toMatchObject({ committed: 6, through: 6, gaps: 0, ranges: 1 });
  });

  it('calls any other overlap a conflict and never moves for it', () => {
    const [a] = chain([5]);
    const [other] = chain([5], 'other');
    const [shorter] = chain([3], 'shorter');
    const { verdicts, state } = store([[a!], [other!], [shorter!]]);
    expect(verdicts).toEqual(['new', 'conflict', 'conflict']);
    expect(sumsOf(state)).toMatchObject({ committed: 5, through: 5 });
  });

  it('tells a second history by its link, and follows it no further', () => {
    const [a, b] = chain([2, 2]);
    const foreign = chain([2, 2, 2], 'foreign');
    const { verdicts } = store([[a!], [foreign[1]!], [foreign[2]!], [b!]]);
    expect(verdicts).toEqual(['new', 'fork', 'fork', 'new']);
  });

  it('checks a link when the neighbour arrives later', () => {
    const own = chain([2, 2]);
    const foreign = chain([2, 2], 'foreign');
    expect(store([[own[1]!], [foreign[0]!]]).verdicts).toEqual(['new', 'fork']);
    expect(store([[own[1]!], [own[0]!]]).verdicts).toEqual(['new', 'new']);
  });

  it('lets the mark pass a void, and what really comes beat it', () => {
    const own = chain([2, 2, 2]);
    const gone = voidFor(own.slice(1, 2));
    const { state, verdicts } = store([[own[0]!, gone, own[2]!]]);
    expect(verdicts).toEqual(['new', 'new', 'new']);
    expect(sumsOf(state)).toMatchObject({ committed: 4, void: 2, through: 6 });
    const late = store([[own[0]!, gone, own[2]!], [own[1]!]]);
    expect(sumsOf(late.state)).toMatchObject({ committed: 6, void: 0, through: 6 });
  });

  it('counts what a relay lost until the device sends it', () => {
    const own = chain([2, 2]);
    const draft = new StreamDraft(store([[own[0]!]]).state, []);
    expect(draft.lose(1, 4)).toBe('new');
    expect(draft.sums()).toMatchObject({ committed: 2, void: 2, through: 4 });
    expect(draft.lose(3, 3)).toBe('duplicate');
    expect(draft.offer(own[1]!)).toBe('new');
    expect(draft.sums()).toMatchObject({ committed: 4, void: 0, through: 4 });
  });

  it('ends in the same ranges whatever the order, grouping and repetition', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(
        lengths,
        fc.integer({ min: 0, max: 11 }),
        fc.infiniteStream(fc.nat()),
        (sizes, voidAt, random) => {
          const own = chain(sizes);
          const rejected = own.map((each, i) =>
            i % 5 === 4 ? { ...each, ends: 'rejected' as const } : each,
          );
          const all: Candidate[] = [...rejected];
          if (own[voidAt]) all.push(voidFor([own[voidAt]]));
          const next = (n: number): number => random.next().value! % n;
          const dealt: Candidate[][] = [[]];
          for (const candidate of [...all, ...all].toSorted(() => next(3) - 1)) {
            dealt.at(-1)!.push(candidate);
            if (next(3) === 0) dealt.push([]);
          }
          const groups = dealt.map((group) => group.toSorted((a, b) => a.first - b.first));
          const straight = store([rejected]);
          const mixed = store(groups);
          expect(mixed.verdicts.filter((v) => v === 'conflict' || v === 'fork')).toEqual([]);
          expect(sumsOf(mixed.state)).toEqual(sumsOf(straight.state));
          expect(mixed.state.committed).toEqual(straight.state.committed);
        },
      ),
      { numRuns: 300 },
    );
  });
});
