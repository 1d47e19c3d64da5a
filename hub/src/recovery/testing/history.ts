import { cutVoid, readBatch, readSegment, sealSegment, signBatch } from '@eucora/protocol';
import {
  anchorFor,
  deviceFor,
  heartbeats,
  relayFor,
  type TestDevice,
  type TestRelay,
} from '@eucora/protocol/testing';
import fc from 'fast-check';
import { expect } from 'vitest';
import { unreadable } from '../../ingest/testing/ingest.ts';

/** What a history needs of a hub. */
export interface PlayedHub {
  admit(site: string, relays: readonly TestRelay[]): Promise<void>;
  take(bytes: Uint8Array): Promise<string>;
  setAside(bytes: Uint8Array): Promise<void>;
  archive(): Promise<unknown>;
}

const whats = ['events', 'void', 'rejected', 'conflict', 'stranger', 'fork', 'poison'] as const;
/** One segment of a history: what is in it, and what is done with it. */
export interface Step {
  readonly device: number;
  readonly count: number;
  readonly what: (typeof whats)[number];
  readonly again: boolean;
  readonly packed: boolean;
}
/** Any step; plain events are as frequent as they are. */
export const anyStep: fc.Arbitrary<Step> = fc.record({
  device: fc.nat({ max: 2 }),
  count: fc.integer({ min: 1, max: 4 }),
  what: fc.constantFrom<Step['what']>('events', 'events', ...whats),
  again: fc.boolean(),
  packed: fc.boolean(),
});

/** One of everything, so that each run meets it. */
export const everything: Step[] = [...whats, ...whats].map((what, n) => {
  return { device: n % 2, count: 2, what, again: n % 2 === 0, packed: n % 3 === 0 };
});

/** Plays steps against a hub: each is one segment, at times taken twice, in packs of its own. */
export async function play(hub: PlayedHub, site: string, steps: readonly Step[]): Promise<void> {
  const relay = relayFor(site);
  const devices = [0, 1, 2].map((n) => deviceFor(`${site} ${n}`));
  const told = new Set<TestDevice>();
  await hub.admit(site, [relay]);
  for (const [n, step] of steps.entries()) {
    const device = devices[step.device]!;
    const batches = batchesOf(device, step, `${site} ${n}`);
    // A stranger's batch waits in quarantine until its enrolment comes, if it comes.
    const isTold = step.what === 'stranger' || told.has(device);
    const enrolments = isTold ? [] : [device.enrolment(site, relay.key)];
    if (!isTold) told.add(device);
    const { bytes } = relay.seal(batches, { enrolments });
    if (step.what === 'poison') await hub.setAside(bytes);
    else expect(await hub.take(bytes)).toBe('committed');
    if (step.packed) await hub.archive();
    if (step.again) await hub.take(bytes);
    if (step.what === 'fork') await hub.take(forkOf(relay, bytes));
  }
  await hub.archive();
}

function batchesOf(device: TestDevice, step: Step, seed: string) {
  if (step.what === 'conflict') {
    const events = heartbeats(step.count, 500 + seed.length);
    const other = device.next(events, 'ledger', { first: 1, prevHash: new Uint8Array(0) });
    return [other];
  }
  const batch = device.next(heartbeats(step.count));
  if (step.what === 'rejected') {
    return [readBatch(signBatch(unreadable(batch.payload), device.key))];
  }
  if (step.what !== 'void') return [batch];
  const content = { reason: 'spool_full' as const, replacedLastHash: batch.hash, kinds: [] };
  const payload = cutVoid(batch, step.count, content, [anchorFor(seed)]);
  return [readBatch(signBatch(payload, device.key))];
}

/** Another segment that the same relay signed for the same place. */
function forkOf(relay: TestRelay, bytes: Uint8Array): Uint8Array {
  const segment = readSegment(bytes);
  const { site, relayId, incarnation, lane, seq, prevHash } = segment;
  const place = { site, relayId, incarnation, lane, seq, prevHash, parent: null };
  const empty = { enrolments: [], batches: [], lost: [], refusals: [], events: 0 };
  const positions = { firstPosition: 0, lastPosition: 0, sealed: anchorFor('fork') };
  return sealSegment({ ...place, ...empty, ...positions }, relay.key).bytes;
}
