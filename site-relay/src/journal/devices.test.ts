import { expect, test } from 'vitest';
import { ScriptedDevice } from '../../test-kit/device.ts';
import { enrolInto, temporaryDirectory, testDeps, testIdentity } from '../../test-kit/journal.ts';
import { Journals } from './journals.ts';

test('a known device pins no more memory than its own bytes', async () => {
  await using home = await temporaryDirectory();
  const identity = testIdentity();
  const device = new ScriptedDevice();
  await using journals = await Journals.open(home.path, testDeps(identity));
  await enrolInto(journals.current, identity, device);
  const known = journals.current.devices.get(device.deviceId);
  const { signed, key, enrolment } = known ?? {};
  expect(signed?.buffer.byteLength).toBe(signed?.length);
  expect(enrolment?.publicKey.buffer.byteLength).toBe(signed?.length);
  expect(key?.raw.buffer.byteLength).toBe(32);
  expect(key?.keyId.buffer.byteLength).toBe(32);
});
