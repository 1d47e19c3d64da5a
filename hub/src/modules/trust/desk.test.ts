import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../../platform/testing.ts';
import { Laptops, PassingKeys } from '../../testing/laptops.ts';
import { Counters } from '../ledger/index.ts';
import { directorKey, firstRoot, TrustDesk, trustFile } from './desk.ts';

const dayMs = 86_400_000;
let nowMs = Date.UTC(2027, 0, 1);
const now = (): Date => new Date(nowMs);
const admin = { id: 'anna', mayFound: true };
const file = (letter: string) => ({ length: 16, sha256: letter.repeat(64) });

let postgres: TestDatabase;
let home: string;
let keys: PassingKeys;
let laptops: Laptops;
const gone: string[] = [];

async function deskOf(counters: boolean): Promise<TrustDesk> {
  const onTakenBack = (_tx: unknown, sha256s: readonly string[]): Promise<void> => {
    gone.push(...sha256s);
    return Promise.resolve();
  };
  const deps = { db: postgres.db, keys, now, onTakenBack };
  return new TrustDesk({ ...deps, counters: counters ? await Counters.open(home) : undefined });
}
const versionOf = async (role: string): Promise<number | undefined> =>
  (await (await deskOf(false)).served()).repository.newest.get(role)?.version;
const audited = async (): Promise<string[]> => {
  const sql = `SELECT action || ' ' || subject AS text FROM audit.entries
                WHERE action LIKE 'trust.%' ORDER BY id`;
  return (await postgres.db.query<{ text: string }>(sql)).rows.map(({ text }) => text);
};

beforeAll(async () => {
  postgres = await startTestDatabase();
  home = await mkdtemp(join(tmpdir(), 'eucora-trust-'));
  keys = new PassingKeys();
  laptops = new Laptops(keys.all, nowMs);
});
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
  await rm(home, { recursive: true, force: true });
});

test('without a root nothing can be ordered, and only who runs the platform says which is first', async () => {
  const desk = await deskOf(true);
  await expect(desk.director()).rejects.toThrow(
    /no root of trust yet.*eucora-trust add-key --role director/,
  );
  const publisher = { id: 'quinn', mayFound: false };
  await expect(desk.import(laptops.files(), publisher)).rejects.toMatchObject({
    code: 'first_root',
  });
  expect(await firstRoot(postgres.db)).toBeUndefined();
  const outcome = await desk.import(laptops.files(), admin);
  expect(outcome.publication).toEqual({ because: 'first', snapshot: 1, timestamp: 1 });
  expect((await firstRoot(postgres.db))?.length).toBe(32);
  expect((await directorKey(desk)).publicKey.raw).toEqual(keys.all[0]!.key.publicKey.raw);
  expect(await audited()).toEqual([
    'trust.import root',
    'trust.import targets',
    'trust.import linux',
    'trust.publish timestamp',
  ]);
});

test('what the command line imports is published by the hub, and files are found by their names', async () => {
  const offline = await deskOf(false);
  laptops.vouch('linux/a.deb', file('a'), { package: 'a', version: '1' });
  laptops.vouch('linux/b.deb', file('b'), { package: 'b', version: '1' });
  expect((await offline.import([laptops.file('linux')], admin)).publication).toBeNull();
  expect(await offline.isDue()).toBe(true);
  expect(await (await deskOf(true)).publish()).toMatchObject({ because: 'new metadata' });
  expect(await offline.isDue()).toBe(false);
  const { db } = postgres;
  expect(await trustFile(db, '3.linux.json')).toEqual(Buffer.from(laptops.file('linux').bytes));
  expect(await trustFile(db, 'timestamp.json')).toBeDefined();
  const none = [
    '4.linux.json',
    'linux.json',
    '1.timestamp.json',
    '../x',
    '01.root.json',
    '1.%.json',
  ];
  for (const name of none) expect(await trustFile(db, name)).toBeUndefined();
});

test('a hub that is restored or started again gives no version twice', async () => {
  const before = (await versionOf('timestamp'))!;
  // The database is put back to a backup of before; the home's counters are not.
  await postgres.owner.query(`DELETE FROM trust.files WHERE role IN ('snapshot', 'timestamp')`);
  await (await deskOf(true)).publish();
  expect(await versionOf('timestamp')).toBeGreaterThan(before);
  expect(await versionOf('snapshot')).toBeGreaterThan(before);
});

test('they are signed anew each month, and what was replaced goes a month later', async () => {
  const desk = await deskOf(true);
  const old = (await versionOf('snapshot'))!;
  expect(await desk.publish()).toBeUndefined();
  nowMs += 31 * dayMs;
  expect(await desk.publish()).toMatchObject({ because: 'age' });
  expect(await desk.file(`${old}.snapshot.json`)).toBeDefined();
  nowMs += 31 * dayMs;
  await desk.publish();
  expect(await desk.file(`${old}.snapshot.json`)).toBeUndefined();
  expect(await desk.file('1.root.json')).toBeDefined();
});

test('bytes that a publisher takes back are told, in the same transaction', async () => {
  const desk = await deskOf(true);
  expect(gone).toEqual([]);
  await desk.import([laptops.takeBack('linux/a.deb').file('linux')], admin);
  expect(gone).toEqual(['a'.repeat(64)]);
});

test('root gives the hub’s keys to others: orders end, and so does publishing, with the remedy', async () => {
  const desk = await deskOf(true);
  const director = keys.all.find(({ name }) => name === 'director')!;
  const stranger = new PassingKeys().renew('director');
  laptops.replaceKey('director', director.keyId, stranger.object);
  await desk.import([laptops.file('root')], admin);
  await expect(desk.director()).rejects.toMatchObject({ code: 'director_not_named' });
  const online = keys.all.find(({ name }) => name === 'online')!;
  laptops.replaceKey('timestamp', online.keyId, stranger.object);
  const { results } = await desk.import([laptops.file('root')], admin);
  expect(results[0]).toMatchObject({ result: 'refused', clause: 'EUCORA T4' });
});

test('a reset of the time that root’s holders signed is served beside the metadata, once by number', async () => {
  const desk = await deskOf(true);
  const { roots } = (await desk.served()).repository;
  const reset = {
    number: 1,
    rootVersion: roots.length,
    aboveMs: nowMs + 9,
    loMs: nowMs,
    sites: [],
  };
  const bring = async (brought: ReturnType<Laptops['timeReset']>) => {
    const { results } = await desk.import([brought], admin);
    return [results[0]!.result, results[0]!.clause];
  };
  expect(await bring(laptops.timeReset(reset, ['alice']))).toEqual(['refused', 'EUCORA D11']);
  const early = laptops.timeReset({ ...reset, rootVersion: roots.length + 1 });
  expect(await bring(early)).toEqual(['refused', 'EUCORA D11']);
  expect(await desk.file('time-reset.json')).toBeUndefined();
  const good = laptops.timeReset(reset);
  expect(await bring(good)).toEqual(['accepted', null]);
  expect(await bring(good)).toEqual(['known', null]);
  expect(await desk.file('time-reset.json')).toEqual(Buffer.from(good.bytes));
  expect(await bring(laptops.timeReset({ ...reset, loMs: nowMs + 1 }))).toEqual([
    'refused',
    'EUCORA D11',
  ]);
  const next = laptops.timeReset({ ...reset, number: 2 });
  expect(await bring(next)).toEqual(['accepted', null]);
  expect(await desk.file('time-reset.json')).toEqual(Buffer.from(next.bytes));
  expect((await desk.entries()).map(({ role }) => role)).not.toContain('x-eucora-time-reset');
});

test('two who import at the same time are one after the other', async () => {
  const [one, other] = [await deskOf(true), await deskOf(true)];
  laptops.change('linux');
  const offered = [laptops.file('linux')];
  const outcomes = await Promise.all([one.import(offered, admin), other.import(offered, admin)]);
  const results = outcomes.map((outcome) => outcome.results[0]!.result);
  expect(results.toSorted()).toEqual(['accepted', 'known']);
  expect(outcomes.filter(({ publication }) => publication !== null)).toHaveLength(1);
});
