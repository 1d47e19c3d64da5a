import { describe, expect, it } from 'vitest';
import type { Site } from '../api/types.ts';
import { needsAttention } from './attention.ts';

const site = (rest: Partial<Site>): Site => ({
  id: 'hq',
  name: 'Head office',
  class: 'online',
  business_unit: null,
  environment: 'production',
  created_at: '2026-01-01T00:00:00Z',
  last_contact_at: '2026-11-03T12:00:00Z',
  horizon_at: '2026-11-03T12:00:00Z',
  freshness: 'fresh',
  lease: { state: 'FRESH', since: '2026-11-03T12:00:00Z', next_state: 'GRACE', next_at: null },
  devices: 1,
  devices_fresh: 1,
  simulated_devices: 0,
  backlog_segments: 0,
  gaps: 0,
  events_committed: 0,
  events_rejected: 0,
  events_void: 0,
  events_per_second: 0,
  ...rest,
});
const levels = (sites: Site[], quarantined = 0) =>
  needsAttention(sites, { quarantined, identity_conflicts: 0 }).map((item) => item.level);

describe('needsAttention', () => {
  it('has nothing to say about a fresh site', () => {
    expect(levels([site({})])).toEqual([]);
  });

  it('puts what must be done first, and does not take silence for health', () => {
    const late = site({ id: 'a', freshness: 'late' });
    const never = site({ id: 'b', freshness: 'never', class: 'air_gapped' });
    const gaps = site({ id: 'c', gaps: 2 });
    expect(levels([late, never, gaps], 1)).toEqual(['act', 'act', 'unknown', 'watch']);
  });

  it('says one thing about one silence', () => {
    const held = site({
      freshness: 'dark',
      lease: { state: 'HOLD', since: '2026-11-03T12:00:00Z', next_state: 'SAFE', next_at: null },
    });
    expect(needsAttention([held], { quarantined: 0, identity_conflicts: 0 })).toHaveLength(1);
  });

  it('asks for a decision where a key tells more than one history', () => {
    const [item] = needsAttention([], { quarantined: 0, identity_conflicts: 2 });
    expect(item).toMatchObject({ level: 'act', target: { page: 'conflicts' } });
    expect(item?.title).toBe('2 devices with more than one history');
  });

  it('puts a contradicted record and one that nobody seals first, until it is explained', () => {
    const alarm = '3 audit entries are not sealed, the oldest for 14 s';
    const held = {
      relay_id: 'r1',
      site_id: 'hq',
      position: 503,
      seen_at: '2026-11-03T12:00:00Z',
      fault: 'the relay knows 503 entries, and 300 are here',
      noticed_at: '2026-11-03T12:00:00Z',
      acknowledged: null,
    };
    const agrees = { ...held, relay_id: 'r2', fault: null, noticed_at: null };
    const explained = { ...held, acknowledged: { at: null, by: 'anna', reason: 'restored' } };
    const none = { quarantined: 0, identity_conflicts: 0 };
    const found = needsAttention([], none, { alarm, witnesses: [held, agrees] });
    expect(found.map(({ title }) => title)).toEqual([
      'A relay of hq contradicts the audit record',
      'The audit record is not being sealed',
    ]);
    expect(found.map(({ level, target }) => `${level} ${target.page}`)).toEqual([
      'act auditProof',
      'act auditProof',
    ]);
    expect(needsAttention([], none, { alarm: null, witnesses: [explained, agrees] })).toEqual([]);
  });
});
