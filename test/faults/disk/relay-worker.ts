import { setTimeout as delay } from 'node:timers/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportSeed, importPrivateKey, toHex, type Lane } from '@eucora/protocol';
import { RelayCore, ScriptedDevice } from '@eucora/site-relay/testing';
import { createRandom, type Random } from '../../kit/random.ts';
import { Courier } from './courier.ts';
import { say } from './said.ts';

/*
 * A relay's journal at work in a process of its own: three lives of taking batches, sealing, hearing
 * receipts and truncating. Says what it knows as it comes to know it, and goes on after a fault of
 * the disk as the relay does, so that whoever watches can break anything at any moment.
 */
const lives = 3;
const rounds = 4;
const lanes: readonly Lane[] = ['ledger', 'ledger', 'bulk', 'urgent'];
const tries = 40;

function isDiskFault(error: unknown): boolean {
  return error instanceof Error && ('code' in error || error.name === 'DiskError');
}

/** Tries again while the disk refuses. */
async function patiently<T>(act: () => Promise<T>): Promise<T | undefined> {
  for (let n = 0; n < tries; n += 1) {
    try {
      return await act();
    } catch (error) {
      if (!isDiskFault(error)) throw error;
      await delay(50);
    }
  }
  return undefined;
}

function courierFor(random: Random): Courier {
  const device = new ScriptedDevice(toHex(random.bytes(16)));
  const { deviceId } = device;
  const seed = toHex(exportSeed(device.key.object));
  say({ say: 'device', seed, incarnation: device.incarnation });
  return new Courier(device, {
    onAcked: (batch, position) => {
      if (!position) return;
      const { relayId: relay, incarnation: journal } = position;
      const hash = toHex(batch.hash);
      say({ say: 'acked', hash, relay, journal, position: position.position });
    },
    onTold: (lane, through) => say({ say: 'told', device: deviceId, lane, through }),
  });
}

async function live(core: RelayCore, couriers: readonly Courier[], random: Random, life: number) {
  const hub = importPrivateKey(readFileSync(join(root, 'hub-key')));
  for (const { device } of couriers) await patiently(() => core.enrol(device));
  for (let round = 0; round < rounds; round += 1) {
    for (const courier of couriers) {
      const batch = courier.device.cut(random.pick(lanes), random.between(1, 5));
      say({ say: 'cut', bytes: Buffer.from(batch.bytes).toString('base64') });
      courier.add(batch);
    }
    await Promise.all(couriers.map((courier) => courier.push(core, tries)));
    if (round % 2 === 1) await patiently(() => core.seal());
    if (life === 0 || round !== 1) continue;
    const sealed = (await core.held()).filter(({ segment }) => segment > 0);
    say({ say: 'hub', hashes: sealed.map(({ batch }) => toHex(batch.hash)) });
    await patiently(() => core.receipt(hub, life));
    await patiently(() => core.truncate());
  }
}

const root = process.argv[2] ?? '';
const random = createRandom(process.argv[3] ?? '');
try {
  const couriers = [courierFor(random), courierFor(random)];
  for (let life = 0; life < lives; life += 1) {
    await using core = await RelayCore.open(join(root, 'relay'));
    await live(core, couriers, random, life);
  }
} catch (error) {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  say({ say: 'ended', name, why: message });
  process.exitCode = 1;
}
