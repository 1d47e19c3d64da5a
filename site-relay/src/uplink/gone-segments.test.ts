import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  openBody,
  readSegment,
  type LaneReceipt,
  type SegmentContent,
  type UnavailableRange,
} from '@eucora/protocol';
import { expect, test } from 'vitest';
import { appendTo, temporaryDirectory } from '../../test-kit/journal.ts';
import { receiptScene } from '../../test-kit/receipts.ts';
import type { Journals } from '../journal/journals.ts';

/** Seals what waits and gives all segments of the current journal's lane, opened. */
async function contentOf({ current }: Journals): Promise<SegmentContent[]> {
  await current.sealLane('ledger');
  const held = [...current.segments.held('ledger').values()];
  const bytes = await Promise.all(held.map((segment) => current.segments.read(segment)));
  return bytes.map((each) => openBody(readSegment(each)));
}
const words = (content: readonly SegmentContent[]) => ({
  unavailable: content.flatMap((each) => each.unavailable),
  lost: content.flatMap((each) => each.lost),
});
const later = (): number => Date.now() + 1_000;
const all: Partial<LaneReceipt> = { committedThrough: 3, safeThrough: 3 };

/** A relay that truncated its three segments by receipt 1/9, as a restart lets it. */
async function truncated(root: string) {
  const scene = await receiptScene(root, 0);
  await scene.say(all, 1, 9);
  await scene.restart();
  expect(await scene.receipts.truncate(later())).toBe(1);
  return scene;
}

test('a restored hub hears what was truncated, by which receipt, and whose numbers that were', async () => {
  await using root = await temporaryDirectory();
  const scene = await truncated(root.path);
  const before = scene.journals.current.incarnation;
  expect(await scene.say({ committedThrough: 1, safeThrough: 1 }, 2, 10)).toBe('new_epoch');
  const { deviceId, incarnation } = scene.device;
  expect(words(await contentOf(scene.journals))).toEqual({
    unavailable: [
      {
        incarnation: before,
        lane: 'ledger',
        first: 2,
        last: 3,
        reason: 'truncated',
        ledgerEpoch: 1,
        generation: 9,
      } satisfies UnavailableRange,
    ],
    lost: [{ deviceId, incarnation, first: 1, last: 9, cause: 'truncated after receipt 1/9' }],
  });
  // The epoch reaches agents as another journal, which knows nothing of what the old one took.
  expect(scene.journals.current.incarnation).not.toBe(before);
  expect(scene.journals.current.header.parent?.incarnation).toBe(before);
  expect(scene.journals.current.streams.size).toBe(0);
  await scene.journals[Symbol.asyncDispose]();
});

test('it is said once in an epoch, also after a restart, and again in the next', async () => {
  await using root = await temporaryDirectory();
  const scene = await truncated(root.path);
  const before = scene.journals.current.incarnation;
  const gaps = [{ first: 2, last: 3 }];
  await scene.say({ committedThrough: 1 }, 2, 10);
  const after = scene.journals.current.incarnation;
  await scene.say({ committedThrough: 1, gaps }, 2, 11, { incarnation: before });
  await scene.restart();
  await scene.say({ committedThrough: 1, gaps }, 2, 12, { incarnation: before });
  expect(scene.journals.current.incarnation).toBe(after);
  expect(words(await contentOf(scene.journals)).unavailable).toHaveLength(1);
  // Restored once more, to before it heard of that.
  await scene.say({ committedThrough: 1, gaps }, 3, 13, { incarnation: before });
  expect(words(await contentOf(scene.journals)).unavailable).toHaveLength(2);
  await scene.journals[Symbol.asyncDispose]();
});

test('a journal of which nothing was left is still answered for; so is one of a lost disk', async () => {
  await using root = await temporaryDirectory();
  const scene = await truncated(root.path);
  const dropped = scene.journals.current.incarnation;
  await scene.journals.reopen();
  await scene.restart();
  const gaps = [{ first: 2, last: 3 }];
  await scene.say({ committedThrough: 1, gaps }, 2, 10, { incarnation: dropped });
  const unknown = 'ab'.repeat(16);
  const more = [{ first: 5, last: 7 }];
  await scene.say({ committedThrough: 4, gaps: more }, 2, 11, { incarnation: unknown });
  const { unavailable } = words(await contentOf(scene.journals));
  expect(
    unavailable.map(({ incarnation, reason, first, last }) => ({
      incarnation,
      reason,
      first,
      last,
    })),
  ).toEqual([
    { incarnation: dropped, reason: 'truncated', first: 2, last: 3 },
    { incarnation: unknown, reason: 'disk_lost', first: 5, last: 7 },
  ]);
  await scene.journals[Symbol.asyncDispose]();
});

test('what is held is sent and not given up, and nothing is deleted below the old safe mark', async () => {
  await using root = await temporaryDirectory();
  const scene = await receiptScene(root.path, 0);
  await scene.say({ committedThrough: 3, safeThrough: 2 }, 1, 9);
  const { incarnation } = scene.journals.current;
  await scene.say({ committedThrough: 1, safeThrough: 1 }, 2, 10);
  expect(scene.receipts.isHubBehind).toBe(true);
  await scene.restart();
  expect(scene.journals.current.incarnation).toBe(incarnation);
  expect(await scene.receipts.truncate(later())).toBe(0);
  await scene.say({ committedThrough: 3, safeThrough: 1 }, 2, 11);
  expect(await scene.receipts.truncate(later())).toBe(0);
  await scene.say({ committedThrough: 3, safeThrough: 3 }, 2, 12);
  expect(scene.receipts.isHubBehind).toBe(false);
  expect(await scene.receipts.truncate(later())).toBe(1);
  expect(words(await contentOf(scene.journals)).unavailable).toEqual([]);
  await scene.journals[Symbol.asyncDispose]();
});

test('marks that agents see stop below a gap that was closed without its segment', async () => {
  await using root = await temporaryDirectory();
  const scene = await receiptScene(root.path, 0);
  const { device } = scene;
  const old = scene.journals.current;
  const damaged = old.segments.held('ledger').get(2)!;
  await writeFile(damaged.path, flipped(await readFile(damaged.path), damaged.offset + 40));
  await scene.say({ committedThrough: 1 }, 1, 1);
  await scene.receipts.unreadable(scene.journals.sources.at(-1)!, damaged);
  const { current } = scene.journals;
  expect(current.incarnation).not.toBe(old.incarnation);
  expect(words(await contentOf(scene.journals))).toMatchObject({
    unavailable: [{ first: 2, last: 2, reason: 'damaged', ledgerEpoch: 0 }],
    lost: [{ deviceId: device.deviceId, first: 4, last: 6, cause: 'journal damaged' }],
  });
  // The device comes with what it still has; until the hub has that, nothing of it is committed.
  const again = device.cutAt('ledger', 4, new Uint8Array(32), 3);
  await appendTo(current, again);
  await scene.say({ committedThrough: 4 }, 1, 2, { incarnation: old.incarnation });
  const stream = () => current.streams.get(device.deviceId, device.incarnation, 'ledger');
  expect(stream()?.committed).toBe(0);
  await current.sealLane('ledger');
  await scene.say({ committedThrough: 2 }, 1, 3);
  expect(stream()?.committed).toBe(6);
  await scene.journals[Symbol.asyncDispose]();
});

test('a segment found damaged at start ends too, with the numbers that it held', async () => {
  await using root = await temporaryDirectory();
  const scene = await receiptScene(root.path, 0);
  await scene.say({ committedThrough: 1 }, 1, 1);
  const { directory, incarnation, segments } = scene.journals.current;
  const damaged = segments.held('ledger').get(2)!;
  for (const name of await readdir(directory)) {
    if (!name.startsWith('wal-')) continue;
    const path = join(directory, name);
    await writeFile(path, (await readFile(path)).subarray(0, 4_096));
  }
  await writeFile(damaged.path, flipped(await readFile(damaged.path), damaged.offset + 40));
  await scene.restart();
  await scene.say({ committedThrough: 1, gaps: [{ first: 2, last: 3 }] }, 1, 2, { incarnation });
  const { unavailable } = words(await contentOf(scene.journals));
  expect(unavailable).toMatchObject([{ incarnation, first: 2, last: 2, reason: 'damaged' }]);
  await scene.journals[Symbol.asyncDispose]();
});

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at]! ^= 1;
  return copy;
}
