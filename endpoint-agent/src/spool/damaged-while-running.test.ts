import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readBatch } from '@eucora/protocol';
import { expect, test } from 'vitest';
import { drain, metric, openTestSpool, tempDirectory } from '../testing/builders.ts';

test('a batch that goes bad behind the back of a running spool gets its void', async () => {
  await using home = await tempDirectory();
  {
    await using spool = await openTestSpool(home.path);
    for (let n = 0; n < 3; n += 1) {
      await spool.append([metric(2 * n), metric(2 * n + 1)]);
      await spool.flush();
    }
  }
  await using spool = await openTestSpool(home.path);
  const name = (await readdir(home.path)).find((each) => each.startsWith('batches-')) ?? '';
  const file = await open(join(home.path, name), 'r+');
  await file.write(Buffer.of(0xff, 0xff), 0, 2, 60); // in the first batch
  await file.close();
  const told = (await drain(spool, 'bulk')).map(({ bytes }) => readBatch(bytes));
  expect(told.map(({ first, last, void: lost }) => [first, last, lost?.reason])).toEqual([
    [1, 2, 'damaged'],
    [3, 4, undefined],
    [5, 6, undefined],
  ]);
  expect(Buffer.from(told[1]!.prevHash)).toEqual(Buffer.from(told[0]!.void!.replacedLastHash));
});
