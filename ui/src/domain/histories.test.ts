import { describe, expect, it } from 'vitest';
import type { History } from '../api/types.ts';
import { consequence, historyName, keepable, machineText, suggested } from './histories.ts';

const history = (id: string, rest: Partial<History> = {}): History => ({
  id,
  kind: 'incarnation',
  kept: false,
  can_be_kept_apart: true,
  device_id: null,
  alive_beside_others: true,
  began_at: '2026-11-01T00:00:00Z',
  last_at: '2026-11-02T00:00:00Z',
  received_from: null,
  received_to: null,
  sites: ['hq'],
  relays: [],
  events: 1,
  batches_waiting: 0,
  ranges: [],
  machine: { vendor: null, model: null, serial: null, os: null, macs: [] },
  ...rest,
});
const shared = history('a', { kind: 'continued', can_be_kept_apart: false });
const later = history('b', { began_at: '2026-11-03T00:00:00Z', batches_waiting: 2 });

describe('histories of a device', () => {
  it('have names that people can say', () => {
    expect([0, 25, 26, 27, 52].map(historyName)).toEqual(['A', 'Z', 'AA', 'AB', 'BA']);
  });

  it('of two machines leave the shared numbers with the device', () => {
    expect(keepable([shared, later], 'two_machines')).toEqual([shared]);
    expect(keepable([shared, later], 'same_machine')).toEqual([shared, later]);
    expect(keepable([later], 'two_machines')).toEqual([later]);
  });

  it('of one machine suggest the newest life, of two the oldest', () => {
    expect(suggested([shared, later], 'same_machine')?.id).toBe('b');
    expect(suggested([later, history('c')], 'two_machines')?.id).toBe('c');
  });

  it('say what a decision does before it is made', () => {
    expect(consequence([shared, later], 'same_machine', later)).toMatch(/counts once.*enters/);
    expect(consequence([shared, later], 'two_machines', shared)).toMatch(/2 devices are counted/);
  });

  it('say what is known of the machine, or that nothing is', () => {
    expect(machineText(later)).toBeNull();
    const machine = { vendor: 'Dell', model: 'X', serial: '7', os: 'Debian 12', macs: ['3c:ec'] };
    expect(machineText({ machine })).toBe('Dell X · serial 7 · Debian 12 · 3c:ec');
  });
});
