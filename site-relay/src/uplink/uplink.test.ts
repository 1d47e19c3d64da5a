import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { hubKeysOver, keyFor } from '@eucora/protocol/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HubBroker } from '../../test-kit/broker.ts';
import { ScriptedDevice } from '../../test-kit/device.ts';
import { temporaryDirectory } from '../../test-kit/journal.ts';
import { admittedHome, DeviceLine, PaperHub, startQuiet, ticketFor } from '../../test-kit/relay.ts';
import type { RelayConfig } from '../config.ts';
import type { Relay } from '../context.ts';
import { loadKeys } from '../home/keys.ts';
import { homePaths } from '../home/paths.ts';
import type { StatusReport } from '../status/report.ts';

describe('the way to the hub, over a real JetStream server', () => {
  let home: Awaited<ReturnType<typeof temporaryDirectory>>;
  let hub: PaperHub;
  let config: RelayConfig;
  let broker: HubBroker;
  let relay: Relay;
  let line: DeviceLine;
  const device = { now: new ScriptedDevice() };

  beforeEach(async () => {
    home = await temporaryDirectory();
    const admitted = await admittedHome(home.path);
    hub = admitted.hub;
    const keys = await loadKeys(home.path, homePaths(home.path).keys);
    broker = await HubBroker.prepare(join(home.path, 'hub'), keys);
    config = { ...admitted.config, hubNatsUrl: broker.url };
    relay = await startQuiet(config);
    line = await DeviceLine.open(await ticketFor(home.path, relay.natsUrl), 1_000);
    device.now = new ScriptedDevice();
    await line.enrol(device.now);
  });
  afterEach(async () => {
    await line[Symbol.asyncDispose]();
    await relay[Symbol.asyncDispose]();
    await broker[Symbol.asyncDispose]();
    await home[Symbol.asyncDispose]();
  });

  async function report(): Promise<StatusReport> {
    return (await (await fetch(new URL('api/status/', relay.statusUrl))).json()) as StatusReport;
  }
  const incarnation = (): string => relay.journals.current.incarnation;

  test('takes batches while the hub is away and brings them, in order, when it comes', async () => {
    for (let i = 0; i < 3; i += 1) {
      await line.hand(device.now.cut());
      await relay.journals.current.sealLane('ledger');
    }
    expect((await report()).state).toBe('isolated');
    await broker.start();
    await expect.poll(() => broker.seqs(), { timeout: 10_000 }).toEqual([1, 2, 3]);
    await expect.poll(() => broker.tips.length, { timeout: 5_000 }).toBeGreaterThan(0);
    expect(broker.tips[0]?.incarnation).toBe(incarnation());
    expect((await report()).state).toBe('well');
  });

  test('shows devices what the hub committed, and does not believe another hub', async () => {
    await broker.start();
    await line.hand(device.now.cut());
    await expect.poll(() => broker.seqs(), { timeout: 10_000 }).toEqual([1]);
    await broker.receipt(new PaperHub().key, incarnation(), [{ committedThrough: 1 }]);
    await broker.receipt(hub.key, incarnation(), [{ committedThrough: 1 }], { generation: 2 });
    await expect
      .poll(async () => (await line.offer(device.now.cut())).committedThrough, { timeout: 5_000 })
      .toBe(3);
    expect((await report()).receipt).toMatchObject({ ledger_epoch: 1, generation: 2 });
  });

  test('follows its hub to another key, though the word of that key came first', async () => {
    const [second, third] = [keyFor('second'), keyFor('third')];
    await broker.start();
    await line.hand(device.now.cut());
    await expect.poll(() => broker.seqs(), { timeout: 10_000 }).toEqual([1]);
    await broker.receipt(third, incarnation(), [{ committedThrough: 1 }], { generation: 9 });
    const told = () => broker.tips.at(-1)?.hubKeys?.number;
    expect(told()).toBe(1);
    // Two rotations in one go, and the receipt that was refused is read again.
    await broker.leave('hub-keys', hubKeysOver(hub.key, second, third).bytes);
    await expect.poll(async () => (await report()).receipt.generation, { timeout: 5_000 }).toBe(9);
    await expect.poll(told, { timeout: 5_000 }).toBe(3);
    // A retired key has nothing to say any more, whatever number it says; nor does it after a restart.
    await broker.receipt(second, incarnation(), [{ committedThrough: 1 }], { generation: 50 });
    await relay[Symbol.asyncDispose]();
    const tips = broker.tips.length;
    relay = await startQuiet(config);
    await expect.poll(() => broker.tips.length, { timeout: 5_000 }).toBeGreaterThan(tips);
    expect(told()).toBe(3);
    expect((await report()).receipt.generation).toBe(9);
  });

  test('reads the receipt that was left while it was away', async () => {
    await broker.start();
    await line.hand(device.now.cut());
    await expect.poll(() => broker.seqs(), { timeout: 10_000 }).toEqual([1]);
    await relay[Symbol.asyncDispose]();
    await broker.receipt(hub.key, incarnation(), [{ committedThrough: 1 }], { generation: 7 });
    relay = await startQuiet(config);
    await expect.poll(async () => (await report()).receipt.generation, { timeout: 5_000 }).toBe(7);
    // And keeps it: the next start knows it without a hub.
    await relay[Symbol.asyncDispose]();
    await broker.stop();
    relay = await startQuiet(config);
    expect((await report()).receipt.generation).toBe(7);
    // Its server is a new one, so the device connects again first.
    const committed = () => line.offer(device.now.cut()).then((answer) => answer.committedThrough);
    await expect.poll(() => committed().catch(() => 'down'), { timeout: 10_000 }).toBe(3);
  });

  test('sends again what the broker lost, before anything newer', async () => {
    await broker.start();
    await line.hand(device.now.cut());
    await expect.poll(() => broker.seqs(), { timeout: 10_000 }).toEqual([1]);
    await broker.stop();
    await line.hand(device.now.cut());
    await broker.start();
    await expect.poll(() => broker.seqs(), { timeout: 10_000 }).toEqual([1, 1, 2]);
  });

  test('sends exactly the gap that a receipt names', async () => {
    await broker.start();
    for (let i = 1; i <= 3; i += 1) {
      await line.hand(device.now.cut());
      await expect.poll(() => broker.seqs().length, { timeout: 10_000 }).toBe(i);
    }
    const gaps = [{ first: 2, last: 2 }];
    await broker.receipt(hub.key, incarnation(), [{ committedThrough: 1, gaps }]);
    await expect.poll(() => broker.seqs(), { timeout: 10_000 }).toEqual([1, 2, 3, 2]);
  });

  test('a hub that went back in time is brought what it forgot', async () => {
    await broker.start();
    for (let i = 1; i <= 2; i += 1) {
      await line.hand(device.now.cut());
      await expect.poll(() => broker.seqs().length, { timeout: 10_000 }).toBe(i);
    }
    await broker.receipt(hub.key, incarnation(), [{ committedThrough: 2, safeThrough: 2 }]);
    await expect.poll(async () => (await report()).receipt.generation).toBe(1);
    const restored = { ledgerEpoch: 2, generation: 1 };
    await broker.receipt(hub.key, incarnation(), [{ committedThrough: 1 }], restored);
    await expect.poll(() => broker.seqs(), { timeout: 10_000 }).toEqual([1, 2, 2]);
  });
});

test('a hub address that never answers does not hold up a stop', async () => {
  await using home = await temporaryDirectory();
  const { config } = await admittedHome(home.path);
  const silent = createServer();
  const listening = once(silent, 'listening');
  silent.listen(0, '127.0.0.1');
  await listening;
  const address = silent.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const met = once(silent, 'connection');
  const relay = await startQuiet({ ...config, hubNatsUrl: `nats://127.0.0.1:${port}` });
  await met;
  const before = performance.now();
  await relay[Symbol.asyncDispose]();
  expect(performance.now() - before).toBeLessThan(4_000);
  silent.close();
});
