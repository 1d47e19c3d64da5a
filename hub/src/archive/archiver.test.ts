import { mkdtemp, open, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKeyPair, readSegment } from '@eucora/protocol';
import { deviceFor, heartbeats, relayFor } from '@eucora/protocol/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ingestFor } from '../ingest/testing/ingest.ts';
import { silent, startTestDatabase, type TestDatabase } from '../platform/testing.ts';
import { archiveTurn, nextPack, type ArchiverDeps } from './archiver.ts';
import { filesystemPacks } from './pack-files.ts';
import type { ArchiveStore } from './store.ts';
import { openPack } from './pack-format.ts';

let database: TestDatabase;
let folder: string;
const key = Buffer.alloc(32, 9);
const sign = generateKeyPair();
const later = (): Date => new Date('2026-11-24T12:01:00Z');

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eucora-archive-'));
  return () => rm(folder, { recursive: true, force: true });
});

const depsFor = (files: ArchiveStore = filesystemPacks(folder)): ArchiverDeps => ({
  db: database.db,
  files,
  key,
  sign,
  now: later,
  logger: silent,
  packBytesMax: 1_000_000,
  idleMs: 2_000,
});

async function committed(site: string, segments: number) {
  const relay = relayFor(site);
  const device = deviceFor(site);
  const ingest = await ingestFor(database, [{ site, relay }]);
  const sealed = Array.from({ length: segments }, (_, i) => {
    const enrolments = i === 0 ? [device.enrolment(site, relay.key)] : [];
    return relay.seal([device.next(heartbeats(3))], { enrolments }).bytes;
  });
  for (const bytes of sealed) await ingest.take(bytes);
  const marks = async (): Promise<unknown> => {
    const sql = `SELECT committed_through, safe_through FROM ledger.journal_lanes
                   JOIN ledger.journals USING (journal_no) WHERE site_id = $1`;
    return (await database.db.query(sql, [site])).rows[0];
  };
  return { sealed, marks };
}

describe('which segments go into the next pack', () => {
  const at = (segmentNo: number, byteCount: number, second: number) => ({
    segmentNo,
    byteCount,
    committedAt: new Date(second * 1_000),
  });
  const limits = { packBytesMax: 100, idleMs: 2_000 };

  it.each([
    ['nothing to pack', [], 9, []],
    ['waits for more', [at(1, 10, 1), at(2, 10, 2)], 2, []],
    ['the oldest has waited long enough', [at(1, 10, 1), at(2, 10, 2)], 3, [1, 2]],
    ['full before that', [at(1, 60, 1), at(2, 60, 1)], 1, [1]],
    ['one that is larger than a pack', [at(1, 300, 1)], 1, [1]],
  ])('%s', (_what, unpacked, second, chosen) => {
    const pack = nextPack(unpacked, limits, new Date(second * 1_000));
    expect(pack.map((segment) => segment.segmentNo)).toEqual(chosen);
  });
});

describe('the archiver', () => {
  it('packs what is committed so that it can be read back alone, then calls it safe', async () => {
    const { sealed, marks } = await committed('packing', 3);
    expect(await marks()).toEqual({ committed_through: 3, safe_through: 0 });
    const archived = await archiveTurn(depsFor());
    expect(archived).toMatchObject({ segments: 3, siteIds: ['packing'] });
    expect(await marks()).toEqual({ committed_through: 3, safe_through: 3 });
    await using file = await filesystemPacks(folder).open(archived!.name);
    const pack = await openPack(file.readAt, file.size, key, sign.publicKey);
    const last = pack.index.segments[2]!;
    expect(last).toMatchObject({ site: 'packing', lane: 'ledger', seq: 3 });
    const { bytes, outcome } = await pack.read(last);
    expect(bytes).toEqual(Buffer.from(sealed[2]!));
    expect(readSegment(bytes).seq).toBe(3);
    expect(outcome).toEqual({ batches: 'c' });
    const sql = 'SELECT count(bytes) AS kept FROM ledger.segments';
    expect((await database.db.query(sql)).rows).toEqual([{ kept: 0 }]);
    expect(await archiveTurn(depsFor())).toBeUndefined();
  });

  it('moves no mark for a pack that can not be read back, and packs again', async () => {
    const { marks } = await committed('damage', 2);
    const files = filesystemPacks(folder);
    const damaging: ArchiveStore = {
      ...files,
      async write(name, pieces) {
        const written = await files.write(name, pieces);
        const file = await open(join(folder, `${name}.pack`), 'r+');
        await file.write(Buffer.of(0xff), 0, 1, 200);
        await file.close();
        return written;
      },
    };
    await expect(archiveTurn(depsFor(damaging))).rejects.toThrow(/damaged/);
    expect(await marks()).toEqual({ committed_through: 2, safe_through: 0 });
    expect(await archiveTurn(depsFor())).toMatchObject({ segments: 2 });
    expect(await marks()).toEqual({ committed_through: 2, safe_through: 2 });
  });

  it('leaves nothing half-written behind', async () => {
    const { marks } = await committed('stopped', 1);
    const files = filesystemPacks(folder);
    const dying: ArchiveStore = {
      ...files,
      write: (name, pieces) =>
        files.write(
          name,
          (async function* () {
            for await (const piece of pieces) yield piece.subarray(0, 8);
            throw new Error('the disk is full');
          })(),
        ),
    };
    await expect(archiveTurn(depsFor(dying))).rejects.toThrow(/disk is full/);
    expect(await files.list()).toEqual([]);
    await writeFile(join(folder, 'killed.pack.part'), 'half');
    await files.tidy();
    expect((await readdir(folder, { recursive: true })).filter((n) => n.endsWith('.part'))).toEqual(
      [],
    );
    expect(await archiveTurn(depsFor())).toMatchObject({ segments: 1 });
    expect(await marks()).toMatchObject({ safe_through: 1 });
  });

  it('reads no pack of another hub, and none that was cut short', async () => {
    await committed('foreign', 1);
    const { name } = (await archiveTurn(depsFor()))!;
    await using file = await filesystemPacks(folder).open(name);
    const stranger = generateKeyPair().publicKey;
    await expect(openPack(file.readAt, file.size, key, stranger)).rejects.toThrow(/trusted/);
    await expect(openPack(file.readAt, file.size - 9, key, sign.publicKey)).rejects.toThrow(/end/);
    await writeFile(join(folder, 'x.pack'), 'short');
    await using short = await filesystemPacks(folder).open('x');
    await expect(openPack(short.readAt, short.size, key, sign.publicKey)).rejects.toThrow(/header/);
  });
});
