import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstream } from '@nats-io/jetstream';
import {
  createDigest,
  digestText,
  generateKeyPair,
  openReceipt,
  sealTip,
  subjects,
} from '@eucora/protocol';
import { anchorFor, deviceFor, heartbeats, relayFor } from '@eucora/protocol/testing';
import type { NatsConnection } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesystemPacks, startArchiver } from '../archive/index.ts';
import { createMetrics } from '../platform/metrics.ts';
import { silent, startTestDatabase, type TestDatabase } from '../platform/testing.ts';
import { CreditDesk, type Missing, startPublisher, startTips } from '../publish/index.ts';
import { Counters, ledgerTotals } from '../modules/ledger/index.ts';
import { startIngest } from './index.ts';
import { ingestFor } from './testing/ingest.ts';
import { startBroker, until, type TestBroker } from './testing/nats-server.ts';

let database: TestDatabase;
let broker: TestBroker;
let nats: NatsConnection;
let home: string;
const hubKey = generateKeyPair();
let work: AsyncDisposable;

/** Everything of the hub that moves segments and receipts, as the composition root starts it. */
async function startWork(): Promise<AsyncDisposable> {
  await using stack = new AsyncDisposableStack();
  const { db } = database;
  const common = { db, nats, metrics: createMetrics(), logger: silent, now: () => new Date() };
  const credit = new CreditDesk(() => performance.now());
  const ingest = stack.use(
    startIngest({
      ...common,
      folds: [],
      ackWaitMs: 2_000,
      onCommitted: ({ siteId, bytes }) => credit.noteCommitted(siteId, bytes),
      onQueue: (queue) => credit.observe(queue),
    }),
  );
  const counters = await Counters.open(home);
  const { windowBytes } = ingest;
  const onTip = (site: string, missing: Missing): void => credit.noteMissing(site, missing);
  stack.use(startTips({ ...common, hubKey: hubKey.publicKey, onTip }));
  stack.use(startPublisher({ ...common, counters, key: hubKey, windowBytes, credit }));
  const key = Buffer.alloc(32, 7);
  const files = filesystemPacks(join(home, 'archive'));
  stack.use(startArchiver({ ...common, files, key, sign: hubKey, idleMs: 50 }));
  return stack.move();
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'eucora-hub-home-'));
  [database, broker] = await Promise.all([startTestDatabase(), startBroker()]);
  nats = await broker.connect();
  work = await startWork();
});
afterAll(async () => {
  await work[Symbol.asyncDispose]();
  await broker[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
  await rm(home, { recursive: true, force: true });
});

const totalsOf = async (site: string) =>
  (await ledgerTotals(database.db, null)).find((each) => each.siteId === site);

async function publish(site: string, bytes: Uint8Array): Promise<void> {
  await until('the broker takes a segment', async () => {
    try {
      await jetstream(nats).publish(subjects.uplink('ledger', site), bytes, { timeout: 1_000 });
      return true;
    } catch {
      return undefined;
    }
  });
}

describe('from the broker to a receipt', () => {
  it('commits, archives and says so in a receipt that the site can read', async () => {
    const site = 'whole-way';
    const relay = relayFor(site);
    const device = deviceFor(site);
    await ingestFor(database, [{ site, relay }]);
    const enrolments = [device.enrolment(site, relay.key)];
    await publish(site, relay.seal([device.next(heartbeats(4))], { enrolments }).bytes);
    await publish(site, relay.seal([device.next(heartbeats(3))]).bytes);
    const receipt = await until('a receipt that says safe', async () => {
      const message = await nats
        .request(subjects.downlinkGet(site, 'receipt'), undefined, { timeout: 1_000 })
        .catch(() => undefined);
      if (!message || message.data.length === 0) return undefined;
      const opened = openReceipt(message.data, site, hubKey.publicKey);
      return opened.journals[0]?.lanes[0]?.safeThrough === 2 ? opened : undefined;
    });
    expect(receipt.ledgerEpoch).toBe(1);
    expect(receipt.journals).toEqual([
      {
        relayId: relay.relayId,
        incarnation: relay.incarnation,
        lanes: [
          {
            lane: 'ledger',
            committedThrough: 2,
            safeThrough: 2,
            gaps: [],
            windowBytes: expect.any(Number),
          },
        ],
      },
    ]);
    const packed = 'SELECT count(*) AS n FROM ledger.segments WHERE pack_no IS NOT NULL';
    expect((await database.db.query(packed)).rows).toEqual([{ n: 2 }]);
  });

  it('sees backlog in a tip', async () => {
    const site = 'tipping';
    const relay = relayFor(site);
    await ingestFor(database, [{ site, relay }]);
    const lanes = [
      { lane: 'ledger' as const, oldestHeld: 1, sealedThrough: 5, headHash: Buffer.alloc(32) },
    ];
    const { relayId, incarnation } = relay;
    const tip = { site, relayId, incarnation, lanes, issued: anchorFor(site) };
    nats.publish(subjects.tip(site), sealTip(tip, relay.key));
    const stored = await until('the tip is stored', async () => {
      const sql = `SELECT tip_sealed_through FROM ledger.journal_lanes
                     JOIN ledger.journals USING (journal_no) WHERE site_id = $1`;
      return (await database.db.query(sql, [site])).rows[0];
    });
    expect(stored).toEqual({ tip_sealed_through: 5 });
  });

  it('loses and doubles nothing when broker, database and hub go down on the way', async () => {
    const site = 'rough-way';
    const relay = relayFor(site);
    const device = deviceFor(site);
    await ingestFor(database, [{ site, relay }]);
    const digest = createDigest(device.deviceId, device.incarnation);
    const enrolments = [device.enrolment(site, relay.key)];
    for (let i = 0; i < 40; i += 1) {
      const batch = device.next(heartbeats(25));
      digest.add('ledger', batch.first, batch.last);
      const sealed = relay.seal([batch], i === 0 ? { enrolments } : {});
      await publish(site, sealed.bytes);
      if (i % 7 === 0) await publish(site, sealed.bytes);
      if (i % 10 === 2) await database.crash();
      if (i % 10 === 5) {
        await broker.kill();
        await broker.start();
      }
      if (i % 10 === 8) {
        await work[Symbol.asyncDispose]();
        work = await startWork();
      }
    }
    const totals = await until('everything is committed', async () => {
      const now = await totalsOf(site);
      return now?.eventsCommitted === 1_000 ? now : undefined;
    });
    expect(totals).toMatchObject({ gaps: 0, digest: digestText(digest.value) });
  });
});
