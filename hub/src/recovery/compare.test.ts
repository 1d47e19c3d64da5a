import { describe, expect, it } from 'vitest';
import { firstDifference } from './compare.ts';

const table = {
  name: 'ledger.things',
  columns: { site_id: 'site_id', seq: 'seq', body: 'body' },
  keys: 2,
  from: 'ledger.things',
};
const row = (c0: string, c1: string, c2: string | null) => ({ c0, c1, c2 });

describe('the first difference', () => {
  it.each([
    ['none', [row('a', '1', null)], [row('a', '1', null)], undefined],
    [
      'a value',
      [row('a', '1', 'x'), row('a', '2', 'y')],
      [row('a', '1', 'x'), row('a', '2', null)],
      'ledger.things.body of site_id=a seq=2: live y, rebuilt null',
    ],
    [
      'a row that is missing',
      [row('a', '1', 'x'), row('a', '2', 'y')],
      [row('a', '1', 'x')],
      'ledger.things: live has site_id=a seq=2, rebuilt has no more rows',
    ],
    [
      'a row of the other alone',
      [row('b', '1', 'x')],
      [row('a', '1', 'x'), row('b', '1', 'x')],
      'ledger.things: live has site_id=b seq=1, rebuilt has site_id=a seq=1',
    ],
  ])('%s', (_what, live, rebuilt, said) => {
    expect(firstDifference(table, live, rebuilt)).toBe(said);
  });
});
