import { expect, test } from 'vitest';
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
