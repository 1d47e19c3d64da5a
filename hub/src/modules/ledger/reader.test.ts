import { createDigest, digestText } from '@eucora/protocol';
import { deviceFor, heartbeats, relayFor } from '@eucora/protocol/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ingestFor, testNow } from '../../ingest/testing/ingest.ts';
import type { LedgerReader } from '../../platform/ledger-reader.ts';
import { startTestDatabase, type TestDatabase } from '../../platform/testing.ts';
import { createLedgerReader, ensurePartitions, storeReceipt } from './index.ts';

let database: TestDatabase;
let reader: LedgerReader;
beforeAll(async () => {
  database = await startTestDatabase();
  const release = (): Promise<never> => Promise.reject(new Error('unused'));
  reader = createLedgerReader(database.db, release, testNow);
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

describe('what routes ask of the ledger', () => {
  it('counts a site, its journals with their holes, and a device’s streams', async () => {
    const site = 'asked';
    const relay = relayFor(site);
    const device = deviceFor(site);
    const ingest = await ingestFor(database, [{ site, relay }]);
    const enrolments = [device.enrolment(site, relay.key)];
    const segments = Array.from({ length: 5 }, () =>
      relay.seal([device.next(heartbeats(2))], { enrolments }),
    );
    for (const i of [0, 2, 4]) await ingest.take(segments[i]!.bytes);
    expect((await reader.sites()).get(site)).toEqual({
      siteId: site,
      eventsCommitted: 6,
      eventsRejected: 0,
      eventsVoid: 0,
      backlogSegments: 2,
      gaps: 2,
      eventsPerSecond: 0.6,
    });
    expect(await reader.journals(site)).toMatchObject([
      {
        relayId: relay.relayId,
        incarnation: relay.incarnation,
        parent: null,
        lanes: [
          {
            lane: 'ledger',
            committedThrough: 1,
            sealedThrough: 5,
            backlog: 2,
            gaps: [
              { first: 2, last: 2 },
              { first: 4, last: 4 },
            ],
          },
        ],
      },
    ]);
    const sql = `SELECT no FROM devices.devices WHERE id = decode($1, 'hex')`;
    const { rows } = await database.db.query<{ no: number }>(sql, [device.deviceId]);
    expect(await reader.streams(rows[0]!.no)).toEqual([
      {
        incarnation: device.incarnation,
        lane: 'ledger',
        through: 2,
        eventsCommitted: 6,
        eventsRejected: 0,
        eventsVoid: 0,
      },
    ]);
    const points = await reader.rates(new Date(testNow().getTime() + 60_000), { all: true });
    expect(points).toHaveLength(180);
    expect(points.reduce((sum, point) => sum + point.eventsPerSecond * 5, 0)).toBe(6);
  });

  it('names gaps by exact range, and what receipts ask for', async () => {
    const site = 'gaps';
    const relay = relayFor(site);
    const device = deviceFor(site);
    const ingest = await ingestFor(database, [{ site, relay }]);
    const enrolments = [device.enrolment(site, relay.key)];
    const segments = Array.from({ length: 9 }, () =>
      relay.seal([device.next(heartbeats(1))], { enrolments }),
    );
    const take = async (...seqs: number[]): Promise<void> => {
      for (const seq of seqs) await ingest.take(segments[seq - 1]!.bytes);
    };
    const lane = async () => (await reader.journalPage(site, 10, null))[0]?.lanes[0];
    const ask = (generation: number, gaps: { first: number; last: number }[]) => {
      const { relayId, incarnation } = relay;
      const marks = { committedThrough: 1, safeThrough: 0, windowBytes: 1 };
      const lanes = [{ lane: 'ledger' as const, ...marks, gaps }];
      const receipt = {
        site,
        ledgerEpoch: 1,
        generation,
        issuedMs: testNow().getTime() + generation,
        journals: [{ relayId, incarnation, lanes }],
        deviceMarksRoot: new Uint8Array(32),
      };
      return database.db.transaction((tx) => storeReceipt(tx, receipt, new Uint8Array(1), 0));
    };
    await take(1, 5, 8);
    expect(await lane()).toMatchObject({
      gapsTotal: 2,
      segmentsMissing: 5,
      gaps: [
        { first: 2, last: 4, state: 'queued', timesAsked: 0, lastAskedAt: null },
        { first: 6, last: 7, state: 'queued' },
      ],
    });
    await ask(1, [{ first: 2, last: 4 }]);
    await ask(2, [{ first: 2, last: 4 }]);
    await take(3);
    await ask(3, [
      { first: 2, last: 2 },
      { first: 4, last: 4 },
    ]);
    const [first, third] = [1, 3].map((n) => new Date(testNow().getTime() + n));
    const asked = { state: 'asked', timesAsked: 3, firstAskedAt: first, lastAskedAt: third };
    expect(await lane()).toMatchObject({
      gaps: [
        { first: 2, last: 2, ...asked },
        { first: 4, last: 4, ...asked },
        { first: 6, last: 7, state: 'queued', timesAsked: 0 },
      ],
    });
    // A lost tail is missed like any hole once it is asked for.
    await take(2, 4, 6, 7);
    await ask(4, [{ first: 9, last: 9 }]);
    expect(await lane()).toMatchObject({
      gaps: [{ first: 9, last: 9, state: 'asked', timesAsked: 1 }],
    });
    await ask(5, []);
    expect(await lane()).toMatchObject({ gapsTotal: 0, gaps: [] });
  });

  it('pages journals, and says which is the newest of its relay', async () => {
    const site = 'pages';
    const relay = relayFor(site);
    const ingest = await ingestFor(database, [{ site, relay }]);
    const journals = ['a'.repeat(32), 'b'.repeat(32), 'c'.repeat(32)];
    for (const incarnation of journals) {
      const isChild = incarnation === 'b'.repeat(32);
      const over = { incarnation, seq: 1, prevHash: new Uint8Array(0) };
      const origin = { incarnation: journals[0]!, sealedThrough: 1, headHash: new Uint8Array(32) };
      const parent = isChild ? origin : null;
      await ingest.take(relay.seal([], { ...over, parent }).bytes);
    }
    const first = await reader.journalPage(site, 2, null);
    expect(first).toMatchObject([
      { incarnation: journals[2], current: true, parent: null },
      { incarnation: journals[1], current: false, parent: journals[0] },
    ]);
    const rest = await reader.journalPage(site, 2, first[1]!.no);
    expect(rest).toMatchObject([{ incarnation: journals[0], current: false }]);
  });

  it('limits totals and digest to the devices of one run', async () => {
    const site = 'running';
    const relay = relayFor(site);
    const ingest = await ingestFor(database, [{ site, relay }]);
    const [mine, other] = [deviceFor('run device'), deviceFor('other run')];
    const enrolments = [
      mine.enrolment(site, relay.key, true, 'run-7'),
      other.enrolment(site, relay.key, true, 'run-8'),
    ];
    const batches = [mine.next(heartbeats(3)), other.next(heartbeats(4))];
    await ingest.take(relay.seal(batches, { enrolments }).bytes);
    await ingest.take(relay.seal([mine.next(heartbeats(2), 'bulk')]).bytes);
    const digest = createDigest(mine.deviceId, mine.incarnation);
    digest.add('ledger', 1, 3);
    digest.add('bulk', 1, 2);
    expect(await reader.totals('run-7', { all: true })).toEqual([
      {
        siteId: site,
        eventsCommitted: 5,
        eventsRejected: 0,
        eventsVoid: 0,
        devices: 1,
        gaps: 0,
        eventsToDigest: 0,
        digest: digestText(digest.value),
      },
    ]);
    expect(await reader.totals('no such run', { all: true })).toEqual([]);
  });
});

describe('partitions', () => {
  const home = async (day: string): Promise<unknown> => {
    const sql = `SELECT tableoid::regclass::text AS home FROM ledger.events
                  WHERE received_day = $1::date`;
    return (await database.db.query(sql, [day])).rows[0]?.['home'];
  };

  it('are made ahead, once; a row that came without one moves when it is made', async () => {
    const day = '2030-01-02';
    const insert = `INSERT INTO ledger.events
        (received_day, device_no, incarnation_no, lane, kind, seq, at_lo, wall)
      VALUES ($1, 1, 1, 2, 1, 1, now(), now())`;
    await database.db.query(insert, [day]);
    expect(await home(day)).toBe('ledger.events_default');
    const now = new Date(`${day}T23:00:00Z`);
    expect(await ensurePartitions(database.db, now)).toBe(2 * 16);
    expect(await home(day)).toBe('ledger.events_2030_01_02');
    expect(await ensurePartitions(database.db, now)).toBe(0);
  });
});
