import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deviceFor, heartbeats, relayFor } from '@eucora/protocol/testing';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { countDays, digestPart, ledgerTotals } from '../modules/ledger/index.ts';
import type { Database } from '../platform/db.ts';
import { loadHubKeys, type HubKeys } from '../platform/keys.ts';
import { startTestDatabase, type TestDatabase } from '../platform/testing.ts';
import { compareLedgers } from './index.ts';
import {
  alarm,
  freshIn,
  hubOn,
  metric,
  rawDigest,
  rebuildInto,
  rows,
  site,
  type Home,
} from './testing/hot-hub.ts';

let server: TestDatabase;
let folder: string;
let keys: HubKeys;
beforeAll(async () => {
  server = await startTestDatabase();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eucora-hot-'));
  keys = await loadHubKeys(join(folder, 'home'));
  return () => rm(folder, { recursive: true, force: true });
});

const freshDatabase = (): Promise<Database> => freshIn(server);

const home = (): Home => ({ folder, keys });

it('counts and drops what a clock that was wrong received, and rebuilds the same', async () => {
  await using db = await freshDatabase();
  const hub = await hubOn(db, home());
  const device = deviceFor(site);
  const own = relayFor(site);
  const told = async (n: number, isFirst = false) => {
    const enrolments = isFirst ? [device.enrolment(site, own.key)] : [];
    const segment = own.seal([device.next([...heartbeats(2, n), metric(n), alarm])], {
      enrolments,
    });
    await hub.take(segment.bytes);
  };
  const expectWhole = async (events: number) => {
    const digest = (await db.query<{ digest: string }>(rawDigest)).rows[0]!.digest;
    const totals = { siteId: site, eventsCommitted: events, digest };
    expect(await ledgerTotals(db, null)).toMatchObject([totals]);
    await digestPart(db); // what is remembered now is told next time, whatever is counted between
    expect(await ledgerTotals(db, null)).toMatchObject([totals]);
  };
  await hub.day(2);
  await told(1, true);
  await hub.day(400); // ahead, and the relays with it
  await told(2);
  expect(await hub.turn()).toMatchObject({ daysCounted: 1, dropped: [] });
  for (const [n, day] of [2, 3, 1].entries()) {
    await hub.day(day); // right again, right, and then back before the first day
    await told(3 + n);
    await expectWhole(12 + 4 * n);
  }
  await hub.day(3);
  await hub.turn();
  await expectWhole(20);
  await hub.archive();
  await using rebuilt = await freshDatabase();
  expect(await rebuildInto(home(), db, rebuilt, hub.now)).toMatchObject({
    segments: 5,
    differing: 0,
  });
  const equal = { equal: true, rows: expect.any(Number) };
  expect(await compareLedgers(db, rebuilt, hub.now())).toEqual(equal);

  await hub.day(6);
  await hub.turn();
  const whole = await ledgerTotals(db, null);
  const left = ['1: 5 x 1', '2: 5 x 2', '3: 1 x 2', '3: 5 x 1'];
  const ahead = ['5: 1 x 2', '5: 4 x 1', '5: 5 x 1'];
  expect(await rows(db)).toEqual([...left, ...ahead]);
  await hub.day(2); // back into a day of which rows were dropped
  await told(6);
  expect(await ledgerTotals(db, null)).toMatchObject([{ eventsCommitted: 24 }]);
  await hub.day(6);
  const packed = '1 segments until then are in no pack yet';
  expect((await hub.turn()).held).toMatchObject([{ reason: packed }]);
  await hub.archive();
  const again = [{ day: '2026-11-02', kinds: [1, 4], events: 3 }];
  expect((await hub.turn()).dropped).toEqual(again);
  expect(await ledgerTotals(db, null)).toMatchObject([{ eventsCommitted: 24 }]);
  expect(whole).not.toEqual(await ledgerTotals(db, null));
  expect(await rebuildInto(home(), db, rebuilt, hub.now)).toMatchObject({
    segments: 1,
    differing: 0,
  });
  expect(await compareLedgers(db, rebuilt, hub.now())).toEqual(equal);
}, 120_000);

it('counts every row once while the day that is counted goes on receiving', async () => {
  await using db = await freshDatabase();
  const hub = await hubOn(db, home());
  await hub.day(1);
  const own = relayFor(site);
  const devices = [0, 1, 2].map((n) => deviceFor(`${site} beside ${n}`));
  const enrolments = devices.map((each) => each.enrolment(site, own.key));
  const sealed = Array.from({ length: 30 }, (_, n) => {
    const parts = devices.map((device) => device.next([metric(n), alarm]));
    return own.seal(parts, { enrolments: n === 0 ? enrolments : [] }).bytes;
  });
  const stop = new AbortController();
  const counting = (async () => {
    let turns = 0;
    for (; !stop.signal.aborted; turns += 1) {
      await countDays(db, hub.now(), { atOnce: 1, days: ['2026-11-01'] });
    }
    return turns;
  })();
  for (const bytes of sealed) await hub.take(bytes);
  stop.abort();
  expect(await counting).toBeGreaterThan(3);
  const { digest } = (await db.query<{ digest: string }>(rawDigest)).rows[0]!;
  const expected = [{ eventsCommitted: 180, digest }];
  expect(await ledgerTotals(db, null)).toMatchObject(expected);
  await countDays(db, hub.now(), { days: ['2026-11-01'] });
  expect(await ledgerTotals(db, null)).toMatchObject(expected);
  const kept = 'SELECT sum(events)::int8 AS n FROM ledger.hourly';
  expect((await db.query(kept)).rows).toEqual([{ n: 180 }]);
}, 60_000);
