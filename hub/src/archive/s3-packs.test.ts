import { once } from 'node:events';
import { createServer } from 'node:net';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateBoxKeyPair, generateKeyPair, sealRelayRequest } from '@eucora/protocol';
import { deviceFor, heartbeats, relayFor } from '@eucora/protocol/testing';
import { createUser } from '@nats-io/nkeys';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTaker } from '../ingest/index.ts';
import { ingestFor } from '../ingest/testing/ingest.ts';
import { ensurePartitions } from '../modules/ledger/index.ts';
import { admitRelay, createSite } from '../modules/sites/index.ts';
import { Database } from '../platform/db.ts';
import { loadHubKeys } from '../platform/keys.ts';
import { createMetrics } from '../platform/metrics.ts';
import { migrate } from '../platform/migrate.ts';
import { silent, startTestDatabase, type TestDatabase } from '../platform/testing.ts';
import { compareLedgers, readRegistrations, rebuildLedger } from '../recovery/index.ts';
import { createFolds } from '../workers.ts';
import { archiveTurn, type ArchiverDeps } from './archiver.ts';
import { mergeTurn } from './merge.ts';
import { s3Packs, type S3Options } from './s3-packs.ts';
import { scrubArchive } from './scrub.ts';
import type { ArchiveStore } from './store.ts';
import { sweep } from './sweep.ts';
import {
  objectStoreMissing,
  startObjectStore,
  type TestObjectStore,
} from './testing/object-store.ts';

const missing = await objectStoreMissing();
if (missing !== undefined) console.warn(`The archive is not tested on S3: ${missing}`);

let store: TestObjectStore;
let database: TestDatabase;
let spoolDir: string;
let buckets = 0;
const sign = generateKeyPair();

const limits = { bytesMin: 1e6, bytesMax: 4e6, segmentsMax: 100, fanIn: 3 };

async function emptyDatabase(): Promise<Database> {
  const url = await database.empty();
  await migrate(url, silent);
  return new Database({ url, connectionsMax: 3 });
}
async function ownBucket(): Promise<S3Options> {
  buckets += 1;
  return { ...(await store.bucket(`eucora-${buckets}`)), spoolDir };
}
const depsFor = (files: ArchiveStore): ArchiverDeps => {
  const own = { db: database.db, files, key: Buffer.alloc(32, 9), sign, logger: silent };
  return { ...own, now: () => new Date(), packBytesMax: 1_000_000, idleMs: -1e12 };
};
async function scrubbed(files: ArchiveStore) {
  const found = [];
  for await (const pack of scrubArchive(depsFor(files))) found.push(pack);
  return found;
}
async function* pieces(count: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < count; at += 65_536) {
    yield Buffer.alloc(Math.min(65_536, count - at), at / 65_536);
  }
}

describe.skipIf(missing !== undefined)('packs in a bucket', () => {
  beforeAll(async () => {
    spoolDir = await mkdtemp(join(tmpdir(), 'eucora-spool-'));
    [store, database] = await Promise.all([startObjectStore(), startTestDatabase()]);
  }, 120_000);
  afterAll(async () => {
    await store[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
    await rm(spoolDir, { recursive: true, force: true });
  }, 30_000);

  it('are written whole, in parts when large, read by ranges, listed and removed', async () => {
    const files = s3Packs(await ownBucket());
    const size = 17 * 1_048_576 + 5; // more than one part
    expect(await files.write('2026/11/24/1-a', pieces(size))).toMatchObject({ bytes: size });
    await files.write('2026/11/24/2-b', pieces(9));
    expect((await files.list()).toSorted()).toEqual(['2026/11/24/1-a', '2026/11/24/2-b']);
    await using file = await files.open('2026/11/24/1-a');
    expect(file.size).toBe(size);
    expect(await file.readAt(65_535, 3)).toEqual(Buffer.of(0, 1, 1));
    expect(await file.readAt(65_537, 2)).toEqual(Buffer.of(1, 1));
    expect(await file.readAt(size - 2, 100)).toHaveLength(2);
    await files.remove('2026/11/24/1-a');
    await files.remove('never there');
    expect(await files.list()).toEqual(['2026/11/24/2-b']);
    await expect(files.open('2026/11/24/1-a')).rejects.toThrow('has no pack 2026/11/24/1-a');
    expect(await readdir(spoolDir)).toEqual([]);
  }, 60_000);

  it('leave no half of a pack that was broken off', async () => {
    const options = await ownBucket();
    const files = s3Packs(options);
    const breaking = async function* (): AsyncGenerator<Buffer> {
      yield Buffer.alloc(10);
      throw new Error('the disk is full');
    };
    await expect(files.write('x', breaking())).rejects.toThrow('the disk is full');
    await store.client.initiateNewMultipartUpload(options.bucket, 'packs/killed.pack', {});
    await files.tidy();
    const left = [];
    for await (const upload of store.client.listIncompleteUploads(options.bucket, '', true)) {
      left.push(upload);
    }
    expect([left, await files.list(), await readdir(spoolDir)]).toEqual([[], [], []]);
  }, 60_000);

  it('make segments safe, are merged, read again and swept like those in a folder', async () => {
    const options = await ownBucket();
    const files = s3Packs(options);
    const [site, relay, device] = ['s3', relayFor('s3'), deviceFor('s3')];
    const ingest = await ingestFor(database, [{ site, relay }]);
    for (let n = 0; n < 4; n += 1) {
      const enrolments = n === 0 ? [device.enrolment(site, relay.key)] : [];
      await ingest.take(relay.seal([device.next(heartbeats(3))], { enrolments }).bytes);
      await archiveTurn(depsFor(files));
    }
    expect(await mergeTurn(depsFor(files), limits)).toMatchObject({ packs: 4 });
    const safe = 'SELECT safe_through FROM ledger.journal_lanes';
    expect((await database.db.query(safe)).rows).toEqual([{ safe_through: 4 }]);
    expect(await sweep(depsFor(files))).toEqual({ removed: [], kept: [], lost: [] });
    const found = await scrubbed(files);
    expect(found).toEqual([expect.objectContaining({ fault: undefined })]);
    const [name] = await files.list();
    await store.client.putObject(options.bucket, `packs/${name}.pack`, 'overwritten');
    const rotten = await scrubbed(files);
    expect(rotten).toEqual([
      { name, fault: expect.stringMatching(/^it has 11 bytes/), bytes: expect.any(Number) },
    ]);
  }, 60_000);

  it('are enough to rebuild the ledger from', async () => {
    const files = s3Packs(await ownBucket());
    const home = join(spoolDir, 'home');
    const keys = await loadHubKeys(home);
    const [site, relay, device] = ['s3-rebuild', relayFor('s3-rebuild'), deviceFor('s3-rebuild')];
    const live = await emptyDatabase();
    const rebuilt = await emptyDatabase();
    const now = (): Date => new Date();
    await ensurePartitions(live, now());
    await createSite({ db: live, now }, { id: site, siteClass: 'online' }, 'test');
    const request = {
      site,
      publicKey: relay.key.publicKey.raw,
      boxPublic: generateBoxKeyPair().publicKey,
      natsPublic: createUser().getPublicKey(),
    };
    await admitRelay({ db: live, now }, keys, sealRelayRequest(request, relay.key), 'test');
    const common = { db: live, folds: createFolds(keys), now, logger: silent };
    const taker = createTaker({ ...common, metrics: createMetrics() });
    const deps = { ...depsFor(files), db: live, key: keys.archive, sign: keys.sign };
    for (let n = 0; n < 4; n += 1) {
      const enrolments = n === 0 ? [device.enrolment(site, relay.key)] : [];
      const { bytes } = relay.seal([device.next(heartbeats(3))], { enrolments });
      expect((await taker.take({ bytes, site, lane: 'ledger' })).kind).toBe('committed');
      await archiveTurn(deps);
      if (n === 2) await mergeTurn(deps, limits);
    }
    const own = { db: rebuilt, packs: files, archiveKey: keys.archive };
    const rest = { hubKey: keys.sign.publicKey, folds: createFolds(keys), now, logger: silent };
    const registrations = await readRegistrations(live);
    const done = await rebuildLedger({ ...own, ...rest, onProgress: () => {} }, registrations);
    expect(done).toMatchObject({ packs: 2, segments: 4, events: 12, differing: 0 });
    const found = await compareLedgers(live, rebuilt, now());
    expect(found).toEqual({ equal: true, rows: expect.any(Number) });
    await live[Symbol.asyncDispose]();
    await rebuilt[Symbol.asyncDispose]();
  }, 60_000);

  it('move no mark while the store is away, and say what to do', async () => {
    const options = await ownBucket();
    const [site, relay, device] = ['s3-away', relayFor('s3-away'), deviceFor('s3-away')];
    const ingest = await ingestFor(database, [{ site, relay }]);
    const enrolments = [device.enrolment(site, relay.key)];
    await ingest.take(relay.seal([device.next(heartbeats(3))], { enrolments }).bytes);
    const archive = (over: Partial<S3Options>) =>
      archiveTurn(depsFor(s3Packs({ ...options, ...over })));
    await expect(archive({ bucket: 'nowhere' })).rejects.toThrow(/no bucket nowhere .* create it/);
    await expect(archive({ secretKey: 'wrong' })).rejects.toThrow(/refuses our keys .*CREDENTIALS/);
    await expect(archive({ accessKey: 'wrong' })).rejects.toThrow(/refuses our keys/);
    const away = new URL('http://127.0.0.1:9');
    await expect(archive({ endpoint: away })).rejects.toThrow(
      /127\.0\.0\.1:9 does not do its part/,
    );
    const dead = createServer(() => {}).listen(0, '127.0.0.1');
    await once(dead, 'listening');
    const address = dead.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const endpoint = new URL(`http://127.0.0.1:${port}`);
    await expect(archive({ endpoint, silenceMs: 200 })).rejects.toThrow(/no answer for 200 ms/);
    dead.close();
    const safe = `SELECT safe_through FROM ledger.journal_lanes JOIN ledger.journals
                   USING (journal_no) WHERE site_id = $1`;
    expect((await database.db.query(safe, [site])).rows).toEqual([{ safe_through: 0 }]);
    expect(await archive({})).toMatchObject({ segments: 1 });
    expect((await database.db.query(safe, [site])).rows).toEqual([{ safe_through: 1 }]);
    await expect(s3Packs({ ...options, bucket: 'nowhere' }).open('x')).rejects.toThrow(/no bucket/);
  }, 60_000);
});
