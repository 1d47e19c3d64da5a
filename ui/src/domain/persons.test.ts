import { expect, it } from 'vitest';
import type { FoundSubject } from '../api/types.ts';
import { groupByName, progressText } from './persons.ts';

const subject = (name: string | null, change: Partial<FoundSubject> = {}): FoundSubject => ({
  subject_id: 'a'.repeat(32),
  role: 'device_user',
  name,
  device_id: 'b'.repeat(32),
  site_id: 'hq',
  said_at: null,
  erased_at: null,
  usage_intervals: 2,
  usage_first_at: null,
  usage_last_at: '2026-11-25T10:00:00.000Z',
  ...change,
});

it('groups what devices call the same, whatever its case, and no machine with a person', () => {
  const groups = groupByName([
    subject('winter', { role: 'device_host' }),
    subject('Winter'),
    subject('winter', { site_id: 'vault', usage_last_at: '2026-11-26T10:00:00.000Z' }),
    subject(null),
  ]);
  expect(groups.map(({ name, role }) => [name, role])).toEqual([
    ['Winter', 'device_user'],
    ['winter', 'device_host'],
  ]);
  expect(groups[0]).toMatchObject({
    sites: ['hq', 'vault'],
    intervals: 4,
    lastAt: '2026-11-26T10:00:00.000Z',
  });
});

it('counts what is done', () => {
  const site = { site_id: 'hq', told: true, acknowledged_at: null };
  const sites = [
    { ...site, state: 'done' as const },
    { ...site, state: 'pending' as const },
  ];
  expect(progressText({ sites, whom: [] })).toBe('1 of 2 sites, 0 of 0 devices');
});
