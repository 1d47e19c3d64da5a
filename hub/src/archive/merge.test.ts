import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKeyPair } from '@eucora/protocol';
import { deviceFor, heartbeats, relayFor } from '@eucora/protocol/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ingestFor } from '../ingest/testing/ingest.ts';
import { countDamaged, currentPacks } from '../modules/ledger/index.ts';
import { ArchiveKeys } from '../platform/keys.ts';
import { silent, startTestDatabase, type TestDatabase } from '../platform/testing.ts';
import { archiveTurn, type ArchiverDeps } from './archiver.ts';
import { mergeTurn } from './merge.ts';
import { filesystemPacks } from './pack-files.ts';
import { openStored } from './packs.ts';
import { scrubArchive } from './scrub.ts';
import type { ArchiveStore } from './store.ts';
import { sweep } from './sweep.ts';

let database: TestDatabase;
let folder: string;
let files: ArchiveStore;
let deps: ArchiverDeps;
let worlds = 0;
const limits = { bytesMin: 1_000_000, bytesMax: 4_000_000, segmentsMax: 100, fanIn: 3 };
const sign = generateKeyPair();

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eucora-merge-'));
  files = filesystemPacks(folder);
  await database.db.query('DELETE FROM ledger.segments');
  await database.db.query('DELETE FROM ledger.archive_packs');
  const common = { db: database.db, files, key: Buffer.alloc(32, 9), sign, logger: silent };
  deps = { ...common, now: () => new Date(), packBytesMax: 1_000_000, idleMs: -1e12 };
  return () => rm(folder, { recursive: true, force: true });
});

/** As many packs, each of one segment. */
async function packed(count: number): Promise<string[]> {
  worlds += 1;
  const site = `merge-${worlds}`;
  const relay = relayFor(site);
  const device = deviceFor(site);
  const ingest = await ingestFor(database, [{ site, relay }]);
  for (let n = 0; n < count; n += 1) {
    const enrolments = n === 0 ? [device.enrolment(site, relay.key)] : [];
    await ingest.take(relay.seal([device.next(heartbeats(3))], { enrolments }).bytes);
    await archiveTurn(deps);
  }
  return (await currentPacks(database.db)).map(({ name }) => name);
}

/** Every segment as the packs that the ledger names hold it, and that they are there. */
async function content(): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const { name, packNo } of await currentPacks(database.db)) {
    await using pack = await openStored(deps, name);
    const sql = 'SELECT count(*) AS n FROM ledger.segments WHERE pack_no = $1';
    const { rows } = await database.db.query<{ n: number }>(sql, [packNo]);
    expect(rows[0]!.n).toBe(pack.index.segments.length);
    for (const entry of pack.index.segments) {
      const { bytes, outcome } = await pack.read(entry);
      found.push([entry.seq, entry.received_ms, bytes.toString('hex'), outcome]);
    }
  }
  return found;
}

const alive = async (): Promise<string[]> => (await files.list()).toSorted();
const damage = async (name: string, at: number): Promise<void> => {
  await using file = await open(join(folder, `${name}.pack`), 'r+');
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, at);
  await file.write(Buffer.of(buffer[0]! ^ 0x10), 0, 1, at);
};

describe('merging packs', () => {
  it('makes one of many with the same content in the same order, and removes the small ones', async () => {
    await packed(5);
    const before = await content();
    expect(await mergeTurn(deps, limits)).toMatchObject({ packs: 5 });
    expect(await content()).toEqual(before);
    expect(await alive()).toHaveLength(1);
    expect(await mergeTurn(deps, limits)).toBeUndefined();
    const rows = 'SELECT count(*) AS n FROM ledger.archive_packs';
    expect((await database.db.query(rows)).rows).toEqual([{ n: 1 }]);
  });

  it('killed at any point loses nothing, and leaves nothing behind for ever', async () => {
    const steps = ['write', 'written', 'open', 'remove', 'removed'] as const;
    for (const step of steps) {
      const names = await packed(4);
      const before = await content();
      const dies = (): never => {
        throw new Error('killed');
      };
      const dying: ArchiveStore = {
        ...files,
        async write(name, pieces) {
          if (step === 'write') dies();
          const written = await files.write(name, pieces);
          return step === 'written' ? dies() : written;
        },
        open: (name) => (step === 'open' && !names.includes(name) ? dies() : files.open(name)),
        async remove(name) {
          if (step === 'remove') dies();
          await files.remove(name);
          if (step === 'removed') dies();
        },
      };
      await expect(mergeTurn({ ...deps, files: dying }, limits)).rejects.toThrow('killed');
      expect(await content()).toEqual(before);
      await files.tidy();
      await sweep(deps);
      await mergeTurn(deps, limits);
      expect(await content()).toEqual(before);
      expect(await alive()).toEqual((await currentPacks(database.db)).map(({ name }) => name));
      await database.db.query('DELETE FROM ledger.segments');
      await database.db.query('DELETE FROM ledger.archive_packs');
      await rm(folder, { recursive: true });
    }
  });

  it('refers to no merged pack that can not be read back', async () => {
    const names = await packed(3);
    const rotting: ArchiveStore = {
      ...files,
      async write(name, pieces) {
        const written = await files.write(name, pieces);
        await damage(name, 300);
        return written;
      },
    };
    await expect(mergeTurn({ ...deps, files: rotting }, limits)).rejects.toThrow(/damaged/);
    expect((await currentPacks(database.db)).map(({ name }) => name)).toEqual(names);
  });
});

describe('what lies in the archive', () => {
  it('stays when it is held nowhere else, and is named', async () => {
    const [name] = await packed(1);
    // A database that was restored from before the pack was made.
    await database.db.query('DELETE FROM ledger.segments');
    await database.db.query('DELETE FROM ledger.archive_packs');
    const { removed, kept, lost } = await sweep(deps);
    expect([removed, lost]).toEqual([[], []]);
    expect(kept).toEqual([
      { name, reason: expect.stringMatching(/^1 of its segments .* rebuild/) },
    ]);
  });

  it('is missed at once when it is gone', async () => {
    const [first, second] = await packed(2);
    await files.remove(first!);
    expect(await sweep(deps)).toEqual({ removed: [], kept: [], lost: [first] });
    expect(await alive()).toEqual([second]);
    expect(await countDamaged(database.db)).toBe(1);
  });

  it('is read again: rot is named by the segments that it hit, once in the audit record', async () => {
    const [first, second, third] = await packed(3);
    await damage(first!, 200);
    await rm(join(folder, `${second}.pack`));
    const told = async (): Promise<unknown> => {
      const found = [];
      for await (const { name, fault } of scrubArchive(deps)) found.push([name, fault]);
      return found;
    };
    const expected = [
      [first, expect.stringMatching(/^1 segments can't be read: merge-\d+ ledger 1 \(journal/)],
      [second, 'it is gone, with 1 segments'],
      [third, undefined],
    ];
    expect(await told()).toEqual(expected);
    expect(await told()).toEqual(expected);
    const sql = `SELECT count(*) AS n FROM audit.entries WHERE action = 'archive.damaged'
                    AND detail ->> 'pack' = ANY($1)`;
    const packs = [first, second, third];
    expect((await database.db.query(sql, [packs])).rows).toEqual([{ n: 2 }]);
  });
});

describe('the keys of packs', () => {
  it('change while older packs stay readable, are merged and are scrubbed', async () => {
    const keys = await ArchiveKeys.open(folder);
    deps = { ...deps, key: keys };
    await packed(2);
    const before = await content();
    const [first] = await currentPacks(database.db);
    await keys.begin();
    const site = `merge-${worlds}-later`;
    const relay = relayFor(site);
    const device = deviceFor(site);
    const ingest = await ingestFor(database, [{ site, relay }]);
    const enrolments = [device.enrolment(site, relay.key)];
    await ingest.take(relay.seal([device.next(heartbeats(3))], { enrolments }).bytes);
    await archiveTurn(deps);
    const all = await content();
    expect(all).toHaveLength(before.length + 1);
    // The newest pack is under the new key alone, the first one under the old key alone.
    const [current, old] = keys.accepted;
    const newest = (await currentPacks(database.db)).at(-1);
    await using _ = await openStored({ ...deps, key: current! }, newest!.name);
    await expect(openStored({ ...deps, key: old! }, newest!.name)).rejects.toThrow(/damaged at/);
    await expect(openStored({ ...deps, key: current! }, first!.name)).rejects.toThrow(/damaged at/);
    // What is merged comes under the new key; nothing is lost and nothing is called damaged.
    const merged = await mergeTurn(deps, limits);
    expect(merged?.packs).toBe(3);
    expect(await content()).toEqual(all);
    await using whole = await openStored({ ...deps, key: current! }, merged!.name);
    expect(whole.index.segments).toHaveLength(3);
    const faults = [];
    for await (const { fault } of scrubArchive(deps)) faults.push(fault);
    expect(faults).toEqual([undefined]);
  });
});
