import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openBody, readBatch, readSegment } from '@eucora/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ScriptedDevice } from '../test-kit/device.ts';
import { temporaryDirectory } from '../test-kit/journal.ts';
import { admittedHome, DeviceLine, PaperHub, startQuiet, ticketFor } from '../test-kit/relay.ts';
import type { RelayConfig } from './config.ts';
import type { Relay } from './context.ts';
import type { StatusReport } from './status/report.ts';

describe('a relay on a real nats-server', () => {
  let home: Awaited<ReturnType<typeof temporaryDirectory>>;
  let config: RelayConfig;
  let relay: Relay;
  let line: DeviceLine;

  beforeEach(async () => {
    home = await temporaryDirectory();
    ({ config } = await admittedHome(home.path));
    relay = await startQuiet(config);
    line = await DeviceLine.open(await ticketFor(home.path, relay.natsUrl), 1_000);
  });
  afterEach(async () => {
    await line[Symbol.asyncDispose]();
    await relay[Symbol.asyncDispose]();
    await home[Symbol.asyncDispose]();
  });

  async function report(): Promise<StatusReport> {
    const answer = await fetch(new URL('api/status/', relay.statusUrl));
    expect(answer.status).toBe(200);
    return (await answer.json()) as StatusReport;
  }

  test('enrols a device, takes its batches durably and tells where they are', async () => {
    const device = new ScriptedDevice();
    const enrolled = await line.enrol(device);
    if ('refused' in enrolled) throw new Error(enrolled.detail);
    expect(enrolled.enrolment.deviceId).toBe(device.deviceId);
    const first = await line.hand(device.cut());
    const second = await line.hand(device.cut());
    const incarnation = relay.journals.current.incarnation;
    expect(first.position).toMatchObject({ incarnation, position: 1 });
    expect(second).toMatchObject({ refused: '', duplicate: false, journalledThrough: 6 });
    expect(second.position).toMatchObject({ position: 2 });
    const { devices, intake, state } = await report();
    expect(devices).toMatchObject({ total: 1, simulated: 1, heard: 1 });
    expect(intake).toMatchObject({ batches: 2, events: 6, refused: 0, disk: 'ok' });
    expect(state).toBe('well');
    const page = await (await fetch(relay.statusUrl)).text();
    expect(page).toContain(device.deviceId);
    expect((await stat(join(home.path, 'keys', 'at-rest.key'))).mode & 0o777).toBe(0o600);
  });

  test('acknowledges a re-send without journalling it again', async () => {
    const device = new ScriptedDevice();
    await line.enrol(device);
    const batch = device.cut();
    await line.hand(batch);
    expect(await line.hand(batch)).toMatchObject({ duplicate: true, refused: '' });
    expect(relay.journals.current.heads.ledger.position).toBe(1);
  });

  test('keeps a conflicting batch as evidence and refuses it by name', async () => {
    const device = new ScriptedDevice();
    await line.enrol(device);
    const batch = device.cut();
    await line.hand(batch);
    const other = device.cutAt('ledger', 1, new Uint8Array(0), 3, 99);
    expect(await line.hand(other)).toMatchObject({ refused: 'conflict', position: null });
    expect(relay.journals.current.heads.ledger.position).toBe(2);
    await line.hand(device.cut());
    await expect
      .poll(
        () =>
          relay.journals.current.heads.ledger.sealedThrough > 0 ||
          relay.journals.current.sealLane('ledger').then(() => true),
      )
      .toBe(true);
    const held = [...relay.journals.current.segments.held('ledger').values()];
    const contents = await Promise.all(
      held.map(async (segment) =>
        openBody(readSegment(await relay.journals.current.segments.read(segment))),
      ),
    );
    const firsts = contents.flatMap((content) => content.batches.map((b) => readBatch(b).first));
    expect(firsts).toEqual([1, 1, 4]);
    const refusals = contents.flatMap((content) => content.refusals);
    expect(refusals).toMatchObject([{ code: 'conflict', deviceId: device.deviceId, count: 1 }]);
  });

  test('refuses what was not granted, a gap, a stranger, a forged batch and a used-up ticket', async () => {
    const device = new ScriptedDevice();
    await line.enrol(device);
    const batch = device.cut();
    expect(await line.put(batch, 12_345)).toMatchObject({ refused: 'ungranted', position: null });
    await line.hand(batch);
    device.cut();
    expect(await line.hand(device.cut())).toMatchObject({ refused: 'gap', journalledThrough: 3 });

    const stranger = new ScriptedDevice();
    expect(await line.offer(stranger.cut())).toMatchObject({ grant: 0, refused: 'unknown_device' });

    const honest = new ScriptedDevice();
    await line.enrol(honest);
    const forged = honest.cut();
    forged.bytes[forged.bytes.length - 1] = (forged.bytes.at(-1) ?? 0) ^ 1;
    expect(await line.hand(forged)).toMatchObject({ refused: 'wrong_signature' });

    const once = await ticketFor(home.path, relay.natsUrl, 1);
    expect(await line.enrol(new ScriptedDevice(), once)).not.toHaveProperty('refused');
    expect(await line.enrol(new ScriptedDevice(), once)).toMatchObject({
      refused: 'unknown_ticket',
    });
    expect((await report()).intake.refused).toBe(5);
  });

  test('grants with its answer the batch that waits behind, once, and only what follows', async () => {
    const device = new ScriptedDevice();
    await line.enrol(device);
    const [first, second, third] = [device.cut(), device.cut(), device.cut()];
    const { grant } = await line.offer(first);
    expect(await line.put(first, grant)).toMatchObject({ refused: '', nextGrant: 0 });
    const again = await line.offer(first);
    const repeated = await line.put(first, again.grant, second.bytes.length);
    expect(repeated).toMatchObject({ duplicate: true, refused: '' });
    const carried = repeated.nextGrant;
    expect(carried).toBeGreaterThan(0);
    // It is for the batch that follows, of at most the size that was said.
    expect(await line.put(third, carried)).toMatchObject({ refused: 'ungranted', nextGrant: 0 });
    expect(await line.put(second, carried)).toMatchObject({ refused: 'ungranted' });
    const offered = await line.offer(second);
    const taken = await line.put(second, offered.grant, third.bytes.length);
    expect(taken).toMatchObject({ refused: '', journalledThrough: 6 });
    expect(await line.put(third, taken.nextGrant)).toMatchObject({ position: { position: 3 } });
    // A duplicate of something older is followed by what is here already.
    const old = await line.offer(first);
    expect(await line.put(first, old.grant, 100)).toMatchObject({ duplicate: true, nextGrant: 0 });
  });

  test('begins a new incarnation when an agent remembers more than the journal', async () => {
    const device = new ScriptedDevice();
    await line.enrol(device);
    await line.hand(device.cut());
    const old = relay.journals.current.incarnation;
    const seen = { relayId: relay.journals.current.header.relayId, incarnation: old, position: 7 };
    const next = device.cut();
    const { grant, head } = await line.offer(next, { seen });
    expect(head?.incarnation).not.toBe(old);
    expect(relay.journals.current.header.parent).toMatchObject({
      incarnation: old,
      lanes: { ledger: { sealedThrough: 1 } },
    });
    expect(await line.put(next, grant)).toMatchObject({ refused: '', position: { position: 1 } });
    // Whoever invents positions cannot have one journal after the other made.
    const again = { ...seen, incarnation: relay.journals.current.incarnation, position: 9 };
    expect((await line.offer(device.cut(), { seen: again })).retryAfterMs).toBeGreaterThan(0);
  });

  test('a grant of the incarnation before is none: its agent must learn of the new one first', async () => {
    const device = new ScriptedDevice();
    await line.enrol(device);
    await line.hand(device.cut());
    const next = device.cut();
    const { grant } = await line.offer(next);
    await relay.journals.reopen();
    expect(await line.put(next, grant)).toMatchObject({ refused: 'ungranted', position: null });
    expect((await line.offer(next)).head?.incarnation).toBe(relay.journals.current.incarnation);
  });

  test('loses nothing that is handed over while a new incarnation begins', async () => {
    const devices = Array.from({ length: 9 }, () => new ScriptedDevice());
    for (const device of devices) await line.enrol(device);
    const { incarnation, header } = relay.journals.current;
    const stop = new AbortController();
    const acked: string[] = [];
    const work = devices.map(async (device) => {
      while (!stop.signal.aborted) {
        const batch = device.cut();
        const answer = await line.hand(batch);
        if (answer.position) acked.push(`${device.deviceId} ${batch.first}`);
      }
    });
    await expect.poll(() => acked.length, { timeout: 10_000 }).toBeGreaterThan(50);
    const liar = new ScriptedDevice();
    await line.enrol(liar);
    const seen = { relayId: header.relayId, incarnation, position: 1e9 };
    expect((await line.offer(liar.cut(), { seen })).grant).toBeGreaterThan(0);
    const before = acked.length;
    await expect.poll(() => acked.length, { timeout: 10_000 }).toBeGreaterThan(before + 50);
    stop.abort();
    await Promise.all(work);
    expect(relay.journals.archived.map((old) => old.incarnation)).toEqual([incarnation]);
    const held: string[] = [];
    const name = (bytes: Uint8Array): void => {
      const { deviceId, first } = readBatch(bytes);
      held.push(`${deviceId} ${first}`);
    };
    for (const { segments } of relay.journals.sources) {
      for (const segment of segments.held('ledger').values()) {
        openBody(readSegment(await segments.read(segment))).batches.forEach(name);
      }
    }
    for (const { bytes } of relay.journals.current.pending.ledger) name(bytes);
    expect(held.toSorted()).toEqual(acked.toSorted());
  });

  test('takes its devices in again after its journal was lost, by tickets that are used up', async () => {
    const once = await ticketFor(home.path, relay.natsUrl, 1);
    const device = new ScriptedDevice();
    await line.enrol(device, once);
    await line.hand(device.cut());
    await relay[Symbol.asyncDispose]();
    await rm(join(home.path, 'journal'), { recursive: true });
    relay = await startQuiet(config);
    const next = device.cut();
    const offer = () => line.offer(next).then(({ refused }) => refused);
    await expect
      .poll(() => offer().catch(() => 'down'), { timeout: 10_000 })
      .toBe('unknown_device');
    expect(await line.enrol(new ScriptedDevice(), once)).toMatchObject({
      refused: 'unknown_ticket',
    });
    expect(await line.enrol(device, once)).not.toHaveProperty('refused');
    expect(await line.hand(next)).toMatchObject({ refused: '' });
  });

  test('goes on where it was after a clean stop, with a server of its own again', async () => {
    const device = new ScriptedDevice();
    await line.enrol(device);
    await line.hand(device.cut());
    const { nats } = await report();
    await relay[Symbol.asyncDispose]();
    relay = await startQuiet(config);
    expect((await report()).nats.pid).not.toBe(nats.pid);
    const next = device.cut();
    const again = () => line.hand(next).then(({ position }) => position?.position);
    await expect.poll(() => again().catch(() => 'down'), { timeout: 10_000 }).toBe(2);
  });

  test('starts with a damaged clock and a damaged receipt', async () => {
    await relay[Symbol.asyncDispose]();
    await writeFile(join(home.path, 'clock'), '{"bootId":"b0');
    await writeFile(join(home.path, 'receipt'), '{"state":{');
    relay = await startQuiet(config);
    expect((await report()).state).toBe('well');
  });

  test('restarts its server when it dies', async () => {
    const device = new ScriptedDevice();
    await line.enrol(device);
    const before = (await report()).nats;
    process.kill(before.pid ?? 0, 'SIGKILL');
    await expect
      .poll(async () => (await report()).nats, { timeout: 15_000 })
      .toMatchObject({ healthy: true, restarts: 1 });
    await expect
      .poll(
        () =>
          line.hand(device.cut()).then(
            (a) => a.refused,
            () => 'down',
          ),
        { timeout: 10_000 },
      )
      .toBe('');
  });

  test('refuses a second relay on the same home', async () => {
    await expect(startQuiet(config)).rejects.toThrow(/in use by another relay/);
  });
});

describe('a relay that cannot start says why', () => {
  test('without a certificate', async () => {
    await using home = await temporaryDirectory();
    const { config } = await admittedHome(home.path);
    await rm(join(home.path, 'site-certificate'));
    await expect(startQuiet(config)).rejects.toThrow(/no valid site certificate/);
  });

  test('with the certificate of another site', async () => {
    await using home = await temporaryDirectory();
    await using other = await temporaryDirectory();
    const { config } = await admittedHome(home.path);
    await admittedHome(other.path, new PaperHub());
    await writeFile(
      join(home.path, 'site-certificate'),
      await readFile(join(other.path, 'site-certificate')),
    );
    await expect(startQuiet(config)).rejects.toThrow(/no valid site certificate/);
    expect(await readdir(home.path)).not.toContain('status-url');
  });

  test('without a usable nats-server', async () => {
    await using home = await temporaryDirectory();
    const { config } = await admittedHome(home.path);
    const absent = { ...config, natsServer: undefined, path: home.path };
    await expect(startQuiet(absent)).rejects.toThrow(/no nats-server found/);
    const wrong = { ...config, natsServer: process.execPath };
    await expect(startQuiet(wrong)).rejects.toThrow(/is no nats-server/);
  });

  test('when its port is taken', async () => {
    await using home = await temporaryDirectory();
    await using other = await temporaryDirectory();
    const one = await admittedHome(home.path);
    const two = await admittedHome(other.path);
    await using relay = await startQuiet(one.config);
    const port = Number(new URL(relay.natsUrl).port);
    const taken = startQuiet({ ...two.config, natsPort: port });
    await expect(taken).rejects.toThrow(/EUCORA_RELAY_NATS_PORT/);
  });
});
