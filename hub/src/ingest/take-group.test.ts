import type { SiteId } from '@eucora/protocol';
import { deviceFor, heartbeats, relayFor } from '@eucora/protocol/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sitesWanting } from '../modules/ledger/index.ts';
import type { Fold } from '../platform/fold.ts';
import { startTestDatabase, type TestDatabase } from '../platform/testing.ts';
import { ingestFor } from './testing/ingest.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

/** Sites whose relay and device the hub has heard of. */
async function scene(name: string, count: number, folds: readonly Fold[] = []) {
  const sites = Array.from({ length: count }, (_, n) => {
    const site = `${name}-${n}`;
    return { site, relay: relayFor(site), device: deviceFor(site) };
  });
  const ingest = await ingestFor(database, sites, folds);
  for (const { site, relay, device } of sites) {
    const enrolments = [device.enrolment(site, relay.key)];
    await ingest.take(relay.seal([device.next(heartbeats(1))], { enrolments }).bytes);
  }
  const next = (n: number) => {
    const { site, relay, device } = sites[n]!;
    const { bytes } = relay.seal([device.next(heartbeats(2))]);
    return { bytes, site, lane: 'ledger' as const };
  };
  return { sites, ingest, next };
}

async function segmentsOf(siteIds: readonly SiteId[]) {
  const sql = `SELECT s.seq, s.link, s.events_new, s.outcome, s.xmin::text AS xid
                 FROM ledger.segments AS s JOIN ledger.journals AS j USING (journal_no)
                WHERE j.site_id = ANY($1) AND s.seq > 1 ORDER BY j.site_id, s.segment_no`;
  type Row = { seq: number; link: string; events_new: number; outcome: unknown; xid: string };
  return (await database.db.query<Row>(sql, [siteIds])).rows;
}

async function marksOf(siteIds: readonly SiteId[]): Promise<number[]> {
  const sql = `SELECT committed_through AS through FROM ledger.journal_lanes
                 JOIN ledger.journals USING (journal_no) WHERE site_id = ANY($1) ORDER BY site_id`;
  const { rows } = await database.db.query<{ through: number }>(sql, [siteIds]);
  return rows.map(({ through }) => through);
}

it('commits plain segments of several sites at once, in the order of their numbers', async () => {
  const { sites, ingest, next } = await scene('plain', 3);
  const ids = sites.map(({ site }) => site);
  await database.db.query('DELETE FROM ledger.outbox WHERE site_id = ANY($1)', [ids]);
  const segments = [0, 1, 2, 0, 1, 2, 2].map(next);
  const dispositions = await ingest.taker.takeGroup(segments.toReversed());
  expect(dispositions.map(({ kind }) => kind)).toEqual(segments.map(() => 'committed'));
  const siteIds = dispositions.map((each) => ('result' in each ? each.result.siteId : undefined));
  expect(siteIds).toEqual(segments.map(({ site }) => site).toReversed());
  const stored = await segmentsOf(ids);
  expect(stored.map(({ seq }) => seq)).toEqual([2, 3, 2, 3, 2, 3, 4]);
  expect(new Set(stored.map(({ xid }) => xid)).size).toBe(1);
  for (const row of stored) {
    expect(row).toMatchObject({ link: 'linked', events_new: 2, outcome: { batches: 'c' } });
  }
  expect(await marksOf(ids)).toEqual([3, 3, 4]);
  const wanting = await sitesWanting(database.db, 'receipt');
  expect(wanting.map(({ siteId }) => siteId)).toEqual(expect.arrayContaining(ids));
  const counts = `SELECT events_committed AS n FROM ledger.sites WHERE site_id = ANY($1)
                   ORDER BY site_id`;
  expect((await database.db.query(counts, [ids])).rows).toEqual([{ n: 5 }, { n: 5 }, { n: 7 }]);
});

it('does not let a bad segment refuse its neighbours', async () => {
  const { sites, ingest, next } = await scene('mixed', 6);
  const [good, tampered, again, forked, twice, other] = sites;
  const bad = next(1);
  bad.bytes[bad.bytes.length - 1]! ^= 1;
  const known = next(2);
  await ingest.take(known.bytes);
  const stranger = relayFor(forked!.site, 'not admitted');
  const unknown = { ...known, site: forked!.site };
  unknown.bytes = stranger.seal([forked!.device.next(heartbeats(1))]).bytes;
  // The same numbers said otherwise: a contradiction, found only by the ledger.
  const clone = deviceFor(twice!.site);
  clone.next(heartbeats(1));
  const honest = next(4);
  const contradiction = { ...honest };
  contradiction.bytes = twice!.relay.seal([clone.next(heartbeats(2, 77))]).bytes;
  const group = [next(0), bad, known, unknown, honest, contradiction, next(5), next(5)];
  const dispositions = await ingest.taker.takeGroup(group);
  expect(dispositions.map((each) => ('fault' in each ? each.fault.code : each.kind))).toEqual([
    'committed',
    'wrong_hash',
    'duplicate',
    'unknown_relay',
    'committed',
    'committed',
    'committed',
    'committed',
  ]);
  expect(dispositions[5]).toMatchObject({ result: { quarantined: ['conflict'] } });
  const ids = [good, tampered, again, forked, twice, other].map((each) => each!.site);
  expect(await marksOf(ids)).toEqual([2, 1, 2, 1, 3, 3]);
});

it('leaves a failure of ours with the segment that causes it', async () => {
  let isBroken = false;
  const culprit = 'failing-1';
  const fold: Fold = {
    name: 'broken',
    apply(_tx, batches) {
      const isHit = isBroken && batches.some(({ siteId }) => siteId === culprit);
      return isHit ? Promise.reject(new TypeError('a defect')) : Promise.resolve();
    },
  };
  const { ingest, next } = await scene('failing', 3, [fold]);
  isBroken = true;
  const kinds = (await ingest.taker.takeGroup([0, 1, 2].map(next))).map(({ kind }) => kind);
  expect(kinds).toEqual(['committed', 'later', 'committed']);
});

it('puts a lane that is new to a known journal, and a hole, where they belong', async () => {
  const { sites, ingest, next } = await scene('holes', 2);
  const [first, second, third] = [next(0), next(0), next(0)];
  await ingest.taker.takeGroup([third, next(1)]);
  const ids = sites.map(({ site }) => site);
  expect(await marksOf(ids)).toEqual([1, 2]);
  await ingest.taker.takeGroup([second, first]);
  expect(await marksOf(ids)).toEqual([4, 2]);
  expect((await segmentsOf([ids[0]!])).map(({ link }) => link)).toEqual([
    'linked',
    'linked',
    'linked',
  ]);
  const bulk = sites.map(({ site, relay, device }) => {
    const batch = device.next(heartbeats(1), 'bulk');
    return { site, lane: 'bulk' as const, bytes: relay.seal([batch], { lane: 'bulk' }).bytes };
  });
  const dispositions = await ingest.taker.takeGroup(bulk);
  expect(dispositions.map(({ kind }) => kind)).toEqual(['committed', 'committed']);
  expect(await marksOf(ids)).toHaveLength(4);
});
