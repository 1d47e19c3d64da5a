import { createHash } from 'node:crypto';
import { lanes, type DeviceEvent, type Lane } from '@eucora/protocol';
import { byLane, createFleet, type CutBatch } from '../fleet/device.ts';
import { createPacker } from '../fleet/segments.ts';
import { jsonBatches, jsonLines } from './json.ts';
import { createOtlpEncoder } from './otlp.ts';
import { createUnitMeter, plus, type Units } from './units.ts';

export const formats = ['eucora', 'frugal', 'json', 'json_batched', 'otlp'] as const;
export type Format = (typeof formats)[number];

/** Bytes on the wire per event, of one number of events per batch. */
export interface WireMeasure {
  readonly batchEvents: number;
  /** Mean over the lanes, weighted by how many of the fixture's events travel in each. */
  readonly bytesPerEvent: Readonly<Record<Format, number>>;
  readonly perLane: Readonly<Record<Lane, Readonly<Record<Format, Units>>>>;
}
/** Events of every device and lane, in order. */
export type Fixture = readonly ReadonlyMap<Lane, readonly DeviceEvent[]>[];

export interface FixtureSize {
  readonly devices: number;
  readonly eventsPerDevice: number;
}

const seed = 'wire-1';
// An ordinary device says about 5,000 things a day.
const meanGapMs = 17_280;
const beganMs = Date.UTC(2026, 10, 24);
const unitsWanted = 3;

/** Events of a fleet in its everyday life: the same on every machine. */
export function createFixture({ devices, eventsPerDevice }: FixtureSize): Fixture {
  return fleetOf(devices).map((device) => {
    const events: DeviceEvent[] = [];
    while (events.length < eventsPerDevice) events.push(...device.live());
    return byLane(events);
  });
}

function fleetOf(devices: number) {
  return createFleet({ seed, devices, meanGapMs, beganMs });
}

/** Hash over every event of the fixture: another one means that figures can't be compared. */
export function fingerprint(fixture: Fixture): string {
  const hash = createHash('sha256');
  for (const device of fixture) {
    for (const lane of lanes) hash.update(JSON.stringify(device.get(lane)));
  }
  return hash.digest('hex').slice(0, 16);
}

/** Share of each kind of event in the fixture, of 1. */
export function kindShares(fixture: Fixture): Record<string, number> {
  const events = fixture.flatMap((device) => [...device.values()].flat());
  const groups = Map.groupBy(events, ({ body }) => body.kind);
  return Object.fromEntries(
    [...groups]
      .map(([kind, group]) => [kind, group.length / events.length] as const)
      .toSorted(([, a], [, b]) => b - a),
  );
}

/** Sends the fixture in batches of this size in every format until each has whole units. */
export function measureWire(fixture: Fixture, batchEvents: number): WireMeasure {
  const devices = fleetOf(fixture.length);
  const ours = { eucora: sealedUnits({ frugal: false }), frugal: sealedUnits({ frugal: true }) };
  const otlp = createOtlpEncoder();
  const meters = {
    json: createUnitMeter(),
    json_batched: createUnitMeter(),
    otlp: createUnitMeter(),
  };
  const send = (lane: Lane, cut: CutBatch): void => {
    ours.eucora.add(lane, cut);
    ours.frugal.add(lane, cut);
    meters.json.add(lane, jsonLines(cut), cut.events.length);
    meters.json_batched.add(lane, jsonBatches(cut), cut.events.length);
    meters.otlp.add(lane, otlp(cut), cut.events.length);
  };
  for (const lane of lanes) {
    for (const { device, events } of turns(fixture, lane, batchEvents)) {
      for (const cut of devices[device]!.cut(lane, events)) send(lane, cut);
      if (ours.frugal.units(lane) >= unitsWanted) break;
    }
  }
  const perLane = mapLanes((lane) => ({
    eucora: ours.eucora.read(lane),
    frugal: ours.frugal.read(lane),
    json: meters.json.read(lane),
    json_batched: meters.json_batched.read(lane),
    otlp: meters.otlp.read(lane),
  }));
  return { batchEvents, perLane, bytesPerEvent: weighted(fixture, perLane) };
}

/** Segments as a relay seals them, and their sizes. */
function sealedUnits(options: { readonly frugal: boolean }) {
  const packer = createPacker('bench', options);
  const sealed = new Map<Lane, Units>();
  const note = (lane: Lane, segment: ReturnType<typeof packer.flush>): void => {
    if (!segment) return;
    const unit = { units: 1, bytes: segment.bytes.length, events: segment.events };
    sealed.set(lane, plus(sealed.get(lane) ?? { units: 0, bytes: 0, events: 0 }, unit));
  };
  return {
    add: (lane: Lane, cut: CutBatch): void => note(lane, packer.add(lane, cut)),
    units: (lane: Lane): number => sealed.get(lane)?.units ?? 0,
    /** Whole segments where there are any, else the one that never filled. */
    read(lane: Lane): Units {
      if (!sealed.has(lane)) note(lane, packer.flush(lane));
      return sealed.get(lane)!;
    },
  };
}

/** Batches of all devices in turn: a prefix of any length is a fair sample of the fleet. */
function* turns(fixture: Fixture, lane: Lane, batchEvents: number) {
  const streams = fixture.map((device) => device.get(lane) ?? []);
  const longest = Math.max(...streams.map((events) => events.length));
  for (let at = 0; at < longest; at += batchEvents) {
    for (const [device, stream] of streams.entries()) {
      const events = stream.slice(at, at + batchEvents);
      // The urgent lane says too little to fill large batches; elsewhere only full ones count.
      const counts = events.length === batchEvents || (lane === 'urgent' && events.length > 0);
      if (counts) yield { device, events };
    }
  }
}

function weighted(
  fixture: Fixture,
  perLane: Readonly<Record<Lane, Readonly<Record<Format, Units>>>>,
): Record<Format, number> {
  const counts = mapLanes((lane) =>
    fixture.reduce((sum, device) => sum + (device.get(lane)?.length ?? 0), 0),
  );
  const total = lanes.reduce((sum, lane) => sum + counts[lane], 0);
  const mean = (format: Format): number =>
    lanes.reduce((sum, lane) => {
      const { bytes, events } = perLane[lane][format];
      return sum + (counts[lane] / total) * (bytes / Math.max(1, events));
    }, 0);
  return {
    eucora: mean('eucora'),
    frugal: mean('frugal'),
    json: mean('json'),
    json_batched: mean('json_batched'),
    otlp: mean('otlp'),
  };
}

function mapLanes<T>(of: (lane: Lane) => T): Record<Lane, T> {
  return { urgent: of('urgent'), ledger: of('ledger'), bulk: of('bulk') };
}
