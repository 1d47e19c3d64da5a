import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../../test-kit/journal.ts';
import { boundlessRoom } from '../home/room.ts';
import { createFrameFile, listJournalFiles, scanFile } from './files.ts';
import { encodeEnrolment } from './records.ts';
import { Wal } from './wal.ts';

test('answers every append, whatever the turn of the event loop in which it comes', async () => {
  await using home = await temporaryDirectory();
  const storeKey = randomBytes(32);
  const stop = new AbortController();
  const wal = await Wal.open({
    directory: home.path,
    storeKey,
    nextNumber: 1,
    preamble: () => [],
    onRefused: () => undefined,
    onRecovered: () => undefined,
    signal: stop.signal,
    room: boundlessRoom,
    createFile: createFrameFile,
  });
  let written = 0;
  const pauses = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(pauses, async (microtasks) => {
      for (const count of microtasks) {
        await wal.append({ plain: encodeEnrolment(Buffer.from([1])), settle: () => undefined });
        written += 1;
        for (let i = 0; i < count; i += 1) await Promise.resolve();
      }
      await wal.rotate();
    }),
    { numRuns: 50 },
  );
  await wal[Symbol.asyncDispose]();
  let found = 0;
  for (const name of (await listJournalFiles(home.path)).wal) {
    found += [...(await scanFile(name, storeKey)).records].length;
  }
  expect(found).toBe(written);
});
