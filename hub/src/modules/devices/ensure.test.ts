import { deviceIdOf, generateKeyPair, randomId, type DeviceEnrolment } from '@eucora/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../../platform/testing.ts';
import { createSite } from '../sites/index.ts';
import { ensureDevices } from './index.ts';

let postgres: TestDatabase;
const noon = Date.parse('2026-11-24T12:00:00Z');
beforeAll(async () => {
  postgres = await startTestDatabase();
  const deps = { db: postgres.db, now: () => new Date(noon) };
  await createSite(deps, { id: 'hq', siteClass: 'online' }, 'test');
  await createSite(deps, { id: 'vault', siteClass: 'air_gapped' }, 'test');
});
afterAll(() => postgres[Symbol.asyncDispose]());

function enrolment(site = 'hq', issuedMs = noon, simulated = false): DeviceEnrolment {
  const publicKey = generateKeyPair().publicKey.raw;
  return {
    site,
    relayId: randomId(),
    deviceId: deviceIdOf(publicKey),
    publicKey,
    simulated,
    run: simulated ? 'run-1' : '',
    issued: { bootId: randomId(), boottimeMs: 0, wallMs: issuedMs, loMs: issuedMs, hiMs: issuedMs },
  };
}

async function counts(): Promise<Record<string, number>> {
  const sql = `SELECT site_id || ' ' || simulated AS name, devices FROM devices.counts`;
  const { rows } = await postgres.db.query<{ name: string; devices: number }>(sql);
  return Object.fromEntries(rows.map((row) => [row.name, row.devices]));
}

test('devices are registered once, however often and at once they are told of', async () => {
  const all = [enrolment(), enrolment(), enrolment('hq', noon, true)];
  const tell = (list: DeviceEnrolment[]) =>
    postgres.db.transaction((tx) => ensureDevices(tx, list, []));
  const [known, again] = await Promise.all([tell(all), tell(all.toReversed())]);
  const numbers = (devices: typeof known) =>
    new Map(all.map(({ deviceId }) => [deviceId, devices.get(deviceId)?.no]));
  expect(numbers(known)).toEqual(numbers(again));
  expect(known.get(all[2]!.deviceId)).toMatchObject({ siteId: 'hq', simulated: true });
  expect(await counts()).toEqual({ 'hq false': 2, 'hq true': 1 });
});

test('a strange device id is not in the answer', async () => {
  const known = await postgres.db.transaction((tx) => ensureDevices(tx, [], [randomId()]));
  expect(known.size).toBe(0);
});

test('a newer enrolment elsewhere moves the device, an older one does not', async () => {
  const first = enrolment();
  const newer = {
    ...first,
    site: 'vault',
    issued: { ...first.issued, wallMs: noon + 1, loMs: noon + 1, hiMs: noon + 1 },
  };
  const before = await counts();
  await postgres.db.transaction((tx) => ensureDevices(tx, [first]));
  const moved = await postgres.db.transaction((tx) => ensureDevices(tx, [newer]));
  expect(moved.get(first.deviceId)?.siteId).toBe('vault');
  const stays = await postgres.db.transaction((tx) => ensureDevices(tx, [first]));
  expect(stays.get(first.deviceId)?.siteId).toBe('vault');
  expect(await counts()).toEqual({ ...before, 'vault false': 1 });
});
