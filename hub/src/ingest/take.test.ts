import { createDigest, digestText } from '@eucora/protocol';
import { deviceFor, heartbeats, relayFor } from '@eucora/protocol/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../platform/testing.ts';
import { ledgerTotals } from '../modules/ledger/index.ts';
import { ingestFor } from './testing/ingest.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

describe('taking segments', () => {
  it('commits events once, whatever is sent again, and the digest agrees with the sender', async () => {
    const site = 'first';
    const relay = relayFor(site);
    const device = deviceFor('first-device');
    const ingest = await ingestFor(database, [{ site, relay }]);
    const enrolments = [device.enrolment(site, relay.key)];
    const a = device.next(heartbeats(3));
    const b = device.next(heartbeats(2, 9));
    const one = relay.seal([a], { enrolments });
    const two = relay.seal([a, b]);
    expect(await ingest.take(one.bytes)).toMatchObject({ kind: 'committed' });
    expect(await ingest.take(two.bytes)).toMatchObject({ kind: 'committed' });
    expect(await ingest.take(two.bytes)).toMatchObject({ kind: 'duplicate' });
    const digest = createDigest(device.deviceId, device.incarnation);
    digest.add('ledger', 1, 5);
    const totals = (await ledgerTotals(database.db, null)).find((each) => each.siteId === site);
    expect(totals).toEqual({
      siteId: site,
      eventsCommitted: 5,
      eventsRejected: 0,
      eventsVoid: 0,
      devices: 1,
      gaps: 0,
      digest: digestText(digest.value),
    });
  });
});
