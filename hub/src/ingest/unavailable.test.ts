import type { UnavailableRange } from '@eucora/protocol';
import { deviceFor, heartbeats, relayFor } from '@eucora/protocol/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLedgerReader, readSiteMarks } from '../modules/ledger/index.ts';
import { startTestDatabase, type TestDatabase } from '../platform/testing.ts';
import { ingestFor, testNow } from './testing/ingest.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

/** A relay of whose journal four segments were sealed, of five events each. */
async function scene(site: string) {
  const relay = relayFor(site);
  const device = deviceFor(site);
  const ingest = await ingestFor(database, [{ site, relay }]);
  const enrolments = [device.enrolment(site, relay.key)];
  const segments = [0, 1, 2, 3].map((n) =>
    relay.seal([device.next(heartbeats(5, n * 5))], n === 0 ? { enrolments } : {}),
  );
  const { deviceId, incarnation } = device;
  const gone = (first: number, last: number, over: Partial<UnavailableRange> = {}) => ({
    incarnation: relay.incarnation,
    lane: 'ledger' as const,
    first,
    last,
    reason: 'truncated' as const,
    ledgerEpoch: 1,
    generation: 7,
    ...over,
  });
  const lost = (first: number, last: number) => [
    { deviceId, incarnation, first, last, cause: 'truncated after receipt 1/7' },
  ];
  const ledger = createLedgerReader(database.db, () => Promise.reject(new Error('no')), testNow);
  const lane = async () => (await ledger.journals(site))[0]?.lanes[0];
  const totals = async () => (await ledger.sites()).get(site);
  const receipt = () =>
    database.db.transaction(
      async (tx) =>
        (await readSiteMarks(tx, site, { tailAfterMs: 0, now: testNow() })).journals[0]?.lanes[0],
    );
  const audited = async (): Promise<unknown[]> => {
    const sql = `SELECT detail FROM audit.entries
                  WHERE action = 'journal.unavailable' AND subject = $1 ORDER BY id`;
    return (await database.db.query<{ detail: unknown }>(sql, [site])).rows.map((r) => r.detail);
  };
  return { relay, device, ingest, segments, gone, lost, ledger, lane, totals, receipt, audited };
}

test('segments that nobody can send end by the word of their relay, named exactly', async () => {
  const site = 'gone';
  const { relay, ingest, segments, gone, lost, ledger, lane, totals, receipt, audited } =
    await scene(site);
  await ingest.take(segments[0]!.bytes);
  await ingest.take(segments[3]!.bytes);
  expect(await lane()).toMatchObject({ committedThrough: 1, gaps: [{ first: 2, last: 3 }] });
  const word = relay.seal([], { unavailable: [gone(1, 3)], lost: lost(1, 15) });
  await ingest.take(word.bytes);
  expect(await lane()).toMatchObject({
    committedThrough: 5,
    gaps: [],
    backlog: 0,
    unavailable: [{ first: 2, last: 3, reason: 'truncated', ledgerEpoch: 1, generation: 7 }],
  });
  expect(await receipt()).toMatchObject({ committedThrough: 5, gaps: [] });
  expect(await totals()).toMatchObject({ eventsCommitted: 10, eventsVoid: 10, gaps: 0 });
  expect(await ledger.losses(site, 10)).toMatchObject([
    { first: 6, last: 15, lane: 'ledger', cause: 'truncated after receipt 1/7' },
  ]);
  expect(await audited()).toMatchObject([{ first: 1, last: 3, segments: 2, reason: 'truncated' }]);
});

test('a genuine segment that comes after all wins, and the counts are corrected', async () => {
  const site = 'late';
  const { relay, ingest, segments, gone, lost, ledger, lane, totals } = await scene(site);
  await ingest.take(segments[0]!.bytes);
  await ingest.take(relay.seal([], { unavailable: [gone(2, 4)], lost: lost(1, 20) }).bytes);
  expect(await totals()).toMatchObject({ eventsCommitted: 5, eventsVoid: 15 });
  await ingest.take(segments[2]!.bytes);
  expect(await totals()).toMatchObject({ eventsCommitted: 10, eventsVoid: 10 });
  expect((await lane())?.unavailable.map(({ first, last }) => [first, last])).toEqual([
    [2, 2],
    [4, 4],
  ]);
  const ranges = (await ledger.losses(site, 10)).map(({ first, last }) => [first, last]);
  expect(ranges).toEqual([
    [6, 10],
    [16, 20],
  ]);
});

test('a relay speaks for its own journals only, and of those also when they are unknown', async () => {
  const site = 'earlier';
  const { relay, ingest, gone, ledger } = await scene(site);
  const earlier = 'ee'.repeat(16);
  const other = relayFor('elsewhere');
  await ingestFor(database, [{ site: 'elsewhere', relay: other }]);
  await ingest.take(other.seal([]).bytes);
  const words = [
    gone(1, 9, { incarnation: earlier, reason: 'disk_lost', ledgerEpoch: 0, generation: 0 }),
    gone(1, 9, { incarnation: other.incarnation }),
  ];
  await ingest.take(
    relay.seal([], { seq: 1, prevHash: new Uint8Array(0), unavailable: words }).bytes,
  );
  const journals = await ledger.journals(site);
  const found = journals.find(({ incarnation }) => incarnation === earlier);
  expect(found?.lanes[0]).toMatchObject({ committedThrough: 9, gaps: [] });
  expect(journals.every(({ relayId }) => relayId === relay.relayId)).toBe(true);
  const theirs = (await ledger.journals('elsewhere'))[0];
  expect(theirs?.lanes[0]).toMatchObject({ committedThrough: 1, unavailable: [] });
});
