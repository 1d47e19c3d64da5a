import { expect, test } from 'vitest';
import { fromLocalField, toLocalField } from './moments.ts';

test('what a person picks comes back into the field as they picked it', () => {
  for (const local of ['2026-01-15T08:30', '2026-07-15T23:59', '2026-10-25T12:00']) {
    expect(toLocalField(fromLocalField(local))).toBe(local);
  }
  expect(fromLocalField('2026-01-15T08:30')).toBe(new Date(2026, 0, 15, 8, 30).toISOString());
});

test('what is no moment is none', () => {
  expect([toLocalField(undefined), toLocalField('soon'), fromLocalField('')]).toEqual(['', '', '']);
});
