import { join } from 'node:path';
import { checkLeaf, type PrivateKey } from '@eucora/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTimeKeeper } from '../clock/time-keeper.ts';
import { silentLogger } from '../log.ts';
import { siteTlsOptions } from '../sender/tls.ts';
import { manualClock, tempDirectory, testDevice, testKey } from '../testing/builders.ts';
import { createPaperRelay, type PaperRelay } from '../testing/paper-relay.ts';
import { Renewer, type RenewerOptions } from './renewer.ts';
import { SiteCertificates } from './site-certificates.ts';
import { issuedMsOf, materialOf, TlsStore } from './tls-store.ts';

// A device's certificates over simulated time, against a relay's door on paper.

const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 86_400_000];

interface World extends AsyncDisposable {
  readonly relay: PaperRelay;
  readonly store: TlsStore;
  readonly errors: string[];
  readonly options: RenewerOptions;
  readonly renewals: () => number;
  pass(ms: number): void;
  reopened(): Promise<TlsStore>;
  /** How old the certificate in hand is, in days, by the relay's clock. */
  ageDays(): number;
}
let world: World;

async function startWorld(): Promise<World> {
  const directory = await tempDirectory();
  const clock = manualClock();
  const nowMs = (): number => clock.now().wallMs;
  const relay = await createPaperRelay('hq', nowMs);
  const path = join(directory.path, 'tls');
  const store = await TlsStore.open(path);
  const errors: string[] = [];
  let renewals = 0;
  const options: RenewerOptions = {
    store,
    door: relay.door,
    ticket: relay.ticket,
    hubPublic: () => relay.hubPublic,
    hubKeys: () => undefined,
    key: testKey,
    keeper: createTimeKeeper(clock),
    logger: { ...silentLogger, error: (_fields, message) => void errors.push(message) },
    onRenewed: () => {
      renewals += 1;
      return Promise.resolve();
    },
    elapsedMs: () => clock.now().boottimeMs,
  };
  return {
    relay,
    store,
    errors,
    options,
    renewals: () => renewals,
    pass: clock.advance,
    reopened: () => TlsStore.open(path),
    ageDays: () => (nowMs() - issuedMsOf(store.identity!)) / dayMs,
    [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose](),
  };
}
beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  vi.useRealTimers();
  await world[Symbol.asyncDispose]();
});

/** A renewer whose device has its first certificate. */
async function enrolled(): Promise<Renewer> {
  const renewer = new Renewer(world.options);
  expect(await renewer.renew()).toBe(true);
  expect(world.relay.asked.map(({ verb }) => verb)).toEqual(['enrol']);
  return renewer;
}
const passDays = (days: number): void => world.pass(days * dayMs);

test('the next certificate is asked for at two thirds of a life, and not before', async () => {
  const renewer = await enrolled();
  const first = world.store.identity!.leaf;
  passDays(19.9);
  expect(await renewer.renewIfDue()).toBe(false);
  expect(world.relay.asked).toHaveLength(1);
  passDays(0.2);
  expect(await renewer.renewIfDue()).toBe(true);
  expect(world.relay.asked.at(-1)?.verb).toBe('renew');
  expect(world.store.identity!.leaf).not.toEqual(first);
  expect(world.ageDays()).toBe(0);
  // It is kept: another start finds it, and nothing is due.
  expect((await world.reopened()).identity?.leaf).toEqual(world.store.identity!.leaf);
  expect(await renewer.renewIfDue()).toBe(false);
});

test('while no relay is there it asks again each minute at most, for the same key, until one is', async () => {
  const renewer = await enrolled();
  passDays(21);
  world.relay.script.push('away', 'lost', 'away');
  const tries: number[] = [];
  for (let second = 0; second < 240; second += 10) {
    const before = world.relay.asked.length;
    const isNew = await renewer.renewIfDue();
    if (world.relay.asked.length > before) tries.push(second);
    expect(isNew).toBe(second === 180);
    world.pass(10_000);
  }
  expect(tries).toEqual([0, 60, 120, 180]);
  const keys = new Set(world.relay.asked.slice(1).map(({ tlsKey }) => tlsKey));
  expect(keys.size).toBe(1);
  expect(world.errors).toEqual([]);
});

test('a refusal is told with its remedy, and asked again after five minutes', async () => {
  const renewer = await enrolled();
  const held = world.store.identity;
  passDays(21);
  world.relay.refuses = 'revoked';
  expect(await renewer.renewIfDue()).toBe(false);
  expect(world.errors).toEqual([
    expect.stringMatching(/no certificate: as told; ask the site for a new ticket and run/),
  ]);
  world.pass(4.9 * minuteMs);
  await renewer.renewIfDue();
  expect(world.relay.asked).toHaveLength(2);
  world.pass(0.2 * minuteMs);
  await renewer.renewIfDue();
  expect(world.relay.asked).toHaveLength(3);
  expect(world.store.identity).toBe(held);
});

test('questions at once are one, and a relay that lost its disk takes the device in again', async () => {
  const renewer = await enrolled();
  passDays(21);
  world.relay.script.push({ refused: 'unknown_device' });
  const answers = await Promise.all([1, 2, 3].map(() => renewer.renewIfDue()));
  expect(answers).toEqual([true, true, true]);
  expect(world.relay.asked.map(({ verb }) => verb)).toEqual(['enrol', 'renew', 'enrol']);
});

function certificates(): {
  certificates: SiteCertificates;
  address: () => Promise<{ device: string; tls: ReturnType<typeof siteTlsOptions> }>;
} {
  const { store, relay, options } = world;
  const { door: _, store: __, ...rest } = options;
  const made = new SiteCertificates({ deviceId: testDevice, store, door: relay.door }, rest);
  return { certificates: made, address: () => made.address() };
}

test('a broker that refuses a certificate leads to the next one at once, where the next try finds it', async () => {
  const { certificates: made, address } = certificates();
  const shown = await address();
  expect(shown.tls.cert).toBe(materialOf(world.store.identity!).cert);
  const before = shown.tls.cert;
  passDays(1); // by far not due
  made.refused(shown);
  await vi.waitUntil(() => shown.tls.cert !== before);
  expect(world.relay.asked.map(({ verb }) => verb)).toEqual(['enrol', 'renew']);
  expect(shown.tls).toMatchObject(materialOf(world.store.identity!));
  // Refused again and again, it does not ask the door again and again.
  world.relay.script.push('away');
  made.refused(shown);
  await vi.waitUntil(() => world.relay.asked.length === 3);
  for (let i = 0; i < 20; i += 1) made.refused(shown);
  await world.options.store.nextKey();
  expect(world.relay.asked).toHaveLength(3);
});

test('a connection that lasts is given the next certificate while it lasts, looked at hourly', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const { certificates: made, address } = certificates();
  const shown = await address();
  const before = shown.tls.cert;
  const ended = new AbortController();
  made.watch(shown, ended.signal);
  passDays(20.1);
  vi.advanceTimersByTime(hourMs);
  await vi.waitUntil(() => shown.tls.cert !== before);
  expect(world.renewals()).toBe(2);
  ended.abort();
  passDays(20);
  vi.advanceTimersByTime(10 * hourMs);
  expect(world.relay.asked).toHaveLength(2);
});

test('a year alone with its relay: its certificate is never older than its life, which is renewed 18 times', async () => {
  const renewer = await enrolled();
  const keys = new Set<PrivateKey>();
  let oldest = 0;
  for (let hour = 0; hour < 365 * 24; hour += 6) {
    world.pass(6 * hourMs);
    // Half of the time the relay is off.
    if (hour % 48 < 24) world.relay.script.splice(0, Infinity, 'away');
    else world.relay.script.length = 0;
    await renewer.renewIfDue();
    oldest = Math.max(oldest, world.ageDays());
    keys.add(world.store.identity!.key);
  }
  expect(oldest).toBeGreaterThan(20);
  expect(oldest).toBeLessThan(22);
  expect(world.renewals()).toBe(1 + 17);
  // Each under another key, by the same site, for the same device.
  expect(keys.size).toBe(world.renewals());
  const { leaf, issuer, authority } = world.store.identity!;
  expect(checkLeaf([leaf, issuer, authority], 'hq')).toMatchObject({ id: testDevice });
  // And who was revoked gets none, however long he asks.
  world.relay.script.length = 0;
  world.relay.refuses = 'revoked';
  passDays(21);
  expect(await renewer.renewIfDue()).toBe(false);
  passDays(365);
  expect(await renewer.renewIfDue()).toBe(false);
  expect(world.errors).toHaveLength(2);
});

test('a next key that was made before anybody was asked is still there after a stop', async () => {
  const renewer = await enrolled();
  passDays(21);
  world.relay.script.push('lost');
  expect(await renewer.renewIfDue()).toBe(false);
  const after = await world.reopened();
  const again = new Renewer({ ...world.options, store: after });
  expect(await again.renewIfDue()).toBe(true);
  const [, lost, taken] = world.relay.asked.map(({ tlsKey }) => tlsKey);
  expect(taken).toBe(lost);
});
