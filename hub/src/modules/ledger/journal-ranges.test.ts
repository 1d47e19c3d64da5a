import { addRange, countIn, covers, overlaps, type Ranges } from '@eucora/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ended,
  endedThrough,
  newlyEnded,
  withReceived,
  withUnavailable,
  type JournalRanges,
} from './journal-ranges.ts';

type Word =
  | { readonly kind: 'segment'; readonly seq: number }
  | { readonly kind: 'gone'; readonly first: number; readonly last: number };

const none: JournalRanges = { received: [], unavailable: [] };
const apply = (state: JournalRanges, word: Word): JournalRanges =>
  word.kind === 'segment' ? withReceived(state, word.seq) : withUnavailable(state, word);

const seq = fc.integer({ min: 1, max: 30 });
const word: fc.Arbitrary<Word> = fc.oneof(
  seq.map((n) => ({ kind: 'segment' as const, seq: n })),
  fc.tuple(seq, fc.nat(8)).map(([first, more]) => {
    return { kind: 'gone' as const, first, last: first + more };
  }),
);
const words = fc.array(word, { maxLength: 40 });
const received = (said: readonly Word[]): Ranges =>
  said.reduce<Ranges>(
    (all, each) => (each.kind === 'segment' ? addRange(all, each.seq, each.seq) : all),
    [],
  );

test('the order of segments and statements decides nothing, nor does saying them again', () => {
  fc.assert(
    fc.property(
      words.chain((said) =>
        fc.tuple(
          fc.constant(said),
          fc.shuffledSubarray([...said, ...said], { minLength: said.length * 2 }),
        ),
      ),
      ([said, again]) => {
        expect(again.reduce(apply, none)).toEqual(said.reduce(apply, none));
      },
    ),
  );
});

test('no statement takes a segment away, and every segment that comes counts as received', () => {
  fc.assert(
    fc.property(words, (said) => {
      const state = said.reduce(apply, none);
      expect(state.received).toEqual(received(said));
      for (const { first, last } of state.unavailable) {
        expect(overlaps(state.received, first, last)).toBe(false);
      }
    }),
  );
});

test('the mark covers exactly what ended from the first number on, and never goes back', () => {
  fc.assert(
    fc.property(words, (said) => {
      let through = 0;
      let state = none;
      for (const each of said) {
        state = apply(state, each);
        expect(endedThrough(state)).toBeGreaterThanOrEqual(through);
        through = endedThrough(state);
        const all = ended(state);
        if (through > 0) expect(covers(all, 1, through)).toBe(true);
        expect(covers(all, through + 1, through + 1)).toBe(false);
      }
    }),
  );
});

test('a statement counts what it ends, and nothing twice', () => {
  const state = [1, 2, 5].reduce(withReceived, none);
  const gone = withUnavailable(state, { first: 1, last: 6 });
  expect(gone.unavailable).toEqual([
    { first: 3, last: 4 },
    { first: 6, last: 6 },
  ]);
  expect(newlyEnded(state, gone)).toBe(3);
  expect(newlyEnded(gone, withUnavailable(gone, { first: 3, last: 6 }))).toBe(0);
  const late = withReceived(gone, 4);
  expect(countIn(late.unavailable)).toBe(2);
  expect(endedThrough(late)).toBe(6);
});
