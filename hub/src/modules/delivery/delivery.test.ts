import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { ChunkHasher, limits, type CacheItem } from '@eucora/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { folderObjects } from '../../platform/objects/folder-objects.ts';
import type { ObjectStore } from '../../platform/objects/store.ts';
import { silent, startTestDatabase, type TestDatabase } from '../../platform/testing.ts';
import { wantObject } from '../objects/index.ts';
import { createSite } from '../sites/index.ts';
import { listChunksOnce } from './chunk-lists.ts';
import { makeDeltaOnce } from './deltas.ts';
import { deltaFor, mayTake, setCancelled, setSiteArtifacts } from './service.ts';
import {
  neededByDelivery,
  noteCache,
  selectChunkList,
  selectSiteArtifact,
  selectSiteArtifacts,
  selectSiteCache,
} from './store.ts';

const now = (): Date => new Date('2026-11-25T12:00:00.000Z');
const site = 'hq';
const relayId = 'ab'.repeat(16);
let database: TestDatabase;
let objects: ObjectStore;
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'eucora-delivery-module-'));
  database = await startTestDatabase();
  objects = folderObjects(join(dir, 'objects'));
  await createSite({ db: database.db, now }, { id: site, siteClass: 'online' }, 'test');
});
afterAll(async () => {
  await database?.[Symbol.asyncDispose]();
  await rm(dir, { recursive: true, force: true });
});

async function stored(bytes: Buffer): Promise<string> {
  const { sha256 } = await objects.put(Readable.from([bytes]));
  const object = { sha256, bytes: bytes.length };
  await database.db.transaction((tx) => wantObject(tx, object, now()));
  return sha256;
}

const deps = () => ({ db: database.db, objects, dir, logger: silent, now });
const need = (...artifacts: readonly { sha256: string; bytes: number }[]) =>
  database.db.transaction((tx) => {
    const named = artifacts.map((each, n) => ({ ...each, targetPath: `linux/${n}` }));
    return setSiteArtifacts(tx, site, named, now());
  });

test('every object that is needed gets the list of its chunks, and damaged bytes get none', async () => {
  const bytes = randomBytes(limits.artifactChunkBytes + 10);
  const sha256 = await stored(bytes);
  const sum = createHash('sha256').update('gone').digest('hex');
  await database.db.transaction((tx) => wantObject(tx, { sha256: sum, bytes: 4 }, now()));
  const beside: string[] = [];
  for (let done; (done = await listChunksOnce(deps(), beside));) {
    if (!done.isListed) beside.push(done.sha256);
  }
  expect(beside).toEqual([sum]);
  const hasher = new ChunkHasher();
  hasher.update(bytes);
  const { hashes, chunkListSha256: listSha256 } = hasher.finish();
  expect(await selectChunkList(database.db, sha256)).toEqual({
    bytes: bytes.length,
    listSha256,
    hashes: Buffer.from(hashes),
  });
});

test('a site may take what its newest document names, until somebody cancels it', async () => {
  const { db } = database;
  const [a, b] = [
    { sha256: 'aa'.repeat(32), bytes: 7 },
    { sha256: 'bb'.repeat(32), bytes: 9 },
  ];
  await need(a, b);
  expect(await mayTake(db, site, b.sha256)).toBe('yes');
  await setCancelled(deps(), site, b.sha256, true, 'ops');
  await setCancelled(deps(), site, b.sha256, true, 'somebody else');
  expect(await mayTake(db, site, b.sha256)).toBe('cancelled');
  // A document that still names it changes nothing of that; one that does not ends it.
  await need(b, a);
  expect(await mayTake(db, site, b.sha256)).toBe('cancelled');
  expect((await selectSiteArtifacts(db, site, 0, 10)).map(({ sha256 }) => sha256)).toEqual([
    b.sha256,
    a.sha256,
  ]);
  await setCancelled(deps(), site, b.sha256, false, 'ops');
  expect(await mayTake(db, site, b.sha256)).toBe('yes');
  await need(a);
  expect(await mayTake(db, site, b.sha256)).toBe('not_needed');
  await expect(setCancelled(deps(), site, b.sha256, true, 'ops')).rejects.toThrow('artifact');
  const sql = `SELECT action, actor FROM audit.entries WHERE action LIKE 'delivery.%' ORDER BY id`;
  expect((await db.query(sql)).rows).toEqual([
    { action: 'delivery.cancel', actor: 'ops' },
    { action: 'delivery.resume', actor: 'ops' },
  ]);
});

test('a relay says how far it is; of what its site does not need nothing is kept', async () => {
  const { db } = database;
  const a = { sha256: 'ee'.repeat(32), bytes: 100 };
  await need(a);
  const item = (name: string, part: Partial<CacheItem> = {}): CacheItem => ({
    sha256: Buffer.from(name, 'hex'),
    heldBytes: 40,
    state: 'coming',
    fetchedBytes: 40,
    savedBytes: 0,
    detail: 'hub',
    finishInMs: 60_000,
    ...part,
  });
  const items = [item(a.sha256), item('cc'.repeat(32), { finishInMs: null })];
  const report = { heldBytes: 140, freeBytes: 1_000, savedBytes: 5, items };
  await db.transaction((tx) => noteCache(tx, { siteId: site, relayId }, report, now()));
  expect(await selectSiteArtifact(db, site, a.sha256)).toMatchObject({
    state: 'coming',
    heldBytes: 40,
    detail: 'hub',
    finishAt: new Date('2026-11-25T12:01:00.000Z'),
    toldAt: now(),
  });
  const last = { ...report, items: [item(a.sha256, { state: 'here', finishInMs: null })] };
  await db.transaction((tx) => noteCache(tx, { siteId: site, relayId }, last, now()));
  expect(await selectSiteArtifact(db, site, a.sha256)).toMatchObject({
    state: 'here',
    finishAt: null,
  });
  expect(await selectSiteCache(db, site)).toEqual({
    heldBytes: 140,
    freeBytes: 1_000,
    savedBytes: 5,
    toldAt: now(),
  });
});

test('the deltas of a pair are made once, and kept while a site may want them', async () => {
  const { db } = database;
  const old = randomBytes(700_000);
  const fresh = Buffer.concat([
    old.subarray(0, 300_000),
    Buffer.from('new'),
    old.subarray(300_000),
  ]);
  const [base, target] = [await stored(old), await stored(fresh)];
  while (await listChunksOnce(deps(), [createHash('sha256').update('gone').digest('hex')]));
  await need({ sha256: target, bytes: fresh.length });
  expect(await deltaFor(deps(), 'dd'.repeat(32), target)).toBeUndefined();
  expect(await deltaFor(deps(), base, target)).toMatchObject({ state: 'asked' });
  const { signal } = new AbortController();
  expect(await makeDeltaOnce(deps(), signal)).toBe(true);
  expect(await makeDeltaOnce(deps(), signal)).toBe(false);
  const made = await deltaFor(deps(), base, target);
  expect(made).toMatchObject({ state: 'made' });
  expect(made!.payloads.length).toBeGreaterThan(0);
  for (const payload of made!.payloads) {
    expect(await objects.bytesOf(payload)).toBeLessThan(fresh.length / 10);
    expect(await selectChunkList(db, payload)).toBeDefined();
  }
  const names = [...made!.payloads, target, base];
  expect((await neededByDelivery(db, names)).toSorted()).toEqual(
    [...made!.payloads, target].toSorted(),
  );
});
