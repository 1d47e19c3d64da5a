import {
  cutVoid,
  readBatch,
  readSegment,
  signBatch,
  type Lane,
  type ReadBatch,
} from '@eucora/protocol';
import {
  anchorFor,
  deviceFor,
  heartbeats,
  relayFor,
  type TestDevice,
} from '@eucora/protocol/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../platform/testing.ts';
import type { Disposition } from './take.ts';
import { ingestFor, unreadable } from './testing/ingest.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

/** What a device does next, and whether the journals carry it. */
interface Step {
  readonly device: number;
  readonly lane: Lane;
  readonly events: number;
  readonly what: 'events' | 'unreadable' | 'voided';
  /** Journals that carry it: a second one carries what a replaced relay got again. */
  readonly journals: readonly number[];
}
interface Sealed {
  readonly site: string;
  readonly bytes: Uint8Array;
}

const anyStep: fc.Arbitrary<Step> = fc.record({
  device: fc.nat({ max: 2 }),
  lane: fc.constantFrom<Lane>('ledger', 'urgent'),
  events: fc.integer({ min: 1, max: 4 }),
  what: fc.constantFrom('events', 'events', 'events', 'unreadable', 'voided'),
  journals: fc.constantFrom([0], [1], [0, 1]),
});

/** Plays the steps in a world of its own; the same steps give the same shape under other names. */
async function world(name: string, steps: readonly Step[]) {
  const site = name;
  const relays = [relayFor(site, `${name} a`), relayFor(site, `${name} b`)];
  const devices = [0, 1, 2].map((n) => deviceFor(`${name} ${n}`));
  const ingest = await ingestFor(
    database,
    relays.map((relay) => ({ site, relay })),
  );
  const segments: Sealed[] = [];
  const heads = new Map<string, Uint8Array>();
  const told = [new Set<number>(), new Set<number>()];
  for (const each of steps) {
    const device = devices[each.device]!;
    const batches = batchesOf(device, each, name, heads);
    for (const [i, batch] of batches.entries()) {
      // A device voids what it never got rid of: only its last word has to arrive.
      const carried = each.what === 'voided' && i === 0 ? each.journals.slice(1) : each.journals;
      for (const journal of carried) {
        const relay = relays[journal]!;
        const fresh = !told[journal]!.has(each.device);
        told[journal]!.add(each.device);
        const enrolments = fresh ? [device.enrolment(site, relay.key)] : [];
        segments.push({ site, bytes: relay.seal([batch], { enrolments }).bytes });
      }
    }
  }
  return { site, ingest, segments, devices };
}

function batchesOf(
  device: TestDevice,
  step: Step,
  name: string,
  heads: Map<string, Uint8Array>,
): ReadBatch[] {
  const key = `${device.deviceId}/${step.lane}`;
  const prevHash = heads.get(key) ?? new Uint8Array(0);
  const batch = device.next(heartbeats(step.events), step.lane, { prevHash });
  heads.set(key, batch.hash);
  if (step.what === 'events') return [batch];
  if (step.what === 'unreadable') {
    const signed = readBatch(signBatch(unreadable(batch.payload), device.key));
    heads.set(key, signed.hash);
    return [signed];
  }
  const content = { reason: 'spool_full' as const, replacedLastHash: batch.hash, kinds: [] };
  const payload = cutVoid(batch, step.events, content, [anchorFor(name)]);
  return [batch, readBatch(signBatch(payload, device.key))];
}

/** The ledger columns of a world, without names, receiving times and surrogate numbers. */
async function tablesOf(devices: readonly TestDevice[]) {
  const ids = devices.map((device) => device.deviceId);
  const place = `array_position($1::uuid[], i.device_id) AS device`;
  const events = `SELECT ${place}, e.lane, e.seq, e.kind, e.at_lo, e.at_hi, e.wall, e.body
                    FROM ledger.events AS e JOIN ledger.incarnations AS i USING (incarnation_no)
                   WHERE i.device_id = ANY($1) ORDER BY 1, 2, 3`;
  const streams = `SELECT ${place}, s.lane, s.committed::text, s.rejected::text,
                          s.events_committed, s.events_rejected, s.events_void, s.through, s.gaps,
                          s.head_last, s.forked
                     FROM ledger.streams AS s JOIN ledger.incarnations AS i USING (incarnation_no)
                    WHERE i.device_id = ANY($1) ORDER BY 1, 2`;
  const { db } = database;
  return {
    events: (await db.query(events, [ids])).rows,
    streams: (await db.query(streams, [ids])).rows,
  };
}

async function journalsOf(site: string) {
  const sql = `SELECT received::text, committed_through, lane FROM ledger.journal_lanes
                 JOIN ledger.journals USING (journal_no) WHERE site_id = $1 ORDER BY relay_id, lane`;
  const totals = `SELECT events_committed, events_rejected, events_void FROM ledger.sites
                   WHERE site_id = $1`;
  const { db } = database;
  const lanes = (await db.query<{ received: string }>(sql, [site])).rows;
  return {
    lanes: lanes.map(({ received }) => received).toSorted(),
    totals: (await db.query(totals, [site])).rows,
  };
}

/** As the queue does: those of one lane together. */
function takeGroups(
  { ingest }: Pick<Awaited<ReturnType<typeof world>>, 'ingest'>,
  segments: readonly Uint8Array[],
): Promise<Disposition[]>[] {
  const arrived = segments.map((bytes) => ({ bytes, ...placeOf(bytes) }));
  return [...Map.groupBy(arrived, ({ lane }) => lane).values()].map((group) =>
    ingest.taker.takeGroup(group),
  );
}

function placeOf(bytes: Uint8Array) {
  const { site, lane } = readSegment(bytes);
  return { site, lane };
}

it('ends in the same tables whatever the order, repetition and concurrency', async () => {
  let worlds = 0;
  const orders = fc.infiniteStream(fc.nat({ max: 999 }));
  const property = fc.asyncProperty(
    fc.array(anyStep, { minLength: 3, maxLength: 12 }),
    orders,
    async (steps, random) => {
      worlds += 1;
      const straight = await world(`straight-${worlds}`, steps);
      for (const { bytes } of straight.segments) await straight.ingest.take(bytes);

      const mixed = await world(`mixed-${worlds}`, steps);
      const next = (n: number): number => random.next().value! % n;
      const some = mixed.segments.filter(() => next(3) === 0);
      const dealt = [...mixed.segments, ...some]
        .map((segment) => ({ segment, key: next(1_000) }))
        .toSorted((a, b) => a.key - b.key);
      while (dealt.length > 0) {
        const chunk = dealt.splice(0, 1 + next(6)).map(({ segment }) => segment.bytes);
        const taken = await Promise.all(
          next(2) === 0 ? chunk.map((bytes) => mixed.ingest.take(bytes)) : takeGroups(mixed, chunk),
        );
        for (const { kind } of taken.flat()) expect(['committed', 'duplicate']).toContain(kind);
      }
      expect(await tablesOf(mixed.devices)).toEqual(await tablesOf(straight.devices));
      expect(await journalsOf(mixed.site)).toEqual(await journalsOf(straight.site));
    },
  );
  await fc.assert(property, { numRuns: 12 });
}, 120_000);
