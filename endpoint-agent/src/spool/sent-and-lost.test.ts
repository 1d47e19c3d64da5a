import { readdir, truncate, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readBatch } from '@eucora/protocol';
import { expect, test } from 'vitest';
import { drain, metric, openTestSpool, tempDirectory } from '../testing/builders.ts';

/** Three batches that a relay has, in one file, the last with events that the log still holds too. */
async function sent(path: string) {
  await using spool = await openTestSpool(path);
  for (let n = 0; n < 3; n += 1) {
    await spool.append([metric(2 * n), metric(2 * n + 1)]);
    await spool.flush();
  }
  return (await drain(spool, 'bulk')).map(({ bytes }) => readBatch(bytes));
}

test('a batch that the relay has and the disk lost is not said again in other words', async () => {
  await using home = await tempDirectory();
  const batches = await sent(home.path);
  const name = (await readdir(home.path)).find((each) => each.startsWith('batches-')) ?? '';
  const file = join(home.path, name);
  await truncate(file, (await stat(file)).size - 5);
  await using spool = await openTestSpool(home.path);
  await spool.append([metric(6)]);
  await spool.flush();
  const fresh = (await drain(spool, 'bulk')).map(({ bytes }) => readBatch(bytes));
  expect(fresh.map(({ first, last }) => [first, last])).toEqual([[7, 7]]);
  expect(Buffer.from(fresh[0]!.prevHash)).toEqual(Buffer.from(batches[2]!.hash));

  // Another relay has nothing: it hears of the loss, in one chain with the rest.
  spool.rewind('bulk', { relayId: 'aa'.repeat(16), incarnation: 'bb'.repeat(16), position: 0 });
  const again = (await drain(spool, 'bulk')).map(({ bytes }) => readBatch(bytes));
  expect(again.map(({ first, last, void: lost }) => [first, last, lost?.reason])).toEqual([
    [1, 2, undefined],
    [3, 4, undefined],
    [5, 6, 'damaged'],
    [7, 7, undefined],
  ]);
  expect(again[0]!.hash).toEqual(batches[0]!.hash);
});
