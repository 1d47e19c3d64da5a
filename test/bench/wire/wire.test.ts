import { readFileSync } from 'node:fs';
import protobuf from 'protobufjs';
import { describe, expect, test } from 'vitest';
import { byLane, createFleet } from '../fleet/device.ts';
import { createPacker } from '../fleet/segments.ts';
import { jsonBatches, jsonLines } from './json.ts';
import { createFixture, fingerprint, kindShares, measureWire } from './measure.ts';
import { createOtlpEncoder } from './otlp.ts';

const fleetOptions = { seed: 'test', devices: 1, meanGapMs: 10_000, beganMs: 1_790_000_000_000 };

function oneBatch() {
  const [device] = createFleet(fleetOptions);
  const events = byLane(Array.from({ length: 40 }, () => device!.live()).flat()).get('ledger')!;
  return device!.cut('ledger', events)[0]!;
}

describe('the fixture', () => {
  test('is the same on every machine, event for event', () => {
    const fixture = createFixture({ devices: 5, eventsPerDevice: 200 });
    // Change this line only together with the recorded figures, which it makes incomparable.
    expect(fingerprint(fixture)).toBe('0435c7bd760c3b7e');
  });

  test('has every kind of everyday event, metrics first', () => {
    const shares = kindShares(createFixture({ devices: 20, eventsPerDevice: 500 }));
    expect(Object.keys(shares)[0]).toBe('metric');
    expect(Object.keys(shares).toSorted()).toEqual(
      ['heartbeat', 'inventory', 'metric', 'security', 'usage'].toSorted(),
    );
    expect(Object.values(shares).reduce((a, b) => a + b)).toBeCloseTo(1);
  });
});

describe('what is compared tells the same', () => {
  test('OTLP holds every event with number, time and body', () => {
    const cut = oneBatch();
    const schema = readFileSync(new URL('otlp-logs.proto', import.meta.url), 'utf8');
    const type = protobuf.parse(schema).root.lookupType('otlp.LogsData');
    const options = { longs: String, bytes: String };
    const sent = type.toObject(type.decode(createOtlpEncoder()(cut)), options) as {
      resourceLogs: { scopeLogs: { logRecords: Record<string, unknown>[] }[] }[];
    };
    const records = sent.resourceLogs[0]!.scopeLogs[0]!.logRecords;
    expect(records.map((record) => record['eventName'])).toEqual(
      cut.events.map(({ body }) => body.kind),
    );
    expect(records.map((record) => record['timeUnixNano'])).toEqual(
      cut.events.map(({ at }) => `${at.wallMs}000000`),
    );
    const members = (record: Record<string, unknown> | undefined) =>
      (record!['body'] as { kvlistValue: { values: { key: string }[] } }).kvlistValue.values.map(
        ({ key }) => key,
      );
    const { kind, ...body } = cut.events[0]!.body;
    const said = Object.entries(body).filter(([, value]) => value !== null);
    expect(kind).toBe(records[0]!['eventName']);
    expect(members(records[0])).toEqual(said.map(([key]) => key));
  });

  test('JSON holds every event, by line and by batch', () => {
    const cut = oneBatch();
    const lines = Buffer.from(jsonLines(cut)).toString().trimEnd().split('\n');
    const rows = lines.map((line) => JSON.parse(line) as { seq: number; kind: string });
    expect(rows.map(({ seq }) => seq)).toEqual(cut.events.map((_, i) => cut.batch.first + i));
    const batch = JSON.parse(Buffer.from(jsonBatches(cut)).toString()) as { events: unknown[] };
    expect(batch.events).toHaveLength(cut.events.length);
  });

  test('every format is measured over the same events', () => {
    const fixture = createFixture({ devices: 20, eventsPerDevice: 400 });
    const [small, large] = [measureWire(fixture, 2), measureWire(fixture, 100)];
    expect(large.bytesPerEvent.eucora).toBeLessThan(small.bytesPerEvent.eucora / 2);
    expect(large.bytesPerEvent.eucora).toBeLessThan(large.bytesPerEvent.json);
    expect(large.perLane.bulk.json.events).toBe(large.perLane.bulk.otlp.events);
  });
});

test('a packer seals full segments of what it was given, in order', () => {
  const [device] = createFleet(fleetOptions);
  const packer = createPacker('hq', { compressedBytes: 20_000 });
  const given: number[] = [];
  const packed: number[] = [];
  const sizes: number[] = [];
  for (let turn = 0; turn < 400; turn += 1) {
    for (const [lane, events] of byLane(device!.live())) {
      if (lane !== 'bulk' || events.length === 0) continue;
      const [cut] = device!.cut(lane, events);
      given.push(cut!.batch.first);
      const segment = packer.add(lane, cut!);
      if (segment) sizes.push(segment.bytes.length);
      packed.push(...(segment?.batches.map(({ batch }) => batch.first) ?? []));
    }
  }
  packed.push(...(packer.flush('bulk')?.batches.map(({ batch }) => batch.first) ?? []));
  expect(packed).toEqual(given);
  expect(sizes.slice(1).every((bytes) => bytes > 14_000 && bytes < 26_000)).toBe(true);
});
