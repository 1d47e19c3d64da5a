import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { currentIncarnation, lineage } from './incarnations.ts';

const node = (incarnation: string, parent: string | null = null, rest = {}) => {
  return { incarnation, parent, ...rest };
};
const at = (minute: number) => ({ beganAt: new Date(minute * 60_000) });

test.each([
  ['nothing', [], null],
  ['the only one', [node('a')], 'a'],
  ['the child', [node('b', 'a'), node('a')], 'b'],
  ['the longest line', [node('a'), node('b', 'a'), node('c', 'b'), node('z', 'a')], 'c'],
  ['of equal branches the greater id', [node('a'), node('b', 'a'), node('c', 'a')], 'c'],
  ['a child whose parent never arrived', [node('b', 'unseen')], 'b'],
  [
    'the leaf that began last, however deep another one is',
    [node('a'), node('b', 'a', at(1)), node('c', 'b', at(2)), node('d', 'a', at(3))],
    'd',
  ],
  [
    'none that was put aside, nor what continues it',
    [node('a'), node('b', 'a', { aside: true }), node('c', 'b', at(9)), node('d', 'a', at(3))],
    'd',
  ],
  [
    'the shared one when all others were put aside',
    [node('a'), node('b', 'a', { aside: true })],
    'a',
  ],
  ['one of a circle', [node('a', 'b'), node('b', 'a')], 'b'],
] as const)('current is %s', (_, nodes, expected) => {
  expect(currentIncarnation(nodes)).toBe(expected);
});

test('the order of arrival changes nothing', () => {
  const tree = fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 9 });
  const nodesOf = (parents: number[]) =>
    parents.map((parent, i) => node(String(i), parent < i ? String(parent) : null));
  fc.assert(
    fc.property(
      tree.chain((parents) =>
        fc.tuple(
          fc.constant(nodesOf(parents)),
          fc.shuffledSubarray(nodesOf(parents), { minLength: parents.length }),
        ),
      ),
      ([nodes, shuffled]) => {
        expect(currentIncarnation(shuffled)).toBe(currentIncarnation(nodes));
      },
    ),
  );
});

test('a line names each incarnation once, newest first', () => {
  expect(lineage([node('c', 'b'), node('a'), node('b', 'a')], 'c')).toEqual(['c', 'b', 'a']);
  expect(lineage([node('a', 'b'), node('b', 'a')], 'a')).toEqual(['a', 'b']);
});
