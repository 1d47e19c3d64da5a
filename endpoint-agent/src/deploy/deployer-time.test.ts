import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { timeResetName } from '@eucora/protocol/desired';
import { signedReset } from '@eucora/protocol/testing/trust';
import { createTimeKeeper } from '../clock/time-keeper.ts';
import { silentLogger } from '../log.ts';
import { manualClock, tempDirectory } from '../testing/builders.ts';
import { bodiesOf, memorySink } from '../testing/observing.ts';
import { Deployer } from './deployer.ts';
import { desired, TestPublisher } from './testing/orders.ts';

test('a document moves the time; a far future that was signed, root takes back', async () => {
  await using folder = await tempDirectory();
  const publisher = new TestPublisher();
  const { nowMs } = publisher.repository;
  const first = { file: join(folder.path, '1.root.json'), sha256: null };
  await writeFile(first.file, publisher.firstRoot);
  const keeper = createTimeKeeper(manualClock());
  const sink = memorySink();
  const deployer = await Deployer.open({
    folder: folder.path,
    executors: null,
    first,
    site: 'hq',
    artifacts: publisher,
    sink,
    keeper,
    logger: silentLogger,
  });
  let reset: Uint8Array | null = null;
  const source = {
    trustFile: async (name: string) => (name === timeResetName ? reset : publisher.trustFile(name)),
  };
  expect(await deployer.refreshTrust(source)).toBe('current');

  const issuedMs = nowMs + 40 * 365 * 86_400_000;
  const { slice, manifest } = desired([], { generation: 1 });
  deployer.onDesired(slice, { ...manifest, issuedMs, issuedHiMs: issuedMs }, false);
  expect(keeper.book().current.loMs).toBe(issuedMs);
  expect(await deployer.refreshTrust(source)).toBe('refused');

  reset = signedReset(publisher.repository, { sites: ['hq'] });
  expect(await deployer.refreshTrust(source)).toBe('current');
  expect(keeper.book()).toMatchObject({ resetNumber: 1, current: { loMs: nowMs } });
  const codes = bodiesOf(sink, 'security').map(({ code }) => code);
  expect(codes).toEqual(['trust_metadata_refused', 'time_reset']);
});
