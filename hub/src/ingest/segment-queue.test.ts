import type { Lane } from '@eucora/protocol';
import { expect, it } from 'vitest';
import { silent } from '../platform/testing.ts';
import { SegmentQueue } from './segment-queue.ts';
import type { Arrived, Disposition } from './take.ts';

/** A queue over a taker whose groups end when they are told to. */
function scene(slots: number) {
  const groups: { readonly sites: string[]; readonly end: (kind?: 'away') => void }[] = [];
  const takeGroup = (arrived: readonly Arrived[]): Promise<Disposition[]> => {
    const { promise, resolve } = Promise.withResolvers<Disposition[]>();
    const end = (kind?: 'away'): void => {
      const one: Disposition = kind
        ? { kind, error: new Error('gone') }
        : { kind: 'refused', fault: { code: 'test', detail: '' } };
      resolve(arrived.map(() => one));
    };
    groups.push({ sites: arrived.map(({ site }) => site), end });
    return promise;
  };
  const queue = new SegmentQueue({ taker: { takeGroup }, slots, logger: silent });
  const stop = new AbortController();
  let held = 0;
  const put = (lane: Lane, site: string) =>
    queue.take({
      arrived: { bytes: new Uint8Array(10), site, lane },
      onHeld: () => (held += 1),
      signal: stop.signal,
    });
  const group = async (n: number) => {
    await expect.poll(() => groups.length).toBeGreaterThanOrEqual(n);
    return groups[n - 1]!;
  };
  return { put, group, groups, stop, held: () => held };
}

it('takes together what waits together, and no more groups at once than it has slots', async () => {
  const { put, group, groups } = scene(1);
  const first = [put('bulk', 'a'), put('bulk', 'b')];
  const one = await group(1);
  expect(one.sites).toEqual(['a', 'b']);
  const later = [put('bulk', 'c'), put('urgent', 'd')];
  expect(groups).toHaveLength(1);
  one.end();
  expect((await Promise.all(first)).map(({ kind }) => kind)).toEqual(['refused', 'refused']);
  const two = await group(2);
  expect(two.sites).toEqual(['d']);
  two.end();
  (await group(3)).end();
  await Promise.all(later);
  expect(groups.map(({ sites }) => sites.join())).toEqual(['a,b', 'd', 'c']);
});

it('lets a lane that never stops pass by the others eight times in a row', async () => {
  const { put, group, groups } = scene(1);
  const all = [put('urgent', 'u0')];
  await group(1);
  all.push(put('bulk', 'b'));
  for (let n = 1; n <= 10; n += 1) {
    all.push(put('urgent', `u${n}`));
    (await group(n)).end();
    await group(n + 1);
  }
  expect(groups.findIndex(({ sites }) => sites.includes('b'))).toBe(9);
  // The last two waited together.
  (await group(11)).end();
  await Promise.all(all);
});

it('holds what the database is away for, and gives it back when the hub stops', async () => {
  const { put, group, stop, held } = scene(1);
  const answers = [put('ledger', 'a'), put('ledger', 'b')];
  (await group(1)).end('away');
  const again = await group(2);
  expect([again.sites, held()]).toEqual([['a', 'b'], 2]);
  stop.abort();
  again.end('away');
  expect(await Promise.all(answers)).toEqual([{ kind: 'stopped' }, { kind: 'stopped' }]);
});
