import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { appendTo, temporaryDirectory, testDeps } from '../../test-kit/journal.ts';
import { receiptScene } from '../../test-kit/receipts.ts';
import { Journals } from '../journal/journals.ts';
import { Receipts } from './receipts.ts';

test('deletes only what is safe, old enough and in a finished file, and does not miss it later', async () => {
  await using home = await temporaryDirectory();
  const { identity, device, journals, receipts, base, say } = await receiptScene(home.path, 1_000);
  const { directory } = journals.current;
  await say({ committedThrough: 3, safeThrough: 3 }, 1, 1);
  const later = Date.now() + 2_000;
  // The file being written stays, and what is young stays.
  expect(await receipts.truncate(later)).toBe(0);
  await journals[Symbol.asyncDispose]();

  const again = await Journals.open(join(home.path, 'journal'), testDeps(identity));
  const reloaded = await Receipts.load({ ...base, journals: again });
  expect(await reloaded.truncate(Date.now())).toBe(0);
  expect(await reloaded.truncate(later)).toBe(1);
  expect((await readdir(directory)).filter((name) => name.startsWith('seg-'))).toEqual([]);
  expect(again.current.segments.oldestHeld('ledger')).toBe(0);
  await again[Symbol.asyncDispose]();

  await using last = await Journals.open(join(home.path, 'journal'), testDeps(identity));
  expect(last.notes).toMatchObject({ lost: [], damage: [], reopened: undefined });
  expect(last.current.heads.ledger.sealedThrough).toBe(3);
  // The WAL still has the batches of the deleted segments; they are not sealed a second time.
  expect(last.current.pending.ledger).toEqual([]);
  await appendTo(last.current, device.cut());
  expect((await last.current.sealLane('ledger'))?.seq).toBe(4);
});

test('a file stays as long as one of its segments is not safe', async () => {
  await using home = await temporaryDirectory();
  const scene = await receiptScene(home.path, 0);
  await scene.say({ committedThrough: 3, safeThrough: 2 }, 1, 1);
  await scene.restart(); // the file is finished now
  const later = Date.now() + 1_000;
  expect(await scene.receipts.truncate(later)).toBe(0);
  await scene.say({ committedThrough: 3, safeThrough: 3 }, 1, 2);
  expect(await scene.receipts.truncate(later)).toBe(1);
  await scene.journals[Symbol.asyncDispose]();
});

test('a restored hub: marks fall, and nothing is deleted until it is safe again', async () => {
  await using home = await temporaryDirectory();
  const { device, journals, receipts, say } = await receiptScene(home.path, 0);
  await using _ = journals;
  const stream = () => journals.current.streams.get(device.deviceId, device.incarnation, 'ledger');
  expect(await say({ committedThrough: 3, safeThrough: 2 }, 1, 5)).toBe('applied');
  expect(stream()?.committed).toBe(9);
  expect(await say({ committedThrough: 1 }, 1, 4)).toBe('stale');
  expect(stream()?.committed).toBe(9);
  expect(await say({ committedThrough: 1, safeThrough: 1 }, 2, 1)).toBe('new_epoch');
  expect(stream()?.committed).toBe(3);
  expect(await receipts.truncate(Date.now() + 10)).toBe(0);
  expect(journals.current.devices.get(device.deviceId)?.knownToHub).toBe(true);
});

test('a damaged receipt file is no word of the hub, and the next receipt heals it', async () => {
  await using root = await temporaryDirectory();
  const { journals, base, say } = await receiptScene(root.path, 0);
  await say({ committedThrough: 2, safeThrough: 1 }, 1, 1);
  const whole = await readFile(base.path, 'utf8');
  const raised = whole.replace('"safeThrough":1', '"safeThrough":3');
  expect(raised).not.toBe(whole);
  for (const damaged of [whole.slice(0, 40), '', 'null', '{}', raised]) {
    await writeFile(base.path, damaged);
    const again = await Receipts.load({ ...base, journals });
    expect(again.laneOf(journals.current.incarnation, 'ledger')).toBeUndefined();
    expect(await again.truncate(Date.now() + 1)).toBe(0);
  }
  await writeFile(base.path, whole);
  const { incarnation } = journals.current;
  const again = await Receipts.load({ ...base, journals });
  expect(again.laneOf(incarnation, 'ledger')).toMatchObject({ committedThrough: 2 });
  await journals[Symbol.asyncDispose]();
});
