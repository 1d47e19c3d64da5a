import { decodeEvents, readBatch } from '@eucora/protocol';
import { describe, expect, test } from 'vitest';
import { SpoolUnavailableError } from '../errors.ts';
import { realFileSystem, type FileSystemPort } from '../files/frame-file.ts';
import type { OutgoingBatch } from '../sender/outbox.ts';
import { drain, metric, openTestSpool, security, tempDirectory } from '../testing/builders.ts';

/** A disk that fails with a code while it is told to. */
function faultyDisk() {
  const disk = { write: null as string | null, sync: null as string | null };
  const fail = (code: string | null): void => {
    if (code !== null) throw Object.assign(new Error(`${code}: as told`), { code });
  };
  const system: FileSystemPort = {
    async write(file, bytes, position) {
      // As a full disk does: a part of it arrives.
      if (disk.write)
        await realFileSystem.write(file, bytes.subarray(0, bytes.length / 2), position);
      fail(disk.write);
      await realFileSystem.write(file, bytes, position);
    },
    async sync(file) {
      fail(disk.sync);
      await realFileSystem.sync(file);
    },
  };
  return { disk, system };
}

function values(batches: readonly OutgoingBatch[]): number[] {
  return batches.flatMap(({ bytes }) =>
    decodeEvents(readBatch(bytes)).map(({ body }) => (body.kind === 'metric' ? body.value : NaN)),
  );
}

describe.each([
  ['write', 'ENOSPC'],
  ['write', 'EIO'],
  ['sync', 'ENOSPC'],
  ['sync', 'EIO'],
] as const)('a disk whose %s fails with %s', (call, code) => {
  test('accepts nothing, loses nothing that it accepted, and goes on when it is well', async () => {
    await using home = await tempDirectory();
    const { disk, system } = faultyDisk();
    {
      await using spool = await openTestSpool(home.path, { system });
      await spool.append([metric(0), metric(1)]);
      disk[call] = code;
      await expect(spool.append([metric(99)])).rejects.toMatchObject({
        name: 'SpoolUnavailableError',
        code,
      });
      await expect(spool.append([metric(99)])).rejects.toThrow(SpoolUnavailableError);
      expect(spool.trouble?.code).toBe(code);
      await spool.flush(); // can't cut either: the events stay open
      expect(spool.stats().lanes.bulk).toMatchObject({ accepted: 2, open: 2 });
      disk[call] = null;
      await spool.append([metric(2)]);
      expect(spool.trouble).toBeNull();
      await spool.flush();
      await spool.append([metric(3)]);
    }
    await using spool = await openTestSpool(home.path);
    await spool.flush();
    expect(values(await drain(spool, 'bulk'))).toEqual([0, 1, 2, 3]);
  });

  test('is found again as it was when the process ends in the middle of the trouble', async () => {
    await using home = await tempDirectory();
    const { disk, system } = faultyDisk();
    {
      await using spool = await openTestSpool(home.path, { system });
      await spool.append([metric(0), metric(1)]);
      disk[call] = code;
      await expect(spool.append([metric(99)])).rejects.toThrow(SpoolUnavailableError);
    }
    await using spool = await openTestSpool(home.path);
    await spool.append([metric(2)]);
    await spool.flush();
    expect(values(await drain(spool, 'bulk'))).toEqual([0, 1, 2]);
  });
});

describe('a spool over its bound', () => {
  const bounds = { fileBytesMax: 10_000, bytesMax: 60_000, logBytesMax: 20_000 };

  test('drops the oldest metrics first, signs for them, and keeps what presses', async () => {
    await using home = await tempDirectory();
    await using spool = await openTestSpool(home.path, { bounds });
    await spool.append([security('first')]);
    for (let n = 0; n < 20_000; n += 1_000) {
      const group = Array.from({ length: 1_000 }, (_, i) => metric(n + i + 0.123_456_7));
      await spool.append(group);
    }
    await spool.flush();
    expect(spool.stats().bytes).toBeLessThan(2 * bounds.bytesMax);
    const batches = (await drain(spool, 'bulk')).map(({ bytes }) => readBatch(bytes));
    const voids = batches.filter((batch) => batch.void !== null);
    expect(voids.length).toBeGreaterThan(0);
    expect(voids.every((batch) => batch.void?.reason === 'spool_full')).toBe(true);
    expect(batches.map((batch) => batch.void !== null)).toEqual(
      batches.map((_, i) => i < voids.length), // the oldest, and only those
    );
    // Every number is either told or accounted for, as what it was.
    expect(batches.reduce((sum, batch) => sum + batch.count, 0)).toBe(20_000);
    for (const batch of voids) {
      expect(batch.void?.kinds).toEqual([{ kind: 4, count: batch.count }]);
    }
    expect((await drain(spool, 'urgent')).map((batch) => batch.isVoid)).toEqual([false]);
  });

  test('lets go first of what a relay has, which is no loss unless the relay forgets', async () => {
    await using home = await tempDirectory();
    await using spool = await openTestSpool(home.path, { bounds });
    const group = (n: number) =>
      Array.from({ length: 1_000 }, (_, i) => metric(n + i + 0.123_456_7));
    for (let n = 0; n < 8_000; n += 1_000) {
      await spool.append(group(n));
      await spool.flush();
      await drain(spool, 'bulk');
    }
    for (let n = 8_000; n < 12_000; n += 1_000) await spool.append(group(n));
    await spool.flush();
    expect(spool.stats().bytes).toBeLessThan(2 * bounds.bytesMax);
    const fresh = await drain(spool, 'bulk');
    expect(fresh.some((batch) => batch.isVoid)).toBe(false);
    // Another relay has nothing: now the same numbers are told as a void, in one chain with the rest.
    spool.rewind('bulk', { relayId: 'aa'.repeat(16), incarnation: 'bb'.repeat(16), position: 0 });
    const again = (await drain(spool, 'bulk')).map(({ bytes }) => readBatch(bytes));
    expect(again[0]?.void?.reason).toBe('spool_full');
    expect(again.reduce((sum, batch) => sum + batch.count, 0)).toBe(12_000);
  });

  test('removes what the hub has, and does not take its absence for damage', async () => {
    await using home = await tempDirectory();
    {
      await using spool = await openTestSpool(home.path, { bounds });
      for (let n = 0; n < 6_000; n += 1_000) {
        await spool.append(Array.from({ length: 1_000 }, (_, i) => metric(n + i + 0.5)));
        for (const batch of await drain(spool, 'bulk')) await spool.committed(batch, batch.last);
      }
      expect(spool.stats().lanes.bulk.committed).toBe(6_000);
    }
    await using spool = await openTestSpool(home.path, { bounds });
    await spool.append([metric(7)]);
    await spool.flush();
    const [batch, ...more] = await drain(spool, 'bulk');
    expect(batch).toMatchObject({ first: 6_001, last: 6_001, isVoid: false });
    expect(more).toEqual([]);
  });
});
