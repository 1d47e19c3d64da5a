import { expect, test } from 'vitest';
import { erasedOfText, erasedText, holdsAll, mergeErased } from './erasure-book.ts';
import { afterAct, behind, dueAt, erasureStates, mayDecide, nameIn } from './erasure-rules.ts';

test('only what is open can be decided or taken back', () => {
  const after = (act: 'approve' | 'reject' | 'cancel') =>
    erasureStates.map((state) => afterAct(state, act) ?? '-').join(' ');
  expect(after('approve')).toBe('approved - - - - -');
  expect(after('reject')).toBe('rejected - - - - -');
  expect(after('cancel')).toBe('cancelled cancelled - - - -');
});

test('who asks does not decide, nor does a token of theirs or of the same person', () => {
  const [anna, ben] = ['anna', 'ben'].map((id) => ({ id, answersTo: null }));
  const robot = { id: 'service:robot', answersTo: 'anna' };
  const asked = behind(robot);
  expect(asked).toEqual(['service:robot', 'anna']);
  expect([anna!, robot].map((who) => mayDecide('approve', who, asked).allowed)).toEqual([
    false,
    false,
  ]);
  expect(mayDecide('reject', anna!, ['anna']).allowed).toBe(false);
  expect(mayDecide('approve', ben!, asked).allowed).toBe(true);
});

test('it is due in thirty days', () => {
  expect(dueAt(new Date('2027-01-31T09:00:00Z')).toISOString()).toBe('2027-03-02T09:00:00.000Z');
});

test.each([
  ['Request of Zoë Winter by mail', ['zoe.winter', 'Zoë Winter'], true],
  ['the former user WINTER left', ['zoe.winter'], true],
  ['ticket 4711', ['zoe.winter', null], false],
  ['al fresco', ['al'], false], // two letters are in any text
])('%j names one of %j: %s', (text, names, named) => {
  expect(nameIn(text, names) !== undefined).toBe(named);
});

test('the list keeps each id once, with its first moment, and reads what it wrote', () => {
  const [subject, account] = ['a'.repeat(32), '018f3a2b-7c4d-7e5f-8a6b-9c0d1e2f3a4b'];
  const late = { subject, at: '2026-11-26T00:00:00.000Z' };
  const early = { subject, at: '2026-11-25T00:00:00.000Z' };
  const other = { account, at: '2026-11-25T00:00:00.000Z' };
  const list = mergeErased([late], [early, other]);
  expect(list).toEqual([early, other]);
  expect(erasedOfText(erasedText(list))).toEqual(list);
  expect([holdsAll(list, [late]), holdsAll([early], [other])]).toEqual([true, false]);
  expect(() => erasedOfText('{"subject":"zoe"}\n')).toThrow(/parse|schema|union|expected/i);
});
