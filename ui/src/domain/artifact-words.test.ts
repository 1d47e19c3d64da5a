import { expect, test } from 'vitest';
import type { ArtifactRow } from '../api/types.ts';
import { artifactWords, deliverySummary, shareHeld } from './artifact-words.ts';

const now = Date.parse('2026-11-25T12:00:00Z');
const row = (part: Partial<ArtifactRow>): ArtifactRow => ({
  sha256: 'ab'.repeat(32),
  target_path: 'linux/hello.deb',
  bytes: 100,
  state: 'coming',
  held_bytes: 25,
  fetched_bytes: 25,
  saved_bytes: 0,
  detail: '',
  predicted_finish_at: null,
  wanted_since: '2026-11-25T10:00:00Z',
  told_at: null,
  cancelled_at: null,
  cancelled_by: null,
  ...part,
});

test.each([
  [
    'on its way',
    { predicted_finish_at: '2026-11-25T11:59:00Z' },
    'is on its way, expected any moment',
  ],
  [
    'held by the link',
    { state: 'waiting', detail: 'link' },
    'waits, the plan of the link holds it',
  ],
  ['for another reason', { state: 'refused', detail: 'refused_404' }, 'is refused, refused_404'],
  ['there', { state: 'here', detail: 'hub' }, 'is at the site'],
  ['cancelled', { state: 'cancelled', cancelled_by: 'anna' }, 'cancelled by anna'],
] as const)('says what is with one that is %s', (_what, part, words) => {
  expect(artifactWords(row(part), now)).toBe(words);
});

test('says how much is there, of one and of all', () => {
  expect(shareHeld(row({}))).toBe(0.25);
  expect(shareHeld(row({ bytes: 0 }))).toBe(0);
  const items = [row({}), row({ state: 'here' })];
  expect(deliverySummary({ items, cache: null, next_cursor: null })).toBe('1 of 2 are at the site');
  const cache = { held_bytes: 2_000, free_bytes: 0, saved_bytes: 9_000, told_at: '' };
  const told = deliverySummary({ items, cache, next_cursor: null });
  expect(told).toMatch(/^1 of 2 are at the site, .* held, .* saved by deltas, .* free there$/);
});
