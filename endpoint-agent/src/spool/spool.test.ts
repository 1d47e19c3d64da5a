import { copyFile, cp, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeEvents, readBatch, sameBytes, verifyBatch } from '@eucora/protocol';
import { describe, expect, test } from 'vitest';
import type { OutgoingBatch } from '../sender/outbox.ts';
import {
  drain,
  heartbeat,
  memoryLineage,
  metric,
  openTestSpool,
  security,
  tempDirectory,
  testKey,
} from '../testing/builders.ts';
import { chainHash } from './records.ts';

/** The values of the metrics in batches, checking signature and chain on the way. */
function metricsIn(batches: readonly OutgoingBatch[]): number[] {
  let expected: Uint8Array | null = null;
  let next: number | null = null;
  return batches.flatMap(({ bytes }) => {
    const batch = readBatch(bytes);
    verifyBatch(batch, testKey.publicKey);
    if (expected) expect(sameBytes(batch.prevHash, expected)).toBe(true);
    if (next !== null) expect(batch.first).toBe(next);
    expected = chainHash(batch);
    next = batch.last + 1;
    return decodeEvents(batch).map(({ body }) => (body.kind === 'metric' ? body.value : NaN));
  });
}

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

describe('what the spool accepted', () => {
  test('is there after it was closed and opened, cut or not, in order and in one chain', async () => {
    await using home = await tempDirectory();
    {
      await using spool = await openTestSpool(home.path);
      await spool.append(upTo(1_500).map((n) => metric(n)));
      await spool.append([heartbeat(1), security('login')]);
      expect(spool.stats().lanes.bulk).toMatchObject({ accepted: 1_500, open: 500 });
    }
    await using spool = await openTestSpool(home.path);
    await spool.append([metric(1_500)]);
    await spool.flush();
    expect(metricsIn(await drain(spool, 'bulk'))).toEqual(upTo(1_501));
    expect((await drain(spool, 'ledger')).map((batch) => batch.last)).toEqual([1]);
    expect((await drain(spool, 'urgent')).map((batch) => batch.last)).toEqual([1]);
  });

  test('is sent again as the same bytes', async () => {
    await using home = await tempDirectory();
    const sent: OutgoingBatch[] = [];
    {
      await using spool = await openTestSpool(home.path);
      await spool.append(upTo(2_000).map((n) => metric(n)));
      sent.push(...(await drain(spool, 'bulk')));
      spool.rewind('bulk', { relayId: 'aa'.repeat(16), incarnation: 'bb'.repeat(16), position: 0 });
      const again = await drain(spool, 'bulk');
      expect(again.map(({ bytes }) => bytes)).toEqual(sent.map(({ bytes }) => bytes));
    }
    await using spool = await openTestSpool(home.path);
    spool.rewind('bulk', { relayId: 'aa'.repeat(16), incarnation: 'bb'.repeat(16), position: 0 });
    const again = await drain(spool, 'bulk');
    expect(again.map(({ bytes }) => bytes)).toEqual(sent.map(({ bytes }) => bytes));
  });

  test('is the same whatever the log was torn at, up to what fitted before the tear', async () => {
    await using home = await tempDirectory();
    await using copies = await tempDirectory();
    const ends: number[] = [];
    let logPath = '';
    {
      await using spool = await openTestSpool(home.path);
      const name = (await readdir(home.path)).find((one) => one.startsWith('open-'));
      logPath = join(home.path, name ?? '');
      for (const n of upTo(6)) {
        await spool.append([metric(n)]);
        ends.push((await readFile(logPath)).length);
      }
      const whole = await readFile(logPath);
      for (let length = (ends[0] ?? 0) - 20; length <= whole.length; length += 7) {
        const torn = join(copies.path, `at-${length}`);
        await using again = await openTestSpool(torn);
        await again[Symbol.asyncDispose]();
        for (const file of await readdir(torn)) await writeFile(join(torn, file), '');
        await copyFile(logPath, join(torn, 'open-0000000001'));
        await truncate(join(torn, 'open-0000000001'), length);
        await using recovered = await openTestSpool(torn);
        await recovered.append([metric(99)]);
        await recovered.flush();
        const accepted = ends.filter((end) => end <= length).length;
        expect(metricsIn(await drain(recovered, 'bulk'))).toEqual([...upTo(accepted), 99]);
      }
    }
  });
});

describe('damage', () => {
  test('that cuts off a file of batches anywhere loses no number: it is told or accounted for', async () => {
    await using home = await tempDirectory();
    await using copies = await tempDirectory();
    const bounds = { fileBytesMax: 12_000, logBytesMax: 30_000 };
    {
      await using spool = await openTestSpool(home.path, { bounds });
      for (let n = 0; n < 4_000; n += 500) {
        await spool.append(upTo(500).map((i) => metric(n + i + 0.123_456_7)));
        await spool.flush();
      }
    }
    const names = (await readdir(home.path)).filter((name) => name.startsWith('batches-'));
    expect(names.length).toBeGreaterThan(2);
    for (const [at, name] of names.entries()) {
      const whole = (await readFile(join(home.path, name))).length;
      for (let length = 0; length < whole; length += 2_503) {
        const damaged = join(copies.path, `${at}-${length}`);
        await cp(home.path, damaged, { recursive: true });
        await truncate(join(damaged, name), length);
        await using spool = await openTestSpool(damaged, { bounds });
        await spool.append([metric(4_000)]);
        await spool.flush();
        const batches = await drain(spool, 'bulk');
        const values = metricsIn(batches); // one chain, no number left out
        expect(batches[0]?.first).toBe(1);
        expect(batches.at(-1)?.last).toBe(4_001);
        expect(values).toEqual(values.toSorted((a, b) => a - b));
      }
    }
  });

  test('in the middle of the batches becomes a void of exactly what was lost', async () => {
    await using home = await tempDirectory();
    {
      await using spool = await openTestSpool(home.path);
      await spool.append(upTo(3_000).map((n) => metric(n)));
    }
    const name = (await readdir(home.path)).find((one) => one.startsWith('batches-'));
    const path = join(home.path, name ?? '');
    const bytes = await readFile(path);
    const middle = Math.floor(bytes.length / 2);
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    await writeFile(path, bytes);

    await using spool = await openTestSpool(home.path);
    await spool.append([metric(3_000)]);
    await spool.flush();
    const batches = (await drain(spool, 'bulk')).map((out) => ({
      out,
      read: readBatch(out.bytes),
    }));
    expect(batches.map(({ read }) => [read.first, read.last, read.void?.reason ?? null])).toEqual([
      [1, 1_000, null],
      [1_001, 2_000, 'damaged'],
      [2_001, 3_000, null],
      [3_001, 3_001, null],
    ]);
    metricsIn(batches.map(({ out }) => out)); // the chain holds across the void
  });

  test('of an open event becomes a void in front of the next batch', async () => {
    await using home = await tempDirectory();
    let flip = 0;
    {
      await using spool = await openTestSpool(home.path);
      const log = (await readdir(home.path)).find((one) => one.startsWith('open-')) ?? '';
      await spool.append([metric(0)]);
      flip = (await readFile(join(home.path, log))).length + 60;
      await spool.append([metric(1)]);
      await spool.append([metric(2)]);
    }
    const log = (await readdir(home.path)).find((one) => one.startsWith('open-')) ?? '';
    const bytes = await readFile(join(home.path, log));
    bytes[flip] = (bytes[flip] ?? 0) ^ 1;
    await writeFile(join(home.path, log), bytes);
    await using spool = await openTestSpool(home.path);
    await spool.flush();
    const batches = await drain(spool, 'bulk');
    expect(batches.map(({ first, last, isVoid }) => [first, last, isVoid])).toEqual([
      [1, 1, false],
      [2, 2, true],
      [3, 3, false],
    ]);
    metricsIn(batches);
  });
});

describe('incarnations', () => {
  test('a spool made anew names the one before as its parent', async () => {
    await using first = await tempDirectory();
    await using second = await tempDirectory();
    const lineage = memoryLineage();
    let before = '';
    {
      await using spool = await openTestSpool(first.path, { lineage });
      before = spool.incarnation;
      await spool.append([metric(1), metric(2)]);
      await spool.flush();
    }
    await using spool = await openTestSpool(second.path, { lineage });
    await spool.append([metric(3)]);
    await spool.flush();
    const [batch] = await drain(spool, 'bulk');
    const { parent, incarnation } = readBatch(batch?.bytes ?? new Uint8Array(0));
    expect(incarnation).not.toBe(before);
    expect(parent).toMatchObject({ incarnation: before, lastSeq: 2 });
  });

  test('a conflict moves what was not acknowledged, and nothing else, to a child', async () => {
    await using home = await tempDirectory();
    await using spool = await openTestSpool(home.path);
    await spool.append(upTo(3_000).map((n) => metric(n)));
    await spool.append([metric(3_000), heartbeat(7)]);
    await spool.flush();
    const accepted = await spool.nextOutgoing('bulk');
    if (!accepted) throw new Error('nothing to send');
    spool.acknowledged(accepted, null);
    const refused = await spool.nextOutgoing('bulk');
    if (!refused) throw new Error('nothing to send');
    await spool.append([metric(3_001)]);
    await spool.reincarnate(refused);
    await spool.flush();
    const moved = await drain(spool, 'bulk');
    expect(metricsIn([accepted])).toEqual(upTo(1_000));
    expect(metricsIn(moved)).toEqual(upTo(3_002).slice(1_000));
    expect(readBatch(moved[0]!.bytes)).toMatchObject({
      incarnation: spool.incarnation,
      first: 1,
      parent: { incarnation: accepted.incarnation, lastSeq: 1_000 },
    });
    // Nothing contradicts the ledger lane: its batch is told where it was cut.
    expect((await drain(spool, 'ledger'))[0]).toMatchObject({ incarnation: accepted.incarnation });
  });
});
