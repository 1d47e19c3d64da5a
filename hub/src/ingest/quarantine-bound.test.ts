import { sealSegment, signBatch, type SegmentDraft } from '@eucora/protocol';
import { anchorFor, deviceFor, heartbeats, keyFor, relayFor } from '@eucora/protocol/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ledgerLimits } from '../modules/ledger/index.ts';
import { startTestDatabase, type TestDatabase } from '../platform/testing.ts';
import { sayNotKept } from './index.ts';
import { ingestFor, testNow } from './testing/ingest.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

const { quarantineItemsPerSiteHourMax: itemsMax } = ledgerLimits;

/** How full the hour of a site is made before a test adds to it. */
async function fill(site: string, items: number, bytes: number): Promise<void> {
  const sql = `INSERT INTO ledger.quarantine_hours (site_id, hour, items, bytes)
               VALUES ($1, date_trunc('hour', $2::timestamptz), $3, $4)`;
  await database.db.query(sql, [site, testNow(), items, bytes]);
}

async function keptOf(site: string): Promise<number> {
  const sql = 'SELECT count(*) AS n FROM ledger.quarantine WHERE site_id = $1';
  return (await database.db.query<{ n: number }>(sql, [site])).rows[0]!.n;
}

async function audited(site: string): Promise<unknown[]> {
  const sql = `SELECT action, detail FROM audit.entries WHERE subject = $1
                  AND action IN ('segment.refused', 'quarantine.not_kept') ORDER BY id`;
  return (await database.db.query(sql, [site])).rows;
}

describe('what a site can put into quarantine within an hour', () => {
  it('is bounded by number; what is beyond is counted, told once, and stops nothing', async () => {
    const site = 'flood';
    const relay = relayFor(site);
    const device = deviceFor(site);
    const ingest = await ingestFor(database, [{ site, relay }]);
    await fill(site, itemsMax - 2, 0);
    const forged = Array.from({ length: 5 }, (_, seq) =>
      forgedSegment(site, relay.relayId, seq + 2),
    );
    for (const bytes of forged) {
      expect(await ingest.take(bytes)).toMatchObject({ kind: 'refused' });
    }
    expect(await keptOf(site)).toBe(2);
    expect(await ingest.metric('eucora_quarantine_not_kept_total')).toBe(3);
    const bytes = forged.slice(2).reduce((sum, each) => sum + each.length, 0);
    expect(await ingest.metric('eucora_quarantine_not_kept_bytes_total')).toBe(bytes);
    // What was kept before is still known for what it is.
    await ingest.take(forged[0]!);
    expect(await ingest.metric('eucora_quarantine_not_kept_total')).toBe(3);

    const enrolments = [device.enrolment(site, relay.key)];
    const genuine = relay.seal([device.next(heartbeats(2))], { enrolments });
    expect(await ingest.take(genuine.bytes)).toMatchObject({ result: { eventsNew: 2 } });

    await sayNotKept(database.db, testNow());
    expect(await audited(site)).toHaveLength(2);
    const nextHour = new Date(testNow().getTime() + 3_600_000);
    await sayNotKept(database.db, nextHour);
    await sayNotKept(database.db, nextHour);
    expect((await audited(site)).slice(2)).toEqual([
      {
        action: 'quarantine.not_kept',
        detail: { hour: testNow().toISOString(), items: 3, bytes },
      },
    ]);
  });

  it('is bounded by bytes, batches beside genuine ones as well', async () => {
    const site = 'heavy';
    const relay = relayFor(site);
    const device = deviceFor(site);
    const ingest = await ingestFor(database, [{ site, relay }]);
    await fill(site, 1, ledgerLimits.quarantineBytesPerSiteHourMax - 10);
    const good = device.next(heartbeats(2));
    const next = device.next(heartbeats(2));
    const thief = { ...next, bytes: signBatch(next.payload, keyFor('a thief')) };
    const enrolments = [device.enrolment(site, relay.key)];
    const taken = await ingest.take(relay.seal([good, thief], { enrolments }).bytes);
    expect(taken).toMatchObject({
      result: { eventsNew: 2, quarantined: ['wrong_signature'], notKept: [thief.bytes.length] },
    });
    expect(await keptOf(site)).toBe(0);
    expect(await ingest.take(relay.seal([next]).bytes)).toMatchObject({ result: { eventsNew: 2 } });
  });

  it('does not count what an enrolled device signed: that is its data', async () => {
    const site = 'vouched';
    const relay = relayFor(site);
    const device = deviceFor(site);
    const ingest = await ingestFor(database, [{ site, relay }]);
    await fill(site, itemsMax, 0);
    const enrolments = [device.enrolment(site, relay.key)];
    await ingest.take(relay.seal([device.next(heartbeats(3))], { enrolments }).bytes);
    const other = deviceFor(site).next(heartbeats(3, 100));
    const taken = await ingest.take(relay.seal([other]).bytes);
    expect(taken).toMatchObject({ result: { quarantined: ['conflict'], notKept: [] } });
    expect(await keptOf(site)).toBe(1);
  });
});

/** A segment in the name of an admitted relay, signed by somebody else. */
function forgedSegment(site: string, relayId: string, seq: number): Uint8Array {
  const draft: SegmentDraft = {
    site,
    relayId,
    incarnation: relayFor(site).incarnation,
    lane: 'ledger',
    seq,
    prevHash: new Uint8Array(32),
    parent: null,
    enrolments: [],
    batches: [],
    lost: [],
    refusals: [],
    events: 0,
    firstPosition: 0,
    lastPosition: 0,
    sealed: anchorFor(site),
  };
  return sealSegment(draft, keyFor('thief')).bytes;
}
