import {
  readDeliveryAnswer,
  readOfferAnswer,
  writeDelivery,
  writeOffer,
  type DeliveryAnswer,
} from '@eucora/protocol';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { ScriptedDevice } from '../../test-kit/device.ts';
import { enrolInto, temporaryDirectory, testDeps, testIdentity } from '../../test-kit/journal.ts';
import { createFrameFile } from '../journal/files.ts';
import { Journals } from '../journal/journals.ts';
import { Intake } from './intake.ts';

/** Files of a disk whose writes wait until they are let through. */
function slowDisk() {
  const disk = { gate: Promise.resolve() };
  const createFile: typeof createFrameFile = async (...args) => {
    const made = await createFrameFile(...args);
    const append = made.file.append.bind(made.file);
    made.file.append = async (pieces) => {
      await disk.gate;
      return append(pieces);
    };
    return made;
  };
  return { disk, createFile };
}

test('a re-send is acknowledged only when the first copy is on the disk', async () => {
  await using home = await temporaryDirectory();
  const identity = testIdentity();
  const { disk, createFile } = slowDisk();
  const deps = { ...testDeps(identity), createFile };
  await using journals = await Journals.open(home.path, deps);
  const device = new ScriptedDevice();
  await enrolInto(journals.current, identity, device);
  const log = pino({ level: 'silent' });
  const intake = new Intake({ ...deps, journals, log, onContact: () => undefined });
  const batch = device.cut();
  const { deviceId, incarnation, lane, first, last, bytes } = batch;
  const order: string[] = [];
  const hand = async (name: string): Promise<DeliveryAnswer> => {
    const offer = { deviceId, incarnation, lane, first, last, bytes: bytes.length, seen: null };
    const { grant } = readOfferAnswer(await intake.offer(writeOffer(offer)));
    const answer = await intake.deliver(writeDelivery({ grant, batch: bytes }));
    order.push(name);
    return readDeliveryAnswer(answer);
  };

  const opened = Promise.withResolvers<void>();
  disk.gate = opened.promise;
  const one = hand('first');
  const two = hand('again');
  // Another offer is answered meanwhile: whatever did not wait for the disk would be through by now.
  const other = await intake.offer(
    writeOffer({ deviceId, incarnation, lane, first, last, bytes: 1, seen: null }),
  );
  expect(readOfferAnswer(other).journalledThrough).toBe(0);
  expect(order).toEqual([]);
  opened.resolve();
  const answers = await Promise.all([one, two]);
  expect(answers.map(({ duplicate }) => duplicate)).toEqual([false, true]);
  expect(answers.map(({ position }) => position?.position)).toEqual([1, 1]);
});
