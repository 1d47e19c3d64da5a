import { expect, test } from 'vitest';
import { linkNote } from './link-note.ts';

const now = Date.parse('2026-03-02T12:00:00Z');
const link = {
  told_at: '2026-03-02T11:59:40Z',
  backlog_bytes: 7_340_032,
  bytes_per_second: 4_000,
  hold: null,
  predicted_finish_at: '2026-03-02T15:00:00Z',
};

test.each([
  ['nothing was said', { told_at: null, backlog_bytes: null }, 'sealed, not yet committed'],
  ['nothing waits', { backlog_bytes: 0 }, 'sealed, not yet committed'],
  ['it flows', {}, '7 MiB at the site, through in 3 h'],
  [
    'it is late',
    { predicted_finish_at: '2026-03-02T11:00:00Z' },
    '7 MiB at the site, through any moment',
  ],
  [
    'the window',
    { hold: 'window' as const },
    '7 MiB at the site, waits for its window, through in 3 h',
  ],
  [
    'a pause',
    { hold: 'paused' as const, predicted_finish_at: null },
    '7 MiB at the site, paused by the site’s operator',
  ],
  ['nobody knows', { predicted_finish_at: null }, '7 MiB at the site, no finish predicted yet'],
])('when %s', (_when, part, text) => {
  expect(linkNote({ ...link, ...part }, now)).toBe(text);
});
