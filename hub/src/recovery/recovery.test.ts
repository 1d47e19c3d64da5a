import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateBoxKeyPair, readSegment, sealRelayRequest } from '@eucora/protocol';
import { deviceFor, heartbeats, relayFor, type TestRelay } from '@eucora/protocol/testing';
import { createUser } from '@nats-io/nkeys';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { archiveTurn } from '../archive/archiver.ts';
import { filesystemPacks } from '../archive/index.ts';
import { mergeTurn } from '../archive/merge.ts';
import { commitDeps, createTaker, releaseQuarantined } from '../ingest/index.ts';
import {
  Counters,
  currentEpoch,
  ensurePartitions,
  ledgerTotals,
  listQuarantine,
  newestReceipts,
  setAside,
} from '../modules/ledger/index.ts';
import { admitRelay, createSite } from '../modules/sites/index.ts';
import { Envelope, envelopeSource, SecretStore } from '../modules/secrets/index.ts';
import { Database } from '../platform/db.ts';
import { loadHubKeys, type HubKeys } from '../platform/keys.ts';
import { createMetrics } from '../platform/metrics.ts';
import { migrate } from '../platform/migrate.ts';
import { silent, startTestDatabase, type TestDatabase } from '../platform/testing.ts';
import { issueReceipt } from '../publish/issue.ts';
import { CreditDesk, openEpoch } from '../publish/index.ts';
import { createFolds } from '../workers.ts';
import { backUp, compareLedgers, readRegistrations, rebuildLedger, restore } from './index.ts';
import { anyStep, everything, play } from './testing/history.ts';

let server: TestDatabase;
let folder: string;
let keys: HubKeys;
beforeAll(async () => {
  server = await startTestDatabase();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eucora-recovery-'));
  keys = await loadHubKeys(join(folder, 'home'));
  return () => rm(folder, { recursive: true, force: true });
});

const clock = (): Date => new Date();

/** A database of its own on the test's server: empty. */
async function emptyDatabase(): Promise<Database> {
  return new Database({ url: await server.empty(), connectionsMax: 3 });
}

/** A hub on a database: ingest, archiver and receipts, without a broker. */
async function hubOn(db: Database) {
  await migrate(db.url, silent);
  await ensurePartitions(db, clock());
  const common = { db, folds: createFolds(keys), now: clock, logger: silent };
  const commit = commitDeps(common);
  const taker = createTaker({ ...common, metrics: createMetrics() });
  const files = filesystemPacks(join(folder, 'home', 'archive'));
  await files.tidy();
  const archive = { db, files, key: keys.archive, sign: keys.sign, now: clock, logger: silent };
  const archiver = { ...archive, packBytesMax: 20_000_000, idleMs: -60_000 };
  const merging = { bytesMin: 1e6, bytesMax: 4e6, segmentsMax: 1_000, fanIn: 2 };
  return {
    db,
    files,
    async admit(site: string, relays: readonly TestRelay[]) {
      await createSite({ db, now: clock }, { id: site, siteClass: 'online' }, 'test');
      for (const relay of relays) {
        const request = {
          site,
          publicKey: relay.key.publicKey.raw,
          boxPublic: generateBoxKeyPair().publicKey,
          natsPublic: createUser().getPublicKey(),
        };
        const sealed = sealRelayRequest(request, relay.key);
        await admitRelay({ db, now: clock }, keys, sealed, 'test');
      }
    },
    async take(bytes: Uint8Array) {
      const { site, lane } = readSegment(bytes);
      return (await taker.take({ bytes, site, lane })).kind;
    },
    setAside: (bytes: Uint8Array) =>
      db.transaction((tx) => setAside(tx, readSegment(bytes), 'a defect of ours', clock())),
    release: (id: string) => releaseQuarantined(commit, taker, Number(id), 'user:operator'),
    archive: () => archiveTurn(archiver),
    merge: () => mergeTurn(archiver, merging),
    receipt: async (site: string, counters: Counters) => {
      const epoch = (await currentEpoch(db))!;
      const credit = new CreditDesk(() => performance.now());
      const credited = { windowBytes: () => 1, credit };
      const deps = { db, counters, key: keys.sign, now: clock, ...credited };
      return issueReceipt(deps, site, epoch);
    },
  };
}

async function rebuildInto(live: Database, target: Database) {
  await migrate(target.url, silent);
  return rebuildLedger(
    {
      db: target,
      packs: filesystemPacks(join(folder, 'home', 'archive')),
      archiveKey: keys.archive,
      hubKey: keys.sign.publicKey,
      folds: createFolds(keys),
      now: clock,
      logger: silent,
      onProgress: () => {},
    },
    await readRegistrations(live),
  );
}

/** Every way in which a batch or a segment ended. */
async function endings(db: Database): Promise<string[]> {
  const sql = `
    SELECT DISTINCT letter AS ending FROM ledger.segments,
           regexp_split_to_table(outcome ->> 'batches', '') AS letter
    UNION SELECT state FROM ledger.segments UNION SELECT link FROM ledger.segments
    UNION SELECT code FROM ledger.quarantine ORDER BY 1`;
  return (await db.query<{ ending: string }>(sql)).rows.map((row) => row.ending);
}
const allEndings = expect.arrayContaining([
  'c',
  'q',
  'r',
  'v',
  'committed',
  'poison',
  'forked',
  'conflict',
  'segment_fork',
  'linked',
]);

describe('a ledger rebuilt from its archive', () => {
  it('equals the live one after any history', async () => {
    let worlds = 0;
    const property = fc.asyncProperty(
      fc.array(anyStep, { minLength: 4, maxLength: 14 }),
      async (steps) => {
        worlds += 1;
        await rm(join(folder, 'home', 'archive'), { recursive: true, force: true });
        await using db = await emptyDatabase();
        await using target = await emptyDatabase();
        const hub = await hubOn(db);
        await play(hub, `any-${worlds}`, steps);
        if (worlds === 1) expect(await endings(db)).toEqual(allEndings);
        const rebuilt = await rebuildInto(db, target);
        expect(rebuilt.firstDifference).toBeUndefined();
        const found = await compareLedgers(db, target, clock());
        expect(found).toEqual({ equal: true, rows: expect.any(Number) });
        // Merged meanwhile: nothing is new, and the packs that are gone are forgotten.
        const merged = await hub.merge();
        const again = await rebuildInto(db, target);
        expect(again).toMatchObject({ packs: merged ? 1 : 0, segments: 0, unheld: 0 });
        expect(await compareLedgers(db, target, clock())).toEqual(found);
        await using fromMerged = await emptyDatabase();
        expect(await rebuildInto(db, fromMerged)).toMatchObject({ differing: 0, unheld: 0 });
        expect(await compareLedgers(db, fromMerged, clock())).toEqual(found);
        expect(await ledgerTotals(target, null)).toEqual(await ledgerTotals(db, null));
      },
    );
    await fc.assert(property, { numRuns: 5, endOnFailure: true, examples: [[everything]] });
  }, 180_000);

  it('repeats what an operator released, and goes on where it was stopped', async () => {
    await using db = await emptyDatabase();
    await using target = await emptyDatabase();
    const hub = await hubOn(db);
    const [site, relay, device] = ['release', relayFor('release'), deviceFor('release')];
    await hub.admit(site, [relay]);
    await hub.take(relay.seal([device.next(heartbeats(3))]).bytes);
    await hub.archive();
    const stranger = deviceFor('never enrolled');
    await hub.take(relay.seal([stranger.next(heartbeats(1))]).bytes);
    // The enrolment comes and takes the waiting batch with it; the other's is released by hand.
    const enrolments = [device.enrolment(site, relay.key)];
    await hub.take(relay.seal([device.next(heartbeats(2))], { enrolments }).bytes);
    const late = [stranger.enrolment(site, relay.key)];
    const held = (await listQuarantine(db, { limit: 9, visible: { all: true } })).find(
      (item) => !item.releasedAt,
    )!;
    await db.query(
      `UPDATE ledger.quarantine SET code = 'wrong_signature' WHERE quarantine_no = $1`,
      [held.id],
    );
    await db.query(`UPDATE ledger.segments SET outcome = $1 WHERE seq = 2`, [
      { batches: 'q', codes: [[0, 'wrong_signature']] },
    ]);
    await hub.take(relay.seal([], { enrolments: late }).bytes);
    await hub.release(held.id);
    await hub.archive();

    const packs = await hub.files.list();
    expect(packs).toHaveLength(2);
    const rebuilt = await rebuildInto(db, target);
    expect(rebuilt.packs).toBe(packs.length);
    expect(await compareLedgers(db, target, clock())).toEqual({
      equal: true,
      rows: expect.any(Number),
    });
    const again = await rebuildInto(db, target);
    expect(again).toMatchObject({ packs: 0, packsKnown: packs.length, segments: 0, events: 0 });

    await target.query(`UPDATE ledger.streams SET head_last = head_last + 1
                         WHERE incarnation_no = (SELECT min(incarnation_no) FROM ledger.streams)`);
    const found = await compareLedgers(db, target, clock());
    expect(found).toMatchObject({
      difference: expect.stringMatching(/^ledger\.streams\.head_last/),
    });
    await hub.take(relay.seal([device.next(heartbeats(1))]).bytes);
    const behind = await compareLedgers(db, target, clock());
    expect(behind).toMatchObject({
      difference: expect.stringMatching(/^1 segments .* in no pack/),
    });
  }, 60_000);

  it('believes no pack under another name, and no registrations of another hub', async () => {
    await using db = await emptyDatabase();
    await using target = await emptyDatabase();
    const hub = await hubOn(db);
    await play(hub, 'foreign', [
      { device: 0, count: 1, what: 'events', again: false, packed: true },
    ]);
    const own = keys;
    keys = { ...own, sign: (await loadHubKeys(join(folder, 'other'))).sign };
    await expect(rebuildInto(db, target)).rejects.toThrow(/no certificate of this hub/);
    keys = { ...own, archive: (await loadHubKeys(join(folder, 'other'))).archive };
    await expect(rebuildInto(db, target)).rejects.toThrow(/can't be believed/);
    keys = own;
  }, 60_000);
});

describe('a backup', () => {
  it.each([['home kept'], ['home lost']])(
    'brings the hub back with the archive and what is sent again: %s',
    async (what) => {
      const site = 'drill';
      const home = join(folder, 'home');
      const db = await emptyDatabase();
      const hub = await hubOn(db);
      const [relay, device] = [relayFor(site), deviceFor(site)];
      await hub.admit(site, [relay]);
      let counters = await Counters.open(home);
      await openEpoch({ db, counters, now: clock }, 'the ledger begins', 0);
      const seal = (first = false) => {
        const enrolments = first ? [device.enrolment(site, relay.key)] : [];
        return relay.seal([device.next(heartbeats(3))], { enrolments }).bytes;
      };
      const sealed = [seal(true), ...Array.from({ length: 11 }, () => seal())];
      const used: number[] = [];
      const take = async (from: number, to: number): Promise<void> => {
        for (const bytes of sealed.slice(from, to)) await hub.take(bytes);
        used.push((await hub.receipt(site, counters)).generation);
      };
      await take(0, 4);
      await hub.archive();
      const place = { kind: 'file', path: join(home, 'keys', 'envelope.key') } as const;
      const envelope = await Envelope.open(envelopeSource(place));
      const secret = Buffer.from('kept through the drill');
      await new SecretStore({ db, envelope, now: clock }).ensure('drill', () => secret);
      const backups = join(folder, 'backups');
      const kept = await backUp({ db, home, keys, now: clock }, backups, 2);
      // The home goes on: its envelope key is another one by the time of the restore.
      await envelope.replace();
      await envelope.replace();
      // What a disk loses: some of it lies in the archive, some only at the relay.
      await take(4, 8);
      await hub.archive();
      await take(8, 12);
      // Long after the backup: beyond every block that its counters had reserved.
      used.push(await counters.next('receipt', 50_000));
      const epochUsed = await counters.next('ledger-epoch', 7_000);
      const before = await ledgerTotals(db, null);
      await db[Symbol.asyncDispose]();
      await server.owner.query(`DROP DATABASE ${new URL(db.url).pathname.slice(1)}`);
      const archive = join(home, 'archive');
      if (what === 'home lost') {
        for (const name of ['keys', 'counters']) await rm(join(home, name), { recursive: true });
      }

      await using restoredDb = await emptyDatabase();
      const deps = { db: restoredDb, home, now: clock, logger: silent };
      const restored = await restore(deps, backups);
      expect(restored.dir).toBe(kept.dir);
      expect(restored.epoch).toBeGreaterThan(epochUsed);
      const secrets = new SecretStore({
        db: restoredDb,
        envelope: await Envelope.open(envelopeSource(place)),
        now: clock,
      });
      expect((await secrets.get(restoredDb, 'drill'))?.value).toEqual(secret);
      expect(await secrets.rewrap()).toBe(what === 'home kept' ? 1 : 0);
      const own = { db: restoredDb, now: clock, logger: silent, onProgress: () => {} };
      const rebuilt = await rebuildLedger(
        {
          ...own,
          packs: filesystemPacks(archive),
          archiveKey: restored.keys.archive,
          hubKey: restored.keys.sign.publicKey,
          folds: createFolds(restored.keys),
        },
        restored.registrations,
      );
      expect(rebuilt).toMatchObject({ packs: 1, packsKnown: 1, segments: 4, differing: 0 });
      const back = await hubOn(restoredDb);
      counters = await Counters.open(home);
      const first = await back.receipt(site, counters);
      expect(first.epoch).toBe(restored.epoch);
      expect(first.generation).toBeGreaterThan(Math.max(...used));
      const [stored] = await newestReceipts(restoredDb, site);
      expect(stored).toMatchObject({ epoch: restored.epoch, generation: first.generation });
      // The relay sends all that it holds above the mark, and a little more.
      for (const bytes of sealed.slice(6)) await back.take(bytes);
      expect(await ledgerTotals(restoredDb, null)).toEqual(before);
      await back.archive();
      await using third = await emptyDatabase();
      await rebuildInto(restoredDb, third);
      expect(await compareLedgers(restoredDb, third, clock())).toMatchObject({ equal: true });
      // New rows get new numbers.
      const stranger = deviceFor('after the restore');
      const enrolments = [stranger.enrolment(site, relay.key)];
      const after = relay.seal([stranger.next(heartbeats(1))], { enrolments });
      expect(await back.take(after.bytes)).toBe('committed');
    },
    60_000,
  );

  it('keeps as many as it is told, and is refused when anything in it was changed', async () => {
    await using db = await emptyDatabase();
    await hubOn(db);
    const home = join(folder, 'home');
    const to = join(folder, 'kept');
    const from = Date.now();
    for (let n = 0; n < 3; n += 1) {
      await backUp({ db, home, keys, now: () => new Date(from + n) }, to, 2);
    }
    const names = (await readdir(to)).toSorted();
    expect(names).toHaveLength(2);
    const deps = { db, home, now: clock, logger: silent };
    await expect(restore(deps, to)).rejects.toThrow(/not empty/);
    await expect(restore(deps, home)).rejects.toThrow(/no complete backup/);
    await rm(join(to, names[1]!, 'registrations.json'));
    await expect(restore(deps, to)).rejects.toThrow(/lacks registrations\.json/);
  }, 60_000);
});
