import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { ScriptedDevice } from '../../test-kit/device.ts';
import {
  appendTo,
  enrolInto,
  temporaryDirectory,
  testDeps,
  testIdentity,
} from '../../test-kit/journal.ts';
import { DiskError } from '../errors.ts';
import { judgeOffer } from '../intake/judge.ts';
import { createFrameFile } from './files.ts';
import { Journals } from './journals.ts';

/** Files of a disk that can be made to refuse. */
function fragileDisk() {
  const disk = { fault: undefined as string | undefined };
  const createFile: typeof createFrameFile = async (...args) => {
    const made = await createFrameFile(...args);
    const { file } = made;
    const append = file.append.bind(file);
    file.append = (pieces) => {
      if (!disk.fault) return append(pieces);
      const cause = Object.assign(new Error(disk.fault), { code: disk.fault });
      return Promise.reject(new DiskError('appending', cause));
    };
    return made;
  };
  return { disk, createFile };
}

for (const fault of ['ENOSPC', 'EIO']) {
  test(`${fault}: nothing is acknowledged, nothing half-taken, and intake returns by itself`, async () => {
    await using home = await temporaryDirectory();
    const identity = testIdentity();
    const { disk, createFile } = fragileDisk();
    const deps = { ...testDeps(identity), createFile };
    const device = new ScriptedDevice();
    const batches = [device.cut(), device.cut(), device.cut()] as const;
    {
      await using journals = await Journals.open(home.path, deps);
      const journal = journals.current;
      await enrolInto(journal, identity, device);
      await appendTo(journal, batches[0]);

      disk.fault = fault;
      const refused = await Promise.allSettled([
        appendTo(journal, batches[1]),
        appendTo(journal, batches[2]),
      ]);
      expect(refused.map((each) => each.status)).toEqual(['rejected', 'rejected']);
      expect(journal.failure?.full).toBe(fault === 'ENOSPC');
      const stream = journal.streams.get(device.deviceId, device.incarnation, 'ledger');
      // The re-send must be new again: the mark fell back to what is durable.
      expect(stream?.mark?.through).toBe(3);
      expect(stream?.recent).toHaveLength(1);
      const offer = { ...batches[1], bytes: 100, seen: null };
      const door = {
        relayId: identity.relayId,
        incarnation: journal.incarnation,
        headPosition: 1,
        deviceKnown: true,
        disk: 'full' as const,
        burdenBytes: 0,
        switching: false,
      };
      expect(judgeOffer(offer, door)).toMatchObject({ verdict: 'busy', detail: 'disk_full' });

      disk.fault = undefined;
      await expect.poll(() => journal.failure, { timeout: 10_000 }).toBeUndefined();
      expect(await appendTo(journal, batches[1])).toBe(2);
      expect(await appendTo(journal, batches[2])).toBe(3);
    }
    await using journals = await Journals.open(home.path, testDeps(identity));
    expect(journals.notes.damage).toEqual([]);
    expect(journals.notes.lost).toEqual([]);
    const held = journals.current.pending.ledger.map(({ position, first }) => [position, first]);
    expect(held).toEqual([
      [1, 1],
      [2, 4],
      [3, 7],
    ]);
  });
}

test('a segment that the disk refused is sealed again, with its refusals and losses', async () => {
  await using home = await temporaryDirectory();
  const identity = testIdentity();
  const { disk, createFile } = fragileDisk();
  const deps = { ...testDeps(identity), createFile };
  const device = new ScriptedDevice();
  await using journals = await Journals.open(home.path, deps);
  const journal = journals.current;
  await enrolInto(journal, identity, device);
  await appendTo(journal, device.cut());
  deps.refusals.note('gap', device.deviceId, 'test', deps.clock.now());
  disk.fault = 'ENOSPC';
  await expect(journal.sealLane('ledger')).rejects.toThrow(DiskError);
  expect(journal.heads.ledger.sealedThrough).toBe(0);
  expect(journal.pending.ledger).toHaveLength(1);
  disk.fault = undefined;
  const sealed = await journal.sealLane('ledger');
  expect(sealed?.seq).toBe(1);
  expect(deps.refusals.take().refusals).toEqual([]);
  expect(journal.load('ledger')).toMatchObject({ pendingBatches: 0, pendingBytes: 0 });
});

/**
 * A disk whose next sync fails as kernels fail it: the error is told once, what was written since
 * the last good sync is gone, and with it the block that it shares with older bytes. Every later
 * sync succeeds.
 */
async function forgetfulDisk(scratch: string) {
  const disk = { fault: false };
  const probe = await open(scratch, 'w');
  const prototype = Object.getPrototypeOf(probe) as FileHandle;
  await probe.close();
  const sync = Reflect.get<FileHandle, 'datasync'>(prototype, 'datasync');
  const goodSize = new WeakMap<FileHandle, number>();
  const spy = vi.spyOn(prototype, 'datasync').mockImplementation(async function failing(
    this: FileHandle,
  ) {
    const { size } = await this.stat();
    if (!disk.fault) {
      goodSize.set(this, size);
      return sync.call(this);
    }
    disk.fault = false;
    const from = Math.max(0, (goodSize.get(this) ?? 0) - blockBytes);
    await this.write(Buffer.alloc(size - from), 0, size - from, from);
    throw Object.assign(new Error('EIO'), { code: 'EIO' });
  });
  return { disk, [Symbol.dispose]: () => spy.mockRestore() };
}
const blockBytes = 1_500;

test('a failed sync: no acknowledgement rests on what the file may have lost', async () => {
  await using home = await temporaryDirectory();
  using fragile = await forgetfulDisk(join(home.path, 'scratch'));
  const identity = testIdentity();
  const root = join(home.path, 'journal');
  const deps = testDeps(identity);
  const device = new ScriptedDevice();
  const batches = Array.from({ length: 6 }, () => device.cut());
  const journals = await Journals.open(root, deps);
  const journal = journals.current;
  await enrolInto(journal, identity, device);
  for (const batch of batches.slice(0, 4)) await appendTo(journal, batch);

  fragile.disk.fault = true;
  const refused = batches[4];
  if (!refused) throw new Error('no batch');
  await expect(appendTo(journal, refused)).rejects.toThrow('EIO');
  await expect.poll(() => journal.failure, { timeout: 10_000 }).toBeUndefined();
  // Its position is not used again: the refused batch may yet be found in the old file.
  expect(await appendTo(journal, refused)).toBe(6);
  await journals[Symbol.asyncDispose]();

  await using again = await Journals.open(root, testDeps(identity));
  expect(again.notes.damage.length).toBeGreaterThan(0);
  expect(again.notes.lost).toEqual([]);
  const held = again.current.pending.ledger.map(({ position, first }) => [position, first]);
  expect(held).toEqual([
    [1, 1],
    [2, 4],
    [3, 7],
    [4, 10],
    [6, 13],
  ]);
});
