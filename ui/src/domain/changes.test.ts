import { expect, test } from 'vitest';
import { particularsOf, summaryText, valueText } from './changes.ts';

test('before and after are compared field by field', () => {
  const detail = {
    before: { unit: 'a', stage: 'test' },
    after: { unit: 'b', stage: 'test', x: 1 },
  };
  const { changes, rest } = particularsOf({ ...detail, reason: 'moved' });
  expect(changes).toEqual([
    { name: 'unit', before: 'a', after: 'b', changed: true },
    { name: 'stage', before: 'test', after: 'test', changed: false },
    { name: 'x', before: undefined, after: 1, changed: true },
  ]);
  expect(rest).toEqual([['reason', 'moved']]);
});

test('from and to are a change; one of them alone is a particular like any other', () => {
  expect(particularsOf({ from: 'hq', to: 'vault' }).changes).toHaveLength(1);
  expect(particularsOf({ from: 'hq' })).toEqual({ changes: [], rest: [['from', 'hq']] });
  expect(particularsOf({ before: 3 })).toEqual({ changes: [], rest: [['before', 3]] });
});

test('values are told as they are', () => {
  expect([valueText(null), valueText('a'), valueText([1])]).toEqual(['none', 'a', '[1]']);
});

test('a line tells what became different, and the rest', () => {
  const before = { business_unit: null, stage: 'test' };
  const detail = { before, after: { ...before, business_unit: 'mines' }, reason: 'moved' };
  expect(summaryText(detail)).toBe('business unit none → mines, reason moved');
});
