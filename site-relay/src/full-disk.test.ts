import { join } from 'node:path';
import { describe, expect, test, type TestContext } from 'vitest';
import { HubBroker } from '../test-kit/broker.ts';
import { ScriptedDevice } from '../test-kit/device.ts';
import { temporaryDirectory } from '../test-kit/journal.ts';
import {
  admittedHome,
  DeviceLine,
  relayEnvironment,
  startQuiet,
  ticketFor,
} from '../test-kit/relay.ts';
import { smallDisk, type SmallDisk } from '../test-kit/small-disk.ts';
import { runCli } from './cli.ts';
import type { Relay } from './context.ts';
import { loadKeys } from './home/keys.ts';
import { homePaths } from './home/paths.ts';
import type { StatusReport } from './status/report.ts';

const mib = 1024 * 1024;

async function diskFor(context: TestContext, bytes: number): Promise<SmallDisk> {
  const disk = await smallDisk(bytes);
  if (typeof disk !== 'string') return disk;
  process.stderr.write(`SKIPPED ${context.task.name}: ${disk}\n`);
  return context.skip(disk);
}

async function reportOf(relay: Relay): Promise<StatusReport> {
  return (await (await fetch(new URL('api/status/', relay.statusUrl))).json()) as StatusReport;
}

/** Offers and hands over; answers the position, or why there is none. */
async function handed(line: DeviceLine, device: ScriptedDevice, batch = device.cut()) {
  const offer = await line.offer(batch);
  if (offer.grant === 0) return offer.detail;
  const answer = await line.put(batch, offer.grant);
  return answer.position?.position ?? answer.refused;
}

describe('a relay on a disk that fills up', () => {
  test('pauses intake, keeps sending, truncates, and goes on by itself', async (context) => {
    await using disk = await diskFor(context, 24 * mib);
    await using elsewhere = await temporaryDirectory();
    const { config, hub } = await admittedHome(disk.path);
    const keys = await loadKeys(disk.path, homePaths(disk.path).keys);
    await using broker = await HubBroker.prepare(join(elsewhere.path, 'hub'), keys);
    const settings = { hubNatsUrl: broker.url, retentionMs: 0, freeBytesMin: 0 };
    await using relay = await startQuiet({ ...config, ...settings });
    await using line = await DeviceLine.open(await ticketFor(disk.path, relay.natsUrl));
    const device = new ScriptedDevice();
    await line.enrol(device);
    for (let i = 1; i <= 3; i += 1) {
      expect(await handed(line, device)).toBe(i);
      await relay.journals.current.sealLane('ledger');
    }

    await disk.fill();
    // Larger than what may be left of the last block of a file.
    const refused = device.cut('ledger', 1_000);
    await expect.poll(() => handed(line, device, refused)).toBe('disk_full');
    const full = await reportOf(relay);
    expect(full).toMatchObject({ state: 'degraded', intake: { disk: 'full' } });
    expect(full.disk).toMatchObject({ path: disk.path });
    expect(full.disk.need_bytes).toBeGreaterThan(0);
    // A checkpoint holds random ids, so its size, and with it the tenth of a MiB, may differ.
    expect(full.concerns.join()).toMatch(
      new RegExp(`Free 1\\.\\d MiB \\(${full.disk.need_bytes} bytes\\)`),
    );

    await broker.start();
    await expect.poll(() => broker.seqs(), { timeout: 10_000 }).toEqual([1, 2, 3]);
    const { incarnation } = relay.journals.current;
    await broker.receipt(hub.key, incarnation, [{ committedThrough: 3, safeThrough: 3 }]);
    const held = async (): Promise<number> =>
      (await reportOf(relay)).journal.lanes.reduce((sum, lane) => sum + lane.held_segments, 0);
    await expect.poll(held, { timeout: 10_000 }).toBe(0);
    // What that freed is less than what intake needs.
    expect(await handed(line, device, refused)).toBe('disk_full');

    await disk.free();
    await expect.poll(() => handed(line, device, refused), { timeout: 10_000 }).toBe(4);
    expect(await reportOf(relay)).toMatchObject({ state: 'well', disk: { need_bytes: 0 } });
    await relay.journals.current.sealLane('ledger');
    await expect.poll(() => broker.seqs(), { timeout: 10_000 }).toEqual([1, 2, 3, 4]);
  });

  test('comes up on a full disk with intake paused, and says what it needs', async (context) => {
    await using disk = await diskFor(context, 24 * mib);
    const { config } = await admittedHome(disk.path);
    const settings = { ...config, freeBytesMin: 0 };
    const device = new ScriptedDevice();
    {
      await using relay = await startQuiet(settings);
      await using line = await DeviceLine.open(await ticketFor(disk.path, relay.natsUrl));
      await line.enrol(device);
      expect(await handed(line, device)).toBe(1);
      await disk.fill();
    }
    for (let start = 1; start <= 3; start += 1) {
      // A stop gives back the blocks of what it removes.
      await disk.fill();
      await using relay = await startQuiet(settings);
      expect(await reportOf(relay)).toMatchObject({ intake: { disk: 'full' }, state: 'degraded' });
      expect((await reportOf(relay)).disk.need_bytes).toBeGreaterThan(0);
    }
    await disk.fill();
    await using relay = await startQuiet(settings);
    await disk.free();
    await using line = await DeviceLine.open(await ticketFor(disk.path, relay.natsUrl));
    const next = device.cut();
    await expect.poll(() => handed(line, device, next), { timeout: 10_000 }).toBe(2);
    expect(relay.journals.notes).toMatchObject({ damage: [], lost: [] });
  });

  test('that never ran says in one sentence why it cannot begin', async (context) => {
    await using disk = await diskFor(context, 4 * mib);
    await admittedHome(disk.path);
    await disk.fill();
    let said = '';
    const say = (text: string): string => (said += text);
    const terminal = { out: say, error: say, stop: AbortSignal.abort() };
    expect(await runCli(['run'], terminal, relayEnvironment(disk.path))).toBe(1);
    expect(said).toMatch(/the disk is full; free \d+ bytes on the file system of .*small-disk/);
  });

  test('pauses before the disk is full', async (context) => {
    await using disk = await diskFor(context, 24 * mib);
    const { config } = await admittedHome(disk.path);
    const freeBytesMin = 40 * mib;
    await using relay = await startQuiet({ ...config, freeBytesMin });
    await using line = await DeviceLine.open(await ticketFor(disk.path, relay.natsUrl));
    const device = new ScriptedDevice();
    await line.enrol(device);
    expect(await handed(line, device)).toBe('disk_full');
    const { disk: room } = await reportOf(relay);
    expect(room.free_bytes).toBeGreaterThan(16 * mib);
    expect(room.need_bytes).toBe(freeBytesMin + 5 * mib - room.free_bytes);
  });

  test('takes everything it can up to the last byte and acknowledges only what is there', async (context) => {
    await using disk = await diskFor(context, 2.5 * mib);
    const { config } = await admittedHome(disk.path);
    const settings = { ...config, freeBytesMin: 0 };
    const device = new ScriptedDevice();
    let through = 0;
    {
      await using relay = await startQuiet(settings);
      await using line = await DeviceLine.open(await ticketFor(disk.path, relay.natsUrl));
      await line.enrol(device);
      for (let answer: unknown = 0; typeof answer === 'number';) {
        answer = await handed(line, device, device.cut('bulk', 1_000));
        if (typeof answer === 'number') through = answer;
      }
      expect(through).toBeGreaterThan(20);
      expect((await reportOf(relay)).intake.disk).toBe('full');
    }
    await using relay = await startQuiet(settings);
    expect(relay.journals.notes).toMatchObject({ damage: [], lost: [] });
    expect(relay.journals.current.heads.bulk.position).toBe(through);
  });
});
