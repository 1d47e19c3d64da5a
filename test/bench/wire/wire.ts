import type { BenchOptions } from '../options.ts';
import { rounded, type BenchResult } from '../report.ts';
import { createFixture, formats, kindShares, measureWire, type WireMeasure } from './measure.ts';

const batchSizes = [1, 10, 100] as const;
const devicesUsual = 200;
const eventsPerDevice = 1_500;

/** Bytes per event on the uplink, beside JSON and OTLP of the same events. */
export async function wireBench(options: BenchOptions): Promise<BenchResult> {
  const devices = options.devices ?? devicesUsual;
  options.say(`${devices} devices, ${eventsPerDevice} events each`);
  const fixture = createFixture({ devices, eventsPerDevice });
  const measures = batchSizes.map((size) => {
    options.say(`${size} events per batch`);
    return measureWire(fixture, size);
  });
  const rows = measures.map(rowOf);
  return Promise.resolve({
    figures: {
      bytes_per_event: perSize(measures, ({ bytesPerEvent }) => bytesPerEvent.eucora),
      json_zstd: perSize(measures, ({ bytesPerEvent }) => bytesPerEvent.json),
      json_batched_zstd: perSize(measures, ({ bytesPerEvent }) => bytesPerEvent.json_batched),
      otlp_zstd: perSize(measures, ({ bytesPerEvent }) => bytesPerEvent.otlp),
      batch_sizes: batchSizes,
      kinds: Object.fromEntries(
        Object.entries(kindShares(fixture)).map(([kind, share]) => [kind, rounded(share)]),
      ),
    },
    table: [['events per batch', ...formats, 'json/ours', 'otlp/ours'], ...rows],
    notes: [
      'bytes per event in whole segments of about 470 KiB, lanes weighted by their events',
      'ours is signed: 64 bytes per batch and per segment, and a 32-byte hash that chains each batch',
      'the others are compressed per unit of the same size, zstd at the same level, unsigned',
    ],
  });
}

function rowOf({ batchEvents, bytesPerEvent }: WireMeasure): (string | number)[] {
  const { eucora, json, otlp } = bytesPerEvent;
  return [
    String(batchEvents),
    ...formats.map((f) => bytesPerEvent[f]),
    json / eucora,
    otlp / eucora,
  ];
}

function perSize(measures: readonly WireMeasure[], of: (measure: WireMeasure) => number) {
  return measures.map((measure) => rounded(of(measure)));
}
