import { siteClasses } from '@eucora/protocol';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fleetHorizon, freshnessOf } from './freshness.ts';
import { leaseEndsMs, leaseOf, leaseStates } from './lease.ts';

const renewedAt = new Date('2026-11-01T00:00:00Z');
const later = (ms: number): Date => new Date(renewedAt.getTime() + ms);
const dayMs = 86_400_000;

test.each([
  ['online', 0, 'FRESH'],
  ['online', dayMs - 1, 'FRESH'],
  ['online', dayMs, 'GRACE'],
  ['online', 7 * dayMs, 'HOLD'],
  ['online', 30 * dayMs, 'SAFE'],
  ['intermittent', 14 * dayMs - 1, 'FRESH'],
  ['intermittent', 45 * dayMs, 'HOLD'],
  ['air_gapped', 119 * dayMs, 'GRACE'],
  ['air_gapped', 365 * dayMs, 'SAFE'],
] as const)('%s, %d ms after contact: %s', (siteClass, ageMs, state) => {
  expect(leaseOf(siteClass, renewedAt, later(ageMs)).state).toBe(state);
});

test('the countdown names the moment at which the next state begins', () => {
  fc.assert(
    fc.property(fc.constantFrom(...siteClasses), fc.nat(364 * dayMs), (siteClass, ageMs) => {
      fc.pre(ageMs < leaseEndsMs[siteClass][2]);
      const now = later(ageMs);
      const lease = leaseOf(siteClass, renewedAt, now);
      expect(lease.since.getTime()).toBeLessThanOrEqual(now.getTime());
      expect(lease.nextAt?.getTime()).toBeGreaterThan(now.getTime());
      const next = leaseOf(siteClass, renewedAt, lease.nextAt ?? now);
      expect(next.state).toBe(lease.nextState);
      expect(leaseStates.indexOf(next.state)).toBe(leaseStates.indexOf(lease.state) + 1);
    }),
  );
});

test('SAFE lasts until there is contact again', () => {
  expect(leaseOf('online', renewedAt, later(31 * dayMs))).toMatchObject({
    state: 'SAFE',
    nextState: null,
    nextAt: null,
  });
});

test('a clock behind the last contact is still FRESH', () => {
  expect(leaseOf('online', renewedAt, later(-dayMs)).state).toBe('FRESH');
});

test('online is fresh for 15 minutes; an isolated site for the whole of its lease', () => {
  expect(freshnessOf('online', renewedAt, later(15 * 60_000))).toBe('fresh');
  expect(freshnessOf('online', renewedAt, later(15 * 60_000 + 1))).toBe('late');
  expect(freshnessOf('online', renewedAt, later(dayMs + 1))).toBe('dark');
  expect(freshnessOf('air_gapped', renewedAt, later(leaseEndsMs.air_gapped[0]))).toBe('fresh');
  expect(freshnessOf('air_gapped', null, renewedAt)).toBe('never');
});

test('a fleet is as old as its oldest site that ever reported', () => {
  const fresh = { siteClass: 'online', horizonAt: later(0), devices: 6, devicesFresh: 6 } as const;
  const old = { ...fresh, horizonAt: later(-dayMs), devicesFresh: 0, devices: 2 };
  const silent = { ...fresh, horizonAt: null, devices: 0, devicesFresh: 0 };
  expect(fleetHorizon([fresh, old, silent], later(0))).toEqual({
    asOf: later(-dayMs),
    sitesTotal: 3,
    sitesFresh: 1,
    devicesTotal: 8,
    devicesFresh: 6,
    ratio: 0.75,
  });
  expect(fleetHorizon([silent], later(0))).toMatchObject({ asOf: null, ratio: null });
});
