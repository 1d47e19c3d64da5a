import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anchorFor, deviceFor, eventAt, heartbeats, relayFor } from '@eucora/protocol/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  countDays,
  currentPacks,
  ledgerTotals,
  createLedgerReader,
} from '../modules/ledger/index.ts';
import type { Database } from '../platform/db.ts';
import { loadHubKeys, type HubKeys } from '../platform/keys.ts';
import { startTestDatabase, type TestDatabase } from '../platform/testing.ts';
import { compareLedgers } from './index.ts';
import {
  alarm,
  freshIn,
  hubOn,
  metric,
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

/** A history of three days: metrics, heartbeats and one security event on each. */
async function threeDays(hub: Awaited<ReturnType<typeof hubOn>>, isArchived = true) {
  const device = deviceFor(site);
  const own = relayFor(site);
  for (let n = 1; n <= 3; n += 1) {
    await hub.day(n);
    const enrolments = n === 1 ? [device.enrolment(site, own.key)] : [];
    const bodies = [...heartbeats(3, n), metric(n), metric(-n, 'core=1'), alarm];
    await hub.take(own.seal([device.next(bodies)], { enrolments }).bytes);
    if (isArchived) await hub.archive();
  }
}

describe('the hot window', () => {
  it('drops rows by class and day; counts, digests and rebuilds stay whole', async () => {
    await using db = await freshDatabase();
    const hub = await hubOn(db, home());
    await threeDays(hub);
    const totals = await ledgerTotals(db, null);
    expect(totals).toMatchObject([{ siteId: site, eventsCommitted: 18 }]);
    const day = ['1 x 3', '4 x 2', '5 x 1'];
    const whole = [1, 2, 3].flatMap((n) => day.map((kind) => `${n}: ${kind}`));
    expect(await hub.turn()).toMatchObject({ daysCounted: 2, dropped: [{ day: '2026-11-01' }] });
    expect(await rows(db)).toEqual(whole.filter((text) => text !== '1: 4 x 2'));
    expect(await ledgerTotals(db, null)).toEqual(totals);

    await hub.day(6);
    await hub.merge();
    expect((await hub.turn()).dropped).toEqual([
      { day: '2026-11-01', kinds: [1], events: 3 },
      { day: '2026-11-02', kinds: [1, 4], events: 5 },
      { day: '2026-11-03', kinds: [4], events: 2 },
    ]);
    expect(await rows(db)).toEqual(['1: 5 x 1', '2: 5 x 1', '3: 1 x 3', '3: 5 x 1']);
    expect(await ledgerTotals(db, null)).toEqual(totals);
    hub.jump(4_000); // two days of that are believed
    const early = [{ day: '2026-11-03', kinds: [1], events: 3 }];
    expect(await hub.turn()).toEqual({ daysCounted: 0, dropped: early, held: [] });
    hub.jump(6);
    await using rebuilt = await freshDatabase();
    expect(await rebuildInto(home(), db, rebuilt, hub.now)).toMatchObject({
      segments: 3,
      differing: 0,
    });
    expect(await rows(rebuilt)).toEqual(whole);
    const equal = { equal: true, rows: expect.any(Number) };
    expect(await compareLedgers(db, rebuilt, hub.now())).toEqual(equal);

    await hub.day(300);
    await hub.turn();
    expect(await rows(db)).toEqual([]);
    expect(await ledgerTotals(db, null)).toEqual(totals);
    expect(await compareLedgers(db, rebuilt, hub.now())).toEqual(equal);
    const parts = `SELECT count(*) AS n FROM pg_class
                    WHERE relname IN ('events_2026_11_01', 'events_2026_11_02')`;
    expect((await db.query(parts)).rows).toEqual([{ n: 0 }]);
    const told = `SELECT detail ->> 'day' AS day, detail -> 'events' AS events FROM audit.entries
                   WHERE action = 'ledger.rows_dropped' ORDER BY id LIMIT 2`;
    expect((await db.query(told)).rows).toEqual([
      { day: '2026-11-01', events: 2 },
      { day: '2026-11-01', events: 3 },
    ]);
    await rebuilt.query(`UPDATE ledger.day_totals SET digest = digest + 1 WHERE kind = 4`);
    const found = await compareLedgers(db, rebuilt, hub.now());
    expect(found).toMatchObject({ difference: expect.stringMatching(/^ledger\.day_totals/) });
  }, 120_000);

  it('holds what is not safe in the archive, and what it has not counted', async () => {
    await using db = await freshDatabase();
    const hub = await hubOn(db, home());
    await threeDays(hub, false);
    await hub.day(20);
    const held = async () => (await hub.turn()).held.map(({ reason }) => reason);
    expect(await held()).toEqual(
      [1, 2, 3].map((n) => `${n} segments until then are in no pack yet`),
    );
    await hub.archive();
    const [pack] = await currentPacks(db);
    const path = join(folder, 'archive', `${pack!.name}.pack`);
    const flip = async (): Promise<void> => {
      await using file = await open(path, 'r+');
      const { buffer } = await file.read(Buffer.alloc(1), 0, 1, 300);
      await file.write(Buffer.of(buffer[0]! ^ 1), 0, 1, 300);
    };
    await flip();
    expect(await held()).toEqual([0, 1, 2].map(() => expect.stringMatching(/^pack .* is damaged/)));
    expect(await rows(db)).toHaveLength(9);
    await flip();
    // A row that came after its day was counted, whatever let it in.
    await db.query(`INSERT INTO ledger.events SELECT received_day, device_no, incarnation_no, lane,
                      kind, seq + 1000, at_lo, at_hi, wall, body FROM ledger.events WHERE kind = 4`);
    const counted = expect.stringMatching(/^day .* has \d+ rows of kinds .* were counted/);
    expect(await held()).toEqual([counted, counted, counted]);
    expect(await rows(db)).toHaveLength(9);
    await db.query('DELETE FROM ledger.events WHERE seq > 1000');
    expect((await hub.turn()).dropped).toHaveLength(3);
    expect(await rows(db)).toEqual(['1: 5 x 1', '2: 5 x 1', '3: 5 x 1']);
  }, 120_000);
});

interface Fact {
  readonly device: number;
  readonly hour: number;
  readonly value: number | null; // null: a heartbeat
}
const fact: fc.Arbitrary<Fact> = fc.record({
  device: fc.nat({ max: 1 }),
  hour: fc.nat({ max: 3 }),
  value: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 })),
});

/** Hours as their rows give them, told without the columns that keep them. */
const rawHours = `
  SELECT device_id, hour, kind, count(*) AS events, min(value)::float8 AS low,
         max(value)::float8 AS high, sum(value)::float8 AS total, max(newest)::float8 AS newest
    FROM (SELECT *, first_value(value) OVER (PARTITION BY device_id, hour, kind
                                             ORDER BY at_lo DESC, seq DESC) AS newest
            FROM (SELECT d.device_id, date_trunc('hour', at_lo, 'UTC') AS hour, kind, at_lo, seq,
                         (body ->> 'value')::numeric AS value
                    FROM ledger.events JOIN ledger.incarnations AS d USING (incarnation_no)) AS e
         ) AS told
   GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;
const keptHours = `
  SELECT d.device_id, hour, kind, events, value_min AS low, value_max AS high,
         value_sum::float8 AS total, last_value AS newest
    FROM ledger.hourly JOIN ledger.incarnations AS d USING (device_no) ORDER BY 1, 2, 3`;

it('hourly values are those of the rows, whatever came when and was counted in which parts', async () => {
  const world = fc.record({
    batches: fc.array(fc.array(fact, { minLength: 1, maxLength: 6 }), {
      minLength: 1,
      maxLength: 6,
    }),
    days: fc.array(fc.nat({ max: 3 }), { minLength: 6, maxLength: 6 }),
    atOnce: fc.constantFrom(1, 500),
  });
  const property = fc.asyncProperty(world, async ({ batches, days, atOnce }) => {
    await rm(join(folder, 'archive'), { recursive: true, force: true });
    const own = relayFor(site);
    const devices = [0, 1].map((n) => deviceFor(`${site} ${n}`));
    const sealed = batches.map((facts, i) => {
      const parts = devices.flatMap((device, n) => {
        const mine = facts.filter((each) => each.device === n);
        const anchor = anchorFor(`${site} ${n}`);
        const events = mine.map(({ hour, value }) => {
          const body = value === null ? heartbeats(1)[0]! : metric(value);
          return eventAt(anchor, body, hour * 3_600_000 - 1_000);
        });
        return events.length === 0
          ? []
          : [device.next([], 'ledger', { anchors: [anchor], events })];
      });
      const enrolments = i === 0 ? devices.map((each) => each.enrolment(site, own.key)) : [];
      return own.seal(parts, { enrolments }).bytes;
    });
    await using db = await freshDatabase();
    const hub = await hubOn(db, home());
    const order = sealed.map((bytes, i) => ({ bytes, day: days[i]! + 1 }));
    for (const { bytes, day } of order) {
      await hub.day(day);
      await countDays(db, hub.now(), { atOnce });
      await hub.take(bytes);
    }
    const raw = (await db.query(rawHours)).rows;
    const reader = createLedgerReader(db, () => Promise.reject(new Error('unused')), hub.now);
    const span = { from: new Date(0), to: new Date(8e12) };
    const asked = async () => {
      const found = [];
      for (const no of [1, 2]) {
        const all = await reader.hours(no, span, 1_000, null);
        const [first] = all;
        const after = first && { ...first, kind: first.kindNo };
        const rest = await reader.hours(no, span, 1_000, after ?? null);
        expect(rest).toEqual(all.slice(1));
        found.push(...all);
      }
      return found;
    };
    const answer = await asked();
    expect(answer.reduce((sum, { events }) => sum + events, 0)).toBe(batches.flat().length);
    const totals = await ledgerTotals(db, null);
    await hub.day(9);
    await countDays(db, hub.now(), { atOnce });
    expect((await db.query(keptHours)).rows).toEqual(raw);
    expect(await ledgerTotals(db, null)).toEqual(totals);
    expect(await asked()).toEqual(answer);
    await hub.archive();
    expect((await hub.turn()).dropped.length).toBeGreaterThan(0);
    expect((await db.query(keptHours)).rows).toEqual(raw);
    expect(await asked()).toEqual(answer);
  });
  await fc.assert(property, { numRuns: 6, endOnFailure: true });
}, 180_000);
