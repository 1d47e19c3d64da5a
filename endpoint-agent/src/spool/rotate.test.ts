import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { metric, openTestSpool, tempDirectory } from '../testing/builders.ts';

test('a log begun anew holds the very events whose writing made it too long', async () => {
  await using home = await tempDirectory();
  const live = join(home.path, 'live');
  await using spool = await openTestSpool(live, { bounds: { logBytesMax: 4_096 } });
  for (let n = 0; n < 300; n += 10) {
    await spool.append(Array.from({ length: 10 }, (_, i) => metric(n + i)));
    await spool.flush();
    await spool.append([metric(n)]);
    await spool.nextOutgoing('urgent'); // behind whatever the spool is about to do
    // What a kill -9 at this moment would leave.
    const left = join(home.path, `left-${n}`);
    await cp(live, left, { recursive: true });
    await using found = await openTestSpool(left);
    expect(found.stats().lanes.bulk.accepted).toBe(spool.stats().lanes.bulk.accepted);
  }
});
