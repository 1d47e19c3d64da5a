import { openBody, readBatch, readSegment } from '@eucora/protocol';
import { expect, test } from 'vitest';
import { createLoad, type LoadSegment } from './load.ts';

const batchesOf = ({ bytes }: LoadSegment) =>
  openBody(readSegment(bytes)).batches.map((batch) => readBatch(batch));

test('a fleet arrives, then says what is asked for, in batches of 50 to 100 events', () => {
  const load = createLoad({ devices: 12, sites: 2, seed: 'test' });
  const arrival = load.arrival();
  const arrived = new Set(arrival.flatMap(batchesOf).map(({ deviceId }) => deviceId));
  expect(arrived.size).toBe(12);

  const round = load.round(5_000);
  const sizes = round.flatMap(batchesOf).map(({ count }) => count);
  // A batch with a whole inventory may have had to be cut in two.
  const usual = sizes.filter((size) => size >= 50 && size <= 100);
  expect(usual.length / sizes.length).toBeGreaterThan(0.9);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(100);
  const events = round.reduce((sum, segment) => sum + segment.events, 0);
  expect(events).toBeGreaterThanOrEqual(5_000);
  expect(events).toBeLessThan(5_100);
  expect(new Set(round.map(({ site, lane }) => `${site} ${lane}`)).size).toBe(4);
});

test('no sequence number is left out between arrival and everyday life', () => {
  const load = createLoad({ devices: 3, sites: 1, seed: 'test' });
  const segments = [...load.arrival(), ...load.round(2_000)];
  const through = new Map<string, number>();
  for (const batch of segments.flatMap(batchesOf)) {
    const stream = `${batch.deviceId} ${batch.lane}`;
    expect(batch.first).toBe((through.get(stream) ?? 0) + 1);
    through.set(stream, batch.last);
  }
  expect(through.size).toBe(6);
});
