import { expect, test } from 'vitest';
import { Coalescer } from './event-stream.ts';

test('events of one flush merge per site, action and rate', () => {
  const coalescer = new Coalescer();
  coalescer.add({ type: 'ledger', siteId: 'hq', events: 10, devices: ['a', 'b'] });
  coalescer.add({ type: 'ledger', siteId: 'hq', events: 5, devices: ['b', 'c'] });
  coalescer.add({ type: 'site', siteId: 'hq' });
  coalescer.add({ type: 'site', siteId: 'hq' });
  coalescer.add({ type: 'audit', action: 'session.open' });
  coalescer.add({ type: 'rate', bySite: new Map([['hq', 1]]) });
  coalescer.add({ type: 'rate', bySite: new Map([['hq', 2]]) });
  expect(coalescer.take()).toBe(
    [
      'event: ledger\ndata: {"site_id":"hq","events":15,"devices":["a","b","c"]}\n\n',
      'event: site\ndata: {"site_id":"hq"}\n\n',
      'event: audit\ndata: {"action":"session.open"}\n\n',
      'event: rate\ndata: {"events_per_second":2}\n\n',
    ].join(''),
  );
  expect(coalescer.take()).toBe('');
});

test('one event names at most 50 devices, and still counts all events', () => {
  const coalescer = new Coalescer();
  for (let i = 0; i < 100; i += 1) {
    coalescer.add({ type: 'ledger', siteId: 'hq', events: 1, devices: [`device-${i}`] });
  }
  const data: unknown = JSON.parse(coalescer.take().split('data: ')[1] ?? '');
  expect(data).toMatchObject({ events: 100, devices: { length: 50 } });
});
