import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import {
  deviceMarkLeaf,
  generateKeyPair,
  merkleRoot,
  openReceipt,
  sealTip,
  subjects,
  type LinkOutlook,
  type SiteReceipt,
  sealReceipt,
} from '@eucora/protocol';
import { anchorFor, deviceFor, heartbeats, relayFor } from '@eucora/protocol/testing';
import type { NatsConnection } from '@nats-io/transport-node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ingestFor, testNow } from '../ingest/testing/ingest.ts';
import { startBroker, until, type TestBroker } from '../ingest/testing/nats-server.ts';
import { ensureStreams } from '../ingest/uplink-stream.ts';
import {
  Counters,
  createLedgerReader,
  newestReceipts,
  wantForAll,
} from '../modules/ledger/index.ts';
import { createMetrics } from '../platform/metrics.ts';
import { silent, startTestDatabase, type TestDatabase } from '../platform/testing.ts';
import { CreditDesk } from './credit-desk.ts';
import { PublisherWork } from './publisher.ts';
import { startTips } from './tips.ts';

let database: TestDatabase;
let broker: TestBroker;
let nats: NatsConnection;
let home: string;
const key = generateKeyPair();

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'eucora-publish-'));
  [database, broker] = await Promise.all([startTestDatabase(), startBroker()]);
  nats = await broker.connect();
});
afterAll(async () => {
  await broker[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
  await rm(home, { recursive: true, force: true });
});

async function makeStreams(): Promise<void> {
  const options = { uplinkBytesMax: 10_000_000, replicas: 1, ackWaitMs: 2_000 };
  await ensureStreams(await jetstreamManager(nats), options);
}

async function publisher({ db } = database): Promise<PublisherWork> {
  const counters = await Counters.open(home);
  const common = { db, nats, counters, key, metrics: createMetrics(), logger: silent };
  const credit = new CreditDesk(() => performance.now());
  const windowBytes = (): number => 1_000_000;
  const work = new PublisherWork({ ...common, now: testNow, windowBytes, credit });
  await work.reconcileTurn();
  return work;
}

async function atBroker(site: string): Promise<SiteReceipt | undefined> {
  const manager = await jetstreamManager(nats);
  const query = { last_by_subj: subjects.downlink(site, 'receipt') };
  const message = await manager.streams.getMessage(subjects.stream.downlink, query);
  return message ? openReceipt(message.data, site, key.publicKey) : undefined;
}

it('begins the ledger before anybody has made the streams', async () => {
  await ingestFor(database, [{ site: 'new', relay: relayFor('new') }]);
  await publisher();
  const epochs = 'SELECT epoch, reason FROM ledger.epochs';
  const { rows } = await database.db.query(epochs);
  expect(rows).toEqual([{ epoch: 1, reason: 'the ledger begins' }]);
  await makeStreams();
});

it('tells a site its marks and the root over its devices, once per change', async () => {
  const site = 'told';
  const relay = relayFor(site);
  const device = deviceFor(site);
  const ingest = await ingestFor(database, [{ site, relay }]);
  const work = await publisher();
  const enrolments = [device.enrolment(site, relay.key)];
  await ingest.take(relay.seal([device.next(heartbeats(4))], { enrolments }).bytes);
  const skipped = relay.seal([device.next(heartbeats(1))]);
  await ingest.take(relay.seal([device.next(heartbeats(1))]).bytes);
  await work.issueTurn();
  const receipt = await atBroker(site);
  expect(receipt).toMatchObject({ ledgerEpoch: 1, issuedMs: testNow().getTime() });
  expect(receipt!.journals[0]!.lanes).toEqual([
    {
      lane: 'ledger',
      committedThrough: 1,
      safeThrough: 0,
      gaps: [{ first: 2, last: 2 }],
      windowBytes: 1_000_000,
    },
  ]);
  const { deviceId, incarnation } = device;
  const mark = { deviceId, incarnation, lane: 'ledger' as const, through: 4 };
  expect(Buffer.from(receipt!.deviceMarksRoot)).toEqual(merkleRoot([deviceMarkLeaf(mark)]));
  await work.issueTurn();
  expect((await atBroker(site))!.generation).toBe(receipt!.generation);
  await ingest.take(skipped.bytes);
  const after = await until('the next receipt', async () => {
    await work.issueTurn();
    const next = await atBroker(site);
    return next && next.generation > receipt!.generation ? next : undefined;
  });
  expect(after.journals[0]!.lanes[0]).toMatchObject({ committedThrough: 3, gaps: [] });
});

it('takes no receipt that is issued while it compares for one that was forgotten', async () => {
  const site = 'busy';
  const relay = relayFor(site);
  const device = deviceFor(site);
  const ingest = await ingestFor(database, [{ site, relay }]);
  const issuing = await publisher();
  const say = async (enrolments: Uint8Array[] = []): Promise<void> => {
    await ingest.take(relay.seal([device.next(heartbeats(1))], { enrolments }).bytes);
  };
  await say([device.enrolment(site, relay.key)]);
  await issuing.issueTurn();
  const epoch = (await atBroker(site))!.ledgerEpoch;
  await say();
  let isFirst = true;
  const slow = new Proxy(database.db, {
    get(db, name) {
      if (name === 'transaction') return db.transaction.bind(db);
      return async (sql: string, values: readonly unknown[]) => {
        const answer = await db.query(sql, values);
        if (isFirst && sql.includes('FROM ledger.receipts')) {
          isFirst = false;
          const before = (await atBroker(site))!.generation;
          await until('a receipt is issued in between', async () => {
            await issuing.issueTurn();
            return (await atBroker(site))!.generation > before || undefined;
          });
        }
        return answer;
      };
    },
  });
  await publisher({ ...database, db: slow });
  expect(isFirst).toBe(false);
  expect((await atBroker(site))!.ledgerEpoch).toBe(epoch);
});

it('gives a broker that lost its disk the same receipts again', async () => {
  const before = await newestReceipts(database.db);
  await broker.kill();
  await broker.startEmpty();
  await until('the streams are back', async () => {
    try {
      await makeStreams();
      return true;
    } catch {
      return undefined;
    }
  });
  await publisher();
  for (const { siteId, generation } of before) {
    expect(await atBroker(siteId)).toMatchObject({ generation });
  }
});

it('never lets an older receipt replace a newer one', async () => {
  const [newest] = await newestReceipts(database.db, 'told');
  const site = newest!.siteId;
  const [one, other] = [await publisher(), await publisher()];
  const want = `UPDATE ledger.outbox SET wanted = wanted + 1 WHERE site_id = $1`;
  await database.db.query(want, [site]);
  await one.issueTurn();
  const first = await atBroker(site);
  await database.db.query(want, [site]);
  await other.issueTurn();
  const second = await atBroker(site);
  expect(second!.generation).toBeGreaterThan(first!.generation);
  await one.reconcileTurn();
  expect(await atBroker(site)).toEqual(second);
});

it('opens a new epoch when the broker proves that the database forgot', async () => {
  const site = 'told';
  const before = (await atBroker(site))!;
  await database.db.query('DELETE FROM ledger.receipts WHERE site_id = $1', [site]);
  await publisher();
  const after = (await atBroker(site))!;
  expect(after.ledgerEpoch).toBeGreaterThan(before.ledgerEpoch);
  expect(after.generation).toBeGreaterThan(before.generation);
  const sql = `SELECT detail->>'epoch' AS epoch FROM audit.entries WHERE action = 'ledger.epoch'
                ORDER BY id DESC LIMIT 1`;
  expect((await database.db.query(sql)).rows).toEqual([{ epoch: String(after.ledgerEpoch) }]);
});

it('opens an epoch above every one that a site may have seen', async () => {
  const site = 'told';
  const { journals, deviceMarksRoot } = (await atBroker(site))!;
  const far = {
    site,
    ledgerEpoch: 1_000_000,
    generation: 1,
    issuedMs: 1,
    journals,
    deviceMarksRoot,
  };
  nats.publish(subjects.downlink(site, 'receipt'), sealReceipt(far, key));
  await nats.flush();
  await publisher();
  expect((await atBroker(site))!.ledgerEpoch).toBeGreaterThan(1_000_000);
});

it('replaces what is at the broker under another hub’s key', async () => {
  const site = 'told';
  await jetstream(nats).publish(subjects.downlink(site, 'receipt'), Buffer.from('foreign'));
  await publisher();
  expect(await atBroker(site)).toBeDefined();
});

it('reads backlog and horizon from tips, of a journal’s own relay only', async () => {
  const site = 'tips';
  const relay = relayFor(site);
  const second = relayFor(site, 'second relay');
  const device = deviceFor(site);
  const { db } = database;
  const ingest = await ingestFor(
    database,
    [relay, second].map((each) => ({ site, relay: each })),
  );
  const sealed = anchorFor(site, { wallMs: testNow().getTime() - 60_000 });
  const enrolments = [device.enrolment(site, relay.key)];
  await ingest.take(relay.seal([device.next(heartbeats(1))], { enrolments, sealed }).bytes);
  const metrics = createMetrics();
  await using tips = startTips({
    db,
    nats,
    metrics,
    logger: silent,
    now: testNow,
    hubKey: generateKeyPair().publicKey,
  });
  const { relayId, incarnation } = relay;
  const tipOf = (sealedThrough: number, secondsAgo: number, link?: LinkOutlook) => ({
    site,
    relayId,
    incarnation,
    lanes: [{ lane: 'ledger' as const, oldestHeld: 1, sealedThrough, headHash: Buffer.alloc(32) }],
    issued: anchorFor(site, { wallMs: testNow().getTime() - secondsAgo * 1_000, loMs: 0 }),
    link,
  });
  const counted = async (result: string): Promise<true | undefined> => {
    const metric = await metrics.getSingleMetric('eucora_tips_total')?.get();
    return metric?.values.some((value) => value.labels['result'] === result) ? true : undefined;
  };
  nats.publish(subjects.tip(site), sealTip(tipOf(9, 1), second.key));
  await until('the foreign tip is refused', () => counted('refused'));
  nats.publish(subjects.tip(site), sealTip(tipOf(4, 1), relay.key));
  await until('the tip is stored', () => counted('stored'));
  const reader = createLedgerReader(db, () => Promise.reject(new Error('unused')), testNow);
  expect((await reader.sites()).get(site)).toMatchObject({ backlogSegments: 3, gaps: 0 });
  expect(await reader.link(site)).toBeNull();
  const horizon = `SELECT horizon_at FROM sites.sites WHERE id = $1`;
  const at = async (): Promise<unknown> => (await db.query(horizon, [site])).rows[0];
  expect(await at()).toEqual({ horizon_at: new Date(sealed.wallMs) });
  const link = {
    backlogBytes: 7_000,
    bytesPerSecond: 500,
    hold: 'window',
    finishInMs: 60_000,
  } as const;
  nats.publish(subjects.tip(site), sealTip(tipOf(1, 2, link), relay.key));
  await until('the tip that nothing is missing', async () => {
    const { rows } = await db.query(horizon, [site]);
    return rows[0]?.['horizon_at'] > new Date(sealed.wallMs) ? true : undefined;
  });
  expect(await at()).toEqual({ horizon_at: new Date(testNow().getTime() - 2_000) });
  const { backlogBytes, bytesPerSecond, hold } = link;
  const finishAt = new Date(testNow().getTime() + 60_000);
  const told = { backlogBytes, bytesPerSecond, hold, finishAt, toldAt: testNow() };
  expect(await reader.link(site)).toEqual(told);
  const unknown = { ...link, hold: null, finishInMs: null };
  nats.publish(subjects.tip(site), sealTip(tipOf(1, 2, unknown), relay.key));
  await until('the link without a forecast', async () =>
    (await reader.link(site))?.finishAt === null ? true : undefined,
  );
  expect(tips).toBeDefined();
});

it('goes on above what the database remembers when the counters are lost', async () => {
  const site = 'told';
  const before = (await atBroker(site))!.generation;
  await rm(join(home, 'counters'), { recursive: true });
  const work = await publisher();
  await database.db.transaction((tx) => wantForAll(tx, 'receipt'));
  const after = await until('the next receipt', async () => {
    await work.issueTurn();
    const next = await atBroker(site);
    return next && next.generation !== before ? next : undefined;
  });
  expect(after.generation).toBeGreaterThan(before);
});
