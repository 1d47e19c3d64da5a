import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CreditDesk } from './credit-desk.ts';

const roomBytes = 1_073_741_824;

function deskAt(clock: { ms: number }): CreditDesk {
  return new CreditDesk(() => clock.ms);
}

const much = new Map([['journal/ledger', 1_000]]);
const none = new Map([['journal/ledger', 0]]);

test('a site with a backlog is dealt to at once, one without has nothing', () => {
  const desk = deskAt({ ms: 0 });
  desk.noteMissing('away', much);
  desk.noteMissing('here', none);
  expect(desk.due()).toEqual(['away']);
  expect(desk.tell('away')).toBeGreaterThan(0);
  expect(desk.due()).toEqual([]);
  expect(desk.tell('here')).toBe(0);
});

test('who has committed half of its share is dealt to again', () => {
  const desk = deskAt({ ms: 0 });
  desk.noteMissing('a', much);
  const share = desk.tell('a');
  desk.noteCommitted('a', Math.floor(share / 4));
  expect(desk.due()).toEqual([]);
  expect(desk.tell('a')).toBe(share - Math.floor(share / 4));
  desk.noteCommitted('a', Math.ceil(share / 4));
  expect(desk.due()).toEqual(['a']);
  expect(desk.tell('a')).toBe(share);
});

test('a site that does not use its credit loses it to the others until it speaks again', () => {
  const clock = { ms: 0 };
  const desk = deskAt(clock);
  for (let i = 0; i < 100; i += 1) desk.noteMissing(`site-${i}`, much);
  const first = desk.due();
  expect(first.length).toBeLessThan(100);
  first.forEach((site) => desk.tell(site));
  desk.observe({ queuedBytes: 0, roomBytes });
  clock.ms = 16_000;
  desk.observe({ queuedBytes: 0, roomBytes });
  const second = desk.due();
  expect(second.filter((site) => first.includes(site))).toEqual([]);
  expect(second.length).toBeGreaterThan(0);
  desk.noteMissing(first[0]!, much);
  expect(desk.isBehind(first[0]!)).toBe(true);
});

test('whatever happens, all sites together stay within the pool or one share', () => {
  const step = fc.record({
    site: fc.nat({ max: 30 }).map((n) => `site-${n}`),
    what: fc.constantFrom('behind' as const, 'ahead' as const, 'commit' as const, 'look' as const),
    bytes: fc.integer({ min: 1, max: 500_000 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const clock = { ms: 0 };
      const desk = deskAt(clock);
      const sites = new Set<string>();
      let poolMax = desk.poolBytes;
      for (const { site, what, bytes } of steps) {
        clock.ms += 100;
        sites.add(site);
        if (what === 'commit') desk.noteCommitted(site, bytes);
        else if (what === 'look') desk.observe({ queuedBytes: bytes * 10, roomBytes });
        else desk.noteMissing(site, what === 'behind' ? much : none);
        desk.due();
        poolMax = Math.max(poolMax, desk.poolBytes);
      }
      const told = [...sites].reduce((sum, site) => sum + desk.tell(site), 0);
      expect(told).toBeLessThanOrEqual(poolMax + 500_000);
    }),
  );
});
