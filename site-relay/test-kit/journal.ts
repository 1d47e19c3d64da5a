import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKeyPair, relayIdOf, type ReadBatch } from '@eucora/protocol';
import { RelayClock } from '../src/home/clock.ts';
import { RefusalLog } from '../src/intake/refusals.ts';
import type { Journal, JournalDeps, RelayIdentity } from '../src/journal/journal.ts';
import type { StoredSegment } from '../src/journal/segment-store.ts';
import type { ScriptedDevice } from './device.ts';

/** A directory that goes away with the test. */
export async function temporaryDirectory(): Promise<{ path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'eucora-relay-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

export function testIdentity(site = 'hq'): RelayIdentity {
  const key = generateKeyPair();
  const relayId = relayIdOf(key.publicKey.raw);
  return { site, relayId, key, storeKey: randomBytes(32) };
}

export function testDeps(
  identity = testIdentity(),
): JournalDeps & { sealed: StoredSegment[]; stop: AbortController } {
  const sealed: StoredSegment[] = [];
  const stop = new AbortController();
  return {
    identity,
    clock: new RelayClock(undefined),
    refusals: new RefusalLog(),
    signal: stop.signal,
    onSealed: (segment) => sealed.push(segment),
    onPending: () => undefined,
    onRefused: () => undefined,
    onRecovered: () => undefined,
    sealed,
    stop,
  };
}

/** Enrols a device straight into a journal. */
export async function enrolInto(
  journal: Journal,
  identity: RelayIdentity,
  device: ScriptedDevice,
): Promise<void> {
  await journal.enrol(device.enrolment(identity.site, identity.relayId, identity.key));
}

/** Appends a batch as intake does after judging it to be next. */
export function appendTo(journal: Journal, batch: ReadBatch, evidence = false): Promise<number> {
  const stream = journal.streams.open(batch.deviceId, batch.incarnation, batch.lane);
  return journal.append(stream, batch, evidence);
}
