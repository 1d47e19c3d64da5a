import { expect, test } from 'vitest';
import type { LiveEvent } from '../platform/live.ts';
import { viewOf, type ListenerView } from './live-view.ts';

const hq: ListenerView = {
  visible: { all: false, sites: ['hq'], devices: [7] },
  deviceIds: new Set(['d7']),
  mayAudit: false,
};
const everyone: ListenerView = {
  visible: { all: true },
  deviceIds: new Set(),
  mayAudit: true,
};
const ledger = (siteId: string, ...devices: string[]): LiveEvent => {
  return { type: 'ledger', siteId, events: 40, devices };
};

test.each([
  [ledger('hq', 'd1'), ledger('hq', 'd1')],
  [ledger('vault', 'd1'), undefined],
  [ledger('vault', 'd1', 'd7'), { ...ledger('vault', 'd7'), events: 1 }],
  [{ type: 'site', siteId: 'vault' }, undefined],
  [{ type: 'audit', action: 'session.open' }, undefined],
] as const)('who sees one site is told of %j: %j', (event, expected) => {
  expect(viewOf(event, hq)).toEqual(expected);
  expect(viewOf(event, everyone)).toEqual(event);
});

test('the rate is that of the sites that are seen', () => {
  const bySite = new Map([
    ['hq', 5],
    ['vault', 9],
  ]);
  expect(viewOf({ type: 'rate', bySite }, hq)).toEqual({
    type: 'rate',
    bySite: new Map([['hq', 5]]),
  });
});
