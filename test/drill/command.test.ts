import { expect, test } from 'vitest';
import { faultArguments } from './command.ts';

test('minutes and variants become the cases that restore', () => {
  expect(faultArguments([])).toEqual(['--case', 'hub-restore-*', '--away-seconds', '60']);
  const args = ['--minutes', '0.5', '--case', 'site-away', '--case', 'truncated', '--seed', '7'];
  expect(faultArguments(args)).toEqual([
    '--case',
    'hub-restore-site-away',
    '--case',
    'hub-restore-truncated',
    '--away-seconds',
    '30',
    '--seed',
    '7',
  ]);
});

test('what makes no sense is told', () => {
  for (const args of [['--minutes', '0'], ['--minutes', 'x'], ['--other'], ['word']]) {
    expect(faultArguments(args)).toBeUndefined();
  }
});
