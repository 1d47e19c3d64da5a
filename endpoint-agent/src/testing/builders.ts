import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  deviceIdOf,
  importPrivateKey,
  type DeviceEvent,
  type Lane,
  type Moment,
} from '@eucora/protocol';
import { createTimeKeeper } from '../clock/time-keeper.ts';
import { silentLogger } from '../log.ts';
import type { Outbox, OutgoingBatch } from '../sender/outbox.ts';
import { openSpool, type Lineage, type SpoolOptions } from '../spool/open-spool.ts';
import type { Spool } from '../spool/spool.ts';

export const testBoot = 'b0'.repeat(16);
export const testKey = importPrivateKey(Buffer.alloc(32, 7));
export const testDevice = deviceIdOf(testKey.publicKey.raw);

/** A directory that goes when the test is over. */
export async function tempDirectory(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'eucora-agent-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** A clock that stands until it is moved. */
export function manualClock(bootId = testBoot) {
  let boottimeMs = 100_000;
  const now = (): Moment => ({ bootId, boottimeMs, wallMs: 1_700_000_000_000 + boottimeMs });
  return {
    bootId,
    now,
    advance: (ms: number) => {
      boottimeMs += ms;
    },
  };
}

export function memoryLineage(): SpoolOptions['lineage'] & { kept: Lineage | null } {
  const store = {
    kept: null as Lineage | null,
    read: async () => store.kept,
    write: async (lineage: Lineage) => {
      store.kept = lineage;
    },
  };
  return store;
}

/** A metric event that tells its number again when it is read. */
export function metric(value: number, at: Moment = manualClock().now()): DeviceEvent {
  return { at, body: { kind: 'metric', name: 'test', labels: null, value } };
}

export function heartbeat(spoolEvents: number, at: Moment = manualClock().now()): DeviceEvent {
  return { at, body: { kind: 'heartbeat', spoolEvents, spoolBytes: 0 } };
}

export function security(code: string, at: Moment = manualClock().now()): DeviceEvent {
  return { at, body: { kind: 'security', code, severity: 'info', detail: null } };
}

export function spoolOptions(
  directory: string,
  overrides: Partial<SpoolOptions> = {},
): SpoolOptions {
  return {
    directory,
    storeKey: Buffer.alloc(32, 3),
    deviceId: testDevice,
    key: testKey,
    keeper: createTimeKeeper(manualClock()),
    lineage: memoryLineage(),
    logger: silentLogger,
    ...overrides,
  };
}

export function openTestSpool(
  directory: string,
  overrides: Partial<SpoolOptions> = {},
): Promise<Spool> {
  return openSpool(spoolOptions(directory, overrides));
}

/** Takes all that waits in a lane, as a relay would. */
export async function drain(outbox: Outbox, lane: Lane): Promise<OutgoingBatch[]> {
  const taken: OutgoingBatch[] = [];
  for (;;) {
    const batch = await outbox.nextOutgoing(lane);
    if (!batch) return taken;
    taken.push(batch);
    outbox.acknowledged(batch, null);
  }
}
