import { createDigest, digestText } from '@eucora/protocol';
import { deviceFor, heartbeats, relayFor } from '@eucora/protocol/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ingestFor } from '../../ingest/testing/ingest.ts';
import { startTestDatabase, type TestDatabase } from '../../platform/testing.ts';
import { digestPart, ledgerTotals } from './index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

it('tells what waits while it is too much to be read at once, and goes on with each part', async () => {
  const site = 'parts';
  const { db } = database;
  const relay = relayFor(site);
  const devices = [deviceFor('first'), deviceFor('second')];
  const ingest = await ingestFor(database, [{ site, relay }]);
  const enrolments = devices.map((device) => device.enrolment(site, relay.key));
  const segments = [0, 1, 2].map((i) =>
    relay.seal(
      devices.map((device) => device.next(heartbeats(5))),
      { enrolments: i === 0 ? enrolments : [] },
    ),
  );
  for (const segment of [segments[0]!, segments[2]!]) await ingest.take(segment.bytes);
  const look = async () => (await ledgerTotals(db, null, { all: true }, 4))[0];
  expect(await look()).toMatchObject({ eventsCommitted: 20, eventsToDigest: 20, digest: null });
  const parts: number[] = [];
  while (parts.at(-1) !== 0) {
    parts.push(await digestPart(db, 4));
    if (parts.length === 2) await ingest.take(segments[1]!.bytes); // into a hole below what is read
  }
  expect(parts.reduce((sum, part) => sum + part)).toBe(30);
  expect(Math.max(...parts)).toBe(4);
  const digests = devices.map((device) => {
    const digest = createDigest(device.deviceId, device.incarnation);
    digest.add('ledger', 1, 15);
    return digest.value;
  });
  const whole = { eventsCommitted: 30, eventsToDigest: 0, digest: digestText(...digests) };
  expect(await look()).toMatchObject(whole);
  // From memory alone: what is gone from the table is not looked at again.
  await db.query('DELETE FROM ledger.events');
  expect(await look()).toMatchObject(whole);
});
